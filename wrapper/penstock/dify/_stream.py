"""Parse the frames of a stream into events, and accumulate events to a run.

A frame is the JSON of one SSE event; its kind is its own field `event`. A stream that broke is
continued over another connection, where the server begins with the events that it recorded:
those that were read before are dropped.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection
from io import StringIO
from typing import Any, Final, TypeGuard

import attrs

from penstock._core.decoding import items_of, mapping, text
from penstock._core.events import RecentEvents
from penstock._core.message import RawResponse
from penstock._core.output_type import OutputReader
from penstock._core.results import typed
from penstock.dify import _errors
from penstock.dify._defaults import MAX_TEXT, SPEECH_TIMEOUT
from penstock.dify._events import StreamEvent, UnknownEvent
from penstock.dify._models import PauseReason, WorkflowRun, status_of
from penstock.dify._responses import run_of, run_outcome, task_of
from penstock.errors import PenstockError
from penstock_api.events.dify_stream_event import (
    EVENTS,
    ErrorEvent,
    Event,
    HumanInputRequiredEvent,
    NodeFinishedEvent,
    NodeRetryEvent,
    NodeStartedEvent,
    ReasoningChunkEvent,
    TextChunkEvent,
    TextReplaceEvent,
    TtsMessageEndEvent,
    TtsMessageEvent,
    WorkflowFinishedEvent,
    WorkflowPausedEvent,
    WorkflowStartedEvent,
)


def read_frame(data: str) -> StreamEvent | None:
    """Return the event in one frame; None for a ping."""
    try:
        frame = json.loads(data)
    except (ValueError, RecursionError):
        return UnknownEvent(raw=data)
    if not isinstance(frame, dict):
        return UnknownEvent(raw=frame)
    kind = frame.get("event")
    return None if kind == "ping" else _event(kind, frame)


def _event(kind: object, frame: dict[str, Any]) -> StreamEvent:
    cls = EVENTS.get(kind) if isinstance(kind, str) else None
    data = mapping(frame.get(cls.data_key)) if cls and cls.data_key else frame
    if cls is None or data is None:
        return UnknownEvent(raw=frame)
    run_id = text(frame.get("workflow_run_id"))
    event: Event = cls.from_dict(data, run_id=run_id, task_id=task_of(frame), raw=frame)
    if isinstance(event, WorkflowFinishedEvent):
        return attrs.evolve(event, status=status_of(event))
    return event


_IDS: Final = frozenset({"event", "task_id", "workflow_run_id"})

# What has no id, and may well come twice in a row as the very same frame.
_PIECES: Final = (TextChunkEvent, ReasoningChunkEvent, TtsMessageEvent)


class Reader:
    """Reads one run's stream: frame by frame into events, and all of it into a run.

    `until_paused` is True if a pause ends the stream, as it does unless the request is to go on.
    `answered` are forms that were answered before: a pause for these alone is over. `speaks` is
    True if speech may follow the end of the run. `read_outputs` makes the outputs a value of the
    caller's type.
    """

    def __init__(
        self,
        *,
        until_paused: bool = True,
        answered: Collection[str] = (),
        speaks: bool = False,
        read_outputs: OutputReader[Any] | None = None,
    ) -> None:
        self.keep_all = False
        self._read_outputs = read_outputs
        self.drain_timeout = SPEECH_TIMEOUT
        self._silent = not speaks
        self.run_id: str | None = None
        self.task_id: str | None = None
        self._until_paused = until_paused
        self._answered = frozenset(filter(None, answered))
        self._recent: RecentEvents[StreamEvent] = RecentEvents()
        self._seen: set[object] = set()
        self._frames: dict[int, int] = {}
        self._pieces = array("q")
        self._next: int | None = None
        self._again = False
        self._run: WorkflowRun | None = None
        self._inputs: dict[str, Any] | None = None
        self._error: ErrorEvent | None = None
        self._texts: dict[str, StringIO] = {}
        self._length = 0

    def read(self, data: str) -> StreamEvent | None:
        """Return the event in a frame; None for a ping, and for a repeated one."""
        event = read_frame(data)
        if event is None or self._is_repeated(event, data):
            return None
        self.run_id = self.run_id or event.run_id
        self.task_id = event.task_id or self.task_id
        if self._is_over(event):
            return None
        self._recent.add(event, len(data))
        self._take(event)
        return event

    def _is_repeated(self, event: StreamEvent, data: str) -> bool:
        """True if it was read before the stream was broken; and if not, remember it.

        What a server records are nodes, forms and the beginning, each with an id. A server that
        keeps whole frames sends those again as they were.
        """
        if isinstance(event, _PIECES):
            return self._is_old_piece(hash(data))
        key, place = _key(event), self._place_before(event, hash(data))
        repeated = place is not None if key is None else key in self._seen
        self._seen.add(key)
        return repeated

    def _place_before(self, event: StreamEvent, frame: int) -> int | None:
        """Return after how many pieces this very frame came before the stream was broken.

        The pieces that follow it are then expected to come again as well. The beginning is no
        such sign: a server that keeps no frames makes it anew, and goes on with new pieces.
        """
        place = self._frames.get(frame)
        self._frames.setdefault(frame, len(self._pieces))
        if not self._again or place is None:
            return None
        if not isinstance(event, WorkflowStartedEvent):
            self._next = place
        return place

    def _is_old_piece(self, piece: int) -> bool:
        """True if it comes where it came before; a text may well hold the same piece twice."""
        at, self._next = self._next, None
        if at is not None and at < len(self._pieces) and self._pieces[at] == piece:
            self._next = at + 1
            return True
        self._pieces.append(piece)
        return False

    def _is_over(self, event: StreamEvent) -> bool:
        """True if it is about answered forms alone."""
        if isinstance(event, HumanInputRequiredEvent):
            return self._is_answered(event)
        if isinstance(event, WorkflowPausedEvent) and event.reasons:
            reasons = items_of(PauseReason, event.reasons)
            return len(reasons) == len(event.reasons) and all(map(self._is_answered, reasons))
        return False

    def _is_answered(self, form: HumanInputRequiredEvent | PauseReason) -> bool:
        return not self._answered.isdisjoint(filter(_is_id, (form.form_id, form.form_token)))

    def _take(self, event: StreamEvent) -> None:
        if isinstance(event, WorkflowStartedEvent):
            self._inputs = event.inputs
        elif isinstance(event, TextChunkEvent):
            self._add(event, text(event.text) or "")
        elif isinstance(event, TextReplaceEvent):
            self._texts = {"": StringIO(text(event.text))}
        elif isinstance(event, ErrorEvent):
            self._error = event
        elif isinstance(event, TtsMessageEndEvent):
            self._silent = True
        elif isinstance(event, WorkflowFinishedEvent):
            self._end(event, event.status, event.id)
        elif isinstance(event, WorkflowPausedEvent) and self._until_paused:
            self._end(event, text(event.status) or "paused", event.workflow_run_id)

    def _add(self, event: TextChunkEvent, piece: str) -> None:
        self._length += len(piece)
        if self.keep_all or self._length <= MAX_TEXT:
            source = ".".join(items_of(str, event.from_variable_selector))
            self._texts.setdefault(source, StringIO()).write(piece)

    def _end(
        self, event: WorkflowFinishedEvent | WorkflowPausedEvent, status: str, run_id: str
    ) -> None:
        self._run = run_of(
            event,
            run_id,
            event.run_id,
            status=status,
            task_id=self.task_id,
            raw=event.raw,
            model=event,
        )

    def goes_on(self) -> None:
        """Expect the events so far again: the stream is read over another connection."""
        self._again = self._silent = True
        self._next = None

    def settle(self, run: WorkflowRun) -> StreamEvent:
        """Return the last event of a stream that broke, made of the run as it is now."""
        kind = "workflow_paused" if run.is_paused else "workflow_finished"
        raw = mapping(run.raw) or {}
        data = {**(mapping(raw.get("data")) or raw), "outputs": run.outputs}
        frame = {"event": kind, "workflow_run_id": run.id, "task_id": self.task_id, "data": data}
        event = _event(kind, frame)
        self._run = attrs.evolve(run, task_id=self.task_id)
        self._recent.add(event, 0)
        return event

    def read_response(self, response: RawResponse) -> StreamEvent | None:
        """Return the only event of a response that is no stream; None if the run goes on."""
        found = run_outcome(response)
        if isinstance(found, str):
            self.run_id = found
            return None
        self.run_id, self.task_id = found.id, found.task_id
        return self.settle(found)

    @property
    def finished(self) -> bool:
        """True if nothing more is to come, although the connection may still be open.

        The speech of a stream that is only collected isn't waited for.
        """
        if self._run is None or self._run.is_paused:
            return self.may_end
        return self._silent or self.keep_all

    @property
    def may_end(self) -> bool:
        """True if a stream that ends here is whole."""
        return self._run is not None or self._error is not None

    @property
    def events(self) -> tuple[StreamEvent, ...]:
        """The last events, for an error."""
        return self._recent.events

    def failure(self) -> PenstockError | None:
        """Return the exception of an `error` event; None without one."""
        if self._error is None:
            return None
        return _errors.failure(self._error.raw or {})

    def result(self) -> WorkflowRun:
        """Return the run as it ended. Raises the exception of an `error` event.

        Raises ResponseError for outputs that aren't of the caller's type.
        """
        failure = self.failure()
        if failure is not None:
            raise failure
        return typed(self.partial, self._read_outputs)

    @property
    def partial(self) -> WorkflowRun:
        """The run as far as its events have arrived."""
        run = self._run
        if run is None:
            status = "running" if self.run_id else ""
            run = WorkflowRun(id=self.run_id, status=status, task_id=self.task_id)
        texts = {source: written.getvalue() for source, written in self._texts.items()}
        return attrs.evolve(run, streamed=texts, inputs=run.inputs or self._inputs)


def _key(event: StreamEvent) -> object:
    """Return the identity of an event among those of its kind; None where it has none."""
    # The node's own id as well: on the documented page, all nodes of a run have one id.
    if isinstance(event, NodeStartedEvent | NodeFinishedEvent) and _is_id(event.id):
        return event.kind, event.id, str(event.node_id)
    if isinstance(event, NodeRetryEvent) and _is_id(event.id):
        return event.kind, event.id, str(event.node_id), str(event.retry_index)
    if isinstance(event, HumanInputRequiredEvent) and _is_id(event.form_id):
        return event.kind, event.form_id
    if isinstance(event, WorkflowPausedEvent) and _forms(event):
        return event.kind, _forms(event)
    if isinstance(event, WorkflowStartedEvent) and event.reason != "resumption":
        return event.kind
    return None


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value)


def _forms(event: WorkflowPausedEvent) -> tuple[str, ...]:
    """Return the ids of the forms that a pause is for."""
    return tuple(
        filter(_is_id, (reason.form_id for reason in items_of(PauseReason, event.reasons)))
    )
