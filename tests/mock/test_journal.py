"""The journal keeps what happened, bounded, and never a secret."""

import threading

import httpx
import pytest

from penstock_mock import Mock
from penstock_mock.document.request import Request
from penstock_mock.document.validation import finding
from penstock_mock.engine.conformance import check_answer
from penstock_mock.engine.exchange import (
    BODY_LIMIT,
    BYTES,
    REDACTED,
    Exchange,
    Journal,
    JournalOverflow,
    recorded,
)
from penstock_mock.engine.timeline import Timeline


def exchange(number: int, verdict: str = "served") -> Exchange:
    request = Request.build("GET", f"/things/{number}")
    return Exchange(str(number), request, Timeline.reply(200), verdict=verdict)  # type: ignore[arg-type]


def test_it_is_a_ring_that_still_counts_what_it_forgot() -> None:
    journal = Journal(capacity=3)
    for number in range(5):
        journal.add(exchange(number))
    assert [e.id for e in journal] == ["2", "3", "4"]
    assert (len(journal), journal.seen, journal.last.id, journal[0].id) == (3, 5, "4", "2")


def test_an_empty_journal_says_that_nothing_was_called() -> None:
    with pytest.raises(LookupError, match="nothing was called"):
        _ = Journal().last


def test_calls_of_an_operation_leave_out_those_of_no_operation() -> None:
    journal = Journal()
    journal.add(exchange(1))
    assert journal.calls() == tuple(journal)
    assert journal.calls("getThing") == ()


def test_verdicts_can_be_asked_for() -> None:
    journal = Journal()
    for number, verdict in enumerate(["served", "unexpected", "crashed"]):
        journal.add(exchange(number, verdict))
    assert [e.id for e in journal.unexpected] == ["1"]
    assert [e.id for e in journal.crashed] == ["2"]


def test_breaches_are_exchanges_with_findings() -> None:
    journal = Journal()
    bad = exchange(1)
    bad.findings = (finding("body", "type", "/a", "it is wrong"),)
    journal.add(exchange(0))
    journal.add(bad)
    assert journal.breaches == (bad,)


def test_what_went_wrong_is_known_after_many_calls_more() -> None:
    journal = Journal(capacity=3)
    bad = exchange(1)
    bad.findings = (finding("body", "type", "/a", "it is wrong"),)
    for each in (
        bad,
        exchange(2, "unexpected"),
        exchange(3, "crashed"),
        *map(exchange, range(4, 50)),
    ):
        journal.add(each)
    assert len(journal) == 3
    assert [e.id for e in journal.breaches] == ["1"]
    assert [e.id for e in journal.unexpected] == ["2"]
    assert [e.id for e in journal.crashed] == ["3"]
    counted = [journal.count(verdict=v) for v in ("breach", "unexpected", "crashed", "served")]
    assert (journal.count(), journal.dropped, counted) == (49, 46, [1, 1, 1, 47])


def test_a_flood_of_what_went_wrong_is_counted_and_not_kept() -> None:
    journal = Journal(capacity=3)
    for number in range(1000):
        journal.add(exchange(number, "unexpected"))
    assert journal.count(verdict="unexpected") == 1000
    assert len(journal.unexpected) < 20


def test_calls_warn_of_those_that_were_dropped() -> None:
    journal = Journal(capacity=2)
    for number in range(2):
        journal.add(exchange(number))
    assert len(journal.calls()) == 2
    journal.add(exchange(2))
    with pytest.warns(JournalOverflow, match="1 of 3 calls were dropped"):
        assert [e.id for e in journal.calls()] == ["1", "2"]
    assert "1 dropped" in repr(journal)
    assert journal.calls("getThing") == ()  # of these none was


@pytest.mark.table("capacity", [0, -1, 1.5])
def test_a_journal_keeps_one_exchange_at_least(capacity: int) -> None:
    with pytest.raises(ValueError, match="capacity"):
        Journal(capacity)


