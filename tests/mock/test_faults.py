"""Faults are data: what, where, how often; applied to a timeline they break exactly that."""

import json

import pytest

from penstock_mock.engine.faults import KINDS, FaultRule, Faults, apply
from penstock_mock.engine.timeline import Fault, Head, Timeline

REPLY = Timeline.json(200, {"ok": True, "list": [1, 2, 3]})
STREAM = Timeline.stream(
    Head(200, (("Content-Type", "text/event-stream"),)),
    [(0.1, b"data: 1\n\n"), (0.1, b"data: 2\n\n")],
)


def applied(kind: str, timeline: Timeline = REPLY, **fields: object) -> Timeline:
    return apply(FaultRule(kind, **fields), timeline)  # type: ignore[arg-type]


def test_a_delay_moves_the_whole_answer() -> None:
    assert applied("delay", delay=5).steps[0][0] == 5
    assert applied("delay", delay=5).body == REPLY.body


@pytest.mark.table("kind", ["reset", "stall"])
def test_the_connection_may_break_before_the_head(kind: str) -> None:
    assert applied(kind, delay=1.0).steps == ((1.0, Fault(kind)),)  # type: ignore[arg-type]


def test_a_proxys_html_page_is_no_json() -> None:
    timeline = applied("html_502")
    assert (timeline.status, timeline.header("content-type")) == (502, "text/html")
    assert timeline.body.startswith(b"<html>")


def test_an_empty_answer_keeps_the_status_unless_told() -> None:
    assert (applied("empty").status, applied("empty").body) == (200, b"")
    assert applied("empty", status=403).status == 403


@pytest.mark.table("body", [{"a": 1}, [], {}, "text", 12, None, True])
def test_malformed_json_never_parses_and_is_sent_whole(body: object) -> None:
    timeline = applied("malformed_json", Timeline.json(200, body))
    with pytest.raises(ValueError):
        json.loads(timeline.body)
    assert timeline.header("content-length") == str(len(timeline.body))
    assert timeline.header("content-type") == "application/json"


def test_truncation_sends_half_unless_told() -> None:
    assert len(applied("truncate").body) == len(REPLY.body) // 2
    cut = applied("truncate", at_bytes=3)
    assert (len(cut.body), cut.header("content-length")) == (3, str(len(REPLY.body)))


@pytest.mark.table("after", [1, 2, 9])
def test_a_whole_answer_is_cut_in_its_middle(after: int) -> None:
    cut = applied("cut", after_chunks=after, end="stall")
    assert (cut.body, cut.fault) == (REPLY.body[: len(REPLY.body) // 2], Fault("stall"))


@pytest.mark.table("end", ["reset", "close", "stall"])
def test_a_stream_is_cut_the_way_it_is_told(end: str) -> None:
    cut = applied("cut", STREAM, after_chunks=1, end=end)
    assert (cut.chunks, cut.fault) == ((b"data: 1\n\n",), Fault(end))  # type: ignore[arg-type]


def test_a_slow_answer_comes_in_pieces() -> None:
    slow = applied("slow", chunk_size=4, gap=2.0)
    assert slow.body == REPLY.body
    assert slow.duration == pytest.approx(2.0 * len(slow.chunks))


@pytest.mark.table("kind", KINDS)
def test_every_kind_can_be_applied_to_anything(kind: str) -> None:
    for timeline in (REPLY, STREAM, Timeline.broken("reset"), Timeline.reply(204), Timeline(())):
        assert isinstance(applied(kind, timeline), Timeline)


def test_a_fault_hits_its_operation_only() -> None:
    faults = Faults()
    faults.add("reset", on="run")
    assert faults.draw("list") is None
    assert faults.draw("run") is not None


def test_a_fault_without_an_operation_hits_any_request() -> None:
    faults = Faults()
    faults.add("reset")
    assert faults.draw(None) is not None


def test_a_count_runs_out() -> None:
    faults = Faults()
    faults.add("status", status=503, count=2)
    assert [bool(faults.draw("run")) for _ in range(4)] == [True, True, False, False]


def test_skipped_requests_pass_first() -> None:
    faults = Faults()
    faults.add("reset", skip=2, count=1)
    assert [bool(faults.draw("run")) for _ in range(4)] == [False, False, True, False]


def test_the_first_that_fires_is_applied() -> None:
    faults = Faults()
    first = faults.add("reset", count=1)
    second = faults.add("stall")
    assert [faults.draw("run"), faults.draw("run")] == [first, second]


def test_probability_is_decided_by_the_seed() -> None:
    def drawn(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add("reset", probability=0.3)
        return [bool(faults.draw("run")) for _ in range(200)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert 30 < sum(drawn(1)) < 90


def test_a_fault_can_be_taken_back() -> None:
    faults = Faults()
    rule = faults.add("reset")
    faults.remove(rule)
    faults.remove(rule)
    assert len(faults) == 0
    faults.add("reset")
    faults.clear()
    assert list(faults) == []


@pytest.mark.table(
    ("kind", "fields", "error"),
    [
        ("explode", {}, ValueError),
        ("reset", {"probability": 2}, ValueError),
        ("delay", {"delay": -1}, ValueError),
        ("slow", {"gap": -1}, ValueError),
        ("delay", {"delay": float("inf")}, ValueError),
        ("delay", {"delay": float("nan")}, ValueError),
        ("delay", {"delay": 1e300}, ValueError),
        ("delay", {"delay": "5"}, ValueError),
        ("delay", {"delay": True}, ValueError),
        ("slow", {"chunk_size": 0}, ValueError),
        ("truncate", {"at_bytes": -1}, ValueError),
        ("reset", {"count": 0}, ValueError),
        ("reset", {"count": 1.5}, ValueError),
        ("reset", {"skip": -1}, ValueError),
        ("reset", {"skip": None}, ValueError),
        ("reset", {"probability": "often"}, ValueError),
        ("reset", {"probability": float("nan")}, ValueError),
        ("cut", {"after_chunks": -1}, ValueError),
        ("cut", {"end": "bang"}, ValueError),
        ("status", {"status": 99}, ValueError),
        ("status", {"status": 101}, ValueError),
        ("status", {"status": 600}, ValueError),
        ("status", {"status": "503"}, ValueError),
        ("status", {"headers": ["X-A"]}, ValueError),
        ("status", {"headers": {"X A": "1"}}, ValueError),
        ("status", {"headers": {"": "1"}}, ValueError),
        ("status", {"headers": {"X-A": "1\r\nX-B: 2"}}, ValueError),
        ("status", {"headers": {"X-A": "имя"}}, ValueError),
        ("status", {"headers": {"X-A": 1}}, ValueError),
        ("status", {"processed": 1}, TypeError),
        ("reset", {"probability": True}, ValueError),
        ("delay", {}, ValueError),
        ("reset", {"oops": 1}, TypeError),
        ("reset", {"status": 503}, TypeError),  # which it doesn't read
        ("html_502", {"at_bytes": 5}, TypeError),
        ("cut", {"gap": 5}, TypeError),
        ("reset", {"on": "excuteWorkflow"}, LookupError),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(
    kind: str, fields: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        Faults(operations=["executeWorkflow"]).add(kind, **fields)  # type: ignore[arg-type]


def test_only_faults_in_front_keep_the_request_from_the_service() -> None:
    assert FaultRule("reset").in_front
    assert not FaultRule("reset", processed=True).in_front
    assert not FaultRule("cut").in_front
