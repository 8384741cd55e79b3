# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from ..runtime import STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyTextData(Model):
    """A piece of text."""

    text: str = attrs.field(default=None, metadata=wire("text", STRING, required=True))
    """The text."""
    from_variable_selector: list[str] = attrs.field(
        factory=list[Any], metadata=wire("from_variable_selector", Array(STRING))
    )
    """The variable it is a piece of, node and name."""
