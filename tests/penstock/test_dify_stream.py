"""Frames made into events, and events into a run: every kind there is, and those there aren't."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock.dify import (
    ErrorEvent,
    HumanInputRequiredEvent,
    NodeRetryEvent,
    StreamEvent,
    TextChunkEvent,
    TtsMessageEvent,
    UnknownEvent,
    WorkflowFinishedEvent,
    WorkflowRun,
)
from penstock.dify._stream import Reader, read_frame
from penstock.errors import BadRequestError
from penstock_api.events.dify_stream_event import EVENTS

RUN, TASK = "run-1", "task-1"

# The catalogue of the servers, by what each event's data has beside ids.
CATALOGUE: dict[str, dict[str, Any]] = {
    "workflow_started": {"id": RUN, "workflow_id": "w", "inputs": {"a": 1}, "reason": "initial"},
    "node_started": {"id": "n", "node_id": "1", "node_type": "llm", "title": "t", "index": 2},
    "node_finished": {"id": "n", "status": "succeeded", "outputs": {"text": "x"}},
    "node_retry": {"id": "n", "status": "retry", "retry_index": 1},
    "iteration_started": {"id": "1", "node_id": "1", "metadata": {"n": 3}, "inputs": {}},
    "iteration_next": {"id": "1", "node_id": "1", "index": 1},
    "iteration_completed": {"id": "1", "status": "failed", "error": None, "steps": 3},
    "loop_started": {"id": "1", "node_id": "1", "metadata": {}},
    "loop_next": {"id": "1", "index": 1, "pre_loop_output": {}},
    "loop_completed": {"id": "1", "status": "succeeded", "total_tokens": 7},
    "text_chunk": {"text": "x", "from_variable_selector": ["1", "text"]},
    "text_replace": {"text": "y"},
    "reasoning_chunk": {"reasoning": "hm", "node_id": None, "is_final": True},
    "agent_log": {"id": "l", "label": "call", "status": "start", "data": {"a": 1}},
    "human_input_required": {"form_id": "f", "form_token": "t", "expiration_time": 1781320967},
    "human_input_form_filled": {"node_id": "1", "action_id": "ok", "action_text": "OK"},
    "human_input_form_timeout": {"node_id": "1", "expiration_time": 1781320967},
    "workflow_paused": {"paused_nodes": ["1"], "status": "paused", "reasons": [{"form_id": "f"}]},
    "workflow_finished": {"id": RUN, "status": "succeeded", "outputs": {"a": 1}},
    "parallel_branch_started": {"parallel_id": "p", "parallel_branch_id": "b"},
    "parallel_branch_finished": {"parallel_id": "p", "status": "failed", "error": "e"},
}
FLAT: dict[str, dict[str, Any]] = {
    "tts_message": {"audio": "aGk="},
    "tts_message_end": {"audio": ""},
    "error": {"code": "invalid_param", "message": "no", "status": 400},
}


def frame(kind: str, data: Any = None, **more: Any) -> str:
    ids = {"event": kind, "workflow_run_id": RUN, "task_id": TASK}
    return json.dumps({**ids, **({} if data is None else {"data": data}), **more})


def test_the_catalogue_is_complete() -> None:
    """Each class has a kind, each kind a class."""
    assert set(EVENTS) == set(CATALOGUE) | set(FLAT)
    assert len(set(EVENTS.values())) == len(get_args(StreamEvent)) - 1 == 24


@pytest.mark.table("kind", CATALOGUE)
def test_each_kind_is_read_with_all_its_fields(kind: str) -> None:
    """The frame itself is kept, with what has no field."""
    text = frame(kind, {**CATALOGUE[kind], "brand_new": [1]})
    event: Any = read_frame(text)
    assert type(event) is EVENTS[kind]
    assert (event.kind, event.run_id, event.task_id) == (kind, RUN, TASK)
    assert event.raw == json.loads(text)
    for name, value in CATALOGUE[kind].items():
        if name not in ("expiration_time", "reasons"):
            read = getattr(event, name)
            assert (list(read) if isinstance(read, tuple) else read) == value, name
    assert pickle.loads(pickle.dumps(event)) == event


@pytest.mark.table("kind", FLAT)
def test_some_have_their_fields_beside_their_kind(kind: str) -> None:
    """Speech and errors have no data."""
    event: Any = read_frame(frame(kind, **FLAT[kind]))
    assert type(event) is EVENTS[kind]
    for name, value in FLAT[kind].items():
        assert getattr(event, name) == value


@pytest.mark.table("data", [{}, None, [], "x", {"id": 7, "outputs": [], "reasons": "x"}])
def test_a_frame_that_lacks_everything_is_no_crash(data: Any, table: Any) -> None:
    """At worst it is unknown."""
    with table as case:
        for kind in (*CATALOGUE, *FLAT):
            with case(kind):
                event = read_frame(json.dumps({"event": kind, "data": data}))
                assert type(event) in (EVENTS[kind], UnknownEvent)


@pytest.mark.table("text", ["", "{", "[1]", "null", '"x"', "[" * 100_000, '{"event": 7}'])
def test_what_is_no_frame_is_unknown(text: str) -> None:
    """And handed on."""
    assert type(read_frame(text)) is UnknownEvent


def test_the_page_of_the_chat_apps_is_unknown_here() -> None:
    """It stands on the documented page by mistake."""
    sample = {"event": "message", "task_id": "t", "answer": "Hi"}
    assert read_frame(json.dumps(sample)) == UnknownEvent(raw=sample)


@given(st.text() | st.dictionaries(st.text(), st.text() | st.integers()).map(json.dumps))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever the server sends."""
    reader = Reader()
    reader.read(text)
    assert isinstance(reader.partial.status, str)


