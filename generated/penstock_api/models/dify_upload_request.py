# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import FILE, STRING, UNSET, FileContent, Limits, Model, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyUploadRequest(Model):
    """One file. A server that finds no `user` takes a common one, and no run with a user may use
    the file.
    """

    file: FileContent = attrs.field(metadata=wire("file", FILE, required=True))
    """The file, with a file name and a Content-Type."""
    user: str | Unset = attrs.field(
        default=UNSET, metadata=wire("user", STRING, limits=Limits(longest=255))
    )
    """Who may use it, the `user` of the run."""
    type_: str | Unset = attrs.field(default=UNSET, metadata=wire("type", STRING))
    """In a sample of the documented page; no server reads it."""
