"""Answers of a sandbox, and the outcome of a run in one word."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock import (
    BatchStoppedError,
    ConnectionLostError,
    NotFoundError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    SandboxError,
    ServerError,
    UsageError,
)
from penstock.sandbox_fusion import (
    CellRunResult,
    CommandRunResult,
    CommandRunStatus,
    EvalResult,
    EvalTestCase,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    Message,
    OutputCutWarning,
    Prompt,
    RunCodeRequest,
    RunCodeResponse,
    RunJupyterRequest,
    RunJupyterResponse,
    RunStatus,
    SandboxFusion,
    SubmitRequest,
    SummaryMapping,
    Verdict,
    _models,
    run_concurrent,
    run_concurrent_pure,
    summary_run_code_result,
    verdict,
)
from penstock_api import models, operations

MODEL = models.SandboxRunCodeRequest(code="", language="python")


CODE = RunCodeRequest(code="", language="python")
SUBMISSION = SubmitRequest(dataset="d", id="007", completion="")
ONE = GetPromptByIdRequest(dataset="d", id=1)
SOME = GetPromptsRequest(dataset="d")


def server(body: Any) -> SandboxFusion:
    """A client whose server always gives this answer."""
    head = {"content-type": "application/json", "x-request-id": "r-1"}
    answer = httpx.Response(200, headers=head, content=json.dumps(body).encode())
    transport = httpx.MockTransport(lambda _: answer)
    return SandboxFusion("http://sandbox", transport=transport, retry=None)


def step(code: int | None = 0, stderr: str = "", status: str = "Finished", out: str = "") -> Any:
    return {
        "status": status,
        "execution_time": 0.01,
        "return_code": code,
        "stdout": out,
        "stderr": stderr,
    }


def run(status: str, run: Any = None, compiled: Any = None, **more: Any) -> Any:
    return {
        "status": status,
        "message": "",
        "compile_result": compiled,
        "run_result": run,
        "executor_pod_name": None,
        "files": {},
        **more,
    }


TIMEOUT = step(None, status="TimeLimitExceeded")


def test_a_run_is_read_field_by_field() -> None:
    """Under the documented names, states as words."""
    found = server(run("Success", step(out="hello\n"), files={"a": "aGk="})).run_code(CODE)
    assert found.status is RunStatus.Success
    assert f"{found.status}" == "Success"
    assert found.run_result == CommandRunResult(
        status=CommandRunStatus.Finished,
        execution_time=0.01,
        return_code=0,
        stdout="hello\n",
        stderr="",
    )
    assert (found.compile_result, found.executor_pod_name) == (None, None)
    assert found.read_file("a") == b"hi"
    with pytest.raises(UsageError, match="the response has no file 'b'; its files: 'a'"):
        found.read_file("b")


def test_what_nobody_knows_is_kept() -> None:
    """Fields and states of private deployments and newer servers."""
    body = run("Sleeping", {**step(), "cpu_time": 3}, sandbox_instance_name="i-1")
    found = server(body).run_code(CODE)
    assert found.status == "Sleeping"
    assert found.unknown == {"sandbox_instance_name": "i-1"}
    assert found.run_result is not None
    assert found.run_result.unknown == {"cpu_time": 3}
    assert found.raw == found.to_dict() == body


def test_results_can_be_pickled_and_made_by_hand() -> None:
    """In tests of one's own, and between processes."""
    found = server(run("Success", step())).run_code(CODE)
    assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found
    with pytest.raises(TypeError, match=r"EvalResult.*unexpected keyword argument 'acepted'"):
        EvalResult(id=1, acepted=True, extracted_code="", tests=[])  # type: ignore[call-arg]


