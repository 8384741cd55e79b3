"""A server runs for days: the services keep a bounded amount, and log a warning at the bound."""

from __future__ import annotations

import gc
import logging
import re
import tracemalloc
import weakref
from typing import Any

import httpx
import pytest

from penstock_mock import Mock
from penstock_mock.document.request import Request
from penstock_mock.document.validation import FINDINGS_LIMIT
from penstock_mock.engine.session import Sessions
from penstock_mock.engine.timeline import Chunk, Head, Timeline
from penstock_mock.services.base import Recent, RecentList
from penstock_mock.services.sandbox_fusion import result


def test_the_oldest_are_dropped_beyond_a_number() -> None:
    recent: Recent[str] = Recent("things", limit=3)
    for name in "abcde":
        recent[name] = name.upper()
    assert dict(recent) == {"c": "C", "d": "D", "e": "E"}
    assert recent.dropped == 2


def test_the_oldest_are_dropped_beyond_a_size() -> None:
    recent: Recent[bytes] = Recent("things", len, size=10)
    recent["a"] = recent["b"] = b"12345"
    recent["a"] = b"1"  # a change is weighed anew
    assert list(recent) == ["a", "b"]
    recent["c"] = b"12345"
    assert list(recent) == ["b", "c"]
    del recent["b"]
    recent["d"] = b"12345"
    assert list(recent) == ["c", "d"]
    recent["e"] = b"x" * 100  # one is kept whatever it takes
    assert list(recent) == ["e"]


def test_a_warning_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    recent: Recent[int] = Recent("Dify's uploads", limit=1)
    for number in range(4):
        recent[str(number)] = number
    ((logger, level, message),) = caplog.record_tuples
    assert (logger, level) == ("penstock_mock", logging.WARNING)
    assert "Dify's uploads are dropped" in message


def test_what_clients_leave_in_a_service_is_bounded() -> None:
    mock = Mock()
    kept = [
        mock.sim.runs,
        mock.sim.jobs,
        mock.dify.runs,
        mock.dify.uploads,
        mock.dify.end_users,
        mock.oomol.tasks,
        mock.oomol.installations,
        mock.sim.claims,
        mock.sim.windows,
        mock.sim.buckets,
        mock.sandbox_fusion.not_understood,
        mock.sandbox_fusion.script("1", result("")).answered,
    ]
    assert all(isinstance(each, (Recent, RecentList)) for each in kept)


def test_a_list_of_the_newest_is_bounded_by_number_and_size() -> None:
    recent: RecentList[bytes] = RecentList("Messages", len, limit=3, size=10)
    for value in (b"1", b"12", b"1234", b"123", b"1234567"):
        recent.append(value)
    assert (recent, recent.dropped, recent.held) == ([b"123", b"1234567"], 3, 10)


KEYS = {"X-API-Key": "k", "Authorization": "Bearer k", "User-Agent": "t"}
BIG = "x" * 300_000


@pytest.mark.table(
    ("url", "body"),
    [
        ("https://www.sim.ai/api/workflows/wf/execute", {"big": BIG}),
        ("https://api.dify.ai/v1/workflows/run", {"inputs": {"a": BIG}, "user": "u"}),
        ("http://localhost:8080/run_code", {"code": f"print('{BIG}')", "language": "python"}),
    ],
)
@pytest.mark.off_contract
def test_the_sessions_of_a_process_share_a_number_of_bytes(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    url: str,
    body: dict[str, object],
) -> None:
    """The sessions that were idle for longest give way, and stay ended."""
    monkeypatch.setattr("penstock_mock.engine.session.BUDGET", 6_000_000)
    mock = Mock()
    sessions = Sessions(mock.engine.session, mock.session)
    for number in range(20):
        session = sessions.get(f"s{number}")
        session.state(mock.engine.services["sandbox_fusion"]).script(re.compile(""), result(""))
        for _ in range(2):
            mock.engine.handle(session, Request.build("POST", url, headers=KEYS, json=body))
        assert sessions.get(f"s{number}") is session
    alive = [name for name in (f"s{n}" for n in range(20)) if _is_there(sessions, name)]
    assert 0 < sum(sessions.get(name).held for name in alive) <= 6_000_000
    assert alive == [f"s{n}" for n in range(20 - len(alive), 20)]
    assert 1 < len(alive) < 20
    with pytest.raises(LookupError, match="more than 6000000 bytes"):
        sessions.get("s0")
    told = [record.getMessage().partition(" gave way")[0] for record in caplog.records]
    assert told == ["the session 's0'"]


