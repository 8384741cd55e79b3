"""Promises of SandboxFusion, asked of the mock and, where one is named, of a real server.

A real server needs PENSTOCK_LIVE_SANDBOX_FUSION, such as http://127.0.0.1:8080, and Python and g++
beside it. Its datasets need no database: problems are sent along.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fronts import PLACES, Front, at

from penstock.errors import (
    BadRequestError,
    FileInputError,
    NotFoundError,
    SandboxError,
    ServerError,
)
from penstock.sandbox_fusion import (
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    RunCodeRequest,
    RunCodeResponse,
    RunJupyterRequest,
    SandboxFusion,
    SubmitRequest,
    Verdict,
    run_concurrent,
)

ECHO = {
    "id": "007",
    "content": "Echo the input.",
    "labels": {"kind": "echo"},
    "test": [
        {"input": {"stdin": "hi\n"}, "output": {"stdout": "hi\n"}},
        {"input": {"stdin": "1 2\n"}, "output": {"stdout": "1 2\n"}},
    ],
}


@pytest.fixture(params=PLACES)
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    yield from at(request.param, "sandbox_fusion")


@pytest.fixture
def sandbox(front: Front) -> Iterator[SandboxFusion]:
    with SandboxFusion(**front.settings) as client:
        yield client


def run(sandbox: SandboxFusion, code: str, language: str = "python", **more: Any) -> Any:
    return sandbox.run_code(RunCodeRequest(code=code, language=language, **more))


def config(data: Any) -> dict[str, Any]:
    return {"dataset_type": "CommonOJDataset", "language": "python", "provided_data": data}


def submitted(sandbox: SandboxFusion, code: str) -> Any:
    completion = f"```python\n{code}\n```"
    request = SubmitRequest(dataset="echo", id="007", completion=completion, config=config(ECHO))
    return sandbox.submit(request)


def test_it_lives(sandbox: SandboxFusion) -> None:
    assert sandbox.ping() == "pong"


def test_a_program_runs(sandbox: SandboxFusion) -> None:
    answer = run(sandbox, "print(123)")

    assert (answer.status, answer.message, answer.verdict) == ("Success", "", Verdict.SUCCESS)
    assert answer.run_result.stdout == "123\n"
    assert answer.run_result.return_code == 0
    assert answer.run_result.execution_time >= 0
    assert answer.compile_result is None


def test_a_program_reads_its_input(sandbox: SandboxFusion) -> None:
    code = "a, b = map(int, input().split())\nprint(a + b)"

    assert run(sandbox, code, stdin="1 2\n").run_result.stdout == "3\n"


def test_a_compiled_program_has_two_steps(sandbox: SandboxFusion) -> None:
    code = "#include <iostream>\nint main() { std::cout << 123 << std::endl; }"
    answer = run(sandbox, code, "cpp", compile_timeout=60)

    assert (answer.compile_result.status, answer.compile_result.return_code) == ("Finished", 0)
    assert answer.run_result.stdout == "123\n"


def test_an_exit_code_is_a_failure_of_the_code(sandbox: SandboxFusion) -> None:
    answer = run(sandbox, "import sys\nsys.exit(3)")

    assert (answer.status, answer.run_result.status) == ("Failed", "Finished")
    assert (answer.run_result.return_code, answer.verdict) == (3, Verdict.RUNTIME_ERROR)


def test_an_uncaught_exception_is_told_on_stderr(sandbox: SandboxFusion) -> None:
    answer = run(sandbox, "raise ValueError('boom')")

    assert answer.run_result.return_code == 1
    assert answer.run_result.stderr.strip().endswith("ValueError: boom")


def test_time_runs_out(sandbox: SandboxFusion) -> None:
    answer = run(sandbox, "import time\ntime.sleep(30)", run_timeout=0.3)

    assert (answer.status, answer.verdict) == ("Failed", Verdict.TIMEOUT)
    assert answer.run_result.status == "TimeLimitExceeded"
    assert answer.run_result.return_code is None


def test_a_program_out_of_time_loses_what_it_had_not_flushed(sandbox: SandboxFusion) -> None:
    code = "import time\nprint('kept', flush=True)\nprint('lost')\ntime.sleep(30)"
    assert run(sandbox, code, run_timeout=1).run_result.stdout == "kept\n"
    unflushed = run(sandbox, "import time\nprint('lost')\ntime.sleep(30)", run_timeout=1)
    assert unflushed.run_result.stdout == ""


def test_input_keeps_its_ends_of_lines(sandbox: SandboxFusion) -> None:
    answer = run(sandbox, "print(input() == 'abc')", stdin="abc\r\n")
    assert answer.run_result.stdout == "False\n"


@pytest.mark.parametrize("said", ["", "module not found", "/bin/sh: 1: nosuch: not found"])
def test_an_exit_status_of_127_is_the_programs_own(sandbox: SandboxFusion, said: str) -> None:
    answer = run(sandbox, f"import sys\nprint({said!r}, file=sys.stderr)\nsys.exit(127)")
    assert (answer.status, answer.run_result.return_code) == ("Failed", 127)
    assert answer.verdict is Verdict.RUNTIME_ERROR


def test_long_output_is_cut_and_longer_output_hangs(sandbox: SandboxFusion) -> None:
    with warnings.catch_warnings(action="ignore"):
        cut = run(sandbox, "print('x' * 2**18)")
        hung = run(sandbox, "print('x' * 2**20)", run_timeout=2)
    assert (cut.status, cut.output_cut) == ("Success", True)
    assert len(cut.run_result.stdout) < 2**18
    assert hung.verdict is Verdict.TIMEOUT


def test_no_route_takes_another_method(front: Front) -> None:
    url, transport = front.settings["base_url"], front.settings.get("transport")
    with httpx.Client(base_url=url, transport=transport) as client:
        for method, path, allow in (("HEAD", "/v1/ping", "GET"), ("OPTIONS", "/run_code", "POST")):
            answer = client.request(method, path)
            assert (answer.status_code, answer.headers["allow"]) == (405, allow)


IMPOSSIBLE: list[dict[str, str]] = [
    {"a\0b": ""},
    {"x" * 300: ""},
    {"": ""},
    {".": ""},
    {"a/": ""},
    {"a": "", "a/b": ""},
]


@pytest.mark.parametrize("files", IMPOSSIBLE)
def test_a_file_that_can_not_be_stored_fails_the_sandbox_and_is_never_sent(
    front: Front, sandbox: SandboxFusion, files: dict[str, str]
) -> None:
    url, transport = front.settings["base_url"], front.settings.get("transport")
    asked = {"code": "print(1)", "language": "python", "files": files}
    with httpx.Client(base_url=url, transport=transport) as client:
        answer = client.post("/run_code", json=asked)
    assert (answer.status_code, answer.json()["status"]) == (200, "SandboxError")
    with pytest.raises(FileInputError):
        run(sandbox, "print(1)", files=files)


def test_files_go_in_and_come_back(sandbox: SandboxFusion) -> None:
    code = "data = open('in.txt').read()\nopen('out.txt', 'w').write(data.upper())"
    answer = run(
        sandbox, code, files={"in.txt": b"hello"}, fetch_files=["out.txt", "in.txt", "missing"]
    )

    assert sorted(answer.files) == ["in.txt", "out.txt"]
    assert answer.read_file("out.txt") == b"HELLO"


def test_an_unknown_language_is_refused(sandbox: SandboxFusion) -> None:
    with warnings.catch_warnings(action="ignore"), pytest.raises(BadRequestError) as raised:
        run(sandbox, "1", "cobol")

    assert raised.value.status == 422
    assert [fault["loc"] for fault in raised.value.errors] == [["body", "language"]]
    assert raised.value.errors[0]["type"] == "literal_error"


def test_a_language_without_a_runner_is_a_sandbox_error(sandbox: SandboxFusion) -> None:
    with pytest.raises(SandboxError, match="'sql'") as raised:
        run(sandbox, "select 1", "sql")

    assert (raised.value.attempts, raised.value.passing) == (1, False)
    assert isinstance(raised.value.response, RunCodeResponse)


def test_the_cells_of_a_notebook_run_to_the_last(sandbox: SandboxFusion) -> None:
    cells = ["a = 123", "print(a)", "a", "raise RuntimeError('boom')", "print('after')"]
    answer = sandbox.run_jupyter(RunJupyterRequest(cells=cells))

    assert [cell.stdout for cell in answer.cells] == ["", "123\n", "", "", "after\n"]
    assert answer.cells[2].display == [{"text/plain": "123"}]
    assert [error["ename"] for error in answer.cell_errors] == ["RuntimeError"]
    assert (answer.status, answer.verdict) == ("Success", Verdict.RUNTIME_ERROR)


def test_a_batch_keeps_its_order(sandbox: SandboxFusion) -> None:
    args = [[RunCodeRequest(code=f"print({i})", language="python")] for i in range(8)]
    answers = run_concurrent(sandbox.run_code, args=args, concurrency=4)

    assert [answer.run_result.stdout for answer in answers] == [f"{i}\n" for i in range(8)]


def test_a_submission_that_echoes_is_accepted(sandbox: SandboxFusion) -> None:
    answer = submitted(sandbox, "print(input())")

    assert answer.accepted
    assert answer.verdict is Verdict.ACCEPTED
    assert (answer.id, len(answer.tests)) == ("007", 2)
    assert all(test.passed for test in answer.tests)


def test_a_submission_that_does_not_is_a_wrong_answer(sandbox: SandboxFusion) -> None:
    answer = submitted(sandbox, "print(4)")

    assert not answer.accepted
    assert answer.verdict is Verdict.WRONG_ANSWER
    assert answer.tests[0].exec_info.status == "Success"


def test_problems_are_listed_and_found(sandbox: SandboxFusion) -> None:
    wanted = GetPromptsRequest(dataset="echo", config=config([ECHO, {**ECHO, "id": 8}]))
    one = GetPromptByIdRequest(dataset="echo", id="007", config=config(ECHO))

    assert sandbox.list_ids(wanted) == ["007", 8]
    assert [prompt.id for prompt in sandbox.get_prompts(wanted)] == ["007", 8]
    prompt = sandbox.get_prompt_by_id(one)
    assert (prompt.id, prompt.labels) == ("007", {"kind": "echo"})
    assert "Echo the input." in prompt.prompt


def test_datasets_are_listed_and_sum_up(sandbox: SandboxFusion) -> None:
    assert "mbpp" in sandbox.list_datasets()
    judged = submitted(sandbox, "print(input())")
    assert sandbox.get_metrics(GetMetricsRequest(dataset="mbpp", results=[judged])) == {}
    assert sandbox.get_metrics_function(GetMetricsFunctionRequest(dataset="mbpp")) is None


def test_an_unknown_dataset_is_refused(sandbox: SandboxFusion) -> None:
    with pytest.raises(BadRequestError, match="no eval class found for dataset nope") as raised:
        sandbox.get_prompts(GetPromptsRequest(dataset="nope"))

    assert raised.value.status == 400


def test_data_of_the_wrong_form_is_refused(sandbox: SandboxFusion) -> None:
    with pytest.raises(BadRequestError, match="should be a list"):
        sandbox.get_prompts(GetPromptsRequest(dataset="echo", config=config(ECHO)))
    with pytest.raises(BadRequestError, match="should be a dict"):
        sandbox.get_prompt_by_id(GetPromptByIdRequest(dataset="echo", id=1, config=config([ECHO])))


def test_data_that_lacks_a_key_crashes_the_server(sandbox: SandboxFusion) -> None:
    untested = {name: value for name, value in ECHO.items() if name != "test"}
    request = SubmitRequest(dataset="echo", id=1, completion="", config=config(untested))
    with pytest.raises(ServerError, match="'test'") as raised:
        sandbox.submit(request)

    assert raised.value.body["traceback"]
    assert raised.value.attempts == 1


def test_there_is_no_such_path(front: Front) -> None:
    settings = {**front.settings, "base_url": f"{front.settings['base_url']}/nowhere"}
    with SandboxFusion(**settings) as sandbox, pytest.raises(NotFoundError):
        sandbox.ping()


def test_it_tells_of_itself(sandbox: SandboxFusion) -> None:
    assert "<html" in sandbox.get_home_page().lower()
    assert sandbox.get_openapi_document()["openapi"].startswith("3.")
