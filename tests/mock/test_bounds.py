"""A server runs for days: what the services keep is bounded, and a warning tells when."""

from __future__ import annotations

import logging

import httpx
import pytest

from penstock_mock import Mock
from penstock_mock.services.base import Recent


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
    ]
    assert all(isinstance(each, Recent) for each in kept)


DEEP = [
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"[" * 900 + b"]" * 900,
    b'{"input":' + b'{"a":' * 350 + b"1" + b"}" * 351,
    b'{"inputs":' + b'{"a":' * 350 + b"1" + b"}" * 350 + b',"user":"u"}',
]


@pytest.mark.parametrize("body", DEEP, ids=range(len(DEEP)))
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
