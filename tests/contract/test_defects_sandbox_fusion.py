"""Defects of the official SDK 0.3.7 do not happen here.

Each test is named for what happens instead; its sentence is about theirs in the same place.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import math
import pickle
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from importlib.resources import files
from itertools import count
from typing import Any

import pytest
from hands import in_async, sent

import penstock
from penstock import sandbox_fusion
from penstock.errors import (
    APIStatusError,
    BadRequestError,
    BatchStoppedError,
    DeadlineExceededError,
    PenstockError,
    RequestTimeoutError,
    SandboxError,
    ServerError,
    UsageError,
)
from penstock.retry import RetryEvent, RetryPolicy
from penstock.sandbox_fusion import (
    AsyncSandboxFusion,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    Message,
    Progress,
    RunCodeRequest,
    RunCodeResponse,
    RunJupyterRequest,
    RunStatus,
    SandboxFusion,
    SubmitRequest,
    UnknownLanguageWarning,
    Verdict,
    iter_concurrent,
    run_concurrent,
    run_concurrent_async,
)
from penstock_mock.mock import Mock
from penstock_mock.services.sandbox_fusion import (
    cell_error,
    compile_error,
    compile_timed_out,
    killed,
    result,
    sandbox_error,
    timed_out,
    toolchain_missing,
)

ECHO = {
    "id": 1,
    "content": "Echo the input.",
    "labels": {},
    "test": [{"input": {"stdin": "hi\n"}, "output": {"stdout": "hi\n"}}],
}
RIGHT = "```python\nprint(input())\n```"
RUN = ["run_code", "run_jupyter", "submit"]
ALL = [*RUN, "get_prompts", "get_prompt_by_id", "list_ids", "list_datasets", "ping"]


def program(code: str = "print(123)", language: str = "python", **more: Any) -> RunCodeRequest:
    return RunCodeRequest(code=code, language=language, **more)


def config(data: Any) -> dict[str, Any]:
    return {"dataset_type": "CommonOJDataset", "language": "python", "provided_data": data}


def submission(completion: str = RIGHT, **more: Any) -> SubmitRequest:
    return SubmitRequest(
        dataset="echo", id=1, completion=completion, config={**config(ECHO), **more}
    )


REQUESTS: dict[str, Callable[[], Any]] = {
    "run_code": program,
    "run_jupyter": lambda: RunJupyterRequest(cells=["print(123)"]),
    "submit": submission,
    "submit_safe": submission,
    "get_prompts": lambda: GetPromptsRequest(dataset="echo", config=config([ECHO])),
    "list_ids": lambda: GetPromptsRequest(dataset="echo", config=config([ECHO])),
    "get_prompt_by_id": lambda: GetPromptByIdRequest(dataset="echo", id=1, config=config(ECHO)),
}


def call(client: Any, method: str, **more: Any) -> Any:
    """Call a method with the usual request for it."""
    args = [REQUESTS[method]()] if method in REQUESTS else []
    return getattr(client, method)(*args, **more)


def operation(method: str) -> str:
    first, *rest = method.split("_")
    return first + "".join(word.capitalize() for word in rest)


def client(mock: Mock, **settings: Any) -> SandboxFusion:
    return SandboxFusion(
        "http://localhost:8000", transport=mock.transport, clock=mock.clock, **settings
    )


@pytest.fixture
def sandbox(penstock_mock: Mock) -> Iterator[SandboxFusion]:
    with client(penstock_mock) as made:
        yield made


def aclient(mock: Mock) -> AsyncSandboxFusion:
    return AsyncSandboxFusion("http://localhost:8000", transport=mock.transport, clock=mock.clock)


@pytest.fixture(params=["blocking", "async"])
def ask(request: pytest.FixtureRequest, penstock_mock: Mock) -> Callable[..., Any]:
    """Calls a method of a client of either kind."""

    def asked(method: str, **more: Any) -> Any:
        if request.param == "blocking":
            with client(penstock_mock) as sandbox:
                return call(sandbox, method, **more)
        return in_async(aclient(penstock_mock), lambda sandbox: call(sandbox, method, **more))

    return asked


# -- 1: what is tried again ------------------------------------------------------------------------


@pytest.mark.table("status", [400, 401, 403, 404, 405, 413, 422])
@pytest.mark.table("method", RUN)
def test_a_refusal_is_told_at_once(
    penstock_mock: Mock, sandbox: SandboxFusion, method: str, status: int
) -> None:
    """Theirs repeats it, 4 s for three attempts and 17 s for five."""
    penstock_mock.stub(operation(method), status=status, json={"detail": "no"}, off_contract=True)
    with pytest.raises(APIStatusError) as raised:
        call(sandbox, method)

    assert raised.value.status == status
    assert (raised.value.attempts, len(penstock_mock.journal)) == (1, 1)
    assert penstock_mock.clock.monotonic() < 1


def test_a_language_without_a_runner_is_told_at_once(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs runs it five times, in 17.4 s."""
    with pytest.raises(SandboxError, match="'sql'") as raised:
        sandbox.run_code(program("select 1", "sql"))

    assert raised.value.passing is False
    assert len(penstock_mock.journal) == 1


