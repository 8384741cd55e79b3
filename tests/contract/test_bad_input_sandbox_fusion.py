"""Bad input, from the caller, from the server and from the network: what a user of a sandbox sees.

All of it blocking and async, and where the wire matters in process and over a port. There is no
key; what a gateway wants goes into a header, and that shows nowhere: not in an error, its causes,
its traceback or its pickle, and not in the log.
"""

from __future__ import annotations

import asyncio
import json
import math
import pickle
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hands import (
    Everything,
    Front,
    Hand,
    Make,
    NewFront,
    Service,
    check_contract,
    methods,
    unused_port,
)
from refusals import (
    UNSEEN,
    Answer,
    check_discreet,
    check_shows_nothing,
    fault,
    refused,
    stubbed,
    unsent,
)

from penstock import sandbox_fusion
from penstock.errors import (
    APIStatusError,
    BadRequestError,
    ConnectionLostError,
    FileInputError,
    NotFoundError,
    NotSentError,
    PenstockError,
    PermissionDeniedError,
    RequestTimeoutError,
    ResponseError,
    SandboxError,
    ServerError,
    UsageError,
)
from penstock.sandbox_fusion import (
    AsyncSandboxFusion,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    RunCodeRequest,
    RunJupyterRequest,
    RunStatus,
    SandboxFusion,
    SubmitRequest,
    TestConfig,
    UnknownLanguageWarning,
    Verdict,
    iter_concurrent,
    run_concurrent,
    run_concurrent_async,
)
from penstock_mock.engine.clock import VirtualClock
from penstock_mock.engine.timeline import Timeline
from penstock_mock.mock import Mock
from penstock_mock.services.sandbox_fusion import sandbox_error

pytestmark = pytest.mark.usefixtures("discreet")

SECRET = f"gw-{UNSEEN}"
SURROGATE = "\ud800"
CODE = {"code": "print(123)", "language": "python"}
ROW = {
    "id": 1,
    "content": "Echo.",
    "labels": {},
    "test": [{"input": {"stdin": "hi\n"}, "output": {"stdout": "hi\n"}}],
}
JUDGED = {"dataset_type": "CommonOJDataset", "language": "python"}


SANDBOX = Service(
    tag="sandbox_fusion",
    clients={"blocking": SandboxFusion, "async": AsyncSandboxFusion},
    environment=("SANDBOX_FUSION_ENDPOINT", "SANDBOX_FUSION_DATASET_ENDPOINT"),
    settings={"headers": {"Authorization": f"Bearer {SECRET}"}},
)


@pytest.fixture
def service() -> Service:
    return SANDBOX


def run(hand: Hand, **fields: Any) -> Any:
    return hand("run_code", {**CODE, **fields}, max_attempts=2)


# -- the server's refusals -------------------------------------------------------------------------


@frozen(kw_only=True)
class Case(Answer):
    """One bad answer; to a program, unless the case names another call."""

    method: str = "run_code"
    request: Any = CODE


def body(content: bytes, status: int = 200, media: str = "application/json") -> Any:
    return stubbed("runCode", status=status, body=content, media=media)


