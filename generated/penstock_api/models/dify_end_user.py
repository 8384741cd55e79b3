# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, UTC_TIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyEndUser(Model):
    """A caller's user, as the server knows it. Its times are ISO 8601 without a zone, in UTC."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The end user's id."""
    tenant_id: str = attrs.field(default=None, metadata=wire("tenant_id", STRING, required=True))
    """The workspace."""
    app_id: str | None = attrs.field(default=None, metadata=wire("app_id", STRING))
    """The app."""
    type: models.DifyEndUserType = attrs.field(
        default=None, metadata=wire("type", STRING, required=True)
    )
    external_user_id: str | None = attrs.field(
        default=None, metadata=wire("external_user_id", STRING)
    )
    """The `user` of the request."""
    name: str | None = attrs.field(default=None, metadata=wire("name", STRING))
    """A name, if there is one."""
    is_anonymous: bool = attrs.field(
        default=None, metadata=wire("is_anonymous", BOOLEAN, required=True)
    )
    """Whether nobody said who it is."""
    session_id: str = attrs.field(default=None, metadata=wire("session_id", STRING, required=True))
    """The `user` of the request."""
    created_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("created_at", UTC_TIME, required=True)
    )
    """When it was first seen."""
    updated_at: datetime.datetime = attrs.field(
        default=None, metadata=wire("updated_at", UTC_TIME, required=True)
    )
    """When it was last changed."""
