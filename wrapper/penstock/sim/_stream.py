"""Parse a stream's frames into events, and accumulate the events into a result.

A frame is the JSON of one SSE event. Three vocabularies are parsed: the documented one, the one of
real servers (`final` for `done`, the sentinel as a JSON string), and the one of early November 2025
(`type` for `event`). Unknown frames become `UnknownEvent`, never an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Any, Final

from penstock._core.decoding import mapping, text
from penstock._core.events import RecentEvents
from penstock._core.message import RawResponse
from penstock._core.output_type import OutputReader
from penstock._core.results import typed
from penstock._core.sse import Decoder, is_stream_text, is_stream_type
from penstock.errors import ExecutionError, PenstockError, UsageLimitError
from penstock.sim import _responses
from penstock.sim._defaults import MAX_STREAMED_TEXT
from penstock.sim._errors import failure, is_about_usage
from penstock.sim._events import (
    ChunkEvent,
    ChunkResetEvent,
    ErrorEvent,
    FinalEvent,
    StreamErrorEvent,
    StreamEvent,
    ThinkingEvent,
    UnknownEvent,
)
from penstock.sim._models import AsyncExecutionResult, WorkflowExecutionResult, response_fields
from penstock_api import models
from penstock_api.events.sim_stream_event import EVENTS

_SENTINEL: Final = "[DONE]"


def read_frame(data: str) -> StreamEvent | None:
    """Parse one frame; return None for the sentinel, bare or as a JSON string."""
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
    found = EVENTS.get(kind) if isinstance(kind, str) else None
    if found is None or (found is ThinkingEvent and not isinstance(frame.get("data"), str)):
        return None
    if issubclass(found, ErrorEvent | StreamErrorEvent):
        return found.from_dict(frame, error=_message(frame.get("error")))
    return found.from_dict(frame)


def _of_runs(frame: dict[str, Any]) -> StreamEvent | None:
    """Parse a frame of the form that servers sent from 2025-11-02 to 2025-11-06."""
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
    return failure(error or None)[0] or "the server gives no reason"


class Reader:
    """Parses one stream: each frame into an event, and all of them into a result.

    With `enveloped`, JSON in place of a stream has v2's envelope. `read_output` decodes the output.
    """

    run_id: str | None = None
    """None: it is in the headers of the response, not in the frames."""
    drain_timeout: float | None = None

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
        self._response: RawResponse | None = None
        self._ended = False
        self._texts: dict[str, StringIO] = {}
        self._length = 0
        self._recent: RecentEvents[StreamEvent] = RecentEvents()

    def read(self, data: str) -> StreamEvent | None:
        """Parse a frame; return None for one that is no event."""
        event = read_frame(data)
        if event is None:
            self._ended = True
            return None
        self._recent.add(event, len(data))
        if isinstance(event, ChunkEvent):
            self._length += len(event.chunk)
            if self.keep_all or self._length <= MAX_STREAMED_TEXT:
                self._texts.setdefault(_block(event), StringIO()).write(event.chunk)
        elif isinstance(event, FinalEvent):
            self._final = event
        elif isinstance(event, ErrorEvent):
            self._error = event
        elif isinstance(event, ChunkResetEvent):
            self._texts.pop(_block(event), None)
        return event

    def read_response(self, response: RawResponse) -> StreamEvent:
        """Return the only event of a response that is no stream, such as a Response block's."""
        found = _responses.result(response, enveloped=self._enveloped)
        self._response = response
        self._final = FinalEvent(
            success=found.success,
            output=found.output,
            error=found.error,
            status=found.status,
            metadata=found.metadata,
            raw=found.raw,
        )
        return self._final

    @property
    def finished(self) -> bool:
        """True after the last event, although the connection may still be open."""
        # An error of one block doesn't end the run: other blocks' chunks may still follow.
        failed = self._error is not None and not self._error.block_id
        return self._ended or failed or self._final is not None

    @property
    def may_end(self) -> bool:
        """True if the stream may end here; servers of 2025-10 send nothing after an error."""
        return self.finished or self._error is not None

    @property
    def events(self) -> tuple[StreamEvent, ...]:
        """The latest events, for errors."""
        return self._recent.events

    def failure(self) -> PenstockError | None:
        """Return the exception for a run without a final event; None for any other."""
        if self._error is None or self._final is not None:
            return None
        message = self._error.error
        if is_about_usage(message):
            return UsageLimitError(message, "USAGE_LIMIT_EXCEEDED", body=self._error.raw)
        return ExecutionError(
            message, "EXECUTION_ERROR", body=self._error.raw, output=self.partial.output
        )

    def result(self) -> WorkflowExecutionResult:
        """Return the result of the run.

        Raises UsageLimitError for a run that was rejected, and ResponseError for an output that
        isn't of the caller's type.
        """
        failure = self.failure()
        if isinstance(failure, UsageLimitError):
            raise failure
        found = self.partial
        if self._response is not None:
            found = _responses.result(self._response, enveloped=self._enveloped)
        return typed(found, self._read_output)

    @property
    def partial(self) -> WorkflowExecutionResult:
        """The result of the events so far."""
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
        found = _responses.v1_result(final)
        if self._paths:
            found.output = self._with_texts(found.output, texts)
        found.streamed, found.raw = texts, final.raw
        return found

    def _with_texts(self, output: Any, texts: Mapping[str, str]) -> Any:
        """Return the output with the streamed texts, as servers of 2025-10 send it.

        Later servers leave out text that was streamed. A frame names its block, but not the path,
        so the text can only be put back where all selected outputs have the same path.
        """
        if not isinstance(output, dict | None) or len(self._paths) != 1:
            return output
        (path,) = self._paths
        first = next(iter(texts), None)
        # From the second block on, the server puts a blank line before the first chunk.
        plain = {b: t if b == first else t.removeprefix("\n\n") for b, t in texts.items()}
        missing = {
            block: {path: own} for block, own in plain.items() if block not in (output or {})
        }
        return {**(output or {}), **missing} if path else output


def _block(event: ChunkEvent | ChunkResetEvent) -> str:
    return text(event.block_id) or ""  # a server may leave it out


def read_whole(response: RawResponse) -> WorkflowExecutionResult:
    """Parse the body of a stream that was received whole.

    Raises ResponseError for one that broke off, and UsageLimitError as `Reader.result` does.
    """
    reader, decoder = Reader(), Decoder()
    reader.keep_all = True
    for found in decoder.feed(response.body):
        reader.read(found.data)
    if not reader.may_end:
        raise response.unreadable("the stream ended before its last event")
    return reader.result()


def resumption(
    response: RawResponse, workflow_id: str, now: Callable[[], float]
) -> WorkflowExecutionResult | AsyncExecutionResult:
    """Parse the response to a resume in v1: a result, a stream of its events, or a receipt."""
    if is_stream_type(response.headers.get("content-type", "")) or is_stream_text(response.body):
        found = read_whole(response)
        found.run_id = response.headers.get("x-execution-id")
    else:
        body = response.json()
        if response.status == 202 or not isinstance(body, dict):
            return _responses.receipt(response, workflow_id, now())
        end = models.SimExecutionResume.from_dict(body)
        if not isinstance(end.success, bool):
            queued = _responses.receipt(response, workflow_id, now())
            queued.model = end
            return queued
        found = _responses.v1_result(end)
        found.raw = body
    found.workflow_id = found.workflow_id or workflow_id
    vars(found).update(response_fields(response), http_status=response.status)
    return found
