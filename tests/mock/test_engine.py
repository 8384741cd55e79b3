"""Request in, timeline out: in a fixed order, always an answer, always recorded."""

import json
import subprocess
import sys
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock_mock.document.contract import Contract
from penstock_mock.document.encoding import encode
from penstock_mock.document.operations import Operation
from penstock_mock.document.request import Request
from penstock_mock.engine.engine import Engine
from penstock_mock.engine.exchange import Exchange, Problem, Reply
from penstock_mock.engine.service import Call, Plain
from penstock_mock.engine.session import Session
from penstock_mock.engine.timeline import Fault, Head, Timeline

ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "properties": {"message": {"type": "string"}}}},
}


def error(message: str, **more: Any) -> dict[str, Any]:
    media = {"schema": ERROR, "example": {"error": {"message": message, **more}}}
    return {"description": "", "content": {"application/json": media}}


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "components": {
        "securitySchemes": {
            "Key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            "QueryKey": {"type": "apiKey", "in": "query", "name": "key"},
            "Bearer": {"type": "http", "scheme": "bearer"},
            "Basic": {"type": "http", "scheme": "basic"},
        }
    },
    "paths": {
        "/runs": {
            "post": {
                "operationId": "run",
                "tags": ["demo"],
                "security": [{"Key": []}],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["input"],
                                "properties": {"input": {"type": "string"}},
                            }
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": "",
                        "headers": {
                            "X-RateLimit-Remaining": {"schema": {"type": "integer"}, "example": 9},
                            "X-RateLimit-Limit": {"schema": {"type": "integer"}, "example": 10},
                        },
                        "content": {
                            "application/json": {
                                "schema": {"type": "object"},
                                "examples": {"ok": {"value": {"is": "ok"}}, "b": {"value": {}}},
                            },
                            "text/event-stream": {
                                "schema": {"type": "object"},
                                "examples": {"s": {"value": "data: {}\n\ndata: [DONE]\n\n"}},
                            },
                        },
                    },
                    "202": {
                        "description": "",
                        "content": {"application/json": {"schema": {}, "example": {"id": "1"}}},
                    },
                    "400": error("example", details=[1]),
                    "401": error("who are you"),
                    "503": error("busy"),
                },
            },
            "get": {
                "operationId": "list",
                "tags": ["demo"],
                "security": [{"QueryKey": []}, {"Bearer": []}, {"Basic": []}],
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "array",
                                    "items": {"type": "string", "format": "uuid"},
                                    "minItems": 2,
                                }
                            }
                        },
                    }
                },
            },
        },
        "/bare": {"get": {"operationId": "bare", "responses": {"204": {"description": ""}}}},
        "/events": {
            "get": {
                "operationId": "events",
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"text/event-stream": {"itemSchema": {"const": {"n": 1}}}},
                    }
                },
            }
        },
        "/impossible": {
            "get": {
                "operationId": "impossible",
                "responses": {
                    "200": {"description": "", "content": {"application/json": {"schema": False}}}
                },
            }
        },
    },
}
CONTRACT = Contract(DOCUMENT)
ENGINE = Engine(CONTRACT)
KEY = {"X-API-Key": "k"}


def run(
    session: Session, body: Any = None, *, engine: Engine = ENGINE, headers: Any = None, **more: Any
) -> Exchange:
    sent = {"input": "hi"} if body is None else body
    said = KEY if headers is None else headers
    return engine.handle(session, Request.build("POST", "/runs", json=sent, headers=said, **more))


def get(session: Session, url: str, **headers: str) -> Exchange:
    return ENGINE.handle(session, Request.build("GET", url, headers=headers))


def body(exchange: Exchange) -> Any:
    return json.loads(exchange.timeline.body)


@pytest.fixture
def session() -> Session:
    return ENGINE.session()


class Demo(Plain):
    """A service that does as its test asks."""

    name = "demo"

    def __init__(self, reply: Any = None) -> None:
        self.reply = reply
        self.calls: list[Call] = []

    def new_state(self, session: Session) -> dict[str, int]:
        return {"count": 0}

    def respond(self, call: Call) -> Reply | Timeline | None:
        self.calls.append(call)
        answer: Reply | Timeline | None = self.reply(call) if callable(self.reply) else self.reply
        return answer


def playing(reply: Any = None) -> tuple[Engine, Demo]:
    service = Demo(reply)
    return Engine(CONTRACT, {"demo": service}), service


# -- answers from the document --------------------------------------------------------------------


