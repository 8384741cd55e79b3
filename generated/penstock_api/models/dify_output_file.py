# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyOutputFile(Model):
    """A file that a node or a run put out. Inside `outputs` it is told by `dify_model_identity`."""

    dify_model_identity: str | None = attrs.field(
        default=None, metadata=wire("dify_model_identity", STRING)
    )
    """Always `__dify__file__`."""
    id: str | None = attrs.field(default=None, metadata=wire("id", STRING))
    """The file's id."""
    tenant_id: str | None = attrs.field(default=None, metadata=wire("tenant_id", STRING))
    """The workspace. Older servers only."""
    type: models.DifyFileType | None = attrs.field(default=None, metadata=wire("type", STRING))
    transfer_method: models.DifyTransferMethod | None = attrs.field(
        default=None, metadata=wire("transfer_method", STRING)
    )
    remote_url: str | None = attrs.field(default=None, metadata=wire("remote_url", STRING))
    """Where it was fetched from."""
    reference: str | None = attrs.field(default=None, metadata=wire("reference", STRING))
    """The server's own name for it."""
    related_id: str | None = attrs.field(default=None, metadata=wire("related_id", STRING))
    """What it belongs to, such as the uploaded file."""
    filename: str | None = attrs.field(default=None, metadata=wire("filename", STRING))
    """Its name."""
    extension: str | None = attrs.field(default=None, metadata=wire("extension", STRING))
    """Its extension, with the dot."""
    mime_type: str | None = attrs.field(default=None, metadata=wire("mime_type", STRING))
    """Its media type."""
    size: int | None = attrs.field(default=None, metadata=wire("size", INTEGER))
    """Bytes; -1 when not known."""
    url: str | None = attrs.field(default=None, metadata=wire("url", STRING))
    """Where to get it, signed and not for ever."""
