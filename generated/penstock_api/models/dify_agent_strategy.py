# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAgentStrategy(Model):
    """How an agent works."""

    name: str | None = attrs.field(default=None, metadata=wire("name", STRING))
    """The strategy's name."""
    icon: str | None = attrs.field(default=None, metadata=wire("icon", STRING))
    """Its icon."""
