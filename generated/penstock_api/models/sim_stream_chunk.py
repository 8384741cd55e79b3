# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamChunk(Model):
    """Text to append to one block's. The id is always the block's UUID, never the name it was
    selected by. From the second output on, an output's first chunk begins with two line breaks.
    """

    block_id: str = attrs.field(default=None, metadata=wire("blockId", STRING, required=True))
    """The block."""
    chunk: str = attrs.field(default=None, metadata=wire("chunk", STRING, required=True))
    """The text."""
