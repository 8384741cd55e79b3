# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyOptionSource(Model):
    """What a select offers, texts or a variable of the workflow."""

    type: models.DifyValueSource | None = attrs.field(default=None, metadata=wire("type", STRING))
    selector: list[str] | None = attrs.field(default=None, metadata=wire("selector", Array(STRING)))
    """The variable, node and name."""
    value: list[str] | None = attrs.field(default=None, metadata=wire("value", Array(STRING)))
    """The texts."""
