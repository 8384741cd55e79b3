# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunError(Model):
    """Why a run failed."""

    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """For people."""
    code: models.SimRunErrorCode = attrs.field(
        default=None, metadata=wire("code", STRING, required=True)
    )
    block_id: str | None = attrs.field(default=None, metadata=wire("blockId", STRING))
    """The block that failed. Only in the answer to an execute."""
    block_name: str | None = attrs.field(default=None, metadata=wire("blockName", STRING))
    """Its name. Only in the answer to an execute."""
    block_type: str | None = attrs.field(default=None, metadata=wire("blockType", STRING))
    """Its type, such as `slack`. Only in the answer to an execute."""