CASES = {
    "an unknown language": Case(
        request={"code": "1", "language": "cobol"},
        error=BadRequestError,
        status=422,
        says=r"body\.language: Input should be 'python'",
    ),
    "a notebook of another kernel": Case(
        method="run_jupyter",
        request={"cells": ["1"], "kernel": "bash"},
        error=BadRequestError,
        status=422,
        says=r"body\.kernel: Input should be 'python3'",
    ),
    "an unknown dataset": Case(
        method="get_prompts",
        request={"dataset": "nope"},
        error=BadRequestError,
        status=400,
        says="no eval class found for dataset nope",
    ),
    "data of the other form": Case(
        method="get_prompts",
        request={"dataset": "d", "config": {**JUDGED, "provided_data": ROW}},
        error=BadRequestError,
        status=400,
        says="should be a list",
    ),
    "no language to judge in": Case(
        method="submit",
        request={
            "dataset": "d",
            "id": 1,
            "completion": "",
            "config": {"dataset_type": "CommonOJDataset", "provided_data": ROW},
        },
        error=BadRequestError,
        status=400,
        says="config.language field must exist",
    ),
    "an unknown id": Case(
        method="get_prompt_by_id",
        request={"dataset": "mbpp", "id": "nope"},
        error=ServerError,
        status=500,
        says="'NoneType' object is not iterable",
    ),
    "a language without a runner": Case(
        request={"code": "select 1", "language": "sql"},
        error=SandboxError,
        status=200,
        says="the sandbox failed: exception on running code select 1: 'sql' None",
    ),
    "a sandbox that stays broken": Case(
        arrange=lambda mock: mock.sandbox_fusion.script("print(123)", sandbox_error("no pod")),
        error=SandboxError,
        status=200,
        says="the sandbox failed: no pod.*2 attempts",
        calls=2,
    ),
    "an empty 403": Case(
        arrange=fault("empty", "runCode", status=403),
        error=PermissionDeniedError,
        status=403,
        says="403 Forbidden with an empty body",
    ),
    "an HTML 502": Case(
        arrange=fault("html_502", "runCode"),
        error=ServerError,
        status=502,
        says=r"502 Bad Gateway without a reason \(text/html\).*2 attempts",
        calls=2,
    ),
    "a page where an answer should be": Case(
        arrange=body(b"<html>Welcome</html>", media="text/html"),
        error=ResponseError,
        status=200,
        says=r"isn't JSON.*text/html.*begins '<html>",
    ),
    "malformed JSON": Case(
        arrange=fault("malformed_json", "runCode"),
        error=ResponseError,
        status=200,
        says=r"isn't JSON.*application/json.*begins '\{",
    ),
    "nothing": Case(
        arrange=body(b""), error=ResponseError, status=200, says="isn't JSON.*application/json"
    ),
    "another service's answer": Case(
        arrange=body(b'{"ok": true}'),
        error=ResponseError,
        status=200,
        says="has none of status, message; is base_url right",
    ),
    "an array": Case(
        arrange=body(b"[1]"), error=ResponseError, status=200, says="array where an object was"
    ),
    "a deep hole": Case(
        arrange=body(b'{"status":' + b"[" * 200_000),
        error=ResponseError,
        status=200,
        says="isn't JSON",
    ),
    "cut JSON": Case(
        arrange=fault("truncate", "runCode"),
        error=ConnectionLostError,
        status=None,
        says="the connection was lost.*2 attempts",
        calls=2,
    ),
    "a reset instead of an answer": Case(
        arrange=fault("reset", "runCode"),
        error=ConnectionLostError,
        status=None,
        says="the connection was lost.*2 attempts",
        calls=2,
    ),
    "a refusal of no known shape": Case(
        arrange=body(b'{"detail": [5, {"loc": 7}]}', status=422),
        error=BadRequestError,
        status=422,
        says="the request: it is invalid",
    ),
    "a status nobody has named": Case(
        arrange=body(b"web server is down", status=521, media="text/plain"),
        error=ServerError,
        status=521,
        says="521 without a reason",
        calls=1,
    ),
}


@pytest.mark.filterwarnings("ignore::penstock.sandbox_fusion.UnknownLanguageWarning")
@pytest.mark.table("case", CASES.values(), ids=CASES)
def test_a_bad_answer_is_one_clear_error(new_front: NewFront, case: Case) -> None:
    with new_front() as front:
        case.arrange(front.mock)
        hand = front.hand()
        with front.mock.breaches_allowed():  # some requests are what the document forbids
            error = case.check(front, lambda: hand(case.method, case.request, max_attempts=2))

        assert error.path == front.mock.journal.last.request.path.rpartition("sandbox_fusion")[2]


def test_a_redirect_is_told_and_not_followed(front: Front) -> None:
    away = ("Location", f"https://elsewhere.example/run_code?token={SECRET}")
    front.mock.stub("runCode", timeline=Timeline.reply(307, b"", (away,)))
    hand = front.hand()

    error = refused(lambda: run(hand), APIStatusError, "redirects to https://elsewhere.example,")
    assert error.code == "REDIRECT"
    assert len(front.mock.journal) == 1


@pytest.mark.table("status", [200, 401, 502])
def test_a_gateway_that_quotes_what_it_was_sent_is_not_quoted(
    new_front: NewFront, status: int
) -> None:
    with new_front() as front:
        said = {"status": "SandboxError", "message": f"bad token {SECRET}", "detail": SECRET}
        front.mock.stub("runCode", status=status, json=said, off_contract=True)
        hand = front.hand()
        with pytest.raises(PenstockError) as raised:
            run(hand)

        check_discreet(raised.value)
        assert SECRET not in repr(getattr(raised.value, "response", ""))
        assert "**********" in str(raised.value.body)