def test_results_are_values() -> None:
    """A changed one is another; it is written as it is now, with what the server added."""
    found = server(run("Success", step(), seconds=3)).run_code(CODE)
    with pytest.raises(AttributeError):
        setattr(found, "status", "Failed")  # noqa: B010 - frozen to type checkers, too
    assert found.run_result is not None
    changed = attrs.evolve(
        found, status=RunStatus.Failed, run_result=attrs.evolve(found.run_result, stdout="x")
    )
    assert changed.verdict is Verdict.RUNTIME_ERROR
    assert changed != found
    written = changed.to_dict()
    assert (written["status"], type(written["status"])) == ("Failed", str)
    assert (written["run_result"]["stdout"], written["seconds"]) == ("x", 3)
    assert attrs.evolve(found, language="lua").language == "lua"


def test_what_is_not_given_is_empty_as_documented() -> None:
    """Each result with a list or a dict of its own."""
    made = [RunCodeResponse(status="Success", message="") for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0].files, made[0].run_result, made[0].attempts) == ({}, None, 1)
    assert made[0].files is not made[1].files
    notebook = RunJupyterResponse(status="Success", message="")
    assert (notebook.cells, notebook.files, notebook.driver) == ([], {}, None)
    assert Prompt(id=1, prompt="p").labels == {}
    for kind, due in (
        (RunCodeResponse, "status, message"),
        (EvalResult, "id, accepted, extracted_code, tests"),
        (EvalTestCase, "passed, exec_info"),
        (CommandRunResult, "status"),
    ):
        with pytest.raises(UsageError, match=f"{kind.__name__} needs {due}$"):
            kind()
        with pytest.raises(TypeError, match="positional"):
            kind("x")  # type: ignore[call-arg]
    # An answer that lacks some of them is no mistake of the caller's.
    assert EvalResult.from_dict({"accepted": True}).verdict is Verdict.ACCEPTED


