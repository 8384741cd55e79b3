"""The bytes of the stream's frames, one `data:` line each, as the server writes them. Pure."""

from __future__ import annotations

from typing import Any

from .words import dumps

SSE_HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Type", "text/event-stream"),
    ("Cache-Control", "no-cache"),
    ("Connection", "keep-alive"),
    ("X-Accel-Buffering", "no"),
)

AGENT_PROTOCOL = "agent-events-v1"

# What ends a stream on the wire is a JSON string, quotes and all; the documented page, and streams
# in the browser's vocabulary, have it without.
SENTINEL = b'data: "[DONE]"\n\n'
BARE_SENTINEL = b"data: [DONE]\n\n"


def frame(value: Any) -> bytes:
    """Any value as one event."""
    return b"data: " + dumps(value) + b"\n\n"


def chunk(block_id: str, text: str) -> bytes:
    """More text of a block."""
    return frame({"blockId": block_id, "chunk": text})


def error(text: str, block_id: str | None = None) -> bytes:
    """The failure that ends a stream; with a block id, one output of it."""
    named = {} if block_id is None else {"blockId": block_id}
    return frame({"event": "error", "error": text} | named)


def stream_error(block_id: str, text: str) -> bytes:
    """One block's stream could not be read; the run goes on."""
    return frame({"event": "stream_error", "blockId": block_id, "error": text})


def final(
    success: bool, output: Any, problem: str | None = None, status: str | None = None
) -> bytes:
    """The last JSON frame of a stream that got to its end."""
    data: dict[str, Any] = {"success": success}
    if problem is not None:
        data["error"] = problem
    data["output"] = output
    if status is not None:
        data["status"] = status
    return frame({"event": "final", "data": data})


def done(success: bool, output: Any, duration_ms: float) -> bytes:
    """The documented page's last frame, which no server ever sent."""
    metadata = {"duration": duration_ms}
    event = {"event": "done", "success": success, "output": output, "metadata": metadata}
    return frame(event)