def test_the_bytes_of_all_bodies_are_bounded() -> None:
    journal = Journal()
    body = b"x" * BODY_LIMIT
    for number in range(2 * BYTES // BODY_LIMIT):
        request = recorded(Request.build("POST", "/", body=body))
        journal.add(Exchange(str(number), request, Timeline.reply(200)))
    assert 0.9 * BYTES < len(journal) * BODY_LIMIT < journal.held <= BYTES
    assert journal.dropped + len(journal) == 2 * BYTES // BODY_LIMIT


def test_a_long_reply_is_cut_when_it_was_played() -> None:
    mock = Mock()
    size = 3 * BODY_LIMIT
    mock.stub("getUsageLimits", body=b"x" * size, media="text/plain", off_contract=True)
    with httpx.Client(transport=mock.transport) as client:
        answer = client.get("https://www.sim.ai/api/users/me/usage-limits")
    kept = mock.journal.last
    assert (len(answer.content), kept.outcome.sent_bytes) == (size, size)
    assert (kept.timeline.body_size, kept.timeline.omitted) == (BODY_LIMIT, size - BODY_LIMIT)
    assert check_answer(mock.contract.operations["getUsageLimits"], kept.timeline)  # of its type


def test_it_may_be_read_while_another_thread_adds_to_it() -> None:
    journal = Journal(capacity=50)
    bad = [exchange(n, "unexpected" if n % 2 else "served") for n in range(3000)]
    adding = threading.Thread(target=lambda: [journal.add(each) for each in bad])
    adding.start()
    while adding.is_alive():
        assert len(journal.unexpected) <= 60
        wrong = journal.count(verdict="unexpected")
        assert wrong <= journal.count()
        assert len([*journal]) <= 51  # the oldest goes once the newest is in
    adding.join()
    assert journal.count() == 3000


def test_an_exchange_is_found_by_the_id_its_answer_carried() -> None:
    journal = Journal()
    journal.add(exchange(7))
    assert journal.get("7") is journal.last
    assert journal.get("8") is None


def test_clearing_keeps_ids_unique() -> None:
    journal = Journal()
    journal.add(exchange(0))
    journal.clear()
    assert (len(journal), journal.seen) == (0, 1)


@pytest.mark.table(
    "name", ["Authorization", "X-API-Key", "Cookie", "Proxy-Authorization", "X-Nobody-Knows"]
)
def test_a_header_that_may_hold_a_secret_is_not_kept(name: str) -> None:
    kept = recorded(Request.build("GET", "/", headers={name: "hunter2"}))
    assert kept.headers == ((name, REDACTED),)


def test_harmless_headers_are_kept() -> None:
    kept = recorded(Request.build("GET", "/", headers={"Content-Type": "text/plain"}))
    assert kept.header("content-type") == "text/plain"


def test_a_query_credential_is_not_kept() -> None:
    kept = recorded(Request.build("GET", "/?key=hunter2&page=2"), ["key"])
    assert kept.query == (("key", REDACTED), ("page", "2"))


@pytest.mark.table("name", ["api_key", "apikey", "access_token", "client-secret", "Password"])
def test_a_query_parameter_named_like_a_secret_is_not_kept(name: str) -> None:
    kept = recorded(Request.build("GET", f"/?{name}=hunter2&page=2"))
    assert kept.query == ((name, REDACTED), ("page", "2"))


def test_a_long_body_is_cut() -> None:
    kept = recorded(Request.build("POST", "/", body=b"x" * (BODY_LIMIT + 1)))
    assert len(kept.body) == BODY_LIMIT


def test_an_exchange_reads_as_a_line() -> None:
    assert str(exchange(3)) == "#3 GET /things/3 (no operation): served, 200"


def test_no_text_of_an_exchange_has_a_secret_whether_its_request_was_looked_at_or_not() -> None:
    mock = Mock()
    headers = {"Authorization": "Bearer hunter2", "X-API-Key": "hunter2"}
    with httpx.Client(transport=mock.transport, headers=headers) as client:
        client.post("https://www.sim.ai/api/workflows/wf/execute?token=hunter2", json={})
        client.get("https://api.dify.ai/v1/info?api_key=hunter2")
        client.get("https://www.sim.ai/api/nowhere?password=hunter2")
    for kept in mock.journal:
        before = f"{kept} {kept!r} {kept.explained()}"
        assert "hunter2" not in f"{before} {kept.request!r} {kept!r}"
        assert kept.request is kept.request
        assert REDACTED in {value for _, value in kept.request.headers}


def test_a_body_is_kept_no_longer_than_it_is_shown() -> None:
    mock = Mock()
    with httpx.Client(transport=mock.transport, headers={"X-API-Key": "k"}) as client:
        client.post(
            "https://www.sim.ai/api/workflows/wf/execute", content=b" " * BODY_LIMIT + b"{}"
        )
    (kept,) = mock.journal
    assert kept.size < 2 * BODY_LIMIT
    assert len(kept.request.body) == BODY_LIMIT
