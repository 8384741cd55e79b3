# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyRunCreator(Model):
    """A caller's user, with `user`; or somebody in Dify itself, with `name` and `email`."""

    id: str | None = attrs.field(default=None, metadata=wire("id", STRING))
    """The end user's or the account's id."""
    user: str | None = attrs.field(default=None, metadata=wire("user", STRING))
    """The `user` of the request."""
    name: str | None = attrs.field(default=None, metadata=wire("name", STRING))
    """The account's name."""
    email: str | None = attrs.field(default=None, metadata=wire("email", STRING))
    """The account's e-mail address."""
