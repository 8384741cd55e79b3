"""A session is one test's world, strict both ways; each failure names the way to relax it."""

import random
import re
from typing import Any

import pytest

from penstock_mock import Mock
from penstock_mock.document.contract import Contract
from penstock_mock.document.request import Request
from penstock_mock.engine.clock import RealClock, VirtualClock
from penstock_mock.engine.engine import Engine
from penstock_mock.engine.exchange import Exchange
from penstock_mock.engine.service import Call, Plain
from penstock_mock.engine.session import Session, VerificationError
from penstock_mock.engine.timeline import Chunk, Fault, Head, Timeline

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


WRONG: Any = None


def steps(*given: Any) -> Timeline:
    return Timeline(given)


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


@pytest.mark.table(
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


def test_stubs_for_a_number_of_calls_answer_in_the_order_they_were_written(
    session: Session,
) -> None:
    session.stub("getThing", status=200, headers={"X-N": "rest"})
    for n in ("one", "two", "three"):
        session.stub("getThing", headers={"X-N": n}, times=2 if n == "two" else 1)
    seen = [get(session).timeline.header("x-n") for _ in range(6)]
    assert seen == ["one", "two", "two", "three", "rest", "rest"]


PETS = Engine(
    Contract(
        {
            "openapi": "3.1.0",
            "paths": {
                "/pets/{id}": {
                    "get": {
                        "operationId": "showPetById",
                        "parameters": [
                            {"in": "path", "name": "id", "required": True, "schema": {}}
                        ],
                        "responses": {
                            "200": {
                                "description": "",
                                "headers": {
                                    "X-Rate": {"required": True, "schema": {"type": "integer"}}
                                },
                                "content": {
                                    "application/json": {
                                        "schema": {
                                            "type": "object",
                                            "required": ["name"],
                                            "properties": {
                                                "name": {"type": "string"},
                                                "tags": {"items": {"type": "string"}},
                                            },
                                            "additionalProperties": False,
                                        },
                                        "examples": {"rex": {"value": {"name": "Rex"}}},
                                    },
                                    "text/event-stream": {
                                        "itemSchema": {"type": "object", "required": ["n"]}
                                    },
                                },
                            },
                            "4XX": {"description": "", "content": {"text/plain": {}}},
                        },
                    }
                }
            },
        }
    )
)


@pytest.mark.table(
    ("answer", "named"),
    [
        ({"json": {"nme": "x"}}, '"name" is a required property'),
        ({"json": {"name": "x", "tags": ["a", 5]}}, "reply /tags/1: it is not of type"),
        ({"json": {"name": "x"}, "status": 503}, "reply: not declared; there is 200, 4XX"),
        ({"status": 201}, "(sent 201)"),
        ({"body": b'{"nme": 1}'}, "required property"),
        ({"body": b"{oops"}, "not readable as JSON"),
        ({"body": b"<p>", "media": "text/html"}, "there is application/json, text/event-stream"),
        ({"json": {}, "status": 404}, "(sent 'JSON')"),
        ({"example": "max"}, "no such example of 200; there is rex"),
        ({"headers": {"X-Rate": "many"}}, "reply /X-Rate: it is not of type"),
        ({"headers": {"x-rate": None}}, "reply /X-Rate: required, and not sent"),
        ({"sse": [{"n": 1}, {"m": 1}]}, "/frame 1"),
        ({"sse": [{"n": 1}], "status": 404}, "there is text/plain"),
        ({"timeline": Timeline.json(200, {"nme": 1})}, "required property"),
        ({"timeline": Timeline.reply(500)}, "(sent 500)"),
        ({"headers": {"Content-Type": "text/html"}}, "there is application/json, text/event-str"),
        ({"body": b"{}", "headers": {"content-type": "text/html"}}, "(sent 'text/html')"),
        (
            {"body": b"<p>", "media": "text/html", "headers": {"content-type": "application/json"}},
            "not readable as JSON",
        ),
        ({"headers": {"Content-Length": "5"}}, "reply /Content-Length: set by the server"),
        ({"json": {"name": "x"}, "headers": {"content-length": "5000"}}, "/content-length: set by"),
        ({"headers": {"Content-Encoding": "gzip"}}, "reply /Content-Encoding: set by"),
        ({"headers": {"Transfer-Encoding": "chunked"}}, "reply /Transfer-Encoding: set by"),
        (
            {"timeline": Timeline.json(200, {"name": "x"}, [("Content-Encoding", "gzip")])},
            "reply /Content-Encoding: set by",
        ),
        (
            {"timeline": Timeline.json(200, {"name": "x"}, [("Content-Length", "5")])},
            "reply /Content-Length: set by",
        ),
        ({"sse": ["not json"]}, "reply /frame 0: not readable as JSON"),
        ({"sse": [{"n": 1}, "zz"]}, "reply /frame 1: not readable as JSON"),
        ({"sse": [b"garbage"]}, "reply /frame 0: no field of an event"),
        ({"json": {"n": 1}, "media": "text/event-stream"}, "no field of an event; give sse=["),
        ({"body": b"hello", "media": "text/event-stream"}, "no field of an event"),
        ({"sse": [b"data: {}\r\n\r\n"]}, "/frame 0: "),
    ],
)
def test_a_stub_off_the_contract_is_refused_where_it_is_made(
    answer: dict[str, Any], named: str
) -> None:
    session = PETS.session()
    with pytest.raises(ValueError, match="can't be answered so: ") as refused:
        session.stub("showPetById", **answer)
    assert named in str(refused.value)
    assert "off_contract=True" in str(refused.value)
    assert not session.stubs
    if "example" in answer:  # there is none to send
        return
    session.stub("showPetById", **answer, off_contract=True)


def test_a_stub_that_names_no_status_has_that_of_the_document() -> None:
    for status in ("302", "404", "3XX", "default"):
        responses = {status: {"description": "", "headers": {"X-A": {"schema": {}}}}}
        paths = {"/x": {"get": {"operationId": "x", "responses": responses}}}
        engine = Engine(Contract.load({"openapi": "3.1.0", "paths": paths}))
        session = engine.session()
        session.stub("x", headers={"X-A": "1"})
        answered = engine.handle(session, Request.build("GET", "/x")).status
        assert str(answered)[0] == status.replace("default", "2")[0]


def test_a_stub_may_state_that_its_body_is_not_encoded() -> None:
    PETS.session().stub("showPetById", headers={"Content-Encoding": "identity", "X-Rate": "5"})


TAGGED_A = {
    "required": ["kind", "size"],
    "properties": {"kind": {"const": "a"}, "size": {"type": "integer"}},
}
TAGGED_B = {
    "required": ["kind", "name"],
    "properties": {"kind": {"enum": ["b"]}, "name": {"enum": ["x"]}},
}
TAGGED_C = {"properties": {"kind": {"const": "c"}, "inner": {"anyOf": [TAGGED_A, TAGGED_B]}}}


@pytest.mark.table("union", ["oneOf", "anyOf"])
def test_an_answer_is_blamed_on_the_branch_whose_tag_it_has(union: str) -> None:
    branches = [{"type": "object", **b} for b in (TAGGED_A, TAGGED_B, TAGGED_C)]
    schema = {union: [*branches, {"type": "string"}]}
    content = {"application/json": {"schema": schema}}
    answers = {"responses": {"200": {"description": "", "content": content}}}
    paths = {"/x": {"get": {"operationId": "x", **answers}}}
    mock = Mock(Contract.load({"openapi": "3.1.0", "paths": paths}))
    for answer, why in [
        ({"kind": "a"}, r'so: reply: "size" is a required property'),
        ({"kind": "a", "size": "3"}, r"so: reply /size: it is not of type"),
        ({"kind": "b", "name": "z"}, r"so: reply /name: "),
        ({"kind": "c", "inner": {"kind": "b"}}, r'so: reply /inner: "name" is a required'),
        ({"kind": "d"}, r"so: reply /kind: "),
        (5, r"so: reply: it is not valid under any"),
    ]:
        with pytest.raises(ValueError, match=why):
            mock.stub("x", json=answer)


def test_an_event_is_blamed_on_the_kind_it_names() -> None:
    event = {"event": "node_started", "task_id": "t", "workflow_run_id": "w", "data": {"id": 3}}
    with pytest.raises(ValueError, match="/frame 0/data/id: it is not of type") as refused:
        Mock().stub("runWorkflow", sse=[event])
    assert "was expected" not in str(refused.value)


@pytest.mark.table(
    "frame",
    [
        {"event": "final", "data": 5},
        {"event": "error"},
        {"event": "tool", "blockId": "b"},
        {"event": "thinking"},
    ],
)
def test_an_open_union_of_events_takes_no_known_kind_in_another_shape(
    frame: dict[str, Any],
) -> None:
    mock = Mock()
    with pytest.raises(ValueError, match="/frame 0"):
        mock.stub("executeWorkflow", sse=[frame])
    mock.stub("executeWorkflow", sse=[{"event": "later", "data": 5}, {"type": "block:started"}])


@pytest.mark.table(
    "answer",
    [
        {},
        {"json": {"name": "x", "tags": ("a",)}},
        {"body": b'{"name": "x"}'},
        {"example": "rex"},
        {"status": 418, "body": b"short", "media": "text/plain; charset=utf-8"},
        {"status": 418, "json": "short", "media": "text/plain"},
        {"headers": {"X-Rate": "5", "X-Other": "any"}},
        {"sse": [{"n": 1}, "[DONE]"]},
        {"sse": [b": ping\n\n", b"event: x\n\n", b'id: 1\r\ndata: {"n": 1}\r\n\r\n']},
        {"json": {"name": "x"}, "headers": {"Content-Type": "application/json; charset=utf-8"}},
        {"body": b'{"name": "x"}', "headers": {"Content-Length": "13"}},
        {
            "timeline": Timeline(
                (
                    (0.0, Head(200, (("Content-Type", "text/event-stream"), ("X-Rate", "5")))),
                    (0.0, Chunk(b'data: {"n": 1}\n\ndata: {"n')),
                    (0.0, Fault("close")),
                )
            )
        },
        {"timeline": Timeline.broken("reset")},
    ],
)
def test_a_stub_of_the_contract_is_taken(answer: dict[str, Any]) -> None:
    session = PETS.session()
    session.stub("showPetById", **answer)
    assert PETS.handle(session, Request.build("GET", "/pets/1")).verdict == "stubbed"


@pytest.mark.table(
    ("answer", "why"),
    [
        ({"json": {}, "body": b""}, "body and json are given"),
        ({"sse": [], "timeline": Timeline.reply(200)}, "sse and timeline are given"),
        ({"body": 5}, "give bytes or text"),
        ({"sse": [{1, 2}]}, "JSON"),
        ({"sse": "abc"}, "sse is 'abc'; give a list"),
        ({"sse": {"n": 1}}, "give a list"),
        ({"sse": 5}, "give a list"),
        ({"timeline": "x"}, "give a Timeline"),
        ({"timeline": Timeline(())}, "a timeline has no steps; begin with a Head"),
        ({"timeline": Timeline(WRONG)}, "steps are None; give a tuple of (delay, step)"),
        ({"timeline": Timeline("x")}, "steps are 'x'"),  # type: ignore[arg-type]
        ({"timeline": steps((0, Head(200, {"a": "b"})))}, "headers are {"),  # type: ignore[arg-type]
        ({"timeline": steps((0, Head(200, (("a", "b\nc"),))))}, "the header a can't be"),
        ({"timeline": steps((0, Head(200, (("a", "имя"),))))}, "the header a can't be"),
        ({"timeline": steps((0, Chunk(b"x")))}, "give a head first"),
        ({"timeline": steps((0, Head(200)), (0, Head(200)))}, "second head"),
        ({"timeline": steps((0, Head(200)), (0, Chunk(WRONG)))}, "give bytes"),
        ({"timeline": steps((0, Head(WRONG)))}, "status is None"),
        ({"timeline": steps((0, Head(200, (("a b", "c"),))))}, "can't name a header"),
        ({"timeline": steps(("x", Head(200)))}, "delay is 'x'"),
        ({"timeline": steps((0, Fault(WRONG)))}, "use reset, close, stall"),
        ({"timeline": steps((0, Fault("reset")), (0, Head(200)))}, "after a fault"),
        ({"timeline": steps((0, "x"))}, "give a Head, a Chunk or a Fault"),
        ({"sse": [(1, 2, 3)]}, "(delay, event)"),
        ({"sse": [("soon", "a")]}, "delay is 'soon'"),
        ({"sse": [(-1, "a")]}, "delay is -1"),
    ],
)
def test_a_stub_has_one_body_and_events_that_can_be_framed(
    session: Session, answer: dict[str, Any], why: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        session.stub("getThing", **answer, off_contract=True)


def test_a_body_may_be_text(session: Session) -> None:
    session.stub("getThing", body="é", media="text/plain", off_contract=True)
    assert get(session).timeline.body == b"\xc3\xa9"


@pytest.mark.table(
    "value", [{1, 2}, object(), float("nan"), {"a": [float("inf")]}, {"a": "\ud800"}, {(1, 2): 3}]
)
def test_a_body_that_json_has_no_form_for_is_refused(session: Session, value: Any) -> None:
    with pytest.raises(ValueError, match="JSON"):
        session.stub("setThing", json=value, off_contract=True)


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


@pytest.mark.table(
    ("where", "answered"),
    [
        ({"path": {"id": "1"}}, True),
        ({"path": {"id": "2"}}, False),
        ({"query": {"deep": True}}, True),
        ({"query": {"deep": False}}, False),
        ({"headers": {"X-a": "b"}}, True),
        ({"headers": {"X-a": "c"}}, False),
        (lambda call: call.path_params["id"] == "1", True),
        (lambda call: False, False),
    ],
)
def test_a_stub_may_be_for_some_calls_only(session: Session, where: Any, answered: bool) -> None:
    session.stub("getThing", status=418, where=where, optional=True, off_contract=True)
    assert (get(session, "/things/1?deep=true", x_a="b", **{"X-A": "b"}).status == 418) is answered


@pytest.mark.table(
    ("part", "answered"),
    [({"a": {"b": 1}}, True), ({"a": {"b": 2}}, False), ({"c": 1}, False), ({}, True)],
)
def test_a_stub_may_look_into_the_body(session: Session, part: Any, answered: bool) -> None:
    session.stub("setThing", status=418, where={"json": part}, optional=True, off_contract=True)
    assert (post(session, {"a": {"b": 1, "more": 1}}).status == 418) is answered


def test_a_stub_may_be_for_half_of_a_surrogate_pair_which_a_request_can_escape(
    session: Session,
) -> None:
    session.stub("setThing", status=418, where={"json": {"a": "\ud800"}}, off_contract=True)
    body = b'{"a": "\\ud800"}'
    headers = {"Content-Type": "application/json"}
    sent = Request.build("POST", "/things/1", body=body, headers=headers)
    assert ENGINE.handle(session, sent).status == 418


def test_a_mistyped_operation_is_refused_at_once(session: Session) -> None:
    with pytest.raises(LookupError, match="there is getThing"):
        session.stub("getThings")


@pytest.mark.table(
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
        ({"where": {"json": float("nan")}}, "for json, which no request has"),
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


def test_an_unused_stub_names_its_line_its_condition_and_the_call_that_nearly_met_it(
    session: Session,
) -> None:
    session.stub("getThing", where={"path": {"id": "2"}, "query": {"deep": True}})
    session.stub("getThing", where=lambda call: False)
    get(session, "/things/3")
    get(session, "/things/2?deep=false")
    one, other = failure(session).split("the stub of getThing wanted a call, got none\n")[1:]
    assert "made at tests/mock/test_session.py:" in one or "test_session.py:" in one
    assert "where {'path': {'id': '2'}, 'query': {'deep': True}}" in one
    assert "nearest: GET /things/2: query /deep is False instead of True" in one
    assert "<lambda> returned false" in other
    assert one.partition("\n")[0] != other.partition("\n")[0]


def test_a_stub_that_another_one_preceded_says_which(session: Session) -> None:
    session.stub("getThing")
    session.stub("getThing", optional=True)
    get(session)
    assert "nearest: GET /things/1: the stub made at " in failure(session)


def test_a_stub_whose_condition_a_call_does_not_meet_says_so_though_another_answered_it(
    session: Session,
) -> None:
    def returns_false(call: Call) -> bool:
        return False

    def raises(call: Call) -> bool:
        raise KeyError("deep")

    session.stub("getThing", where={"query": {"deep": True}})
    session.stub("getThing", where=returns_false)
    session.stub("getThing", where=raises)
    session.stub("getThing", where={"path": {"id": "1"}})
    session.stub("getThing", times=1)
    get(session)
    mapping, function, broken, met = failure(session).split("the stub of getThing wanted")[1:]
    assert "nearest: GET /things/1: query /deep is missing" in mapping
    assert "returns_false returned false" in function
    assert "nearest" not in broken
    assert "nearest: GET /things/1: the stub made at " in met


def test_no_secret_is_in_the_reason_why_a_stub_was_not_met(session: Session) -> None:
    session.stub("getThing", where={"headers": {"Authorization": "Bearer mine"}})
    get(session, Authorization="Bearer hush")
    assert "hush" not in failure(session)


def test_a_call_that_breaks_the_contract_fails_and_says_how_to_accept_it(session: Session) -> None:
    get(session, "/things/1?deep=perhaps")
    get(session, "/things/1?typo=1")
    message = failure(session)
    assert "breach of the contract in #1 GET /things/1 (getThing): served, 200\n" in message
    assert "    query /deep: it is not of type" in message
    assert "    query /typo: not a parameter of this operation (sent '1')" in message
    assert "to accept it: allow_breaches=True" in message
    for allowed in (True, "getThing", ["setThing", "getThing"]):
        session.allow_breaches = allowed
        session.verify()
    session.allow_breaches = ["setThing"]
    assert failure(session)


@pytest.mark.table("validation", ["report", "strict"])
def test_breaches_fail_whatever_they_are_answered(validation: Any) -> None:
    session = ENGINE.session(validation=validation)
    get(session, "/things/1?deep=perhaps")
    assert "query /deep" in failure(session)
    session = ENGINE.session(validation="off")
    get(session, "/things/1?deep=perhaps")
    session.verify()


def test_breaches_may_be_allowed_for_a_while(session: Session) -> None:
    with session.breaches_allowed("getThing"):
        get(session, "/things/1?typo=1")
    session.verify()
    with session.breaches_allowed(), session.breaches_allowed("setThing"):
        get(session, "/things/1?typo=1")
    session.verify()
    with session.breaches_allowed("setThing"):
        get(session, "/things/1?typo=1")
    assert "#3 GET" in failure(session)


def test_a_stub_may_be_for_calls_that_break_the_contract(session: Session) -> None:
    session.stub("getThing", times=1, allow_breaches=True)
    get(session, "/things/1?typo=1")
    session.verify()
    get(session, "/things/1?typo=1")
    assert "#2 GET" in failure(session)


@pytest.mark.table("allowed", ["getThings", ["getThings"]])
def test_breaches_of_a_mistyped_operation_are_refused(allowed: Any) -> None:
    with pytest.raises(LookupError, match="there is getThing"):
        ENGINE.session(allow_breaches=allowed)
    with (
        pytest.raises(LookupError, match="there is getThing"),
        ENGINE.session().breaches_allowed("getThings"),
    ):
        pass


def test_verdicts_outlive_the_journal() -> None:
    session = ENGINE.session(journal=5)
    get(session, "/nowhere")
    get(session, "/things/1?typo=1")
    for _ in range(20):
        get(session)
    message = failure(session)
    assert "unexpected call #1 GET /nowhere" in message
    assert "breach of the contract in #2" in message


def test_of_many_failures_the_first_are_described_and_all_are_counted(session: Session) -> None:
    for _ in range(1500):
        get(session, "/nowhere")
    message = failure(session)
    assert "unexpected call #1 " in message
    assert "1490 more: unexpected call" in message
    assert message.count("unexpected call #") == 10


def test_verification_may_begin_after_some_calls(session: Session) -> None:
    get(session, "/nowhere")
    session.stub("getThing")
    session.verify(since=session.journal.seen, stubs=False)
    with pytest.raises(VerificationError, match="wanted a call"):
        session.verify(since=session.journal.seen)


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
