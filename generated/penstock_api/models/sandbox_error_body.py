# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxErrorBody(Model):
    """An error in words."""

    detail: str = attrs.field(default=None, metadata=wire("detail", STRING, required=True))
    """What is wrong."""
