"""Requests that are sent to a sandbox again: to one server, or to one of several."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from penstock import (
    ConnectionLostError,
    DeadlineExceededError,
    FileInputError,
    NotSentError,
    PenstockError,
    RequestTimeoutError,
    RetryPolicy,
    SandboxError,
    ServerError,
    TransportError,
    UsageError,
    run_concurrent_async,
)
from penstock.sandbox_fusion import (
    AsyncSandboxFusion,
    GetPromptsRequest,
    RunCodeRequest,
    RunJupyterRequest,
    SubmitRequest,
    verdict,
)

pytestmark = pytest.mark.anyio

CODE = RunCodeRequest(code="print(1)", language="python")
RUN: dict[str, Any] = {
    "status": "Success",
    "message": "",
    "compile_result": None,
    "run_result": None,
    "executor_pod_name": None,
    "files": {},
}
FAILED = {**RUN, "status": "SandboxError", "message": "exception on running code x: boom None"}
SQL = {**FAILED, "message": "exception on running code select 1: 'sql' None"}
BROKE = {"detail": "'NoneType' object is not iterable", "traceback": ["Traceback"]}


@pytest.mark.table(
    ("answer", "attempts"),
    [
        (httpx.ConnectError("refused"), 5),
        (httpx.ConnectTimeout(""), 5),
        (httpx.ReadError("reset"), 5),
        (httpx.ReadTimeout(""), 5),
        (httpx.Response(429), 5),
        (httpx.Response(502, text="<html>"), 5),
        (httpx.Response(503, text="Service Unavailable"), 5),
        (httpx.Response(504), 5),
        (httpx.Response(500, json={"detail": "failed to request sandbox"}), 2),
        (httpx.Response(500, json=BROKE), 1),
        (httpx.Response(520), 1),
        (httpx.Response(307, headers={"location": "/x"}), 1),
        (httpx.Response(400, json={"detail": "no"}), 1),
        (httpx.Response(404), 1),
        (httpx.Response(405), 1),
        (httpx.Response(408), 1),
        (httpx.Response(422, json={"detail": []}), 1),
        (FAILED, 5),
        (SQL, 1),
        (httpx.Response(200, text="<html>"), 1),
    ],
)
async def test_only_what_can_pass_is_tried_again(make_sandbox, server, answer, attempts) -> None:
    """As often as documented."""
    server.will(answer)
    with pytest.raises(PenstockError) as caught:
        await make_sandbox().run_code(CODE)
    assert (len(server.requests), caught.value.attempts) == (attempts, attempts)


async def test_a_500_that_comes_after_other_failures_is_the_last(make_sandbox, server) -> None:
    """It seldom passes."""
    server.will(httpx.Response(503), httpx.Response(500, json={"detail": "x"}), RUN)
    with pytest.raises(ServerError) as caught:
        await make_sandbox().run_code(CODE)
    assert (caught.value.status, caught.value.attempts) == (500, 2)


async def test_each_method_has_its_documented_number_of_attempts(make_sandbox, server) -> None:
    """Questions are asked once."""
    server.will(httpx.Response(503))
    sandbox = make_sandbox()
    for call, request, attempts in (
        (sandbox.run_code, [CODE], 5),
        (sandbox.run_jupyter, [RunJupyterRequest(cells=[])], 3),
        (sandbox.submit, [SubmitRequest(dataset="d", id=1, completion="")], 5),
        (sandbox.get_prompts, [GetPromptsRequest(dataset="d")], 1),
        (sandbox.ping, [], 1),
    ):
        with pytest.raises(ServerError) as caught:
            await call(*request)
        assert caught.value.attempts == attempts


async def test_waits_are_the_servers_or_grow_to_10_s(make_sandbox, server, clock) -> None:
    """Retry-After goes first, and is only ever lengthened."""
    server.will(httpx.Response(503))
    with pytest.raises(ServerError):
        await make_sandbox().run_code(CODE, max_attempts=7)
    assert clock.slept == [1, 2, 4, 8, 10, 10]
    clock.slept.clear()
    server.answers[:] = [httpx.Response(429, headers={"retry-after": "30"}), RUN]
    assert (await make_sandbox().run_code(CODE)).attempts == 2
    assert clock.slept == [40]  # by no more than the longest own wait


async def test_waits_vary_so_that_a_fleet_does_not_come_back_at_once(
    make_sandbox, server, clock
) -> None:
    """From nothing to twice as long."""
    server.will(httpx.Response(503))
    for shown in (0.0, 0.999):
        with pytest.raises(ServerError):
            await make_sandbox(random=lambda shown=shown: shown).run_code(CODE, max_attempts=2)
    assert clock.slept == [0, pytest.approx(1.998)]


async def test_a_deadline_bounds_all_attempts(make_sandbox, server, clock) -> None:
    """A run that timed out goes on at the server, so not even all attempts are used."""

    def slow(request: httpx.Request) -> Exception:
        clock.now += request.extensions["timeout"]["read"]
        return httpx.ReadTimeout("")

    server.will(slow)
    with pytest.raises(DeadlineExceededError) as caught:
        await make_sandbox().run_code(CODE, client_timeout=3, deadline=5)
    assert (caught.value.attempts, clock.now) == (2, 1005)
    with pytest.raises(RequestTimeoutError) as other:
        await make_sandbox().run_code(CODE, client_timeout=3, max_attempts=2)
    assert type(other.value) is RequestTimeoutError
    assert other.value.attempts == 2
    assert "within the 3 s of one attempt" in str(other.value)


@pytest.mark.table(
    ("limits", "attempts", "seconds"),
    [
        ({"attempt_timeout": 3, "timeout": 5}, 2, 5),
        ({"attempt_timeout": 3, "deadline": 5}, 2, 5),
        ({"attempt_timeout": 3, "retry": 1}, 2, 7),
        ({"client_timeout": 3, "retry": RetryPolicy.none()}, 1, 3),
        ({"attempt_timeout": 3, "retry": None}, 1, 3),
        ({"timeout": None, "attempt_timeout": 3, "max_attempts": 1, "client_timeout": None}, 1, 3),
    ],
)
async def test_limits_are_said_in_the_words_of_all_services_too(
    make_sandbox, server, clock, limits, attempts, seconds
) -> None:
    """Beside the documented words, on every method."""

    def slow(request: httpx.Request) -> Exception:
        clock.now += request.extensions["timeout"]["read"]
        return httpx.ReadTimeout("")

    server.will(slow)
    sandbox = make_sandbox()
    for call in (sandbox.run_code, sandbox.run):
        clock.now, clock.slept[:] = 1000, []
        with pytest.raises(RequestTimeoutError) as caught:
            await call(CODE, **limits)
        assert (caught.value.attempts, round(clock.now - 1000)) == (attempts, seconds)
    with pytest.raises(RequestTimeoutError):
        await sandbox.ping(**limits)


@pytest.mark.table(
    ("limits", "message"),
    [
        ({"timeout": 5, "deadline": 5}, "timeout and deadline are the same"),
        ({"attempt_timeout": 5, "client_timeout": 5}, "attempt_timeout and client_timeout are"),
        ({"retry": 5, "max_attempts": 5}, "retry and max_attempts are"),
        ({"deadline": 0}, "deadline is 0"),
        ({"attempt_timeout": -1}, "attempt_timeout is -1"),
        ({"max_attempts": 0}, "max_attempts must be 1 or more"),
        ({"retry": -1}, "retries"),
    ],
)
async def test_limits_that_are_none_are_refused_by_the_word_that_was_used(
    sandbox, server, limits, message
) -> None:
    """Before anything is sent."""
    with pytest.raises(UsageError, match=message):
        await sandbox.run_code(CODE, **limits)
    with pytest.raises(TypeError, match="did you mean 'timeout'"):
        await sandbox.run_code(CODE, time_out=5)
    assert server.requests == []


async def test_a_batchs_deadline_bounds_the_calls_in_it(make_sandbox, server, clock) -> None:
    """None of them takes longer than what is left."""
    allowed = []

    def slow(request: httpx.Request) -> Any:
        allowed.append(request.extensions["timeout"]["read"])
        clock.now += 4
        return RUN

    server.will(slow)
    await run_concurrent_async(
        make_sandbox().run_code, [[CODE]] * 2, concurrency=1, deadline=10, clock=clock
    )
    assert allowed == [10, 6]


class Hosts:
    """The answers of each host; those that aren't named take no connection."""

    def __init__(self, server: Any) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, Any] = {}
        server.will(self)

    def __call__(self, request: httpx.Request) -> Any:
        host = request.url.netloc.decode()
        self.asked.append(host)
        return self.answers.get(host, httpx.ConnectError("refused"))