def test_an_operation_answers_its_first_example_with_its_headers(session: Session) -> None:
    exchange = run(session)
    assert exchange.timeline.head == Head(
        200,
        (
            ("Content-Type", "application/json"),
            ("X-RateLimit-Remaining", "9"),
            ("X-RateLimit-Limit", "10"),
            ("Content-Length", "11"),
            ("X-Mock-Exchange", "1"),
        ),
    )
    assert exchange.timeline.body == b'{"is":"ok"}'
    assert (exchange.verdict, exchange.operation_id, exchange.findings) == ("served", "run", ())


def test_remaining_counts_down_and_refills_with_the_clock(session: Session) -> None:
    left = [run(session).timeline.header("x-ratelimit-remaining") for _ in range(3)]
    session.clock.sleep(61)
    left.append(run(session).timeline.header("x-ratelimit-remaining"))
    assert left == ["9", "8", "7", "9"]


def test_an_asked_for_stream_comes_event_by_event(session: Session) -> None:
    timeline = run(session, {"input": "x", "stream": True}).timeline
    assert timeline.header("content-type") == "text/event-stream"
    assert timeline.header("content-length") is None
    assert timeline.chunks == (b"data: {}\n\n", b"data: [DONE]\n\n")
    assert timeline.duration > 0


def test_async_is_accepted(session: Session) -> None:
    assert run(session, {"input": "x", "async": True}).status == 202


def test_without_an_example_a_body_is_generated_by_seed() -> None:
    def made(seed: int) -> Any:
        return body(get(ENGINE.session(seed=seed), "/runs?key=k"))

    assert made(1) == made(1) != made(2)
    assert len(made(1)) >= 2


def test_dynamic_bodies_are_generated_though_there_is_an_example(session: Session) -> None:
    exchange = run(session, headers={**KEY, "Prefer": "dynamic=true"})
    assert exchange.status == 200
    assert body(exchange) != {"is": "ok"}


def test_a_stream_without_an_example_is_generated(session: Session) -> None:
    assert get(session, "/events").timeline.chunks == (b'data: {"n":1}\n\n',) * 3


def test_a_response_without_content_has_no_body(session: Session) -> None:
    timeline = get(session, "/bare").timeline
    assert (timeline.status, timeline.body, timeline.header("content-type")) == (204, b"", None)


def test_what_can_not_be_answered_says_what_to_do(session: Session) -> None:
    exchange = get(session, "/impossible")
    assert (exchange.status, exchange.verdict) == (501, "unanswered")
    assert "give an example" in str(exchange.error)


def test_what_is_not_acceptable_is_said_to_be(session: Session) -> None:
    exchange = run(session, headers={**KEY, "Accept": "image/png"})
    assert exchange.status == 406
    assert "application/json" in body(exchange)["detail"]


# -- no operation -----------------------------------------------------------------------------


def test_an_unknown_path_is_a_404_that_names_the_nearest(session: Session) -> None:
    exchange = get(session, "/run")
    assert (exchange.status, exchange.verdict, exchange.operation) == (404, "unexpected", None)
    assert exchange.timeline.header("content-type") == "application/problem+json"
    assert "GET /runs (list)" in body(exchange)["detail"]
    assert exchange.near[0].operation_id == "list"
    assert session.journal.unexpected == (exchange,)


def test_a_wrong_method_is_a_405_with_allow(session: Session) -> None:
    exchange = ENGINE.handle(session, Request.build("DELETE", "/runs"))
    assert (exchange.status, exchange.timeline.header("allow")) == (405, "GET, POST")


# -- credentials ------------------------------------------------------------------------------


@pytest.mark.table("headers", [{}, {"X-API-Key": ""}, {"X-API-Key": "bad"}])
def test_who_may_not_come_in_gets_the_documents_401(
    session: Session, headers: dict[str, str]
) -> None:
    exchange = run(session, headers=headers)
    assert (exchange.status, exchange.verdict) == (401, "refused")
    assert body(exchange) == {"error": {"message": "who are you"}}
    assert exchange.timeline.header("www-authenticate") == 'ApiKey realm="X-API-Key"'


def test_a_401_names_each_scheme_that_would_do(session: Session) -> None:
    challenges = get(session, "/runs").timeline.header("www-authenticate")
    assert challenges == 'ApiKey realm="key", Bearer, Basic realm="mock"'


