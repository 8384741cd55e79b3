"""A session is one test's world, strict both ways, and says how to relax each point."""

import random
from typing import Any

import pytest

from penstock_mock.document.contract import Contract
from penstock_mock.document.request import Request
from penstock_mock.engine.clock import RealClock, VirtualClock
from penstock_mock.engine.engine import Engine
from penstock_mock.engine.exchange import Exchange
from penstock_mock.engine.service import Call, Plain
from penstock_mock.engine.session import Session, VerificationError
from penstock_mock.engine.timeline import Timeline

DOCUMENT = {
    "openapi": "3.1.0",
    "paths": {
        "/things/{id}": {
            "get": {
                "operationId": "getThing",
                "tags": ["things"],
                "parameters": [
                    {"in": "path", "name": "id", "required": True, "schema": {}},
                    {"in": "query", "name": "deep", "schema": {"type": "boolean"}},
                ],
                "responses": {"200": {"description": ""}},
            },
            "post": {
                "operationId": "setThing",
                "tags": ["things"],
                "requestBody": {"content": {"application/json": {"schema": {}}}},
                "responses": {"204": {"description": ""}},
            },
        }
    },
}
ENGINE = Engine(Contract(DOCUMENT))


def get(session: Session, path: str = "/things/1", **headers: str) -> Exchange:
    return ENGINE.handle(session, Request.build("GET", path, headers=headers))


def post(session: Session, json: Any) -> Exchange:
    return ENGINE.handle(session, Request.build("POST", "/things/1", json=json))


@pytest.fixture
def session() -> Session:
    return ENGINE.session()


def test_a_session_starts_fresh_on_a_virtual_clock() -> None:
    session = Session()
    assert isinstance(session.clock, VirtualClock)
    assert len(session.journal) == len(session.faults) == len(session.stubs) == 0
    session.verify()


def test_a_clock_may_be_given() -> None:
    clock = RealClock()
    assert Session(clock=clock).clock is clock


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="report, strict or off"):
        Session(validation="loose")  # type: ignore[arg-type]


def test_the_seed_decides_what_is_random() -> None:
    assert Session(seed=3).random.random() == random.Random(3).random()


def test_options_are_per_service_and_never_shared() -> None:
    given = {"sim": {"dialect": "2026-08"}}
    session = Session(options=given)
    session.options["sim"]["dialect"] = "2025-10"
    assert given == {"sim": {"dialect": "2026-08"}}
    assert session.option("sim", "dialect") == "2025-10"
    assert session.option("dify", "dialect", "none") == "none"


def test_state_is_made_once_per_service() -> None:
    class Counting(Plain):
        name = "things"

        def new_state(self, session: Session) -> list[int]:
            return []

    session, service = Session(), Counting()
    session.state(service).append(1)
    assert session.state(service) == [1]
    assert Session().state(service) == []


# -- keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "accepted"),
    [("k", True), ("", False), (None, False), ("bad-key", False), ("Invalid", False)],
)
def test_any_sensible_key_is_let_in(key: str | None, accepted: bool) -> None:
    assert Session().keys.accepts(key) is accepted


def test_keys_can_be_listed_and_revoked() -> None:
    keys = Session().keys
    keys.revoke("old")
    assert not keys.accepts("old")
    keys.only("bad-but-mine")
    assert keys.accepts("bad-but-mine")
    assert not keys.accepts("other")
    keys.reset()
    assert keys.accepts("old")


def test_keys_are_never_shown() -> None:
    keys = Session().keys
    keys.only("hunter2")
    keys.revoke("hunter3")
    assert "hunter" not in repr(keys)


# -- stubs --------------------------------------------------------------------------------------


def test_a_stub_answers_instead_of_the_document(session: Session) -> None:
    session.stub(
        "getThing",
        status=418,
        json={"short": True},
        headers={"X-A": "1"},
        delay=2.0,
        off_contract=True,
    )
    exchange = get(session)
    assert (exchange.status, exchange.verdict) == (418, "stubbed")
    assert exchange.timeline.body == b'{"short":true}'
    assert exchange.timeline.header("x-a") == "1"
    assert exchange.timeline.duration == 2.0
    session.verify()


def test_the_newest_stub_wins_and_runs_out(session: Session) -> None:
    session.stub("getThing", status=200)
    session.stub("getThing", status=503, times=2, off_contract=True)
    assert [get(session).status for _ in range(4)] == [503, 503, 200, 200]


def test_a_stub_streams_events(session: Session) -> None:
    session.stub("getThing", sse=["one", (0.5, {"two": 2}), b": raw\n\n"], off_contract=True)
    timeline = get(session).timeline
    assert timeline.header("content-type") == "text/event-stream"
    assert timeline.chunks == (b"data: one\n\n", b'data: {"two":2}\n\n', b": raw\n\n")
    assert timeline.duration == 0.5


def test_a_stub_may_be_a_whole_timeline(session: Session) -> None:
    session.stub("getThing", timeline=Timeline.broken("reset"))
    assert get(session).status is None