@pytest.fixture
def hosts(server: Any) -> Hosts:
    return Hosts(server)


async def test_several_servers_share_the_work(make_sandbox, hosts) -> None:
    """In turn."""
    hosts.answers = {"a": RUN, "b": RUN, "c": RUN}
    sandbox = make_sandbox("http://a, http://b/run_code,http://c/")
    for _ in range(6):
        await sandbox.run_code(CODE)
    assert hosts.asked == ["a", "b", "c"] * 2
    assert sandbox.base_url == "http://a"
    assert sandbox.base_urls == ("http://a", "http://b", "http://c")


async def test_a_dead_one_is_left_out_for_a_while(make_sandbox, hosts, clock) -> None:
    """No caller notices: nothing was sent, so another is asked within the same attempt."""
    hosts.answers = {"b": RUN}
    sandbox = make_sandbox(["http://a", "http://b"])
    results = [await sandbox.run_code(CODE, max_attempts=1) for _ in range(3)]
    assert [result.attempts for result in results] == [1, 1, 1]
    assert hosts.asked == ["a", "b", "b", "b"]
    clock.now += 5
    hosts.answers["a"] = RUN
    for _ in range(3):
        await sandbox.run_code(CODE)
    assert hosts.asked[4:] == ["a", "b", "a"]