@pytest.mark.table(
    ("url", "headers", "status"),
    [
        ("/runs?key=k", {}, 200),
        ("/runs?key=bad", {}, 401),
        ("/runs", {"Authorization": "Bearer k"}, 200),
        ("/runs", {"Authorization": "bearer k"}, 200),
        ("/runs", {"Authorization": "Bearer "}, 401),
        ("/runs", {"Authorization": "Bearer invalid"}, 401),
        ("/runs", {"Authorization": "Basic dXNlcjpr"}, 200),
        ("/runs", {"Authorization": "Basic ???"}, 401),
        ("/runs?key=bad", {"Authorization": "Bearer k"}, 200),
        ("/runs", {}, 401),
    ],
)
def test_any_one_of_the_schemes_will_do(
    session: Session, url: str, headers: dict[str, str], status: int
) -> None:
    assert get(session, url, **headers).status == status


def test_a_missing_credential_is_a_finding_too(session: Session) -> None:
    found = run(session, headers={}).findings
    assert [(f.code, f.level) for f in found] == [("header.credentials", "warning")]


def test_a_service_may_look_at_credentials_itself(session: Session) -> None:
    engine, service = playing(lambda call: Reply(403 if not call.auth.ok else 200))
    service.authenticates = True
    assert run(session, headers={}, engine=engine).status == 403
    assert service.calls[0].auth.missing


def test_secrets_never_reach_the_journal(session: Session) -> None:
    run(session, headers={"X-API-Key": "hunter2", "Authorization": "Bearer hunter2"})
    get(session, "/runs?key=hunter2")
    get(session, "/nowhere?key=hunter2")
    assert all("hunter2" not in repr(e.request) for e in session.journal)


def test_headers_the_document_declares_are_kept_unless_they_are_credentials() -> None:
    contract = Contract.default()
    assert {"x-run-id", "x-execution-mode", "content-type"} <= contract.loggable
    assert "x-api-key" not in contract.loggable


def test_a_declared_header_named_like_a_secret_is_not_kept() -> None:
    source = json.loads(json.dumps(DOCUMENT))
    names = ("X-Auth-Token", "X-Secret-Key", "X-Page")
    declared = [{"name": name, "in": "header", "schema": {"type": "string"}} for name in names]
    source["paths"]["/runs"]["post"].setdefault("parameters", []).extend(declared)
    loggable = Contract(source).loggable
    assert [name.lower() in loggable for name in names] == [False, False, True]


# -- validation -------------------------------------------------------------------------------


def test_findings_are_reported_and_the_answer_is_given_all_the_same(session: Session) -> None:
    exchange = run(session, {"input": 1})
    assert exchange.status == 200
    assert [(f.code, f.pointer, f.sent) for f in exchange.findings] == [
        ("body.type", "/input", "1")
    ]


def test_a_strict_session_refuses_with_the_report_in_the_documented_shape() -> None:
    session = ENGINE.session(validation="strict")
    exchange = run(session, {"input": 1})
    assert (exchange.status, exchange.verdict) == (400, "refused")
    said = body(exchange)["error"]
    assert "body /input" in said["message"]
    assert "details" not in said  # the example's own speak of another request
    assert exchange.findings


@pytest.mark.table(("required", "code"), [(False, None), (True, "BAD_REQUEST")])
def test_a_strict_refusal_has_no_code_made_of_the_examples_text(
    required: bool, code: str | None
) -> None:
    source = json.loads(json.dumps(DOCUMENT))
    schema = {"type": "object", "required": ["error", "code"] if required else ["error"]}
    example = {"error": "Invalid JSON in body", "code": "INVALID_JSON_IN_BODY"}
    media = {"schema": schema, "examples": {"invalid-json": {"value": example}}}
    responses = source["paths"]["/runs"]["post"]["responses"]
    responses["400"] = {"description": "", "content": {"application/json": media}}
    engine = Engine(Contract(source))
    exchange = run(engine.session(validation="strict"), {"input": 1}, engine=engine)
    assert "body /input" in body(exchange)["error"]
    assert body(exchange).get("code") == code


def test_a_refused_call_uses_no_stub_up() -> None:
    session = ENGINE.session(validation="strict")
    stub = session.stub("run", status=503, times=1)
    assert run(session, {"input": 1}).status == 400
    assert stub.used == 0
    assert run(session).status == 503


def test_where_no_shape_is_documented_the_report_is_problem_details() -> None:
    source = json.loads(json.dumps(DOCUMENT))
    del source["paths"]["/runs"]["post"]["responses"]["400"]
    engine = Engine(Contract(source))
    exchange = run(engine.session(validation="strict"), {"input": 1}, engine=engine)
    assert exchange.timeline.header("content-type") == "application/problem+json"
    assert body(exchange)["findings"][0]["pointer"] == "/input"


