# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from ..runtime import INTEGER, STRING, UNIXTIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyUploadedFile(Model):
    """A file that was uploaded. Documented are the first seven fields."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """What goes as `upload_file_id`."""
    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """Its name, cut to 200 characters."""
    size: int = attrs.field(default=None, metadata=wire("size", INTEGER, required=True))
    """Bytes."""
    extension: str | None = attrs.field(
        default=None, metadata=wire("extension", STRING, required=True)
    )
    """Its extension in lower case, without the dot."""
    mime_type: str | None = attrs.field(
        default=None, metadata=wire("mime_type", STRING, required=True)
    )
    """Its media type, as the part said."""
    created_by: str | None = attrs.field(
        default=None, metadata=wire("created_by", STRING, required=True)
    )
    """The end user's id, not the `user` that was sent."""
    created_at: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("created_at", UNIXTIME, required=True)
    )
    """When, seconds since 1970."""
    source_url: str | None = attrs.field(default=None, metadata=wire("source_url", STRING))
    """Where to get it, signed and not for ever."""
    tenant_id: str | None = attrs.field(default=None, metadata=wire("tenant_id", STRING))
    """The workspace."""
    reference: str | None = attrs.field(default=None, metadata=wire("reference", STRING))
    """Null here."""
    preview_url: str | None = attrs.field(default=None, metadata=wire("preview_url", STRING))
    """Null here."""
    original_url: str | None = attrs.field(default=None, metadata=wire("original_url", STRING))
    """Null here."""
    user_id: str | None = attrs.field(default=None, metadata=wire("user_id", STRING))
    """Null here."""
    conversation_id: str | None = attrs.field(
        default=None, metadata=wire("conversation_id", STRING)
    )
    """Null here."""
    file_key: str | None = attrs.field(default=None, metadata=wire("file_key", STRING))
    """Null here."""