def test_a_stub_may_be_bytes(session: Session) -> None:
    session.stub("getThing", body=b"<p>", media="text/html", off_contract=True)
    assert get(session).timeline.header("content-type") == "text/html"


@pytest.mark.parametrize(
    ("where", "answered"),
    [
        ({"path": {"id": "1"}}, True),
        ({"path": {"id": "2"}}, False),
        ({"query": {"deep": True}}, True),
        ({"query": {"deep": "true"}}, False),
        ({"headers": {"X-a": "b"}}, True),
        ({"headers": {"X-a": "c"}}, False),
        (lambda call: call.path_params["id"] == "1", True),
        (lambda call: False, False),
    ],
)
def test_a_stub_may_be_for_some_calls_only(session: Session, where: Any, answered: bool) -> None:
    session.stub("getThing", status=418, where=where, optional=True, off_contract=True)
    assert (get(session, "/things/1?deep=true", x_a="b", **{"X-A": "b"}).status == 418) is answered


@pytest.mark.parametrize(
    ("part", "answered"),
    [({"a": {"b": 1}}, True), ({"a": {"b": 2}}, False), ({"c": 1}, False), ({}, True)],
)
def test_a_stub_may_look_into_the_body(session: Session, part: Any, answered: bool) -> None:
    session.stub("setThing", status=418, where={"json": part}, optional=True, off_contract=True)
    assert (post(session, {"a": {"b": 1, "more": 1}}).status == 418) is answered


def test_a_mistyped_operation_is_refused_at_once(session: Session) -> None:
    with pytest.raises(LookupError, match="there is getThing"):
        session.stub("getThings")


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"status": 99}, "status"),
        ({"status": "200"}, "status"),
        ({"delay": "soon"}, "delay"),
        ({"delay": -1.0}, "delay"),
        ({"times": -1}, "times"),
        ({"headers": {"X A": "1"}}, "X A"),
        ({"headers": {"X-A": "1\n2"}}, "X-A"),
        ({"headers": {"X-A": 1}}, "X-A"),
        ({"where": "id=1"}, "a callable, or a mapping"),
        ({"where": ["id"]}, "a callable, or a mapping"),
        ({"where": {"path": "1"}}, "for path"),
    ],
)
def test_a_stub_that_makes_no_sense_is_refused_at_once(
    session: Session, fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        session.stub("getThing", **fields)
    assert not session.stubs


def test_a_stub_may_leave_a_declared_header_out(session: Session) -> None:
    session.stub("getThing", headers={"X-A": None, "X-B": "caf\xe9"}, optional=True)


def test_a_mistyped_condition_is_refused_at_once(session: Session) -> None:
    with pytest.raises(ValueError, match="path, query, headers, json"):
        session.stub("getThing", where={"body": {}})


# -- verify -------------------------------------------------------------------------------------


def failure(session: Session) -> str:
    with pytest.raises(VerificationError) as caught:
        session.verify()
    return str(caught.value)


def test_an_unexpected_call_fails_and_says_how_to_accept_it(session: Session) -> None:
    get(session, "/thing/1")
    message = failure(session)
    assert "GET /thing/1" in message
    assert "nearest: GET /things/{id} (getThing)" in message
    session.allow_unexpected = True
    session.verify()


def test_an_unused_stub_fails_and_says_how_to_accept_it(session: Session) -> None:
    session.stub("getThing", status=500, off_contract=True)
    session.stub("setThing", status=500, times=2, off_contract=True)
    post(session, {})
    message = failure(session)
    assert "getThing wanted a call, got none" in message
    assert "setThing wanted 2 calls, got 1" in message
    assert "optional=True" in message
    session.allow_unused_stubs = True
    session.verify()


def test_an_optional_stub_may_stay_unused(session: Session) -> None:
    session.stub("getThing", optional=True)
    session.verify()


def test_a_failure_of_the_mock_fails_with_its_traceback(session: Session) -> None:
    def explode(_call: Call) -> bool:
        raise RuntimeError("boom")

    session.stub("getThing", where=explode, optional=True)
    assert get(session).status == 500
    assert "RuntimeError: boom" in failure(session)


def test_a_session_may_be_lenient_from_the_start() -> None:
    session = ENGINE.session(strict=False)
    session.stub("getThing")
    get(session, "/nowhere")
    session.verify()


def test_a_failed_verification_is_a_failed_assertion() -> None:
    assert issubclass(VerificationError, AssertionError)


def test_reset_forgets_everything_but_options_and_time(session: Session) -> None:
    session.options["things"] = {"a": 1}
    session.stub("getThing")
    session.faults.add("delay", delay=1.0)
    session.keys.revoke("k")
    get(session)
    session.clock.sleep(5)
    session.reset()
    assert (len(session.stubs), len(session.faults), len(session.journal)) == (0, 0, 0)
    assert session.keys.accepts("k")
    assert session.options == {"things": {"a": 1}}
    assert session.clock.monotonic() == 5