def test_a_path_that_is_not_there_names_no_other(front: Front) -> None:
    front.mock.stub("ping", status=404, json={"detail": "Not Found"})
    hand = front.hand()

    refused(lambda: hand("ping"), NotFoundError, "Not Found")


# -- what is odd, and still an answer --------------------------------------------------------------

ODD: dict[str, Any] = {
    "a new status": {"status": "Queued", "message": ""},
    "no status": {"status": None},
    "a status of another type": {"status": ["Success"]},
    "steps of other types": {"status": "Success", "compile_result": "x", "run_result": [1]},
    "a step of other types": {
        "status": "Failed",
        "run_result": {"status": ["x"], "return_code": [1], "stdout": 7, "execution_time": "1"},
    },
    "a new step status": {"status": "Failed", "run_result": {"status": "MemoryLimitExceeded"}},
    "everything null": dict.fromkeys(("status", "message", "run_result", "files")),
    "files of other types": {"status": "Success", "files": {"a": 5, "b": None, "c": "aGk="}},
    "new fields": {"status": "Success", "queue_time": 3, "run_result": {"cpu_time": 1}},
    "no UTF-8": {"status": "Success", "run_result": {"status": "Finished", "stdout": SURROGATE}},
}


@pytest.mark.table("name", ODD)
def test_an_odd_answer_can_be_looked_at_all_the_same(new_front: NewFront, name: str) -> None:
    with new_front() as front:
        front.mock.stub(
            "runCode", status=200, body=json.dumps(ODD[name]).encode(), off_contract=True
        )
        hand = front.hand()
        answer = run(hand)

        assert isinstance(answer.verdict, Verdict)
        assert answer.output_cut is answer.out_of_memory is False
        assert answer.raw == ODD[name]
        assert isinstance(answer.files, dict)
        assert pickle.loads(pickle.dumps(answer)) == answer
        assert repr(answer)
        if name == "new fields":
            assert answer.unknown == {"queue_time": 3}
            assert answer.run_result.unknown == {"cpu_time": 1}
            assert answer.to_dict()["queue_time"] == 3
        elif name == "a new status":
            assert answer.status == "Queued"
            assert answer.verdict.is_outage  # not a fault of the code
        elif name == "a new step status":
            assert answer.run_result.status == "MemoryLimitExceeded"
            assert answer.verdict is Verdict.RUNTIME_ERROR


def test_a_file_that_came_back_in_no_base64_is_told(here: Front) -> None:
    content = {"status": "Success", "files": {"a": "x"}}
    here.mock.stub("runCode", status=200, json=content, off_contract=True)
    answer = run(here.hand())

    refused(lambda: answer.read_file("a"), ResponseError, "not in base64")
    refused(lambda: answer.read_file("b"), UsageError, r"no file 'b'.*'a'")


def test_a_failing_judgement_of_another_shape_is_no_acceptance(here: Front) -> None:
    for content in ({"accepted": "true"}, {"accepted": 1, "tests": [5, {"passed": "yes"}]}):
        here.mock.stub("submit", status=200, json=content, times=1, off_contract=True)
        answer = here.hand()("submit", {"dataset": "d", "id": 1, "completion": ""})
        assert answer.raw["accepted"] == answer.accepted == content["accepted"]
        assert answer.verdict is not Verdict.ACCEPTED
        assert answer.runs == []


# -- what the caller gives -------------------------------------------------------------------------

