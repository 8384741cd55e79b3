# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from .. import models
from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyRemoteFile(Model):
    """A file that the server fetches."""

    type_: models.DifyFileType = attrs.field(metadata=wire("type", STRING, required=True))
    transfer_method: Literal["remote_url"] = attrs.field(
        default="remote_url",
        metadata=wire("transfer_method", STRING, required=True, const="remote_url"),
    )
    """The tag."""
    url: str = attrs.field(metadata=wire("url", STRING, required=True))
    """Its address."""
