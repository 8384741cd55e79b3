# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFormDefault(Model):
    """What an input begins with, a text or a variable of the workflow."""

    type: models.DifyValueSource | None = attrs.field(default=None, metadata=wire("type", STRING))
    selector: list[str] | None = attrs.field(default=None, metadata=wire("selector", Array(STRING)))
    """The variable, node and name."""
    value: str | None = attrs.field(default=None, metadata=wire("value", STRING))
    """The text."""