def test_speech_can_be_heard() -> None:
    """And what can't be decoded is silence."""
    assert TtsMessageEvent(audio="aGk=").mp3 == b"hi"
    assert TtsMessageEvent(audio="a").mp3 == b""


def read(reader: Reader, *frames: str) -> list[str]:
    """The kinds of the events that are handed on."""
    return [
        getattr(event, "kind", "unknown")
        for event in (reader.read(text) for text in frames)
        if event is not None
    ]


def test_pings_are_not_handed_on() -> None:
    """In the form that is an event by itself."""
    assert read(Reader(), '{"event": "ping"}', '{"event":"ping","data":null}') == []


def test_what_comes_again_is_dropped_by_its_id() -> None:
    """Nodes, forms and the beginning; a retry is another one each time."""
    frames = [
        frame("workflow_started", CATALOGUE["workflow_started"]),
        frame("node_started", {"id": "n", "node_id": "1", "inputs": {"a": 1}}),
        frame("node_retry", {"id": "n", "retry_index": 1}),
        frame("node_retry", {"id": "n", "retry_index": 2}),
        frame("human_input_required", {"form_id": "f"}),
    ]
    snapshot = [
        frame("workflow_started", {"id": RUN, "reason": "initial"}),
        frame("node_started", {"id": "n", "node_id": "1", "inputs": None}),
        frame("node_finished", {"id": "n", "node_id": "1"}),
        frame("node_finished", {"id": "n", "node_id": "1", "outputs": {"a": 1}}),
        frame("human_input_required", {"form_id": "f", "form_content": "x"}),
        frame("human_input_required", {"form_id": "g"}),
    ]
    reader = Reader()
    assert len(read(reader, *frames)) == 5
    reader.goes_on()
    assert read(reader, *snapshot) == ["node_finished", "human_input_required"]


def test_a_node_in_a_loop_runs_more_than_once() -> None:
    """Each time with another id; and a container's events have none of their own."""
    reader = Reader()
    rounds = [
        frame("loop_next", {"id": "1", "index": 1}),
        frame("node_started", {"id": "a", "node_id": "2"}),
        frame("iteration_started", {"id": "3", "node_id": "3"}),
        frame("loop_next", {"id": "1", "index": 2}),
        frame("node_started", {"id": "b", "node_id": "2"}),
        frame("iteration_started", {"id": "3", "node_id": "3"}),
    ]
    assert len(read(reader, *rounds)) == 6
    reader.goes_on()
    assert read(reader, *rounds, frame("loop_next", {"id": "1", "index": 3})) == ["loop_next"]