HOLDS_ITSELF: dict[str, Any] = {}
HOLDS_ITSELF["again"] = HOLDS_ITSELF
SEND: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "run_code": (RunCodeRequest, CODE),
    "run_jupyter": (RunJupyterRequest, {"cells": ["1"]}),
    "submit": (SubmitRequest, {"dataset": "mbpp", "id": 11, "completion": ""}),
    "get_prompts": (GetPromptsRequest, {"dataset": "mbpp"}),
    "list_ids": (GetPromptsRequest, {"dataset": "mbpp"}),
    "get_prompt_by_id": (GetPromptByIdRequest, {"dataset": "mbpp", "id": 11}),
    "get_metrics": (GetMetricsRequest, {"dataset": "mbpp", "results": []}),
    "get_metrics_function": (GetMetricsFunctionRequest, {"dataset": "mbpp"}),
}
NO_TEXTS = [None, 7, 1.5, True, b"x", ["x"]]
NO_TIMES = [None, "5", True, math.nan, math.inf, -math.inf, 10**400, b"5", [5]]
NO_IDS = [None, 1.5, True, b"7", [7], math.nan]
NO_LISTS = ["a.txt", b"a", None, 7, [1], [b"a"], {"a": 1}]
MISTAKES: dict[str, tuple[str, dict[str, list[Any]]]] = {
    "a program": (
        "run_code",
        {
            "code": [*NO_TEXTS, SURROGATE],
            "language": [*NO_TEXTS, SURROGATE],
            "stdin": [7, True, b"x", ["x"], SURROGATE],
            "compile_timeout": NO_TIMES,
            "run_timeout": NO_TIMES,
            "memory_limit_MB": [None, 1.5, "64", True, math.nan],
            "files": ["a.txt", [b"x"], 7, {7: b"x"}, {"a": "not base64!"}, {SURROGATE: b"x"}],
            "fetch_files": [*NO_LISTS, [SURROGATE]],
        },
    ),
    "a notebook": (
        "run_jupyter",
        {
            "cells": [*NO_LISTS, [SURROGATE]],
            "kernel": NO_TEXTS,
            "total_timeout": NO_TIMES,
            "cell_timeout": NO_TIMES,
            "files": ["a.txt", {"a.txt": None}],
        },
    ),
    "a submission": (
        "submit",
        {
            "dataset": [*NO_TEXTS, SURROGATE],
            "id": [*NO_IDS, SURROGATE],
            "completion": [*NO_TEXTS, SURROGATE],
            "config": [None, 7, "x", [1], {"nope": 1}, {"run_timeout": math.nan}],
        },
    ),
    "a problem": ("get_prompt_by_id", {"dataset": NO_TEXTS, "id": NO_IDS}),
    "problems": ("get_prompts", {"dataset": NO_TEXTS, "offset": [1.5, "1"], "limit": [None]}),
    "metrics": ("get_metrics", {"results": [None, 7, [1], [{"id": 1}], "x"]}),
    "a configuration": (
        "get_metrics_function",
        {
            "config": [
                {"provided_data": "x"},
                {"provided_data": {"a": math.nan}},
                {"provided_data": {"a": b"x"}},
                {"provided_data": {"a": {1, 2}}},
                {"provided_data": {"a": SURROGATE}},
                {"provided_data": HOLDS_ITSELF},
                {"extra": {"a": object()}},
                {"language": 7},
                {"dataset_type": 7},
            ]
        },
    ),
}


def mistakes() -> Iterator[Any]:
    for what, (method, fields) in MISTAKES.items():
        for field, values in fields.items():
            yield pytest.param(method, field, values, id=f"{what}-{field}")


@pytest.mark.filterwarnings("ignore::penstock.sandbox_fusion.UnknownLanguageWarning")
@pytest.mark.table(("method", "field", "values"), [*mistakes()])
def test_what_can_not_be_sent_is_refused_by_name(
    here: Front, method: str, field: str, values: Sequence[Any], table: Any
) -> None:
    hand = here.hand()
    with table as case:
        for value in values:
            with case(value):
                refused_by_name(here, hand, method, field, value)


def refused_by_name(here: Front, hand: Hand, method: str, field: str, value: Any) -> None:
    kind, usual = SEND[method]
    with pytest.raises(UsageError) as raised:
        hand(method, kind(**{**usual, field: value}))
    # Of a configuration it is the field in it that is named.
    names = {field, *(value if field == "config" and isinstance(value, dict) else ())}
    assert re.search("|".join(names), str(raised.value), re.IGNORECASE)
    check_discreet(raised.value)
    assert len(here.mock.journal) == 0


def test_a_lone_surrogate_is_refused_with_the_place_and_the_remedy(here: Front) -> None:
    hand, code = here.hand(), f"print('{SURROGATE}')"

    refused(lambda: run(hand, code=code), UsageError, r"/code, character 7 .*'utf-8', 'replace'")
    assert run(hand, code=code.encode("utf-8", "replace").decode()).run_result.stdout == "?\n"


@pytest.mark.table("method", SEND)
def test_a_request_that_is_none_is_refused(here: Front, method: str, table: Any) -> None:
    hand = here.hand()
    with table as case:
        for given in (None, "print(1)", 7, [], {}, {"nope": 1}, TestConfig()):
            with case(given):
                unsent(here, partial(hand, method, given), SEND[method][0].__name__)


