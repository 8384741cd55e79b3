# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyLogAccount(Model):
    """Somebody in Dify itself."""

    id: str | None = attrs.field(default=None, metadata=wire("id", STRING))
    """The account's id."""
    name: str | None = attrs.field(default=None, metadata=wire("name", STRING))
    """Their name."""
    email: str | None = attrs.field(default=None, metadata=wire("email", STRING))
    """Their e-mail address."""