@pytest.mark.table(
    "answer", [httpx.Response(502), httpx.Response(429), httpx.ReadError(""), FAILED]
)
async def test_another_try_goes_to_another_server(make_sandbox, hosts, answer) -> None:
    """Whatever failed, it need not fail there."""
    hosts.answers = {"a": answer, "b": answer, "c": RUN}
    result = await make_sandbox("http://a,http://b,http://c").run_code(CODE)
    assert (result.attempts, hosts.asked) == (3, ["a", "b", "c"])


async def test_a_server_that_keeps_failing_is_set_aside(make_sandbox, hosts) -> None:
    """After three times in a row."""
    hosts.answers = {"a": httpx.Response(502), "b": RUN}
    sandbox = make_sandbox("http://a,http://b")
    for _ in range(10):
        await sandbox.run_code(CODE)
    assert hosts.asked.count("a") == 3


async def test_if_none_takes_a_connection_the_error_names_them_all(
    make_sandbox, hosts, clock
) -> None:
    """Each was asked in each attempt."""
    with pytest.raises(NotSentError, match="tried http://a and http://b") as caught:
        await make_sandbox("http://a,http://b").run_code(CODE, max_attempts=2)
    assert (sorted(hosts.asked), caught.value.attempts) == (["a", "a", "b", "b"], 2)
    assert "SANDBOX_FUSION_ENDPOINT" not in caught.value.message


@pytest.mark.table("refusal", [httpx.ConnectError("refused"), httpx.ConnectTimeout("")])
async def test_without_any_address_the_remedy_comes_at_once(
    make_sandbox, server, clock, refusal
) -> None:
    """The usual ports are asked once each; waiting doesn't configure anything."""
    server.will(refusal)
    sandbox = make_sandbox(None)
    calls = [
        (sandbox.run_code, CODE),
        (sandbox.run_jupyter, RunJupyterRequest(cells=[])),
        (sandbox.submit, SubmitRequest(dataset="d", id=1, completion="")),
        (sandbox.get_prompts, GetPromptsRequest(dataset="d")),
    ]
    for call, request in calls:
        server.requests.clear()
        with pytest.raises(TransportError) as caught:
            await call(request)
        assert (caught.value.attempts, len(server.requests), clock.slept) == (1, 2, [])
        for word in ("base_url=", "endpoint=", "SANDBOX_FUSION_ENDPOINT", "8000", "8080"):
            assert word in caught.value.message