def test_a_lone_surrogate_that_comes_through_is_the_servers_to_refuse(front: Front) -> None:
    """Ours never sends one; a server that was sent one crashes, and isn't asked again."""
    front.mock.stub("runCode", status=500, example="lone-surrogate")
    hand = front.hand()

    error = refused(lambda: run(hand), ServerError, "surrogate")
    assert error.body["traceback"]
    assert error.attempts == 1


def test_a_language_nobody_knows_is_sent_with_a_warning(front: Front) -> None:
    """Yours may have it."""
    front.mock.stub("runCode", status=200, example="ok", allow_breaches=True)
    hand = front.hand()
    with pytest.warns(UnknownLanguageWarning, match="'zig'"):
        answer = run(hand, language="zig")

    assert answer.status is RunStatus.Success
    assert front.mock.journal.last.request.json()["language"] == "zig"


@pytest.mark.table("seconds", [1e10, 1e300, 10**30])
def test_a_run_may_be_allowed_any_time(new_front: NewFront, seconds: float) -> None:
    """The wait for it is bounded by what an operating system can wait."""
    with new_front() as front:
        hand = front.hand()

        assert run(hand, run_timeout=seconds, compile_timeout=seconds).status is RunStatus.Success


@pytest.mark.table("seconds", [0, -1, -1e300])
def test_a_run_without_time_is_over_at_once(new_front: NewFront, seconds: float) -> None:
    """The refusal is the server's."""
    with new_front() as front:
        assert run(front.hand(), run_timeout=seconds).verdict is Verdict.TIMEOUT


BASE = "http://localhost:8000"
SETTINGS: dict[str, tuple[dict[str, Any], str]] = {
    "an address without a scheme": ({"base_url": "localhost:8000"}, "http://"),
    "another scheme": ({"base_url": "ftp://host"}, "http://"),
    "no host": ({"base_url": "http://"}, "host"),
    "a space": ({"base_url": "http://a b"}, "space"),
    "a query": ({"base_url": "http://a?b=1"}, "query"),
    "a password": ({"base_url": f"http://u:{SECRET}@host"}, "headers="),
    "a port beyond": ({"base_url": "http://a:99999"}, "Port"),
    "bytes": ({"base_url": b"http://a"}, "bytes"),
    "a number": ({"base_url": 8000}, "int"),
    "one bad of several": ({"base_url": "http://a,b"}, "http://"),
    "a None among others": ({"base_url": ["http://a", None]}, "NoneType"),
    "a bad address for datasets": ({"dataset_url": "nope"}, "http://"),
    "a header with a newline": ({"headers": {"Authorization": f"{SECRET}\n"}}, "authorization"),
    "a header of no name": ({"headers": {"a b": "x"}}, "header name"),
    "a header of ours": ({"headers": {"Content-Length": "1"}}, "set by the client"),
    "no room": ({"max_in_flight": 0}, "max_in_flight"),
    "half a room": ({"max_in_flight": 1.5}, "max_in_flight"),
    "no time": ({"timeout": 0}, "timeout"),
    "time that is none": ({"timeout": math.nan}, "timeout"),
    "a policy that is none": ({"retry": "often"}, "retry"),
}


@pytest.mark.table("name", SETTINGS)
def test_a_setting_that_can_not_be_is_refused(make: Make, name: str) -> None:
    given, says = SETTINGS[name]

    refused(lambda: make(**{"base_url": BASE, **given}), UsageError, f"(?i){says}")
    options = {key: value for key, value in given.items() if key != "max_in_flight"}
    if options:
        view = make(BASE).client.with_options
        refused(lambda: view(**options), UsageError, f"(?i){says}")


NO_ENDPOINTS = [
    "localhost:8000",
    8000,
    "http://a b",
    ["http://a", "b"],
    [["http://a"]],
    b"http://a",
]