def test_a_session_that_gave_way_holds_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not until a collection of garbage either, which few large uploads don't bring about."""
    monkeypatch.setattr("penstock_mock.engine.session.BUDGET", 1)
    mock = Mock()
    sessions = Sessions(mock.engine.session, mock.session)
    calls: dict[str, dict[str, Any]] = {
        "https://api.dify.ai/v1/files/upload": {"files": {"file": ("a.txt", BIG)}},
        "https://api.dify.ai/v1/workflows/run": {"json": {"inputs": {"a": BIG}, "user": "u"}},
        "https://www.sim.ai/api/workflows/wf/execute": {"json": {"big": BIG}},
        "http://localhost:8080/run_code": {"json": {"code": f"print('{BIG}')", "language": "go"}},
    }
    gc.collect()
    gc.disable()
    try:
        session = sessions.get("s")
        session.stub("getJobStatus", json={"a": BIG}, off_contract=True)
        for url, body in calls.items():
            sent = httpx.Request("POST", url, headers=KEYS, **body)
            request = Request.build("POST", url, headers=sent.headers.items(), body=sent.read())
            assert (mock.engine.handle(session, request).status or 500) < 300
        kept = [weakref.ref(each) for each in (session, session.journal, *session.states.values())]
        del session
        sessions.get("another")
        assert [each() for each in kept] == [None] * len(kept)
    finally:
        gc.enable()


def _is_there(sessions: Sessions, name: str) -> bool:
    try:
        sessions.get(name)
    except LookupError:
        return False
    return True


@pytest.mark.off_contract
def test_many_small_things_in_a_request_are_weighed_and_few_are_findings() -> None:
    """Two thousand parameters are two thousand texts and findings, whatever their length."""
    query = "&".join(f"q{number}=1" for number in range(2000))
    url, headers = f"https://api.dify.ai/v1/info?{query}", {"Authorization": "Bearer k"}
    tracemalloc.start()
    try:
        mock = Mock()
        before = tracemalloc.get_traced_memory()[0]
        for number in range(5):
            request = Request.build("GET", f"{url}&n={number}", headers=headers)
            mock.engine.handle(mock.session, request)
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(mock.journal.last.findings) == FINDINGS_LIMIT
    assert taken < 1.5 * mock.journal.held


def test_faults_that_are_used_up_are_kept_no_longer() -> None:
    mock = Mock()
    for _ in range(3):
        mock.faults.add("reset", count=1)
    assert [mock.faults.draw(None) is not None for _ in range(4)] == [True, True, True, False]
    assert len(mock.faults) == 0


def test_stubs_and_faults_of_a_session_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("penstock_mock.engine.checks.MOST", 2)
    mock = Mock()
    for add in (lambda: mock.faults.add("reset"), lambda: mock.stub("getJobStatus")):
        add(), add()
        with pytest.raises(ValueError, match=r"has 2 .*; reset\(\) it"):
            add()


def test_the_bytes_of_a_sessions_stubs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("penstock_mock.engine.checks.MOST_BYTES", 250_000)
    mock = Mock()

    def stub(size: int) -> None:
        mock.stub("getJobStatus", body="x" * size, off_contract=True)

    stub(1_000_000)  # one is kept whatever it takes
    mock.reset()
    for _ in range(2):
        stub(100_000)
    with pytest.raises(ValueError, match=r"has 2\d{5} bytes of stubs; reset\(\) it"):
        stub(100_000)
    mock.reset()
    stub(100_000)


DEEP = [
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"[" * 900 + b"]" * 900,
    b'{"input":' + b'{"a":' * 350 + b"1" + b"}" * 351,
    b'{"inputs":' + b'{"a":' * 350 + b"1" + b"}" * 350 + b',"user":"u"}',
]


@pytest.mark.table("body", DEEP, ids=range(len(DEEP)))
@pytest.mark.off_contract
def test_no_nesting_of_a_body_crashes_a_service(body: bytes) -> None:
    mock = Mock()
    headers = {"X-API-Key": "k", "Authorization": "Bearer k", "Content-Type": "application/json"}
    with httpx.Client(transport=mock.transport, headers=headers) as client:
        for operation in mock.contract.operations.values():
            if operation.body is not None:
                path = operation.path.replace("{", "").replace("}", "")
                client.request(operation.method, operation.servers[0].url + path, content=body)
    assert [str(exchange) for exchange in mock.journal.crashed] == []


LONG = "x" * 1_000_000
STREAM = Timeline(((0.0, Head(200)), (0.0, Chunk(LONG.encode()))))


@pytest.mark.table(
    "given",
    [
        {"json": {"a": [LONG]}},
        {"json": [1] * 20_000},
        {"body": LONG},
        {"sse": [LONG]},
        {"timeline": STREAM},
        {"headers": {"X-A": LONG}},
        {"where": {"json": {"a": LONG}}},
    ],
)
def test_the_stubs_of_sessions_share_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]
) -> None:
    monkeypatch.setattr("penstock_mock.engine.session.BUDGET", 5_000_000)
    mock = Mock()
    sessions = Sessions(mock.engine.session, mock.session)
    for number in range(10):
        sessions.get(f"s{number}").stub("executeWorkflow", off_contract=True, **given)
    sessions.get("another")
    alive = [name for name in (f"s{n}" for n in range(10)) if _is_there(sessions, name)]
    assert alive == [f"s{n}" for n in range(10 - len(alive), 10)]
    assert 1 < len(alive) < 10