async def test_a_usual_port_that_answered_once_is_tried_again_like_any_other(
    make_sandbox, server
) -> None:
    """It restarts."""
    server.will(RUN, httpx.ConnectError("refused"), httpx.ConnectError("refused"), RUN)
    sandbox = make_sandbox(None)
    await sandbox.run_code(CODE)
    assert (await sandbox.run_code(CODE)).attempts == 2


async def test_an_address_of_the_environment_is_tried_as_often_as_one_that_is_given(
    make_sandbox, server, monkeypatch
) -> None:
    """It was chosen on purpose; the server may be starting."""
    sandbox = make_sandbox("http://elsewhere")
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", "http://sandbox")
    server.will(httpx.ConnectError("refused"))
    for one in (make_sandbox(None), sandbox):
        with pytest.raises(NotSentError) as caught:
            await one.run_code(CODE)
        assert caught.value.attempts == 5


@pytest.mark.table(
    "files",
    [
        {"a\0b": b""},
        {"x" * 256: b""},
        {"a/" + "é" * 128: b""},
        {"a/" * 2048 + "b": b""},
        {"": b""},
        {".": b""},
        {"..": b""},
        {"a/": b""},
        {"a/.": b""},
        {"a": b"", "a/b": b""},
        {"a/b/c": b"", "./a": b""},
        {"/a": b"", "/a/b": b""},
    ],
)
async def test_files_that_no_server_can_store_are_refused_before_sending(
    sandbox, server, files
) -> None:
    """Each attempt would fail the same way."""
    for call, request in (
        (sandbox.run_code, RunCodeRequest(code="", language="python", files=files)),
        (sandbox.run_jupyter, RunJupyterRequest(cells=[], files=files)),
    ):
        with pytest.raises(FileInputError, match="files"):
            await call(request)
    assert server.requests == []


async def test_other_names_of_files_are_sent(sandbox, server) -> None:
    """Those that are skipped, too, whatever their names."""
    server.will(RUN)
    files = {"x" * 255: b"", "a/b": b"", "a/c": b"", "ab": b"", "../d": b"", "/e/f": b"", ".g": b""}
    skipped = {"a": None, "a/": None, "": None, "IGNORE_THIS_FILE/": b""}
    await sandbox.run_code(RunCodeRequest(code="", language="python", files=files | skipped))
    await sandbox.run_jupyter(RunJupyterRequest(cells=[], files=files))


async def test_a_verdict_knows_the_language_and_the_limit_of_its_request(sandbox, server) -> None:
    """Neither is in the response."""

    def failed(code: int, stderr: str = "") -> dict[str, Any]:
        return {
            "status": "Finished",
            "execution_time": 0.01,
            "return_code": code,
            "stdout": "",
            "stderr": stderr,
        }

    async def ran(language: str, step: dict[str, Any], **more: Any) -> str:
        server.answers[:] = [{**RUN, "status": "Failed", "run_result": step}]
        request = RunCodeRequest(code="", language=language, **more)
        return (await sandbox.run_code(request)).verdict.value

    async def submitted(config: dict[str, Any], step: dict[str, Any]) -> str:
        test = {"passed": False, "exec_info": {**RUN, "status": "Failed", "run_result": step}}
        body = {"id": 1, "accepted": False, "extracted_code": "", "tests": [test]}
        server.answers[:] = [body, test["exec_info"]]
        request = SubmitRequest(dataset="d", id=1, completion="", config=config)
        return (await sandbox.submit(request)).verdict.value

    no_php = failed(127, "/bin/bash: line 1: php: command not found\n")
    assert await ran("php", no_php) == "toolchain_missing"
    assert await ran("python", no_php) == await ran("bash", no_php) == "runtime_error"
    assert await ran("python", failed(127)) == "runtime_error"
    assert await ran("python", failed(-9)) == "runtime_error"
    assert await ran("python", failed(-9), memory_limit_MB=64) == "memory_limit"
    labelled = {"provided_data": {"labels": {"programming_language": "php"}}}
    assert await submitted({"language": "php"}, no_php) == "toolchain_missing"
    assert await submitted(labelled, no_php) == "toolchain_missing"
    assert await submitted({"language": "python"}, no_php) == "runtime_error"
    assert await submitted({}, no_php) == "runtime_error"