@given(
    st.dictionaries(
        st.sampled_from(
            ["status", "message", "compile_result", "run_result", "files", "stdout", "cells", "x"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["status", "stdout", "a"]), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    )
)
def test_no_answer_breaks_the_readers(body: dict[str, Any]) -> None:
    """A missing or odd field costs itself alone."""
    for kind in (RunCodeResponse, RunJupyterResponse, EvalResult, Prompt):
        found = kind.from_dict(body)
        verdict(found) if kind is not Prompt else None
        json.dumps(found.to_dict())


def test_blanks_are_not_shared() -> None:
    """Between one answer and the next."""
    one, other = (RunJupyterResponse.from_dict({}) for _ in range(2))
    one.cells.append(1)  # type: ignore[arg-type]
    one.files["a"] = ""
    assert (other.cells, other.files) == ([], {})


@pytest.mark.table(
    ("ask", "body"),
    [
        (lambda box: box.run_code(CODE), {}),
        (lambda box: box.run_code(CODE), []),
        (lambda box: box.run_code(CODE), "pong"),
        (lambda box: box.run_code(CODE), {"message": ""}),
        (lambda box: box.submit(SUBMISSION), {"id": 1}),
        (lambda box: box.get_prompt_by_id(ONE), {"labels": {}}),
        (lambda box: box.get_prompts(SOME), {}),
        (lambda box: box.get_prompts(SOME), [1]),
        (lambda box: box.list_ids(SOME), None),
        (lambda box: box.list_ids(SOME), [{}]),
        (lambda box: box.list_datasets(), [{}]),
        (lambda box: box.ping(), 5),
    ],
)
def test_an_answer_of_another_shape_is_an_error(ask: Any, body: Any) -> None:
    """A foreign server, or a proxy's idea of JSON."""
    with pytest.raises(ResponseError):
        ask(server(body))


def test_lists_are_read() -> None:
    """Ids keep their types; a prompt may be a conversation."""
    assert server([1, "007", "sample_0"]).list_ids(SOME) == [1, "007", "sample_0"]
    assert server(["mbpp"]).list_datasets() == ["mbpp"]
    found = server([{"id": "1", "prompt": "p", "labels": {"a": 1}}]).get_prompts(SOME)
    assert found == [Prompt(id="1", prompt="p", labels={"a": 1})]
    messages = [{"role": "user", "content": "hi"}]
    assert server({"id": 1, "prompt": messages, "labels": {}}).get_prompt_by_id(ONE).prompt == [
        Message(role="user", content="hi")
    ]
    asked = GetMetricsFunctionRequest(dataset="d")
    assert server({"function": None}).get_metrics_function(asked) is None
    assert server({"function": "def f(): ..."}).get_metrics_function(asked) == "def f(): ..."
    assert server({}).get_metrics(GetMetricsRequest(dataset="d", results=[])) == {}
    assert server("pong").ping() == "pong"


JUDGED = {"id": 1, "accepted": True, "extracted_code": "", "tests": []}
PROMPT = {"id": 1, "prompt": "p", "labels": {}}


@pytest.mark.table(
    ("ask", "body"),
    [
        (lambda box: box.run_code(CODE), run("Success", step())),
        (lambda box: box.call(operations.run_code, body=MODEL), run("Success", step())),
        (
            lambda box: box.run_jupyter(RunJupyterRequest(cells=[])),
            {"status": "Success", "message": ""},
        ),
        (lambda box: box.submit(SUBMISSION), JUDGED),
        (lambda box: box.submit_safe(SUBMISSION), JUDGED),
        (lambda box: box.get_prompt_by_id(ONE), PROMPT),
        (lambda box: run_concurrent(box.run_code, [[CODE]])[0], run("Success", step())),
        (lambda box: run_concurrent_pure([lambda: box.run_code(CODE)])[0], run("Success", step())),
    ],
)
def test_every_result_knows_the_response_it_came_in(ask: Any, body: Any) -> None:
    """Headers, request id and number of attempts beside the JSON as it was."""
    found = ask(server(body))
    assert (found.request_id, found.attempts, found.raw) == ("r-1", 1, body)
    assert found.headers["content-type"] == "application/json"


def test_each_prompt_of_a_list_knows_the_response() -> None:
    """A list has no place for it."""
    for found in server([PROMPT, PROMPT]).get_prompts(SOME):
        assert (found.request_id, found.attempts, found.raw) == ("r-1", 1, PROMPT)


def test_an_operation_that_is_called_gives_the_methods_result() -> None:
    """With what can be asked of it, however deep."""
    found = server(run("Failed", step(3))).call(operations.run_code, body=MODEL)
    assert isinstance(found, RunCodeResponse)
    assert isinstance(found.run_result, CommandRunResult)
    assert (found.status, found.verdict) == (RunStatus.Failed, Verdict.RUNTIME_ERROR)
    assert found.base_url == "http://sandbox"
    with pytest.warns(OutputCutWarning, match="this program's output"):
        server(run("Success", step(out="x" * 200_000))).call(operations.run_code, body=MODEL)
    case = {"passed": False, "exec_info": run("Failed", TIMEOUT)}
    asked = models.SandboxSubmitRequest(
        dataset="d", id=1, completion="", config=models.SandboxTestConfig()
    )
    judged = server({**JUDGED, "accepted": False, "tests": [case]}).call(
        operations.submit, body=asked
    )
    assert isinstance(judged, EvalResult)
    assert judged.verdict is Verdict.TIMEOUT


ODD: list[Any] = [None, True, 1, 1.5, "Success", "", [], ["x"], {}, {"status": "Success"}]


@pytest.mark.table("odd", ODD)
def test_no_value_of_another_type_is_taken_for_success(odd: Any) -> None:
    """It is kept as it came, and decides nothing."""
    found = RunCodeResponse.from_dict({**run("Success", step()), "status": odd})
    assert (found.status, found.verdict is Verdict.SUCCESS) == (odd, odd == "Success")
    judged = EvalResult.from_dict({**JUDGED, "accepted": odd})
    assert judged.accepted == odd
    assert (judged.verdict is Verdict.ACCEPTED) is (odd is True)
    case = EvalTestCase.from_dict({"passed": odd, "exec_info": run("Failed", step(1))})
    assert (case.verdict is Verdict.ACCEPTED) is (odd is True)


@pytest.mark.table("odd", ODD)
def test_questions_about_odd_values_are_answered(odd: Any) -> None:
    """Nothing breaks, whatever stands in any field."""
    for body in (run("Failed", step(1), step(1)), {**run("Success"), "run_result": step(odd)}):
        for name in body:
            found = RunCodeResponse.from_dict({**body, name: odd})
            assert isinstance(found.verdict, Verdict)
            assert isinstance(found.out_of_memory | found.output_cut | found.may_lack_tool, bool)
    for name in ("driver", "cells", "message", "status", "files"):
        book = RunJupyterResponse.from_dict({**run("Success", step()), name: odd})
        assert isinstance(book.verdict, Verdict)
        assert isinstance(book.cell_errors, list)
    cell = RunJupyterResponse.from_dict({**run("Success"), "cells": [{"stdout": "", "error": odd}]})
    assert (cell.verdict is Verdict.SUCCESS) is (not odd)
    for tests in (odd, [odd], [{"passed": False, "exec_info": odd}]):
        judged = EvalResult.from_dict({**JUDGED, "accepted": False, "tests": tests})
        assert judged.verdict not in (Verdict.SUCCESS, Verdict.ACCEPTED)
        assert judged.out_of_memory is False


@pytest.mark.table("odd", [None, 1, ["x"], {}, "abc", "é"])
def test_a_file_that_cannot_be_read_is_named(odd: Any) -> None:
    """The mistake may be the server's or the caller's."""
    with pytest.raises(ResponseError, match="file 'a' in the response is not in base64"):
        RunCodeResponse.from_dict(run("Success", files={"a": odd})).read_file("a")
    with pytest.raises(UsageError, match="no file 'a'"):
        RunCodeResponse.from_dict(run("Success", files=odd)).read_file("a")
    with pytest.raises(UsageError, match="no file"):
        RunCodeResponse.from_dict(run("Success", files={"a": ""})).read_file(["a"])  # type: ignore[arg-type]


MISSING = "/bin/bash: line 1: go: command not found\n"
OWN = "/tmp/tmpab12/tmpcd.sh: line 1: nonsense: command not found"


@pytest.mark.table(
    ("body", "expected"),
    [
        (run("Success", step()), Verdict.SUCCESS),
        (run("Success", step(), step()), Verdict.SUCCESS),
        (run("Failed", step(3)), Verdict.RUNTIME_ERROR),
        (run("Failed", step(-11), step()), Verdict.RUNTIME_ERROR),
        (run("Failed", None, step(1, "error: expected ';'")), Verdict.COMPILE_ERROR),
        (run("Failed", None, TIMEOUT), Verdict.COMPILE_TIMEOUT),
        (run("Failed", TIMEOUT, step()), Verdict.TIMEOUT),
        (run("Failed", TIMEOUT), Verdict.TIMEOUT),
        (run("Failed", step(127, MISSING)), Verdict.RUNTIME_ERROR),
        (run("Failed", None, step(127, MISSING)), Verdict.TOOLCHAIN_MISSING),
        (run("Failed", step(127, OWN)), Verdict.RUNTIME_ERROR),
        (run("Failed", step(127, "I quit")), Verdict.RUNTIME_ERROR),
        (run("SandboxError"), Verdict.SANDBOX_ERROR),
        (run("Failed"), Verdict.RUNTIME_ERROR),
    ],
)
def test_the_verdict_on_a_run(body: Any, expected: Verdict) -> None:
    """The party at fault, and the step."""
    found = RunCodeResponse.from_dict(body)
    assert (found.verdict, verdict(found)) == (expected, expected)


WORDS = SummaryMapping(
    CompileFailed="-4", CompileTimeout="-5", RunFailed="-2", RunTimeout="-3", Success="1"
)


@pytest.mark.table(
    ("body", "word"),
    [
        (run("Success", step(0)), "1"),
        (run("Failed", step(1)), "-2"),
        (run("Failed", TIMEOUT), "-3"),
        (run("Failed", compiled=step(1)), "-4"),
        (run("Failed", compiled=TIMEOUT), "-5"),
        (run("Failed", compiled=step(127, MISSING)), "-4"),
        (run("Failed", step(127, "lua: command not found")), "-2"),
        (run("Failed"), "Failed"),
        (run("Success"), "1"),
    ],
)
def test_a_run_has_a_word_of_the_callers(body: Any, word: str) -> None:
    """One that has none of its own is a failure; the usual ones are plain words."""
    found = RunCodeResponse.from_dict(body)
    assert summary_run_code_result(found, WORDS) == word
    usual = "Success" if word == "1" else "Failed"
    assert f"{summary_run_code_result(found, SummaryMapping())}" == usual


@pytest.mark.table("status", ["SandboxError", "Unheard"])
def test_what_says_nothing_of_the_code_has_no_word(status: str) -> None:
    """It would be taken for the code's failure."""
    with pytest.raises(ResponseError, match=status):
        summary_run_code_result(RunCodeResponse.from_dict(run(status)), WORDS)


@pytest.mark.table(
    ("failed", "hinted"),
    [
        (step(1, "Traceback ...\nMemoryError"), True),
        (step(-6, "terminate called after throwing an instance of 'std::bad_alloc'"), True),
        (step(-9), True),
        (step(137), True),
        (step(1, "java.lang.OutOfMemoryError: Java heap space"), True),
        (step(134, "FATAL ERROR: ... JavaScript heap out of memory"), True),
        (step(1, "ValueError"), False),
        (step(0, "caught a MemoryError"), False),
        (TIMEOUT, False),
    ],
)
def test_a_lack_of_memory_is_hinted_at(failed: Any, hinted: bool) -> None:
    """No status has it; a program that went well didn't lack any."""
    assert RunCodeResponse.from_dict(run("Failed", failed)).out_of_memory is hinted


def notebook(status: str, driver: Any, *errors: Any) -> RunJupyterResponse:
    cells = [{"stdout": "", "stderr": "", "display": [], "error": list(errors)}]
    return RunJupyterResponse.from_dict(
        {"status": status, "message": "", "driver": driver, "cells": cells, "files": {}}
    )


@pytest.mark.table(
    ("found", "expected"),
    [
        (notebook("Success", step()), Verdict.SUCCESS),
        (notebook("Success", step(), {"ename": "ValueError"}), Verdict.RUNTIME_ERROR),
        (notebook("Failed", TIMEOUT), Verdict.TIMEOUT),
        (notebook("Failed", step(1)), Verdict.RUNTIME_ERROR),
        (notebook("SandboxError", None), Verdict.SANDBOX_ERROR),
    ],
)
def test_the_verdict_on_a_notebook(found: RunJupyterResponse, expected: Verdict) -> None:
    """Its status is Success though cells raised."""
    assert found.verdict is expected
    assert notebook("Success", step(), {"ename": "MemoryError"}).out_of_memory


def judged(accepted: bool, *tests: tuple[bool, Any]) -> EvalResult:
    cases = [{"passed": passed, "exec_info": info, "test_info": None} for passed, info in tests]
    return server({"id": "007", "accepted": accepted, "extracted_code": "", "tests": cases}).submit(
        SUBMISSION
    )


@pytest.mark.table(
    ("found", "expected"),
    [
        (judged(True), Verdict.ACCEPTED),
        (judged(True, (True, run("Success", step()))), Verdict.ACCEPTED),
        (judged(False, (False, run("Success", step()))), Verdict.WRONG_ANSWER),
        (
            judged(False, (True, run("Success", step())), (False, run("Failed", TIMEOUT))),
            Verdict.TIMEOUT,
        ),
        (judged(False, (False, run("Failed", None, step(1)))), Verdict.COMPILE_ERROR),
        (judged(False, (False, run("Failed", step(127, MISSING)))), Verdict.RUNTIME_ERROR),
        (
            judged(False, (False, run("Failed", None, step(127, MISSING)))),
            Verdict.TOOLCHAIN_MISSING,
        ),
        (judged(False), Verdict.REJECTED),
    ],
)
def test_the_verdict_on_a_submission(found: EvalResult, expected: Verdict) -> None:
    """Of several tests, the first that failed counts."""
    assert found.id == "007"
    assert verdict(found) is expected
    assert [isinstance(case, EvalTestCase) for case in found.tests] == [True] * len(found.tests)


@pytest.mark.table(
    ("error", "expected"),
    [
        (SandboxError("x"), Verdict.SANDBOX_ERROR),
        (ServerError("x", status=500), Verdict.SANDBOX_ERROR),
        (ServerError("x", status=502), Verdict.TRANSPORT_ERROR),
        (RateLimitError("x", status=429), Verdict.TRANSPORT_ERROR),
        (ConnectionLostError("x"), Verdict.TRANSPORT_ERROR),
        (RequestTimeoutError("x"), Verdict.TRANSPORT_ERROR),
        (ResponseError("x"), Verdict.TRANSPORT_ERROR),
        (BatchStoppedError("x"), Verdict.TRANSPORT_ERROR),
        (OSError("x"), Verdict.TRANSPORT_ERROR),
        (NotFoundError("x", status=404), Verdict.REFUSED),
        (UsageError("x"), Verdict.REFUSED),
        (TypeError("x"), Verdict.REFUSED),
    ],
)
def test_the_verdict_on_an_exception_never_blames_the_code(error: Any, expected: Verdict) -> None:
    """An outage counted as a wrong answer poisons what is learned from it."""
    assert verdict(error) is expected
    assert expected.is_outage
    result = _models.rejected({"id": 7}, error)
    assert (result.id, result.accepted, result.verdict) == (7, False, expected)
    assert result.extra is not None
    assert result.extra["sdk_error"]["verdict"] == expected
    json.dumps(result.to_dict())


def test_code_that_failed_is_no_outage() -> None:
    """Only these verdicts say nothing of it."""
    outages = {one.value for one in Verdict if one.is_outage}
    assert outages == {"toolchain_missing", "sandbox_error", "transport_error", "refused"}


def test_there_is_no_verdict_on_anything_else() -> None:
    """A dict has none to tell."""
    with pytest.raises(UsageError, match="no verdict on a dict"):
        verdict({})


@pytest.mark.table(
    ("text", "cut"),
    [
        ("x" * 128 * 1024, False),
        ("x" * (128 * 1024 + 1), True),
        ("é" * (64 * 1024 + 1), True),
        ("\ud800" * (44 * 1024), False),
        ("😀" * (32 * 1024), False),
    ],
)
def test_output_that_was_probably_cut_is_warned_of(text: str, cut: bool) -> None:
    """Beyond 128 KiB the server loses some of it, and answers Success."""
    assert RunCodeResponse.from_dict(run("Success", step(out=text))).output_cut is cut
    body = run("Success", step(out=text))
    tested = {"id": 1, "accepted": True, "tests": [{"passed": True, "exec_info": body}]}
    if not cut:
        server(body).run_code(CODE)
        server(tested).submit(SUBMISSION)
        return
    with pytest.warns(OutputCutWarning, match="this program's output is longer than 128 KiB"):
        server(body).run_code(CODE)
    with pytest.warns(OutputCutWarning, match="in a test of this submission"):
        server(tested).submit(SUBMISSION)


def test_long_errors_count_too() -> None:
    """They come through a pipe of the same kind."""
    assert RunCodeResponse.from_dict(run("Failed", step(1, "x" * 200_000))).output_cut


@pytest.mark.table(
    ("kind", "given"),
    [
        (CellRunResult, {"stdout": "", "stderr": "", "display": [], "error": []}),
        (Message, {"role": "user", "content": "hi"}),
    ],
)
def test_a_part_of_a_result_is_what_its_documented_name_says(kind: Any, given: Any) -> None:
    """With what the server added, and with all that it needs when it is made by hand."""
    found = kind.from_dict({**given, "new": 1})
    assert found.unknown == {"new": 1}
    assert repr(found).startswith(f"{kind.__name__}(")
    assert type(pickle.loads(pickle.dumps(found))) is kind
    assert kind(**given) == kind.from_dict(given)
    with pytest.raises(UsageError, match=f"{kind.__name__} needs "):
        kind()
