# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyToolIcon(Model):
    """A character on a colour."""

    background: str = attrs.field(default=None, metadata=wire("background", STRING, required=True))
    """The colour."""
    content: str = attrs.field(default=None, metadata=wire("content", STRING, required=True))
    """The character."""