def test_text_may_say_the_same_twice() -> None:
    """A repeated piece looks like a piece that repeats."""
    reader = Reader()
    piece = frame("text_chunk", {"text": "la ", "from_variable_selector": ["1", "text"]})
    read(reader, piece, piece)
    reader.goes_on()
    read(reader, piece)
    assert reader.partial.streamed == {"1.text": "la la la "}


def test_what_is_said_piece_by_piece_is_dropped_where_it_came_before() -> None:
    """A server that keeps whole frames sends all of them again, and then goes on."""

    def text(piece: str) -> str:
        return frame("text_chunk", {"text": piece, "from_variable_selector": ["1", "text"]})

    def thought(piece: str) -> str:
        return frame("reasoning_chunk", {"reasoning": piece})

    node = frame("node_started", {"id": "n", "node_id": "1", "inputs_truncated": False})
    begun = [frame("workflow_started", CATALOGUE["workflow_started"]), node]
    said = [thought("hm "), text("la "), text("la "), text("lu ")]
    reader = Reader()
    read(reader, *begun, *said[:3])
    for _ in range(2):  # and over more than one connection
        reader.goes_on()
        assert read(reader, *begun, *said[:3]) == []
    assert read(reader, *said[3:], thought("hm "), text("la ")) == [
        "text_chunk",
        "reasoning_chunk",
        "text_chunk",
    ]
    assert reader.partial.text == "la la lu la "


def test_a_server_that_keeps_no_frames_goes_on_with_new_ones() -> None:
    """The beginning, which it makes anew, is no sign that pieces come again as well."""
    started = frame("workflow_started", CATALOGUE["workflow_started"])
    piece = frame("text_chunk", {"text": "la ", "from_variable_selector": ["1", "text"]})
    thought = frame("reasoning_chunk", {"reasoning": "hm "})
    reader = Reader()
    read(reader, started, frame("node_started", {"id": "n", "index": 1}), thought, piece)
    reader.goes_on()
    again = read(reader, started, frame("node_started", {"id": "n"}), thought, piece)
    assert again == ["reasoning_chunk", "text_chunk"]


def test_a_pause_that_is_told_anew_is_dropped() -> None:
    """It is the same as long as it is for the same forms; its seconds go on."""
    first = {"reasons": [{"form_id": "f"}], "elapsed_time": 1.0}
    reader = Reader(until_paused=False)
    assert len(read(reader, frame("workflow_paused", first))) == 1
    reader.goes_on()
    assert read(reader, frame("workflow_paused", {**first, "elapsed_time": 2.0})) == []
    assert len(read(reader, frame("workflow_paused", {"reasons": [{"form_id": "g"}]}))) == 1


def test_nodes_may_share_one_id() -> None:
    """As all events of the documented page do."""
    nodes = [
        frame(kind, {"id": "5ad4cb98", "node_id": node})
        for node in ("1", "2")
        for kind in ("node_started", "node_finished")
    ]
    assert len(read(Reader(), *nodes)) == 4


def test_text_is_kept_apart_by_its_source() -> None:
    """Parallel branches interleave; a replacement replaces all."""
    reader = Reader()
    for node, piece in (("1", "a"), ("2", "x"), ("1", "b")):
        read(reader, frame("text_chunk", {"text": piece, "from_variable_selector": [node, "text"]}))
    assert reader.partial.streamed == {"1.text": "ab", "2.text": "x"}
    read(reader, frame("text_replace", {"text": "all new"}))
    assert reader.partial.text == "all new"