def test_a_warning_refuses_nothing() -> None:
    session = ENGINE.session(validation="strict")
    exchange = get(session, "/runs?key=k&what=1")
    assert exchange.status == 200
    assert [f.code for f in exchange.findings] == ["query.undeclared"]


def test_validation_can_be_off() -> None:
    exchange = run(ENGINE.session(validation="off"), {"input": 1})
    assert (exchange.status, exchange.findings) == (200, ())


@pytest.mark.table(
    ("raw", "content_type", "codes"),
    [
        (b"", "application/json", ["body.missing"]),
        (b"{", "application/json", ["body.malformed"]),
        (b'{"input":"x"}', "text/plain", ["body.media"]),
        (b'{"input":"x"}', "", ["header.missing"]),
        (b'{"input":"x"}', "application/json; charset=utf-8", []),
        (b'{"input":NaN}', "application/json", ["body.malformed"]),
    ],
)
def test_bodies_are_read_by_their_type(
    session: Session, raw: bytes, content_type: str, codes: list[str]
) -> None:
    headers = {**KEY, **({"Content-Type": content_type} if content_type else {})}
    exchange = ENGINE.handle(session, Request.build("POST", "/runs", body=raw, headers=headers))
    assert [f.code for f in exchange.findings] == codes


def test_a_lone_surrogate_is_no_crash(session: Session) -> None:
    """JSON's grammar allows the escape, though no UTF-8 can hold what it means."""
    headers = {**KEY, "Content-Type": "application/json"}
    raw = b'{"input":"\\ud800"}'
    exchange = ENGINE.handle(session, Request.build("POST", "/runs", body=raw, headers=headers))
    assert exchange.verdict == "served"


def test_a_body_nobody_asked_for_is_a_warning(session: Session) -> None:
    exchange = ENGINE.handle(session, Request.build("GET", "/bare", json={}))
    assert [(f.code, f.level) for f in exchange.findings] == [("body.undeclared", "warning")]


# -- services ---------------------------------------------------------------------------------


def test_a_service_leaves_open_what_the_document_knows(session: Session) -> None:
    for reply, status, sent in [
        (None, 200, {"is": "ok"}),
        (Reply(), 200, {"is": "ok"}),
        (Reply(example="b"), 200, {}),
        (Reply(503), 503, {"error": {"message": "busy"}}),
        (Reply(json=[]), 200, []),
        (Reply(json=None), 200, None),
        (Reply(201, json={"new": 1}), 201, {"new": 1}),
    ]:
        exchange = run(session, engine=playing(reply)[0])
        assert (exchange.status, body(exchange)) == (status, sent)


def test_a_service_may_answer_with_a_timeline_of_its_own(session: Session) -> None:
    own = Timeline.reply(299, b"mine", [("X-Mine", "1")])
    exchange = run(session, engine=playing(own)[0])
    assert (exchange.status, exchange.timeline.body) == (299, b"mine")
    assert exchange.timeline.header("x-ratelimit-limit") is None


def test_a_service_sets_and_drops_declared_headers(session: Session) -> None:
    reply = Reply(headers={"x-ratelimit-limit": "99", "X-RateLimit-Remaining": None})
    timeline = run(session, engine=playing(reply)[0]).timeline
    assert timeline.header("X-RateLimit-Limit") == "99"
    assert timeline.header("X-RateLimit-Remaining") is None


def test_a_service_may_stream_chunks_below_the_declared_head(session: Session) -> None:
    reply = Reply(stream=((0.5, b"data: 1\n\n"),), media="text/event-stream", delay=1.0)
    timeline = run(session, engine=playing(reply)[0]).timeline
    assert (timeline.duration, timeline.body) == (1.5, b"data: 1\n\n")
    assert timeline.header("X-RateLimit-Limit") == "10"


def test_an_undeclared_error_still_says_what_it_is(session: Session) -> None:
    exchange = run(session, engine=playing(Reply(418))[0])
    assert exchange.timeline.header("content-type") == "application/problem+json"


