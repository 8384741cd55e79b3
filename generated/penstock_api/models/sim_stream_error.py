# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamError(Model):
    """The run failed; no `final` follows. With a `blockId` only that block's selected output could
    not be sent, and other blocks' chunks may still follow.
    """

    event: Literal["error"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="error")
    )
    """The tag."""
    error: str = attrs.field(default=None, metadata=wire("error", STRING, required=True))
    """Why."""
    block_id: str | None = attrs.field(default=None, metadata=wire("blockId", STRING))
    """The block whose output could not be sent."""
