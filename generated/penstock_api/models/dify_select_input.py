# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from .. import models
from ..runtime import STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifySelectInput(Model):
    """One of several texts."""

    type: Literal["select"] = attrs.field(
        default=None, eq=False, metadata=wire("type", STRING, required=True, const="select")
    )
    """The tag."""
    output_variable_name: str = attrs.field(
        default=None, metadata=wire("output_variable_name", STRING, required=True)
    )
    """The key of the answer."""
    option_source: models.DifyOptionSource | None = attrs.field(
        default=None, metadata=wire("option_source", Ref(lambda: models.DifyOptionSource))
    )