def test_a_call_is_decoded_and_knows_its_world(session: Session) -> None:
    engine, service = playing()
    url = "http://127.0.0.1:4010/demo"
    request = Request("POST", "/runs", (), tuple(KEY.items()), b'{"input":"x"}', base_url=url)
    engine.handle(session, request)
    (call,) = service.calls
    assert call.json == {"input": "x"}
    assert call.auth.key == "k"
    assert call.state == {"count": 0}
    assert call.base_url == url
    assert call.now == session.clock.time()
    assert call.example(503) == {"error": {"message": "busy"}}
    assert call.example(200, "b") == {}
    assert call.head(200).header("X-RateLimit-Limit") == "10"
    with pytest.raises(LookupError, match="it has ok, b, s"):
        call.example(200, "c")


def test_an_example_is_a_fresh_copy(session: Session) -> None:
    engine, service = playing()
    run(session, engine=engine)
    service.calls[0].example(503)["error"]["message"] = "changed"
    assert service.calls[0].example(503) == {"error": {"message": "busy"}}


def test_links_start_where_the_caller_found_the_service(session: Session) -> None:
    engine, service = playing()
    for url in ("https://demo.example/runs", "/runs"):
        engine.handle(session, Request.build("POST", url, json={"input": ""}, headers=KEY))
    assert [call.base_url for call in service.calls] == ["https://demo.example", ""]


def test_a_service_words_the_engines_refusals(session: Session) -> None:
    class Worded(Demo):
        def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
            return Reply(403, json={"why": problem.detail}, headers={"X-Why": problem.title})

    exchange = run(session, headers={}, engine=Engine(CONTRACT, {"demo": Worded()}))
    assert (exchange.status, body(exchange)) == (403, {"why": "no credentials were sent"})
    assert exchange.timeline.header("x-why") == "Unauthorized"


def test_a_service_may_leave_a_refusals_body_to_the_document(session: Session) -> None:
    class Busy(Demo):
        def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
            return Reply(503)

    exchange = run(session, headers={}, engine=Engine(CONTRACT, {"demo": Busy()}))
    assert (exchange.status, body(exchange)) == (503, {"error": {"message": "busy"}})


@pytest.mark.table(
    ("declared", "value", "sent", "kind"),
    [
        ("*/*", "text", b'"text"', "application/json"),
        ("application/*", {"a": 1}, b'{"a":1}', "application/json"),
        ("text/*", "text", b"text", "text/plain"),
        ("text/csv; charset=utf-8", "a,b", b"a,b", "text/csv"),
        ("application/problem+json", {}, b"{}", "application/problem+json"),
    ],
)
def test_a_declared_range_is_answered_with_a_type(
    declared: str, value: Any, sent: bytes, kind: str
) -> None:
    response = {"description": "", "content": {declared: {"example": value}}}
    get = {"operationId": "x", "responses": {"200": response}}
    engine = Engine(Contract({"openapi": "3.1.0", "paths": {"/x": {"get": get}}}))
    timeline = engine.handle(engine.session(), Request.build("GET", "/x")).timeline
    assert (timeline.body, timeline.header("content-type")) == (sent, kind)


def test_a_json_body_is_called_json_whatever_else_is_declared(session: Session) -> None:
    engine = Engine(CONTRACT, {"": Demo(Reply(json={"n": 1}))})
    timeline = engine.handle(session, Request.build("GET", "/events")).timeline
    assert timeline.header("content-type") == "application/json"


# -- faults -----------------------------------------------------------------------------------


def test_a_fault_in_front_keeps_the_request_from_the_service(session: Session) -> None:
    engine, service = playing()
    session.faults.add("reset", on="run", count=1)
    exchange = run(session, engine=engine)
    assert (exchange.verdict, exchange.timeline.fault) == ("faulted", Fault("reset"))
    assert service.calls == []
    assert run(session, engine=engine).verdict == "served"


def test_a_processed_request_may_lose_its_answer(session: Session) -> None:
    engine, service = playing()
    session.faults.add("reset", on="run", processed=True)
    assert run(session, engine=engine).status is None
    assert len(service.calls) == 1


def test_a_status_fault_has_the_documents_own_body_and_headers(session: Session) -> None:
    session.faults.add("status", on="run", status=503, headers={"Retry-After": "7"}, delay=1.0)
    exchange = run(session)
    assert (exchange.status, body(exchange)) == (503, {"error": {"message": "busy"}})
    assert exchange.timeline.header("retry-after") == "7"
    assert exchange.timeline.duration == 1.0


def test_a_fault_changes_what_the_service_answered(session: Session) -> None:
    session.faults.add("cut", on="run", after_chunks=1, end="close")
    timeline = run(session, {"input": "x", "stream": True}).timeline
    assert timeline.chunks == (b"data: {}\n\n",)
    assert timeline.fault == Fault("close")


