# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyLogEndUser(Model):
    """A caller's user."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The end user's id."""
    type: models.DifyEndUserType = attrs.field(
        default=None, metadata=wire("type", STRING, required=True)
    )
    is_anonymous: bool = attrs.field(
        default=None, metadata=wire("is_anonymous", BOOLEAN, required=True)
    )
    """Always false."""
    session_id: str | None = attrs.field(
        default=None, metadata=wire("session_id", STRING, required=True)
    )
    """The `user` of the request."""
