# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimJobError(Model):
    """Why a job crashed."""

    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """What went wrong."""
    name: str | None = attrs.field(default=None, metadata=wire("name", STRING))
    """The error's class."""
    stack_trace: str | None = attrs.field(default=None, metadata=wire("stackTrace", STRING))
    """Where it went wrong."""
