# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import OneOf, Ref

SIM_STREAM_EVENT: Final[OneOf] = OneOf(
    tag="event",
    tagged={
        "final": Ref(lambda: models.SimStreamFinal),
        "done": Ref(lambda: models.SimStreamDone),
        "error": Ref(lambda: models.SimStreamError),
        "stream_error": Ref(lambda: models.SimStreamBlockError),
        "chunk_reset": Ref(lambda: models.SimStreamChunkReset),
        "thinking": Ref(lambda: models.SimStreamThinking),
        "tool": Ref(lambda: models.SimStreamTool),
    },
    models=(
        Ref(lambda: models.SimStreamChunk),
        Ref(lambda: models.SimUnknownFrame),
    ),
)
if TYPE_CHECKING:
    SimStreamEvent: TypeAlias = (
        models.SimStreamFinal
        | models.SimStreamDone
        | models.SimStreamError
        | models.SimStreamBlockError
        | models.SimStreamChunkReset
        | models.SimStreamThinking
        | models.SimStreamTool
        | models.SimStreamChunk
        | models.SimUnknownFrame
    )
    """One frame of a stream: the JSON behind one `data:`. There are no `event:`, `id:` and `retry:`
    lines and no comments, so gaps may be long.

    After the last frame comes the sentinel, which is no frame: the JSON *string* `"[DONE]"`,
    with its quotes, is what servers send; the bare word `[DONE]` is what the documented page
    shows, and what servers of early November 2025 sent. Accept either and require neither:
    servers of 2025-10 close without one after an error.

    Which frame it is: by the tag `event` when there is one, else a chunk when there are
    `blockId` and `chunk`, else one that this document does not know, to be passed on as it is.
    `final` and `done` end a stream that worked, `error` without a `blockId` one that did not. A
    stream that ends without any of these was cut.
    """
else:  # made on use, for it imports its members
    __getattr__ = SIM_STREAM_EVENT.alias("SimStreamEvent")