OWN = [
    "exception on running code x: [Errno 13] Permission denied: '/tmp/tmpab/out' None",
    "exception on running code x: [Errno 5] Input/output error None",
    "exception on running jupyter x: 'cells' None",
    "exception on running jupyter x: Expecting value: line 1 column 1 (char 0) None",
    "Object name not found.",
]


@pytest.mark.table("message", OWN)
async def test_a_failure_of_the_programs_own_making_is_not_repeated(
    sandbox, server, message
) -> None:
    """It would fail again, each time at the server's expense."""
    judge = f"failed to request sandbox: Sanbox responded with error: {message}"
    submission = SubmitRequest(dataset="d", id=1, completion="x")
    for answer, call, request in (
        ({**RUN, "status": "SandboxError", "message": message}, sandbox.run_code, CODE),
        (httpx.Response(500, json={"detail": judge}), sandbox.submit, submission),
    ):
        server.answers[:] = [answer]
        with pytest.raises((SandboxError, ServerError)) as caught:
            await call(request)
        assert caught.value.attempts == 1
        assert not verdict(caught.value).is_outage


@pytest.mark.table("method", ["run_code", "run_jupyter", "submit", "submit_safe"])
async def test_code_that_is_no_text_is_never_sent_and_its_writers_own_failure(
    sandbox, server, method
) -> None:
    """A program that wrote half a surrogate pair would get out of a verdict by it."""
    requests = {
        "run_code": {"code": "x = '\ud800'", "language": "python"},
        "run_jupyter": {"cells": ["1", "'\udc80'"]},
        "submit": {"dataset": "d", "id": 1, "completion": "\ud83d"},
    }
    request = requests[method.removesuffix("_safe")]
    try:
        outcome = await getattr(sandbox, method)(request)
    except UsageError as error:
        outcome = error
    assert (verdict(outcome), server.requests) == ("runtime_error", [])
    with pytest.raises(UsageError) as caught:  # this is the caller's own mistake
        await sandbox.run_code({"code": "", "language": "python", "stdin": "\ud800"})
    assert verdict(caught.value) == "refused"


NO_NODE = "/bin/bash: line 1: node: command not found\n"
RAN = {"status": "Finished", "execution_time": 0.01, "return_code": 0, "stdout": "", "stderr": ""}
NODELESS = {**RUN, "status": "Failed", "run_result": {**RAN, "return_code": 127, "stderr": NO_NODE}}
NODE = {**RUN, "run_result": RAN}
JS = RunCodeRequest(code="pretend()", language="nodejs", files={"a": b""}, memory_limit_MB=64)


def _judged(*runs: Any) -> dict[str, Any]:
    tests = [{"passed": False, "exec_info": run, "test_info": None} for run in runs]
    return {"id": 1, "accepted": False, "extracted_code": "x", "tests": tests}


@pytest.mark.table(
    ("probed", "expected"),
    [
        (NODELESS, "toolchain_missing"),
        (NODE, "runtime_error"),
        ({**NODELESS, "run_result": {**RAN, "return_code": 127}}, "runtime_error"),
        (FAILED, "runtime_error"),
        (httpx.Response(404), "runtime_error"),
        (httpx.Response(200, text="<html>"), "runtime_error"),
        (httpx.ReadTimeout(""), "runtime_error"),
    ],
)
async def test_an_interpreter_is_missing_if_an_empty_program_finds_none_either(
    sandbox, server, probed, expected
) -> None:
    """A program writes the shell's line as well; what gets no answer proves nothing."""
    config = {"language": "nodejs"}
    submission = SubmitRequest(dataset="d", id=1, completion="x", config=config)
    for call, request, answer in (
        (sandbox.run_code, JS, NODELESS),
        (sandbox.submit, submission, _judged(NODELESS, NODELESS)),
    ):
        server.requests.clear()
        server.answers[:] = [answer, probed]
        found = await call(request, max_attempts=1, extra_body={"code": "y", "n": 1})
        assert (found.verdict, server.bodies[0]["code"]) == (expected, "y")
        assert found.verdict.is_outage is (expected == "toolchain_missing")
        assert server.paths[1:] == ["/run_code"]
        probe = server.bodies[1]
        assert (probe["code"], probe["language"], "n" in probe) == ("", "nodejs", False)
        assert probe.get("files", {}) == {}
        assert "memory_limit_MB" not in probe