def test_base64_that_is_none_is_told_before_anything_is_sent(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs sends it five times, for a sandbox error each."""
    with pytest.raises(UsageError, match=r"give bytes"):
        sandbox.run_code(program(files={"a.txt": "not base64!"}))

    assert len(penstock_mock.journal) == 0


@pytest.mark.table(
    "fault",
    [
        {"kind": "status", "status": 429},
        {"kind": "status", "status": 502},
        {"kind": "status", "status": 503},
        {"kind": "html_502"},
        {"kind": "status", "status": 504},
        {"kind": "reset"},
    ],
    ids=lambda fault: str(fault.get("status", fault["kind"])),
)
def test_what_can_pass_is_waited_for(penstock_mock: Mock, ask: Any, fault: dict[str, Any]) -> None:
    """Theirs does that, too; but it does it with everything."""
    penstock_mock.faults.add(on="runCode", count=2, **fault)

    assert ask("run_code").attempts == 3


def test_a_sandbox_that_fails_by_itself_is_asked_again(penstock_mock: Mock, ask: Any) -> None:
    """Theirs can't tell it from one that will always fail."""
    failing = sandbox_error("no pod is free")
    penstock_mock.sandbox_fusion.script("print(123)", failing, failing, result("123\n"))

    assert ask("run_code").run_result.stdout == "123\n"
    assert len(penstock_mock.journal) == 3


def test_a_server_that_crashed_is_asked_no_more(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs asks five times for an id that isn't there, for the same traceback each time."""
    request = GetPromptByIdRequest(dataset="mbpp", id=10**9)
    with pytest.raises(ServerError, match="NoneType") as raised:
        sandbox.get_prompt_by_id(request, max_attempts=5)

    assert raised.value.body["traceback"]
    assert len(penstock_mock.journal) == 1


# -- 2 to 4: requests ------------------------------------------------------------------------------


IDS = ["007", "0123", "7", 7, -1, "1e3", "sample_0", "asdiv/0", 2**53 + 1]


@pytest.mark.table("given", IDS)
def test_an_id_keeps_its_type(
    penstock_mock: Mock, sandbox: SandboxFusion, given: int | str
) -> None:
    """Theirs sends "007" as 7, and gives "0123" back as 123."""
    row = {**ECHO, "id": given}
    asked = {"dataset": "echo", "id": given, "config": config(row)}
    prompt = sandbox.get_prompt_by_id(GetPromptByIdRequest(**asked))
    judged = sandbox.submit(SubmitRequest(completion=RIGHT, **asked))
    wanted = GetPromptsRequest(dataset="echo", config=config([row]))
    (listed,) = sandbox.list_ids(wanted)
    (among,) = sandbox.get_prompts(wanted)
    told = [prompt.id, judged.id, listed, among.id]
    first, second, *_ = penstock_mock.journal

    assert told == [given] * 4
    assert {type(one) for one in told} == {type(given)}
    assert first.request.json()["id"] == second.request.json()["id"] == given


def test_a_memory_limit_is_sent(penstock_mock: Mock, sandbox: SandboxFusion) -> None:
    """Theirs has no such field, in neither request, and swallows it."""
    sandbox.run_code(program(memory_limit_MB=256))
    assert sent(penstock_mock)["memory_limit_MB"] == 256
    sandbox.run_jupyter(RunJupyterRequest(cells=["1"], memory_limit_MB=128))

    assert sent(penstock_mock)["memory_limit_MB"] == 128


MISSPELT: dict[str, tuple[type, dict[str, Any]]] = {
    "run_timout": (RunCodeRequest, {"code": "1", "language": "python"}),
    "memory_limit_mb": (RunCodeRequest, {"code": "1", "language": "python"}),
    "fetch_file": (RunJupyterRequest, {"cells": ["1"]}),
    "complation": (SubmitRequest, {"dataset": "d", "id": 1, "completion": ""}),
    "datset": (GetPromptsRequest, {"dataset": "d"}),
}


@pytest.mark.table("name", MISSPELT)
def test_a_misspelt_field_is_refused_and_the_right_one_named(name: str) -> None:
    """Theirs drops it without a word."""
    kind, fields = MISSPELT[name]
    with pytest.raises(UsageError, match=f"no field '{name}'; did you mean") as raised:
        kind(**fields, **{name: 5})

    meant = re.findall(r"mean '(\w+)'", str(raised.value))[0]
    assert meant in inspect.signature(kind).parameters or hasattr(kind, meant)


@pytest.mark.table(
    ("language", "meant"), [("python2", "python"), ("js", "nodejs"), ("javascipt", "nodejs")]
)
def test_a_language_no_server_has_is_warned_of(language: str, meant: str) -> None:
    """Theirs accepts python2, gtest and react, and lets the server refuse them."""
    with pytest.warns(UnknownLanguageWarning) as warned:
        program(language=language)

    assert language in str(warned[0].message)
    if language != "javascipt":
        assert f"did you mean '{meant}'?" in str(warned[0].message)
    assert warned[0].filename == __file__


# -- 5, 22: errors ---------------------------------------------------------------------------------


@pytest.mark.penstock(allow_breaches="runCode")
def test_a_refusal_says_where_and_what(penstock_mock: Mock, sandbox: SandboxFusion) -> None:
    """Theirs is a bare Exception: "Faas api responded with code 422: " and the body."""
    with pytest.warns(UnknownLanguageWarning):
        request = program(language="cobol")
    with pytest.raises(BadRequestError, match=r"body\.language: Input should be") as raised:
        sandbox.run_code(request)
    error = raised.value

    assert (error.status, error.attempts, error.service) == (422, 1, "sandbox_fusion")
    assert (error.method, error.path) == ("POST", "/run_code")
    assert error.errors[0]["type"] == "literal_error"
    assert error.errors[0]["input"] == "cobol"
    assert error.body == {"detail": error.errors}


def test_a_sandbox_error_holds_the_whole_answer(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs keeps its message, inside of a text."""
    penstock_mock.sandbox_fusion.script("print(123)", sandbox_error("no pod is free"))
    with pytest.raises(SandboxError) as raised:
        sandbox.run_code(program(), max_attempts=2)
    error = raised.value

    assert error.response.status is RunStatus.SandboxError
    assert error.response.message == "no pod is free"
    assert error.response.verdict is Verdict.SANDBOX_ERROR
    assert (error.status, error.attempts, error.passing) == (200, 2, True)


def test_a_program_is_in_no_log_and_no_message(
    penstock_mock: Mock, sandbox: SandboxFusion, caplog: pytest.LogCaptureFixture
) -> None:
    """Theirs logs it, and raises it, whole: the server echoes it."""
    code = "print(1)  # private\n" * 500
    said = f"exception on running code {code}: [Errno 11] try again None"
    penstock_mock.sandbox_fusion.script(code, sandbox_error(said))
    caplog.set_level(logging.DEBUG)
    with pytest.raises(SandboxError) as raised:
        sandbox.run_code(program(code))

    assert "private" not in caplog.text
    assert "[Errno 11] try again" in raised.value.message
    assert len(str(raised.value)) < 500
    assert len(repr(vars(raised.value))) < 5000
    assert len(pickle.dumps(raised.value)) < 10_000


# -- 6: connections --------------------------------------------------------------------------------

ANSWER = (
    b'{"status":"Success","message":"","compile_result":null,"run_result":{"status":"Finished",'
    b'"execution_time":0.01,"return_code":0,"stdout":"1\\n","stderr":""},'
    b'"executor_pod_name":null,"files":{}}'
)


class Counting(ThreadingHTTPServer):
    """A sandbox that counts its connections."""

    daemon_threads = True

    def __init__(self) -> None:
        self.connections = 0
        super().__init__(("127.0.0.1", 0), _Runs)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Runs(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Counting

    def setup(self) -> None:
        self.server.connections += 1
        super().setup()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
        self.wfile.write(head % len(ANSWER) + ANSWER)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def counting() -> Iterator[Counting]:
    with Counting() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_calls_share_connections(counting: Counting) -> None:
    """Theirs opens a connection for each call: 200 calls, 200 connections."""
    with SandboxFusion(counting.url) as sandbox:
        run_concurrent(sandbox.run_code, args=[[program()]] * 60, concurrency=6)

    assert counting.connections <= 6


def test_async_calls_share_connections(counting: Counting) -> None:
    """Theirs makes a session for each call, and closes it with its connection."""

    async def many(sandbox: AsyncSandboxFusion) -> None:
        await run_concurrent_async(sandbox.run_code, args=[[program()]] * 60, concurrency=6)

    in_async(AsyncSandboxFusion(counting.url), many)

    assert counting.connections <= 6


@pytest.mark.table("form", ["blocking", "async"])
def test_module_functions_share_connections(
    counting: Counting, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Theirs, which is all there is, share nothing."""
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", counting.url)

    async def main() -> None:
        for _ in range(10):
            await sandbox_fusion.run_code_async(program())

    if form == "async":
        asyncio.run(main())
    else:
        for _ in range(10):
            sandbox_fusion.run_code(program())
        sandbox_fusion.close()

    assert counting.connections == 1


# -- 7 to 11: time ---------------------------------------------------------------------------------


def test_a_client_timeout_is_for_a_whole_attempt(penstock_mock: Mock, ask: Any) -> None:
    """Theirs counts anew with each byte in one form, and not in the other."""
    penstock_mock.faults.add("slow", on="runCode", chunk_size=1, gap=1.0)
    with pytest.raises(RequestTimeoutError) as raised:
        ask("run_code", client_timeout=5, max_attempts=1)

    assert not isinstance(raised.value, DeadlineExceededError)
    assert penstock_mock.clock.monotonic() == pytest.approx(5, abs=1.1)


def test_a_deadline_is_for_all_attempts(penstock_mock: Mock, ask: Any) -> None:
    """Theirs has none: ten attempts sleep for 510 s, whatever each may take."""
    penstock_mock.faults.add("status", on="runCode", status=503)
    with pytest.raises(PenstockError):
        ask("run_code", max_attempts=100, deadline=15)

    assert penstock_mock.clock.monotonic() <= 15
    assert len(penstock_mock.journal) > 2


TIMES: dict[str, tuple[str, Any, float]] = {
    "a program": ("run_code", program(compile_timeout=7, run_timeout=5), 7 + 5 + 10),
    "the usual program": ("run_code", program(), 10 + 10 + 10),
    "a notebook": ("run_jupyter", RunJupyterRequest(cells=["1"], total_timeout=30), 30 + 10 + 10),
    "a submission": ("submit", submission(run_timeout=5, compile_timeout=1), 6 + 10),
    "a question": ("get_prompts", REQUESTS["get_prompts"](), 60),
}


@pytest.mark.table("name", TIMES)
def test_no_call_waits_for_ever(penstock_mock: Mock, sandbox: SandboxFusion, name: str) -> None:
    """Theirs does by default; async it is 300 s, whatever was asked for."""
    method, request, seconds = TIMES[name]
    penstock_mock.faults.add("stall", on=operation(method))
    with pytest.raises(RequestTimeoutError):
        getattr(sandbox, method)(request, max_attempts=1)

    assert penstock_mock.clock.monotonic() == pytest.approx(seconds, abs=0.1)


def test_the_slowest_dataset_has_the_time_it_takes(penstock_mock: Mock, ask: Any) -> None:
    """Theirs, async, gives up after 300 s: minif2f's limit for one proof."""
    penstock_mock.faults.add("delay", on="submit", delay=310)

    assert ask("submit").accepted


@pytest.mark.table("seconds", [0, -1, math.nan, math.inf])
@pytest.mark.table("method", ALL)
def test_no_time_is_refused(penstock_mock: Mock, ask: Any, method: str, seconds: float) -> None:
    """Theirs raises ValueError from the depths of its library, or ignores it."""
    with pytest.raises(UsageError, match="client_timeout"):
        ask(method, client_timeout=seconds)

    assert len(penstock_mock.journal) == 0


def test_a_timeout_says_what_it_is(penstock_mock: Mock, ask: Any) -> None:
    """Theirs, async, is a TimeoutError with an empty message."""
    penstock_mock.faults.add("stall", on="runCode")
    with pytest.raises(RequestTimeoutError, match="within the 1 s") as raised:
        ask("run_code", client_timeout=1, max_attempts=1)

    assert raised.value.code == "TIMEOUT"
    assert isinstance(raised.value, TimeoutError)


@pytest.mark.table("attempts", [0, -1, 1.5, True, "3"])
@pytest.mark.table("method", ALL)
def test_no_attempts_are_refused(penstock_mock: Mock, ask: Any, method: str, attempts: Any) -> None:
    """Theirs sends one request all the same."""
    with pytest.raises(UsageError, match="max_attempts"):
        ask(method, max_attempts=attempts)

    assert len(penstock_mock.journal) == 0


# -- 12, 17: all the routes ------------------------------------------------------------------------


@pytest.mark.table("method", ALL)
def test_each_call_can_be_tried_again_and_timed(penstock_mock: Mock, ask: Any, method: str) -> None:
    """Theirs asks for prompts once, without a timeout, and for the rest not at all."""
    penstock_mock.faults.add("status", on=operation(method), status=503, count=1)
    assert ask(method, max_attempts=2, client_timeout=50) is not None
    penstock_mock.faults.add("stall", on=operation(method))
    before = penstock_mock.clock.monotonic()
    with pytest.raises(RequestTimeoutError):
        ask(method, max_attempts=1, client_timeout=3)

    assert penstock_mock.clock.monotonic() - before == pytest.approx(3, abs=0.1)


def test_every_route_has_a_method_and_a_function(sandbox: SandboxFusion) -> None:
    """Theirs has functions for 5 of 10, and documents them for all."""
    judged = sandbox.submit(submission())
    dataset = "mbpp"

    assert sandbox.ping() == "pong"
    assert "mbpp" in sandbox.list_datasets()
    assert sandbox.list_ids(REQUESTS["list_ids"]()) == [1]
    assert sandbox.get_metrics(GetMetricsRequest(dataset=dataset, results=[judged])) == {}
    wanted = GetMetricsFunctionRequest(dataset=dataset)
    assert sandbox.get_metrics_function(wanted) is None
    assert "<html" in sandbox.get_home_page().lower()
    assert sandbox.get_openapi_document()["openapi"].startswith("3.")
    for name in (*ALL, "get_metrics", "get_metrics_function", "submit_safe"):
        assert inspect.isfunction(getattr(sandbox_fusion, name))
        assert inspect.iscoroutinefunction(getattr(sandbox_fusion, f"{name}_async"))


# -- 13, 14: batches -------------------------------------------------------------------------------


def batch(number: int, *more: Any) -> list[list[Any]]:
    return [[program(f"print({i})"), *more] for i in range(number)]


def test_a_failure_is_a_result_among_the_others(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs raises the first error and throws all results away."""
    penstock_mock.sandbox_fusion.script("print(1)", sandbox_error("infinity"))
    results = run_concurrent(sandbox.run_code, batch(12), concurrency=4, return_exceptions=True)
    failed = [i for i, one in enumerate(results) if isinstance(one, Exception)]

    assert failed == [1]
    assert isinstance(results[1], SandboxError)
    assert results[11].run_result.stdout == "11\n"


def test_a_failure_keeps_the_rest_from_beginning(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs runs all the others first, and then raises."""
    penstock_mock.sandbox_fusion.script("print(1)", sandbox_error("infinity"))
    with pytest.raises(SandboxError) as raised:
        run_concurrent(sandbox.with_options(retry=0).run_code, batch(200), concurrency=2)

    assert raised.value.__notes__ == ["call 1 of the batch"]
    assert len(penstock_mock.journal) < 150  # how many is up to the threads


def test_a_batch_tells_how_far_it_is(sandbox: SandboxFusion) -> None:
    """Theirs is silent until all of it is done."""
    seen: list[Progress] = []
    run_concurrent(sandbox.run_code, batch(20), concurrency=4, on_progress=seen.append)

    assert [progress.done for progress in seen] == [*range(1, 21)]
    assert {progress.total for progress in seen} == {20}


def test_results_come_as_they_are_there_from_endless_inputs(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs makes a future of each input first, and returns at the end."""
    inputs = ([program(f"print({i})")] for i in count())
    seen = []
    with iter_concurrent(sandbox.run_code, inputs, concurrency=3) as outcomes:
        for outcome in outcomes:
            seen.append(outcome.result().run_result.stdout)
            if len(seen) == 10:
                break

    assert len(set(seen)) == 10
    assert len(penstock_mock.journal) <= 10 + 3


def test_a_batch_can_be_stopped(penstock_mock: Mock, sandbox: SandboxFusion) -> None:
    """Theirs can't: what is queued runs."""
    stop = threading.Event()

    def told(progress: Progress) -> None:
        if progress.done == 5:
            stop.set()

    with pytest.raises(BatchStoppedError) as raised:
        run_concurrent(sandbox.run_code, batch(100), concurrency=2, on_progress=told, stop=stop)

    assert raised.value.reason == "stop"
    assert 5 <= len(penstock_mock.journal) <= 7


def test_a_batch_has_a_deadline(penstock_mock: Mock, sandbox: SandboxFusion) -> None:
    """Theirs has none."""
    penstock_mock.faults.add("delay", on="runCode", delay=10)
    results = run_concurrent(
        sandbox.run_code,
        batch(100),
        concurrency=1,
        deadline=35,
        return_exceptions=True,
        clock=penstock_mock.clock,
    )

    assert [type(one) for one in results[:4]] == [RunCodeResponse] * 3 + [DeadlineExceededError]
    assert {type(one) for one in results[4:]} == {BatchStoppedError}
    assert len(results) == 100
    assert penstock_mock.clock.monotonic() == pytest.approx(35, abs=0.1)


def test_a_batch_of_async_calls_is_refused_or_awaited(penstock_mock: Mock) -> None:
    """Theirs returns coroutines that are never awaited, and has no async form."""
    with pytest.raises(UsageError, match="run_concurrent_async"):
        run_concurrent(sandbox_fusion.run_code_async, batch(3))
    results = in_async(
        aclient(penstock_mock), lambda sandbox: run_concurrent_async(sandbox.run_code, batch(40))
    )

    assert [one.run_result.stdout for one in results] == [f"{i}\n" for i in range(40)]


def test_a_bound_holds_for_all_batches_together(counting: Counting) -> None:
    """Theirs has as many requests under way as all of its pools have threads."""
    with SandboxFusion(counting.url, max_in_flight=3) as sandbox, ThreadPoolExecutor(4) as threads:
        for _ in range(4):
            threads.submit(run_concurrent, sandbox.run_code, batch(20), None, 10)

    assert counting.connections <= 3


# -- 15, 16: addresses -----------------------------------------------------------------------------


@pytest.mark.penstock(hosts={"sandbox_fusion": "http://there.example/behind/sandbox_fusion"})
def test_two_clients_have_each_their_own_address_and_headers(penstock_mock: Mock) -> None:
    """Theirs has one address for the whole process, and no headers at all."""
    here = client(penstock_mock, headers={"X-Request-Id": "here"})
    there = here.with_options(
        base_url="http://there.example/behind/sandbox_fusion", headers={"X-Request-Id": "t"}
    )
    here.run_code(program())
    there.run_code(program())
    first, second = penstock_mock.journal

    assert first.request.base_url == "http://localhost:8000"
    assert second.request.host == "there.example"
    assert [one.request.header("x-request-id") for one in (first, second)] == ["here", "t"]
    here.close()


@pytest.mark.table("url", ["localhost:8000", "ftp://a", "http://", "http://a b", "htp:/x"])
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    """Theirs tries it five times."""
    for use in (SandboxFusion, AsyncSandboxFusion, sandbox_fusion.set_endpoint):
        with pytest.raises(UsageError, match="base_url"):
            use(url)
    with pytest.raises(UsageError, match="base_url"):
        sandbox_fusion.run_code(program(), endpoint=url)


@pytest.fixture
def functions(penstock_mock: Mock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mock]:
    """The module functions, led to a mock."""
    monkeypatch.delenv("SANDBOX_FUSION_ENDPOINT", raising=False)
    monkeypatch.delenv("SANDBOX_FUSION_DATASET_ENDPOINT", raising=False)
    sandbox_fusion.set_endpoint(None)
    sandbox_fusion.close()
    with penstock_mock.router:
        yield penstock_mock
    sandbox_fusion.set_endpoint(None)
    sandbox_fusion.close()


OWN = [f"http://{name}.example" for name in ("new", "data", "one", "two", "up", "too")]


@pytest.mark.penstock(hosts={"sandbox_fusion": OWN})
def test_setting_the_sandboxs_address_takes_the_datasets_along(functions: Mock) -> None:
    """Theirs leaves dataset calls at the old host."""
    sandbox_fusion.set_sandbox_endpoint("http://new.example")
    for method in ("run_code", "submit", "get_prompts", "list_datasets"):
        call(sandbox_fusion, method)
    assert {one.request.host for one in functions.journal} == {"new.example"}
    sandbox_fusion.set_dataset_endpoint("http://data.example")
    call(sandbox_fusion, "submit")
    assert functions.journal.last.request.host == "data.example"
    call(sandbox_fusion, "run_code")

    assert functions.journal.last.request.host == "new.example"


@pytest.mark.penstock(hosts={"sandbox_fusion": OWN})
def test_the_environment_is_read_when_it_is_needed(
    functions: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Theirs reads it once, when it is imported."""
    for host in ("one.example", "two.example"):
        monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", f"http://{host}/")
        sandbox_fusion.run_code(program())
        assert functions.journal.last.request.host == host
    monkeypatch.setenv("SANDBOX_FUSION_DATASET_ENDPOINT", "http://data.example")
    call(sandbox_fusion, "submit")

    assert functions.journal.last.request.host == "data.example"


@pytest.mark.penstock(hosts={"sandbox_fusion": OWN})
def test_several_addresses_share_the_work_and_the_dead_is_left_out(penstock_mock: Mock) -> None:
    """Theirs has one URL only; its users split the variable by themselves."""
    from httpx import BaseTransport, ConnectError, Request, Response

    class OneIsDown(BaseTransport):
        met = 0

        def handle_request(self, request: Request) -> Response:
            if request.url.host == "down.example":
                self.met += 1
                raise ConnectError("refused")
            return penstock_mock.transport.handle_request(request)

    transport = OneIsDown()
    urls = "http://up.example, http://down.example,http://too.example"
    with SandboxFusion(urls, transport=transport, clock=penstock_mock.clock) as sandbox:
        results = [sandbox.run_code(program()) for _ in range(20)]
    hosts = [one.request.host for one in penstock_mock.journal]

    assert all(one.status is RunStatus.Success for one in results)
    assert abs(hosts.count("up.example") - hosts.count("too.example")) <= 2
    assert transport.met == 1


# -- 18, 19, 23: answers ---------------------------------------------------------------------------


def test_a_prompt_may_be_a_conversation(penstock_mock: Mock, sandbox: SandboxFusion) -> None:
    """Theirs raises a validation error."""
    penstock_mock.stub("getPromptById", status=200, example="messages")
    penstock_mock.stub("getPrompts", status=200, example="messages")
    prompt = call(sandbox, "get_prompt_by_id")
    (first, *_) = call(sandbox, "get_prompts")

    assert isinstance(prompt.prompt, list)
    assert {type(one) for one in (*prompt.prompt, *first.prompt)} == {Message}
    assert prompt.prompt[0].role


def test_what_private_servers_add_is_kept(penstock_mock: Mock, sandbox: SandboxFusion) -> None:
    """Theirs drops it; its users patch the model to get at the instance's name."""
    penstock_mock.stub("runCode", status=200, example="pod-name")
    answer = sandbox.run_code(program())

    assert answer.executor_pod_name == "sandbox-7c9f5d"
    assert answer.unknown["sandbox_instance_name"] == "vefaas-a1"
    assert answer.to_dict()["sandbox_instance_name"] == "vefaas-a1"


OUTAGES: dict[str, Callable[[Mock], object]] = {
    "a gateway": lambda mock: mock.faults.add("html_502", on="submit"),
    "the network": lambda mock: mock.faults.add("reset", on="submit"),
    "a refusal": lambda mock: mock.stub("submit", status=404, json={"detail": "Not Found"}),
    "an unreadable answer": lambda mock: mock.faults.add("malformed_json", on="submit"),
    "nobody in time": lambda mock: mock.faults.add("stall", on="submit"),
}


@pytest.mark.table("name", OUTAGES)
def test_a_safe_submission_tells_an_outage_from_a_rejection(
    penstock_mock: Mock, ask: Any, name: str
) -> None:
    """Theirs returns the same result for both, so that an outage counts against the code."""
    rejected = submission("```python\nprint(4)\n```")
    with client(penstock_mock) as sandbox:
        judged = sandbox.submit_safe(rejected)
    OUTAGES[name](penstock_mock)
    lost = ask("submit_safe", client_timeout=20)

    assert (judged.accepted, lost.accepted) == (False, False)
    assert judged.exception is None
    assert judged.verdict is Verdict.WRONG_ANSWER
    assert not judged.verdict.is_outage
    assert isinstance(lost.exception, PenstockError)
    assert lost.verdict.is_outage
    assert lost.extra["sdk_error"]["type"] == type(lost.exception).__name__
    assert lost.tests == []


def test_a_safe_submission_raises_nothing_whatever_it_is_given(sandbox: SandboxFusion) -> None:
    """Theirs raises what it meets while it makes the rejection."""
    for given in (None, 7, {}, {"id": 1}, {"dataset": "d", "id": 1.5, "completion": ""}):
        lost = sandbox.submit_safe(given)  # type: ignore[arg-type]
        assert not lost.accepted
        assert lost.exception is not None
    for function in (sandbox_fusion.submit_safe, sandbox.submit_safe):
        lost = function(submission("\ud800"), max_attempts=0)
        assert isinstance(lost.exception, UsageError)


VERDICTS: dict[str, tuple[Any, Verdict]] = {
    "success": (result("1\n"), Verdict.SUCCESS),
    "an exit code": (result("", "", 3), Verdict.RUNTIME_ERROR),
    "a signal": (killed(11), Verdict.RUNTIME_ERROR),
    "a timeout": (timed_out("half"), Verdict.TIMEOUT),
    "a compile error": (compile_error(), Verdict.COMPILE_ERROR),
    "a compile timeout": (compile_timed_out(), Verdict.COMPILE_TIMEOUT),
    "no toolchain": (toolchain_missing("go"), Verdict.TOOLCHAIN_MISSING),
}


@pytest.mark.table("name", VERDICTS)
def test_a_result_has_a_verdict_that_is_a_word(
    penstock_mock: Mock, sandbox: SandboxFusion, name: str
) -> None:
    """Theirs prints `RunStatus.Success`, and calls a missing compiler a failure of the code."""
    scripted, expected = VERDICTS[name]
    language = "cpp" if "compile" in name else "go" if "tool" in name else "python"
    penstock_mock.sandbox_fusion.script("code", scripted)
    answer = sandbox.run_code(program("code", language))

    assert answer.verdict is expected
    assert f"{answer.verdict}" == expected.value
    assert f"{answer.status}" in ("Success", "Failed")
    assert answer.verdict.is_outage is (name == "no toolchain")


def test_a_notebook_whose_cells_raised_is_no_success(
    penstock_mock: Mock, sandbox: SandboxFusion
) -> None:
    """Theirs has the status only, which is Success."""
    penstock_mock.sandbox_fusion.script_cell("boom()", cell_error("NameError", "boom"))
    answer = sandbox.run_jupyter(RunJupyterRequest(cells=["1", "boom()", "print(3)"]))

    assert answer.status == "Success"
    assert answer.verdict is Verdict.RUNTIME_ERROR
    assert [error["ename"] for error in answer.cell_errors] == ["NameError"]
    assert answer.cells[2].stdout == "3\n"


# -- 20: the package -------------------------------------------------------------------------------


def test_the_types_are_there_for_type_checkers() -> None:
    """Theirs ships no py.typed."""
    assert (files("penstock") / "py.typed").is_file()


def test_the_version_is_the_distributions() -> None:
    """Theirs has no __version__."""
    assert penstock.__version__ == metadata.version("penstock")


def test_it_needs_no_pydantic() -> None:
    """Theirs needs pydantic.v1, which has no future on Python 3.14. Here it is an extra."""
    needed = [need for need in metadata.requires("penstock") or () if "extra ==" not in need]
    assert needed
    assert not any("pydantic" in need for need in needed)


def test_every_public_name_is_there() -> None:
    """Theirs names run_code_async among others, and no type of an answer's parts."""
    for name in sandbox_fusion.__all__:
        assert getattr(sandbox_fusion, name) is not None


@pytest.mark.table("method", ["run_code", "run_jupyter", "submit", "get_prompt_by_id"])
def test_requests_and_answers_can_be_pickled(sandbox: SandboxFusion, method: str) -> None:
    """Theirs can, too, and their exceptions lose all they had, which is a text."""
    for one in (REQUESTS[method](), call(sandbox, method)):
        again = pickle.loads(pickle.dumps(one))
        assert again == one
        assert repr(again) == repr(one)


# -- 21: waits -------------------------------------------------------------------------------------


def test_a_wait_the_server_asks_for_is_waited(penstock_mock: Mock, ask: Any) -> None:
    """Theirs never reads Retry-After."""
    wait = {"Retry-After": "40"}
    penstock_mock.stub(
        "runCode", status=429, body=b"busy", media="text/plain", headers=wait, times=1
    )

    assert ask("run_code").attempts == 2
    assert 40 <= penstock_mock.clock.monotonic() <= 51


@pytest.mark.table("drawn", [0.0, 0.5, 0.999])
def test_waits_differ_all_over_their_length(penstock_mock: Mock, drawn: float) -> None:
    """Theirs waits a second and a part of another, so that a fleet comes back together."""
    events: list[RetryEvent] = []
    policy = RetryPolicy(max_retries=8, max_delay=10, jitter=1.0, on_retry=events.append)
    penstock_mock.faults.add("status", on="ping", status=503)
    with (
        client(penstock_mock, random=lambda: drawn, retry=policy) as sandbox,
        pytest.raises(ServerError),
    ):
        sandbox.ping()
    waits = [event.delay for event in events]

    assert max(waits) <= 10  # theirs has slept 510 s by the tenth attempt
    assert waits[0] <= 2
