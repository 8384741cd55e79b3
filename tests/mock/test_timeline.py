"""A timeline has each part of an answer with its time; every change to it is a pure function."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock_mock.document.request import dump_json
from penstock_mock.engine.timeline import Chunk, Fault, Head, Timeline, sse

HEAD = Head(200, (("Content-Type", "text/event-stream"),))
STREAM = Timeline.stream(HEAD, [(0.1, b"one"), (0.2, b"two"), (0.3, b"three")])


def test_a_reply_is_a_head_with_its_length_and_one_chunk() -> None:
    timeline = Timeline.reply(201, b"made", [("X-A", "1")], delay=0.5)
    assert timeline.steps == (
        (0.5, Head(201, (("X-A", "1"), ("Content-Length", "4")))),
        (0.0, Chunk(b"made")),
    )


def test_a_length_that_is_given_is_kept() -> None:
    assert Timeline.reply(200, b"abc", [("content-length", "9")]).header("Content-Length") == "9"


@pytest.mark.table("status", [204, 304])
def test_a_status_without_a_body_has_no_length(status: int) -> None:
    assert Timeline.reply(status).header("Content-Length") is None


def test_an_empty_body_says_so() -> None:
    timeline = Timeline.reply(403)
    assert timeline.header("content-length") == "0"
    assert timeline.body == b""


def test_json_is_compact_utf8_with_its_type() -> None:
    timeline = Timeline.json(200, {"a": "日本"})
    assert timeline.body == '{"a":"日本"}'.encode()
    assert timeline.header("content-type") == "application/json"


def test_json_keeps_another_type_that_is_given() -> None:
    timeline = Timeline.json(200, {}, [("content-type", "application/problem+json")])
    assert timeline.header("Content-Type") == "application/problem+json"


def test_dumping_json_keeps_a_lone_surrogate_rather_than_failing() -> None:
    assert dump_json("\ud800") == b'"\xed\xa0\x80"'


def test_a_stream_has_no_length_and_keeps_its_delays() -> None:
    assert STREAM.header("content-length") is None
    assert [delay for delay, _ in STREAM.steps] == [0.0, 0.1, 0.2, 0.3]
    assert STREAM.duration == pytest.approx(0.6)


def test_an_empty_chunk_is_only_a_wait() -> None:
    timeline = Timeline.stream(HEAD, [(0, b""), (5, b"")])
    assert (timeline.duration, len(timeline.steps)) == (5, 2)


def test_a_stream_may_end_in_a_fault() -> None:
    broken = Timeline.stream(HEAD, [(0, b"x")], end="reset")
    assert broken.fault == Fault("reset")


def test_a_broken_connection_has_neither_head_nor_status() -> None:
    timeline = Timeline.broken("stall", 2.0)
    assert (timeline.head, timeline.status, timeline.body) == (None, None, b"")
    assert timeline.header("anything") is None


def test_a_head_is_found_whatever_the_case_of_its_headers() -> None:
    assert HEAD.header("CONTENT-TYPE") == "text/event-stream"


def test_setting_a_header_replaces_it_once() -> None:
    head = Head(200, (("X-A", "1"), ("x-a", "2"))).with_header("X-a", "3")
    assert head.headers == (("X-a", "3"),)


def test_setting_a_header_without_a_head_changes_nothing() -> None:
    broken = Timeline.broken("reset")
    assert broken.with_header("X-A", "1") is broken


def test_delaying_moves_only_the_beginning() -> None:
    assert [delay for delay, _ in STREAM.delayed(5).steps] == [5.0, 0.1, 0.2, 0.3]
    assert Timeline(()).delayed(5) == Timeline(())


def test_truncation_sends_fewer_bytes_than_were_promised() -> None:
    cut = Timeline.reply(200, b"0123456789").truncated(4)
    assert cut.header("content-length") == "10"
    assert cut.body == b"0123"
    assert cut.fault == Fault("close")


def test_truncating_a_stream_promises_all_of_it_first() -> None:
    cut = STREAM.truncated(5)
    assert (cut.header("content-length"), cut.body) == ("11", b"onetw")


@pytest.mark.table(("chunks", "left"), [(0, b""), (1, b"one"), (2, b"onetwo"), (9, b"onetwothree")])
def test_cutting_keeps_the_first_chunks(chunks: int, left: bytes) -> None:
    cut = STREAM.cut_after(chunks, "close")
    assert (cut.body, cut.fault, cut.head) == (left, Fault("close"), HEAD)


def test_slowing_cuts_chunks_small_and_waits_before_each() -> None:
    slow = STREAM.slowed(2, 1.0)
    assert slow.chunks == (b"on", b"e", b"tw", b"o", b"th", b"re", b"e")
    assert [d for d, s in slow.steps if isinstance(s, Chunk)] == [1.1, 1, 1.2, 1, 1.3, 1, 1]


@given(st.lists(st.binary(min_size=1, max_size=9), max_size=6), st.integers(1, 12))
def test_slowing_never_changes_the_bytes(parts: list[bytes], size: int) -> None:
    timeline = Timeline.stream(HEAD, [(0.0, part) for part in parts])
    slow = timeline.slowed(size, 0.1)
    assert slow.body == timeline.body
    assert all(len(chunk) <= size for chunk in slow.chunks)


@given(st.lists(st.binary(min_size=1, max_size=9), max_size=6), st.integers(0, 60))
def test_truncation_keeps_a_prefix(parts: list[bytes], at: int) -> None:
    timeline = Timeline.stream(HEAD, [(0.0, part) for part in parts])
    assert timeline.truncated(at).body == timeline.body[:at]


@pytest.mark.table(
    ("event", "sent"),
    [
        ("plain", b"data: plain\n\n"),
        ("two\nlines", b"data: two\ndata: lines\n\n"),
        ("", b"data: \n\n"),
        (b": raw\n\n", b": raw\n\n"),
        ({"a": [1]}, b'data: {"a":[1]}\n\n'),
        (None, b"data: null\n\n"),
    ],
)
def test_events_are_framed_by_their_kind(event: object, sent: bytes) -> None:
    assert sse([event]) == ((0.0, sent),)


def test_an_event_may_wait_first() -> None:
    assert sse([(1.5, {"n": 1})]) == ((1.5, b'data: {"n":1}\n\n'),)


@given(st.lists(st.none() | st.booleans() | st.text(max_size=20), max_size=5))
def test_a_json_event_is_one_line_that_parses_back(value: list[object]) -> None:
    ((_, sent),) = sse([value])
    assert json.loads(sent.removeprefix(b"data: ").decode("utf-8", "surrogatepass")) == value
    assert sent.count(b"\n") == 2
