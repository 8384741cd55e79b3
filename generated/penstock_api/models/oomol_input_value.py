# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from ..runtime import ANY, STRING, Record, item


class OomolInputValue(Record):
    """The value of one input."""

    handle: str = item("handle", STRING, required=True)
    """The input's name."""
    value: Any = item("value", ANY, required=True)
    """Its value, of any JSON type."""
