"""The blame for a run that failed: nothing that a judged program can write exempts it.

Each is followed from the mock's answer to the verdict, in process and over a port.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fronts import Front, at

from penstock.sandbox_fusion import (
    RunCodeRequest,
    SandboxFusion,
    SubmitRequest,
    Verdict,
    verdict,
)
from penstock_mock.services.sandbox_fusion import result

PLACES = ["in-process", "port"]
LINE = "/bin/bash: line 1: {}: command not found\n"
INTERPRETED = {"nodejs": "node", "ruby": "ruby", "perl": "perl", "php": "php", "lua": "lua"}


@pytest.fixture(params=PLACES)
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    yield from at(request.param, "sandbox_fusion")


@pytest.fixture(params=PLACES)
def bare(request: pytest.FixtureRequest) -> Iterator[Front]:
    """A server without any of these interpreters."""
    yield from at(request.param, "sandbox_fusion", missing=[*INTERPRETED, "go", "jest"])


def submission(language: str, code: str = "pretend()") -> SubmitRequest:
    data = {"id": 1, "content": "", "labels": {}, "test": [case("hi\n"), case("ho\n")]}
    config = {"dataset_type": "CommonOJDataset", "language": language, "provided_data": data}
    completion = f"```{language}\n{code}\n```"
    return SubmitRequest(dataset="echo", id=1, completion=completion, config=config)


def case(text: str) -> dict[str, Any]:
    return {"input": {"stdin": text}, "output": {"stdout": text}}


def outcomes(front: Front, language: str, code: str = "pretend()") -> list[Any]:
    with SandboxFusion(**front.settings) as sandbox:
        return [
            sandbox.run_code(RunCodeRequest(code=code, language=language)),
            sandbox.submit(submission(language, code)),
            sandbox.submit_safe(submission(language, code)),
        ]


@pytest.mark.table("language", INTERPRETED)
def test_a_program_that_writes_the_shells_own_line_is_a_runtime_error(
    front: Front, language: str
) -> None:
    """Its interpreter is there: an empty program runs."""
    assert front.mock is not None
    forged = result("", LINE.format(INTERPRETED[language]), 127)
    front.mock.sandbox_fusion.script("pretend()", forged)
    for outcome in outcomes(front, language):
        assert outcome.verdict is Verdict.RUNTIME_ERROR


def test_a_python_program_that_writes_any_tools_line_is_a_runtime_error(front: Front) -> None:
    for tool in ("python", "python3", "node", "go", "g++", "bash"):
        code = f"import sys\nsys.stderr.write({LINE.format(tool)!r})\nsys.exit(127)"
        for outcome in outcomes(front, "python", code):
            assert outcome.verdict is Verdict.RUNTIME_ERROR


@pytest.mark.table("language", [*INTERPRETED, "go", "jest"])
def test_a_tool_that_the_server_lacks_is_an_outage(bare: Front, language: str) -> None:
    for outcome in outcomes(bare, language):
        assert outcome.verdict is Verdict.TOOLCHAIN_MISSING


def test_code_with_half_a_surrogate_pair_is_a_runtime_error(front: Front) -> None:
    code = "print('\ud800')"
    with SandboxFusion(**front.settings) as sandbox:
        judged = sandbox.submit_safe(submission("python", code))
        assert judged.verdict is Verdict.RUNTIME_ERROR
        with pytest.raises(ValueError, match="surrogate") as caught:
            sandbox.run_code(RunCodeRequest(code=code, language="python"))
        assert verdict(caught.value) is Verdict.RUNTIME_ERROR


def test_output_that_is_no_text_is_judged_like_any_other(front: Front) -> None:
    code = "import sys\nsys.stdout.buffer.write(b'\\xff\\xfe')"
    with SandboxFusion(**front.settings) as sandbox:
        ran = sandbox.run_code(RunCodeRequest(code=code, language="python"))
        judged = sandbox.submit(submission("python", code))
    assert (ran.verdict, ran.attempts) == (Verdict.SUCCESS, 1)
    assert ran.run_result is not None
    assert (ran.run_result.stdout or "").startswith("[DecodeError] ")
    assert (judged.verdict, judged.attempts) == (Verdict.WRONG_ANSWER, 1)
