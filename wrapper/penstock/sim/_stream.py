"""Frames of a stream made into events, and events added up to a result.

The frames are JSON, one to an SSE event. Their vocabulary is the documented one, what servers
really send (`final` for `done`, the sentinel as a JSON string), and that of early November 2025
(`type` for `event`). What nobody knows is passed on, never an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any, Final

from penstock._core.decoding import unreadable
from penstock._core.message import Answer
from penstock._core.output_type import OutputReader
from penstock._core.recent_events import Arrived
from penstock._core.sse import Decoder
from penstock._core.values import mapping, text
from penstock.errors import ExecutionError, PenstockError, UsageLimitError
from penstock.sim import _responses
from penstock.sim._defaults import MAX_STREAMED_TEXT
from penstock.sim._errors import is_about_usage
from penstock.sim._events import (
    ChunkEvent,
    ChunkResetEvent,
    ErrorEvent,
    FinalEvent,
    StreamErrorEvent,
    StreamEvent,
    ThinkingEvent,
    ToolEvent,
    UnknownEvent,
)
from penstock.sim._models import WorkflowExecutionResult
from penstock.sim._responses import typed
from penstock_api import models

_SENTINEL: Final = "[DONE]"


def read_frame(data: str) -> StreamEvent | None:
    """Return the event in one frame; None for the sentinel, bare or as a JSON string."""
    try:
        frame = json.loads(data)
    except (ValueError, RecursionError):
        return None if data.strip() == _SENTINEL else UnknownEvent(raw=data)
    if frame == _SENTINEL:
        return None
    if not isinstance(frame, dict):
        return UnknownEvent(raw=frame)
    return _typed(frame) or _of_runs(frame) or UnknownEvent(raw=frame)


def _typed(frame: dict[str, Any]) -> StreamEvent | None:
    kind = frame.get("event")
    if kind is None:
        return _chunk(frame, frame)
    if kind == "final":
        data = frame.get("data")
        model = models.SimStreamFinal.from_dict(frame)
        return _final(data if isinstance(data, dict) else frame, frame, model)
    if kind == "done":
        return _final(frame, frame, models.SimStreamDone.from_dict(frame))
    if kind == "error":
        return ErrorEvent.from_dict(frame, error=_message(frame.get("error")))
    if kind == "stream_error":
        return StreamErrorEvent.from_dict(frame, error=_message(frame.get("error")))
    # What follows is the protocol agent-events-v1, which is sent only if asked for.
    if kind == "chunk_reset":
        return ChunkResetEvent.from_dict(frame)
    if kind == "thinking" and isinstance(frame.get("data"), str):
        return ThinkingEvent.from_dict(frame)
    return ToolEvent.from_dict(frame) if kind == "tool" else None


def _of_runs(frame: dict[str, Any]) -> StreamEvent | None:
    """Frames as they were sent from 2025-11-02 to 2025-11-06."""
    data = frame.get("data")
    if not isinstance(data, dict):
        return None
    kind = frame.get("type")
    if kind == "stream:chunk":
        return _chunk(data, frame)
    if kind == "execution:completed":
        return _final({"success": True, **data}, frame)
    if kind == "execution:paused":
        return _final({"success": True, "status": "paused", **data}, frame)
    if kind in ("execution:error", "execution:cancelled"):
        error = data.get("error") or str(kind).replace(":", " ")
        return ErrorEvent(error=_message(error), raw=frame)
    return None


def _final(
    data: Mapping[str, Any],
    frame: dict[str, Any],
    model: models.SimStreamFinal | models.SimStreamDone | None = None,
) -> FinalEvent:
    error = data.get("error")
    return FinalEvent(
        success=data.get("success") is not False,
        output=data.get("output"),
        error=None if error is None else _message(error),
        status=text(data.get("status")),
        metadata=mapping(data.get("metadata")),
        model=model,
        raw=frame,
    )


def _chunk(data: dict[str, Any], frame: dict[str, Any]) -> ChunkEvent | None:
    return ChunkEvent.from_dict(data, raw=frame) if isinstance(data.get("chunk"), str) else None


def _message(error: object) -> str:
    if isinstance(error, dict):
        return str(error.get("message") or error)
    return str(error or "the server gives no reason")


class Reader:
    """Reads one stream: frame by frame into events, and all of it into a result.

    `enveloped` says that JSON instead of a stream has an envelope, as everything of v2 has.
    `read_output` makes the output a value of the caller's type.
    """

    run_id: str | None = None
    """Not in these frames: the head of the answer tells it."""
    linger: float | None = None

    def __init__(
        self,
        selected_outputs: Sequence[str] | None = None,
        *,
        enveloped: bool = False,
        read_output: OutputReader[Any] | None = None,
    ) -> None:
        self.keep_all = False
        self._read_output = read_output
        self._enveloped = enveloped
        self._paths = {name.partition(".")[2] for name in selected_outputs or ()}
        self._final: FinalEvent | None = None
        self._error: ErrorEvent | None = None
        self._answer: Answer | None = None
        self._ended = False
        self._texts: dict[str, StringIO] = {}
        self._length = 0
        self._arrived: Arrived[StreamEvent] = Arrived()

    def read(self, data: str) -> StreamEvent | None:
        """Return the event in a frame; None if there is none to hand on."""
        event = read_frame(data)
        if event is None:
            self._ended = True
            return None
        self._arrived.add(event, len(data))
        if isinstance(event, ChunkEvent):
            self._add(event)
        elif isinstance(event, FinalEvent):
            self._final = event
        elif isinstance(event, ErrorEvent):
            self._error = event
        elif isinstance(event, ChunkResetEvent):
            self._texts.pop(_block(event), None)
        return event

    def read_answer(self, answer: Answer) -> StreamEvent:
        """Return the only event of an answer that is no stream, such as a Response block's."""
        found = _responses.result(answer, enveloped=self._enveloped)
        self._answer = answer
        self._final = FinalEvent(
            success=found.success,
            output=found.output,
            error=found.error,
            status=found.status,
            metadata=found.metadata,
            raw=found.raw,
        )
        return self._final

    def _add(self, event: ChunkEvent) -> None:
        self._length += len(event.chunk)
        if self.keep_all or self._length <= MAX_STREAMED_TEXT:
            self._texts.setdefault(_block(event), StringIO()).write(event.chunk)

    @property
    def finished(self) -> bool:
        """True if nothing more is to come, although the connection may still be open."""
        failed = self._error is not None and not self._error.block_id
        return self._ended or failed or self._final is not None

    @property
    def may_end(self) -> bool:
        """True if a stream that ends here is whole; servers of 2025-10 just stop after errors."""
        return self.finished or self._error is not None

    @property
    def events(self) -> tuple[StreamEvent, ...]:
        """The last events, for an error that tells what arrived."""
        return self._arrived.events

    def failure(self) -> PenstockError | None:
        """Return what to raise once the events have been read; None for a run that ended."""
        if self._error is None or self._final is not None:
            return None
        message = self._error.error
        if is_about_usage(message):
            return UsageLimitError(message, "USAGE_LIMIT_EXCEEDED", body=self._error.raw)
        return ExecutionError(
            message, "EXECUTION_ERROR", body=self._error.raw, output=self.partial.output
        )

    def result(self) -> WorkflowExecutionResult:
        """Return how the run ended. Raises UsageLimitError for one that was not begun.

        Raises ResponseError for an output that isn't of the caller's type.
        """
        failure = self.failure()
        if isinstance(failure, UsageLimitError):
            raise failure
        found = self.partial
        if self._answer is not None:
            found = _responses.result(self._answer, enveloped=self._enveloped)
        return typed(found, self._read_output)

    @property
    def partial(self) -> WorkflowExecutionResult:
        """What has arrived adds up to this."""
        final, error = self._final, self._error
        texts = {block: written.getvalue() for block, written in self._texts.items()}
        if final is None:
            message = error.error if error is not None else None
            return WorkflowExecutionResult(
                success=self._ended and error is None,
                output=self._with_texts({}, texts),
                error=message,
                status="failed" if error is not None else None,
                streamed=texts,
                raw=error.raw if error is not None else None,
                model=error,
            )
        found = _responses.result_of(final)
        if self._paths:
            found.output = self._with_texts(found.output, texts)
        found.streamed, found.raw = texts, final.raw
        return found

    def _with_texts(self, output: Any, texts: Mapping[str, str]) -> Any:
        """Return the output with the texts where a server of 2025-10 puts them.

        Later servers leave out what was already streamed. A frame names its block but not the
        path, so this can be mended only where all selected outputs have the same path.
        """
        if not isinstance(output, dict | None) or len(self._paths) != 1:
            return output
        (path,) = self._paths
        first = next(iter(texts), None)
        # From the second block on, the server sets a blank line before the first piece.
        plain = {b: t if b == first else t.removeprefix("\n\n") for b, t in texts.items()}
        missing = {
            block: {path: own} for block, own in plain.items() if block not in (output or {})
        }
        return {**(output or {}), **missing} if path else output


def _block(event: ChunkEvent | ChunkResetEvent) -> str:
    """Return the block that an event is about; a server may leave it out."""
    return text(event.block_id) or ""


def read_whole(answer: Answer) -> WorkflowExecutionResult:
    """Return what a stream that was read to its end adds up to. Raises ResponseError if it isn't.

    Raises UsageLimitError as `Reader.result` does.
    """
    reader, decoder = Reader(), Decoder()
    reader.keep_all = True
    for found in decoder.feed(answer.body):
        reader.read(found.data)
    if not reader.may_end:
        unreadable(answer, "the stream ended before its last event")
    return reader.result()