@pytest.mark.penstock(hosts={"sandbox_fusion": "http://set.example"})
@pytest.mark.table("url", NO_ENDPOINTS)
def test_an_endpoint_that_is_none_changes_nothing(penstock_mock: Mock, url: Any) -> None:
    sandbox_fusion.close()
    sandbox_fusion.set_endpoint("http://set.example")
    with penstock_mock.router:
        try:
            for name in ("set_endpoint", "set_sandbox_endpoint", "set_dataset_endpoint"):
                setter = getattr(sandbox_fusion, name)
                refused(lambda setter=setter: setter(url), UsageError, "base_url")
            refused(lambda: sandbox_fusion.ping(endpoint=url), UsageError, "base_url")
            lost = sandbox_fusion.submit_safe(
                SubmitRequest(dataset="d", id=1, completion=""), endpoint=url
            )
            assert isinstance(lost.exception, UsageError)
            assert sandbox_fusion.ping() == "pong"
        finally:
            sandbox_fusion.set_endpoint(None)
            sandbox_fusion.close()

    assert [call.request.host for call in penstock_mock.journal] == ["set.example"]


def test_an_environment_that_names_no_address_says_which(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "localhost:8080")
    refused(make, UsageError, r"base_url \(from SANDBOX_FUSION_ENDPOINT\) must begin with http")
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "")

    assert make().client.base_urls == ("http://localhost:8000", "http://localhost:8080")


def test_nobody_listens_and_the_error_says_where_to_look(make: Make) -> None:
    port, clock = unused_port(), VirtualClock()
    hand = make(f"http://127.0.0.1:{port}", clock=clock)
    error = refused(lambda: hand("run_code", CODE), NotSentError, "can't connect.*5 attempts")

    assert error.base_url == f"http://127.0.0.1:{port}"
    assert clock.monotonic() > 1


def test_several_addresses_where_nobody_listens_are_all_named(make: Make) -> None:
    urls = [f"http://127.0.0.1:{port}" for port in (9, 19)]
    hand = make(urls, clock=VirtualClock())
    error = refused(lambda: run(hand), NotSentError, "tried http://127.0.0.1:9 and http://")

    assert error.attempts == 2


# -- files -----------------------------------------------------------------------------------------


def test_files_are_refused_by_path_and_with_the_remedy(here: Front, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hi")
    hand = here.hand()
    with (tmp_path / "a.txt").open() as text, (tmp_path / "b").open("wb") as unreadable:
        given = {
            "missing": (tmp_path / "nope", r"nope.*No such file"),
            "directory": (tmp_path, "it is a directory"),
            "text": (text, "'rb'"),
            "write-only": (unreadable, "not open for reading"),
            "number": (7, "not as int"),
            "base64": ("not base64!", "give bytes"),
        }
        for name, (value, says) in given.items():
            refused(lambda v=value, n=name: run(hand, files={n: v}), FileInputError, says)

    assert len(here.mock.journal) == 0


def test_files_of_every_usual_kind_arrive(front: Front, tmp_path: Path) -> None:
    path = tmp_path / "p.bin"
    path.write_bytes(bytes(range(256)))
    hand = front.hand()
    with path.open("rb") as opened:
        files = {"bytes": b"\x00", "path": path, "open": opened, "base64": "aGk=", "none": None}
        answer = run(hand, files=files, fetch_files=["bytes", "path", "open", "base64", "none"])

    assert {name: answer.read_file(name) for name in answer.files} == {
        "bytes": b"\x00",
        "path": bytes(range(256)),
        "open": bytes(range(256)),
        "base64": b"hi",
    }


# -- batches ---------------------------------------------------------------------------------------

REQUEST = RunCodeRequest(code="1", language="python")
BATCHES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "args="),
    "requests in no lists": ({"args": [REQUEST]}, r"args=\[\[first\], \[second\]\]"),
    "a request": ({"args": REQUEST}, "lists"),
    "a text": ({"args": "abc"}, "lists"),
    "keywords that are none": ({"kwargs": [[REQUEST]]}, r"kwargs\[0\]"),
    "uneven inputs": ({"args": [[REQUEST]], "kwargs": [{}, {}]}, "differ in length"),
    "nobody to work": ({"args": [[REQUEST]], "concurrency": 0}, "concurrency"),
    "half a worker": ({"args": [[REQUEST]], "concurrency": 1.5}, "concurrency"),
    "no time": ({"args": [[REQUEST]], "deadline": 0}, "deadline"),
    "time that is none": ({"args": [[REQUEST]], "deadline": math.nan}, "deadline"),
}


@pytest.mark.table("name", BATCHES)
def test_a_batch_that_can_not_be_is_refused_before_it_begins(name: str) -> None:
    given, says = BATCHES[name]
    called: list[Any] = []

    async def called_async(*args: Any) -> None:
        called.append(args)

    refused(lambda: run_concurrent(called.append, **given), UsageError, says)
    refused(lambda: asyncio.run(run_concurrent_async(called_async, **given)), UsageError, says)
    refused(lambda: [*iter_concurrent(called.append, **given)], UsageError, says)
    assert called == []


