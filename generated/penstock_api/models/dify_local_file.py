# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from .. import models
from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyLocalFile(Model):
    """A file that was uploaded, by the same user."""

    type_: models.DifyFileType = attrs.field(metadata=wire("type", STRING, required=True))
    transfer_method: Literal["local_file"] = attrs.field(
        default="local_file",
        metadata=wire("transfer_method", STRING, required=True, const="local_file"),
    )
    """The tag."""
    upload_file_id: str = attrs.field(metadata=wire("upload_file_id", STRING, required=True))
    """The uploaded file's `id`."""