async def test_no_probe_follows_what_needs_none(sandbox, server) -> None:
    compiler = {**RAN, "return_code": 127, "stderr": NO_NODE.replace("node", "g++")}
    missing = {**RUN, "status": "Failed", "compile_result": compiler}
    for answer, language, expected in (
        (NODE, "nodejs", "success"),
        (NODELESS, "python", "runtime_error"),
        (NODELESS, "cpp", "runtime_error"),
        (missing, "cpp", "toolchain_missing"),
    ):
        server.requests.clear()
        server.answers[:] = [answer]
        found = await sandbox.run_code(RunCodeRequest(code="x", language=language))
        assert (found.verdict, len(server.requests)) == (expected, 1)


async def test_a_probe_asks_the_server_that_answered_and_keeps_the_deadline(
    make_sandbox, server, clock
) -> None:
    """Other addresses may have other tools."""

    def slow(request: httpx.Request) -> dict[str, Any]:
        clock.now += 2
        return NODELESS

    sandbox = make_sandbox("http://a,http://b,http://c")
    for _ in range(4):
        server.requests.clear()
        server.answers[:] = [NODELESS]
        found = await sandbox.run_code(JS)
        assert len({request.url.host for request in server.requests}) == 1
        assert found.base_url == f"http://{server.requests[0].url.host}"
    server.answers[:] = [slow]
    server.requests.clear()
    assert (await sandbox.run_code(JS, deadline=3)).verdict == "runtime_error"
    assert len(server.requests) == 2


async def test_an_attempt_asks_no_more_often_than_there_are_addresses(
    make_sandbox, hosts, monkeypatch
) -> None:
    """Whatever the choice between them comes to, there is an end."""
    monkeypatch.setattr("penstock._core.endpoints.Endpoints.choose", lambda *_: "http://a")
    with pytest.raises(NotSentError) as caught:
        await make_sandbox("http://a,http://b").run_code(CODE, max_attempts=2)
    assert (hosts.asked, caught.value.attempts) == (["a"] * 4, 2)


async def test_who_waits_for_room_goes_nowhere_yet(make_sandbox) -> None:
    """Or all that wait would find out one by one that an address is dead."""
    from penstock._core.clock import SystemClock

    asked = []

    async def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        await SystemClock().asleep(0.01)
        if request.url.host == "a":
            raise httpx.ConnectTimeout("")
        return httpx.Response(200, json=RUN)

    transport = httpx.MockTransport(handle)
    sandbox = make_sandbox("http://a,http://b", transport=transport, max_in_flight=1)
    await run_concurrent_async(sandbox.run_code, [[CODE]] * 8, concurrency=8)
    assert sorted(asked) == ["a"] + ["b"] * 8


async def test_each_address_gets_the_whole_time_of_an_attempt(make_sandbox, server, clock) -> None:
    """One without a listener takes none of the others'."""
    allowed = []

    def answer(request: httpx.Request) -> Any:
        if request.url.host == "a":
            clock.now += 5
            return httpx.ConnectTimeout("")
        allowed.append(request.extensions["timeout"]["read"])
        return RUN

    server.will(answer)
    await make_sandbox("http://a,http://b").run_code(CODE, client_timeout=7, max_attempts=1)
    assert allowed == [7]


async def test_views_know_what_was_found_out(make_sandbox, hosts) -> None:
    """Of the addresses they share."""
    hosts.answers = {"b": RUN}
    sandbox = make_sandbox("http://a,http://b")
    await sandbox.run_code(CODE)
    await sandbox.with_options(timeout=5).run_code(CODE)
    assert hosts.asked == ["a", "b", "b"]


async def test_without_an_address_the_servers_usual_ports_are_tried(make_sandbox, hosts) -> None:
    """Within one attempt, and the one that worked is kept."""
    hosts.answers = {"localhost:8080": RUN}
    sandbox = make_sandbox(None)
    for _ in range(3):
        assert (await sandbox.run_code(CODE, max_attempts=1)).attempts == 1
    assert hosts.asked == ["localhost:8000", *["localhost:8080"] * 3]


