"""The journal keeps what happened, bounded, and never a secret."""

import pytest

from penstock_mock.document.request import Request
from penstock_mock.document.validation import finding
from penstock_mock.engine.exchange import BODY_LIMIT, REDACTED, Exchange, Journal, recorded
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("name", ["api_key", "apikey", "access_token", "client-secret", "Password"])
def test_a_query_parameter_named_like_a_secret_is_not_kept(name: str) -> None:
    kept = recorded(Request.build("GET", f"/?{name}=hunter2&page=2"))
    assert kept.query == ((name, REDACTED), ("page", "2"))


def test_a_long_body_is_cut() -> None:
    kept = recorded(Request.build("POST", "/", body=b"x" * (BODY_LIMIT + 1)))
    assert len(kept.body) == BODY_LIMIT


def test_an_exchange_reads_as_a_line() -> None:
    assert str(exchange(3)) == "#3 GET /things/3 (no operation): served, 200"
