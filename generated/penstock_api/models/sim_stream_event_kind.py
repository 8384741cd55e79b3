# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimStreamEventKind: TypeAlias = Literal[
    "final", "done", "error", "stream_error", "chunk_reset", "thinking", "tool"
]
"""The values of SimStreamEventKind that the document has."""
SimStreamEventKind: TypeAlias = KnownSimStreamEventKind | str
"""The tags of frames that this document knows."""
SIM_STREAM_EVENT_KIND_VALUES: Final = literals(SimStreamEventKind)