async def test_the_documented_port_goes_first(make_sandbox, hosts) -> None:
    """The other isn't even looked at."""
    hosts.answers = {"localhost:8000": RUN, "localhost:8080": RUN}
    sandbox = make_sandbox(None)
    for _ in range(3):
        await sandbox.run_code(CODE)
    assert hosts.asked == ["localhost:8000"] * 3


async def test_if_nobody_is_at_either_port_the_error_says_what_to_set(make_sandbox, hosts) -> None:
    """Both ports and the variable."""
    with pytest.raises(NotSentError) as caught:
        await make_sandbox(None).run_code(CODE, max_attempts=1)
    for part in ("http://localhost:8000", "http://localhost:8080", "SANDBOX_FUSION_ENDPOINT"):
        assert part in str(caught.value)


@pytest.mark.table("url", ["http://localhost:8000", "http://localhost:8000/run_code"])
async def test_an_address_that_was_given_is_the_only_one(
    make_sandbox, hosts, url, monkeypatch
) -> None:
    """By argument or by variable: code goes to no other address."""
    with pytest.raises(NotSentError):
        await make_sandbox(url).run_code(CODE, max_attempts=1)
    monkeypatch.setenv("SANDBOX_FUSION_ENDPOINT", url)
    with pytest.raises(NotSentError):
        await make_sandbox(None).run_code(CODE, max_attempts=1)
    assert hosts.asked == ["localhost:8000"] * 2


@pytest.mark.table("answer", [httpx.ReadError("reset"), httpx.Response(500)])
async def test_the_other_port_is_only_for_connections_that_fail(
    make_sandbox, hosts, answer
) -> None:
    """A foreign server on 8000 is an error, and no reason to look further."""
    hosts.answers = {"localhost:8000": answer, "localhost:8080": RUN}
    with pytest.raises((ConnectionLostError, ServerError)):
        await make_sandbox(None).run_code(CODE, max_attempts=1)
    assert hosts.asked == ["localhost:8000"]


async def test_no_more_requests_are_under_way_than_allowed(make_sandbox, server, clock) -> None:
    """The rest waits before the pool; views and their client are counted together."""
    from penstock._core.clock import SystemClock

    inside = most = 0

    async def handle(request: httpx.Request) -> httpx.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await SystemClock().asleep(0.01)
        inside -= 1
        return httpx.Response(200, json=RUN)

    sandbox = make_sandbox(transport=httpx.MockTransport(handle), max_in_flight=3)
    view = sandbox.with_options(retry=None)
    calls = [[(sandbox, view)[number % 2]] for number in range(12)]

    async def run(client: AsyncSandboxFusion) -> int:
        return (await client.run_code(CODE)).attempts

    assert await run_concurrent_async(run, calls, concurrency=12) == [1] * 12
    assert most == 3


async def test_who_finds_no_room_in_time_is_told_so(make_sandbox, server) -> None:
    """Nothing was sent."""
    from penstock._core.clock import SystemClock

    async def handle(request: httpx.Request) -> httpx.Response:
        await SystemClock().asleep(0.1)
        return httpx.Response(200, json=RUN)

    sandbox = make_sandbox(
        transport=httpx.MockTransport(handle), clock=None, max_in_flight=1, retry=None
    )

    async def run(deadline: float) -> Any:
        return await sandbox.run_code(CODE, deadline=deadline)

    one, other = await run_concurrent_async(
        run, [[5], [0.02]], concurrency=2, return_exceptions=True
    )
    assert isinstance(other, RequestTimeoutError)
    assert "max_in_flight" in other.message
    assert not other.sent
    assert not isinstance(one, Exception)


async def test_the_error_says_which_server_it_was(make_sandbox, hosts) -> None:
    """With several of them, one wants to know."""
    hosts.answers = {"a": RUN, "b": SQL}
    sandbox = make_sandbox("http://a,http://b")
    await sandbox.run_code(CODE)
    with pytest.raises(SandboxError) as caught:
        await sandbox.run_code(CODE)
    assert caught.value.base_url == "http://b"