def test_a_batch_of_what_can_not_be_called_is_refused() -> None:
    refused(lambda: run_concurrent("run_code", [[1]]), UsageError, "function")  # type: ignore
    refused(lambda: run_concurrent(sandbox_fusion.run_code_async, [[1]]), UsageError, "async")

    async def main() -> None:
        await run_concurrent_async(lambda _: None, [[1]])  # type: ignore[arg-type, return-value]

    refused(lambda: asyncio.run(main()), UsageError, "run_concurrent or iter_concurrent")


def test_an_empty_batch_is_an_empty_list(make: Make) -> None:
    assert run_concurrent(print, []) == []
    assert asyncio.run(run_concurrent_async(asyncio.sleep, args=[])) == []


# -- secrets ---------------------------------------------------------------------------------------


def test_a_client_never_shows_its_headers(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    hand = front.hand()
    run(hand)

    check_shows_nothing(hand, caplog)


def test_a_timeout_keeps_the_program_to_itself(front: Front) -> None:
    front.mock.faults.add("stall", on="runCode")
    hand = front.hand()
    code = f"print('{SECRET}')"
    error = refused(
        lambda: hand("run_code", {**CODE, "code": code}, client_timeout=0.05, max_attempts=1),
        RequestTimeoutError,
    )

    assert (error.attempts, error.status) == (1, None)


# -- every request the wrapper can send ------------------------------------------------------------


class EveryCall(Everything):
    """Remembers which fields of each request were given."""

    def __call__(self, method: str, *requests: Any) -> Any:
        self.used.setdefault(method, set()).update(*requests)
        return self.hand(method, *requests)

    def run(self) -> None:
        self.runs()
        one, many = {**JUDGED, "provided_data": ROW}, {**JUDGED, "provided_data": [ROW]}
        self.problems(many)
        for given in (1, "007"):
            self("get_prompt_by_id", {"dataset": "d", "id": given, "config": one})
            asked = {"dataset": "d", "id": given, "completion": "print(1)", "config": one}
            judged = self("submit", asked)
            self("submit_safe", asked)
            self("get_metrics", {"dataset": "mbpp", "results": [judged], "config": {}})
        self("get_metrics_function", {"dataset": "mbpp", "config": self.config()})
        for method in ("ping", "list_datasets", "get_home_page", "get_openapi_document"):
            self(method)

    def runs(self) -> None:
        self("run_code", CODE)
        more = {"files": {"a": b"x", "b": None}, "fetch_files": ("a",), "memory_limit_MB": 64}
        times = {"compile_timeout": 1.5, "run_timeout": 2, "stdin": "x"}
        self("run_code", {**CODE, **more, **times})
        times = {"total_timeout": 20, "cell_timeout": 2.5, "kernel": "python3"}
        notebook = {**more, **times, "files": {"a": b"x"}, "cells": ("1", "")}
        self("run_jupyter", notebook)
        self.used["run"] = set()
        self.hand("run", RunCodeRequest(**CODE))

    def problems(self, config: dict[str, Any]) -> None:
        for method in ("get_prompts", "list_ids"):
            self(method, {"dataset": "d", "config": config})
            self(method, {"dataset": "mbpp", "config": {}, "offset": 1, "limit": 2})
            self(method, {"dataset": "mbpp", "config": {}, "limit": -1})

    def config(self) -> dict[str, Any]:
        more = {"locale": "en", "is_fewshot": False, "custom_extract_logic": "pass", "extra": {}}
        times = {"compile_timeout": 1, "run_timeout": 1.5}
        return {**JUDGED, **more, **times, "provided_data": None}


def test_every_request_keeps_to_the_contract(make: Make) -> None:
    mock = Mock()
    calls = EveryCall(make(transport=mock.transport, clock=mock.clock))
    calls.run()

    check_contract(mock, "sandbox_fusion")
    check_complete(calls)


def check_complete(calls: EveryCall) -> None:
    """Each public method was called, with each field of its request."""
    assert set(calls.used) == set(methods(calls.hand.client))
    for method, (kind, _) in SEND.items():
        assert {field.name for field in kind.__attrs_attrs__} == calls.used[method], method
    assert {field.name for field in TestConfig.__attrs_attrs__} == {*calls.config()}
