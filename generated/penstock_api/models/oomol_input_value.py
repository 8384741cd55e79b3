# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from ..runtime import ANY, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolInputValue(Model):
    """The value of one input."""

    handle: str = attrs.field(default=None, metadata=wire("handle", STRING, required=True))
    """The input's name."""
    value: Any = attrs.field(default=None, metadata=wire("value", ANY, required=True))
    """Its value, of any JSON type."""