def test_only_as_much_text_is_kept_as_is_wanted() -> None:
    """A caller who reads the events has it already."""
    piece = frame("text_chunk", {"text": "x" * (1 << 20)})
    kept, all_of_it = Reader(), Reader()
    all_of_it.keep_all = True
    for reader in (kept, all_of_it):
        read(reader, *[piece] * 20)
    assert len(kept.partial.text) == 16 << 20
    assert len(all_of_it.partial.text) == 20 << 20


def test_the_end_is_the_end() -> None:
    """A pause is one unless the server was asked to go on."""
    paused = frame("workflow_paused", CATALOGUE["workflow_paused"])
    for reader, ended in ((Reader(), True), (Reader(until_paused=False), False)):
        read(reader, paused)
        assert reader.finished == reader.may_end == ended
    reader = Reader()
    read(reader, frame("workflow_finished", CATALOGUE["workflow_finished"]))
    assert reader.finished
    assert reader.failure() is None
    assert (reader.result().id, reader.result().task_id) == (RUN, TASK)


def test_a_pause_for_answered_forms_is_over() -> None:
    """By id or by token, and only if there is no other form."""
    one = {"form_id": "f", "form_token": "t"}
    other = {"form_id": "g", "form_token": "u"}
    for answered in (["f"], ["t"], ["t", ""]):
        reader = Reader(answered=answered)
        assert read(reader, frame("human_input_required", one)) == []
        assert read(reader, frame("workflow_paused", {"reasons": [one]})) == []
        assert not reader.finished
        assert read(reader, frame("workflow_paused", {"reasons": [one, other]})) != []
        assert reader.finished
    assert read(Reader(answered=["f"]), frame("workflow_paused", {"reasons": []})) != []


def test_an_error_ends_it_with_what_was_said() -> None:
    """The result is the exception."""
    reader = Reader()
    read(reader, frame("error", **FLAT["error"]))
    assert reader.finished
    with pytest.raises(BadRequestError, match="no") as caught:
        reader.result()
    assert caught.value.code == "invalid_param"


def test_a_broken_stream_is_settled_by_the_run_itself() -> None:
    """Its last event looks as if it had come by itself."""
    body = {
        "id": RUN,
        "status": "failed",
        "error": "why",
        "outputs": '{"a": 1}',
        "created_at": "Thu, 18 Jul 2024 03:17:40 -0000",
    }
    reader = Reader()
    read(reader, frame("node_started", {"id": "n"}))
    event = reader.settle(WorkflowRun.from_dict(body))
    assert isinstance(event, WorkflowFinishedEvent)
    assert (event.run_id, event.task_id, event.status, event.error) == (RUN, TASK, "failed", "why")
    assert event.outputs == {"a": 1}
    assert event.created_at == datetime(2024, 7, 18, 3, 17, 40, tzinfo=UTC)
    assert reader.finished
    assert reader.result().task_id == TASK
    assert reader.events[-1] is event


def test_numbers_are_read_in_each_form() -> None:
    """The documented page has text where servers send a number."""
    data = {"id": RUN, "status": "succeeded", "total_steps": "1", "elapsed_time": 0.5}
    event = read_frame(frame("workflow_finished", data))
    assert isinstance(event, WorkflowFinishedEvent)
    assert (event.total_steps, event.elapsed_time) == (1, 0.5)


def test_events_are_values() -> None:
    """Equal by what they say, and they can't be changed."""
    one, other = (read_frame(frame("text_chunk", {"text": "x"}, extra=n)) for n in (1, 2))
    assert one == other == TextChunkEvent(run_id=RUN, task_id=TASK, text="x")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.text = "y"  # type: ignore[union-attr,misc]
    assert not isinstance(read_frame(frame("node_retry", {})), EVENTS["node_finished"])
    assert isinstance(read_frame(frame("node_retry", {})), NodeRetryEvent)
    assert isinstance(read_frame(frame("error")), ErrorEvent)
    required = read_frame(frame("human_input_required", {"actions": [{"id": "ok"}]}))
    assert isinstance(required, HumanInputRequiredEvent)
    assert required.actions[0].id == "ok"
