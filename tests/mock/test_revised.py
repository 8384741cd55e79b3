"""A timeline may change while it is played: another request brought something about."""

from __future__ import annotations

import time

import httpx
import pytest

from penstock_mock import Contract, Mock, Server
from penstock_mock.engine.timeline import Chunk, Head, Timeline

HEAD = Head(200, (("Content-Type", "text/event-stream"),))
URL = "https://things.example/v1"


class Script:
    """Sends "later" after a minute, unless `end` is called first."""

    def __init__(self) -> None:
        self.ended = False
        self.asked: list[int] = []
        chunks = [(0.0, b"data: now\n\n"), (60.0, b"data: later\n\n")]
        self.timeline = Timeline(Timeline.stream(HEAD, chunks).steps, self.revise)

    def revise(self, sent: int) -> Timeline | None:
        self.asked.append(sent)
        return Timeline(((0.0, Chunk(b"data: over\n\n")),)) if self.ended else None


@pytest.fixture
def script(mock: Mock) -> Script:
    script = Script()
    mock.stub("watch", timeline=script.timeline)
    return script


def client(mock: Mock, timeout: float = 100) -> httpx.Client:
    return httpx.Client(transport=mock.transport, base_url=URL, timeout=timeout)


def test_nothing_changes_what_nobody_touches(mock: Mock, script: Script) -> None:
    assert client(mock).get("/events").text == "data: now\n\ndata: later\n\n"
    assert mock.clock.monotonic() == pytest.approx(60)


def test_what_comes_instead_comes_at_once(mock: Mock, script: Script) -> None:
    with client(mock).stream("GET", "/events") as answer:
        parts = answer.iter_raw()
        assert next(parts) == b"data: now\n\n"
        script.ended = True
        assert b"".join(parts) == b"data: over\n\n"
    assert mock.clock.monotonic() < 1


def test_it_is_told_how_much_was_sent(mock: Mock, script: Script) -> None:
    client(mock).get("/events")
    assert set(script.asked) == {0, len(b"data: now\n\n"), len(b"data: now\n\ndata: later\n\n")}


def test_the_exchange_keeps_what_was_really_played(mock: Mock, script: Script) -> None:
    with client(mock).stream("GET", "/events") as answer:
        parts = answer.iter_raw()
        next(parts)
        script.ended = True
        list(parts)
    assert mock.journal.last.timeline.body == b"data: now\n\ndata: over\n\n"
    assert mock.journal.last.outcome.finished


def test_waiting_in_pieces_is_silence_all_the_same(mock: Mock, script: Script) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client(mock, timeout=5).get("/events")
    assert mock.clock.monotonic() == pytest.approx(5)


def test_a_fault_that_cuts_a_timeline_ends_the_asking() -> None:
    timeline = Script().timeline
    assert timeline.cut_after(1).revise is None
    assert timeline.truncated(3).revise is None
    assert timeline.delayed(1).revise is timeline.with_header("X-A", "1").revise is not None


def test_a_head_that_waits_is_waited_for_in_one_piece(mock: Mock) -> None:
    script = Script()
    mock.stub("watch", timeline=script.timeline.delayed(30))
    assert client(mock).get("/events").status_code == 200
    assert mock.clock.monotonic() == pytest.approx(90)


def test_on_a_port_it_is_noticed_within_moments(two_services: Contract) -> None:
    script = Script()
    with Server(Mock(two_services)) as server, server.tenant() as mock:
        mock.stub("watch", timeline=script.timeline)
        began = time.monotonic()
        with httpx.stream("GET", f"{mock.url_for('things')}/events", timeout=5) as answer:
            parts = answer.iter_raw()
            first = next(parts)
            script.ended = True
            text = first + b"".join(parts)
        assert text == b"data: now\n\ndata: over\n\n"
        assert time.monotonic() - began < 1


def test_on_a_port_who_leaves_is_noticed_though_little_was_planned(two_services: Contract) -> None:
    """The replacement may take its time."""
    steps = Timeline.stream(HEAD, [(0.0, b"data: now\n\n")]).steps
    later = Timeline(((60.0, Chunk(b"data: later\n\n")),))
    with Server(Mock(two_services)) as server, server.tenant() as mock:
        mock.stub("watch", timeline=Timeline(steps, lambda sent: later if sent else None))
        with httpx.stream("GET", f"{mock.url_for('things')}/events", timeout=5) as answer:
            next(answer.iter_raw())
        give_up = time.monotonic() + 1
        while not mock.journal.last.outcome.interrupted and time.monotonic() < give_up:
            time.sleep(0.005)
        assert mock.journal.last.outcome.interrupted
