# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxMessage(Model):
    """A message of a prompt."""

    role: str = attrs.field(default=None, metadata=wire("role", STRING, required=True))
    """Who speaks."""
    content: str = attrs.field(default=None, metadata=wire("content", STRING, required=True))
    """What is said."""
