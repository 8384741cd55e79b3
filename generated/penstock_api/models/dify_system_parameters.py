# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import INTEGER, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifySystemParameters(Model):
    """The server's limits for files."""

    file_size_limit: int | None = attrs.field(
        default=None, metadata=wire("file_size_limit", INTEGER)
    )
    """Megabytes, for documents and anything else."""
    image_file_size_limit: int | None = attrs.field(
        default=None, metadata=wire("image_file_size_limit", INTEGER)
    )
    """Megabytes."""
    audio_file_size_limit: int | None = attrs.field(
        default=None, metadata=wire("audio_file_size_limit", INTEGER)
    )
    """Megabytes."""
    video_file_size_limit: int | None = attrs.field(
        default=None, metadata=wire("video_file_size_limit", INTEGER)
    )
    """Megabytes."""
    workflow_file_upload_limit: int | None = attrs.field(
        default=None, metadata=wire("workflow_file_upload_limit", INTEGER)
    )
    """Files a run."""
