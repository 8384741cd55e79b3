# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import STRING, Record, item


class OomolErrorDetail(Record):
    """What went wrong."""

    message: str = item("message", STRING, required=True)
    """What went wrong, for people."""
    stack: str | None = item("stack", STRING)
    """Where in the server it happened, for its developers."""