def test_a_fault_for_any_request_hits_unknown_paths_too(session: Session) -> None:
    session.faults.add("html_502")
    assert get(session, "/nowhere").status == 502


# -- the border -------------------------------------------------------------------------------


def boom(_call: Call) -> Reply:
    raise RuntimeError("boom")


@pytest.mark.table("reply", [boom, Reply(json=object()), Reply(json={1, 2}), 42])
def test_a_service_that_fails_is_a_500_and_a_journal_entry(session: Session, reply: Any) -> None:
    exchange = run(session, engine=playing(reply)[0])
    assert (exchange.status, exchange.verdict) == (500, "crashed")
    assert exchange.operation_id == "run"
    assert exchange.error is not None
    assert session.journal.crashed == (exchange,)


def test_a_condition_that_fails_is_a_500_too(session: Session) -> None:
    session.stub("run", where=boom)
    assert run(session).verdict == "crashed"


def test_ids_count_up_and_are_sent(session: Session) -> None:
    exchanges = [get(session, "/bare") for _ in range(3)]
    assert [e.id for e in exchanges] == ["1", "2", "3"]
    assert exchanges[2].timeline.header("X-Mock-Exchange") == "3"
    assert session.journal.get("3") is exchanges[2]


text = st.text(max_size=30)
pairs = st.lists(st.tuples(text, text), max_size=4).map(tuple)


@settings(max_examples=150, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "TRACE", "", "ÄÖ"]),
    path=st.one_of(text, st.sampled_from(["/runs", "/bare", "/runs/", "//", "/%", "/%zz/%2F"])),
    query=pairs,
    headers=pairs,
    sent=st.binary(max_size=50),
    strict=st.booleans(),
)
def test_no_request_gets_past_the_border(
    method: str, path: str, query: Any, headers: Any, sent: bytes, strict: bool
) -> None:
    session = ENGINE.session(validation="strict" if strict else "report")
    for typed in (headers, (*headers, ("Content-Type", "application/json"), ("X-API-Key", "k"))):
        exchange = ENGINE.handle(session, Request(method, path, query, typed, sent))
        assert exchange.verdict != "crashed", exchange.error
        assert exchange.status is not None
        for name, value in exchange.timeline.head.headers:  # type: ignore[union-attr]
            assert name.isascii()
            assert "\n" not in value


OWN = Engine(Contract.default())


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | text,
        lambda inner: st.dictionaries(text, inner, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from([*OWN.contract.operations.values()]),
)
def test_no_json_gets_past_our_own_document(value: Any, operation: Operation) -> None:
    path = operation.path.replace("{", "").replace("}", "")
    request = Request(operation.method, path, (), (), json.dumps(value).encode())
    exchange = OWN.handle(OWN.session(validation="strict"), request)
    assert exchange.verdict != "crashed", exchange.error


def test_sessions_on_one_engine_never_see_each_other() -> None:
    one, two = ENGINE.session(), ENGINE.session()
    one.stub("run", status=503)
    one.faults.add("reset", on="list")
    assert run(two).status == 200
    assert len(one.journal) == 0


def test_threads_share_a_session() -> None:
    session = ENGINE.session()
    threads = [threading.Thread(target=lambda: [run(session) for _ in range(25)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(e.id) for e in session.journal) == list(range(1, 201))


def test_the_engine_needs_no_http_library() -> None:
    foreign = "{'httpx', 'penstock', 'yaml'}"
    code = f"import sys, penstock_mock.engine; sys.exit(bool({foreign} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- our own document -------------------------------------------------------------------------


def test_every_documented_answer_of_our_document_can_be_had_and_is_valid() -> None:
    engine = Engine(Contract.default())
    session = engine.session()
    for operation in engine.contract.operations.values():
        path = operation.servers[0].base + operation.path.replace("{", "").replace("}", "")
        for declared, response in operation.responses.items():
            status = "206" if declared == "default" else declared  # one that isn't declared
            for media in response.content.values():
                for example in media.examples:
                    prefer = f"code={status}, example={example.name}"
                    keys = {"X-API-Key": "k", "Authorization": "Bearer k"}
                    headers = {"Prefer": prefer, "Accept": media.type, **keys}
                    request = Request.build(operation.method, path, headers=headers)
                    exchange = engine.handle(session, request)
                    assert exchange.status == int(status)
                    sent = exchange.timeline.body
                    expected = encode(media, example.value)
                    assert sent == expected, (operation.id, status, example.name)
