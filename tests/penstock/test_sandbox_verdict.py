"""The verdict on a program: nothing it writes exempts it, and no outage is held against it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock import PayloadTooLargeError, ResponseError, SandboxError, ServerError
from penstock.sandbox_fusion import (
    LANGUAGES,
    OutputCutWarning,
    RunCodeResponse,
    RunJupyterResponse,
    SummaryMapping,
    UnknownLanguageWarning,
    Verdict,
    summary_run_code_result,
    verdict,
)
from penstock.sandbox_fusion._verdict import COMPILERS, INTERPRETERS

NOT_FOUND = "{}: line 1: {}: command not found\n"
JEST = "sh: 1: jest: not found\n"


def step(code: int | None, stderr: str = "", *, stdout: str = "", status: str = "Finished") -> Any:
    return {
        "status": status,
        "execution_time": 0.01,
        "return_code": code,
        "stdout": stdout,
        "stderr": stderr,
    }


def answered(
    run: Any,
    compiled: Any = None,
    *,
    language: str | None = "python",
    limit: int = -1,
    proven: bool = False,
) -> RunCodeResponse:
    body = {"status": "Failed", "message": "", "compile_result": compiled, "run_result": run}
    return RunCodeResponse.from_dict(
        {**body, "executor_pod_name": None, "files": {}},
        language=language,
        memory_limit_MB=limit,
        tool_missing=proven,
    )


def missing(tool: str, shell: str = "/bin/bash") -> Any:
    return step(127, NOT_FOUND.format(shell, tool))


# -- tools that are missing ------------------------------------------------------------------------


@pytest.mark.table(("language", "tool"), COMPILERS.items())
@pytest.mark.table("shell", ["/bin/bash", "bash"])
def test_a_compiler_that_is_missing_is_an_outage(language: str, tool: str, shell: str) -> None:
    """Nothing a program writes gets into that step; its language need not be known."""
    for known in (language, None):
        found = answered(None, missing(tool, shell), language=known)
        assert found.verdict is Verdict.TOOLCHAIN_MISSING
        assert found.verdict.is_outage


@pytest.mark.table(("language", "tool"), INTERPRETERS.items())
@pytest.mark.table("shell", ["/bin/bash", "bash"])
def test_an_interpreter_that_a_probe_did_not_find_is_an_outage(
    language: str, tool: str, shell: str
) -> None:
    """It must be the language's own, named in the shell's own words; and it takes the probe."""
    step = missing(tool, shell)
    found = answered(step, language=language, proven=True)
    assert (found.verdict, found.may_lack_tool) == (Verdict.TOOLCHAIN_MISSING, True)
    unproven = answered(step, language=language)
    assert (unproven.verdict, unproven.may_lack_tool) == (Verdict.RUNTIME_ERROR, True)
    for other in {*LANGUAGES, None} - {lang for lang, one in INTERPRETERS.items() if one == tool}:
        found = answered(step, language=other, proven=True)
        assert (found.verdict, found.may_lack_tool) == (Verdict.RUNTIME_ERROR, False)


def test_jest_is_started_by_npm_which_has_a_shell_of_its_own() -> None:
    banner = "\n> coderunner@1.0.0 test\n> FORCE_COLOR=0 jest\n\n"
    for stderr in (JEST, JEST + "npm error code 127\n"):
        found = answered(step(127, stderr, stdout=banner), language="jest", proven=True)
        assert found.verdict is Verdict.TOOLCHAIN_MISSING
        other = answered(step(127, stderr), language="nodejs", proven=True)
        assert other.verdict is Verdict.RUNTIME_ERROR


FORGED = [
    ("python", step(127)),
    ("python", step(127, "module not found\n")),
    ("python", step(127, "/bin/sh: 1: nosuch: not found\n")),
    ("python", missing("python")),
    ("python", missing("go")),
    ("bash", step(127, "/tmp/tmpab/tmpcd.sh: line 1: go: command not found\n")),
    ("bash", missing("bash")),
    ("bash", missing("/bin/bash")),
    ("nodejs", missing("nodejs")),
    ("nodejs", step(1, NOT_FOUND.format("/bin/bash", "node"))),
    ("nodejs", step(127, "hello\n" + NOT_FOUND.format("/bin/bash", "node"))),
    ("nodejs", step(127, NOT_FOUND.format("/bin/bash", "node") + "\n")),
    ("nodejs", step(127, "/bin/bash: line 2: node: command not found\n")),
    ("nodejs", step(127, "", stdout=NOT_FOUND.format("/bin/bash", "node"))),
    ("jest", step(127, "Tests: 1 failed\n" + JEST)),
    ("jest", step(127, JEST + "Tests: 1 failed\n")),
    ("php", step(126, "/bin/bash: line 1: php: Permission denied\n")),
]


@pytest.mark.table(("language", "run"), FORGED)
def test_a_program_that_ends_like_a_missing_tool_is_a_runtime_error(
    language: str, run: Any
) -> None:
    """Its exit status and its stderr are its own to choose."""
    found = answered(run, language=language, proven=True)
    assert found.verdict is Verdict.RUNTIME_ERROR
    assert not verdict(found).is_outage


@pytest.mark.table("language", COMPILERS)
def test_after_a_compile_step_nothing_is_missing(language: str) -> None:
    """C++'s `return 127`, whatever it has written."""
    for stderr in ("", NOT_FOUND.format("/bin/bash", COMPILERS[language])):
        found = answered(step(127, stderr), step(0), language=language)
        assert found.verdict is Verdict.RUNTIME_ERROR


SHELLS = st.sampled_from(["/bin/bash", "bash", "sh", "/bin/sh", "/tmp/tmpab/tmpcd.sh"])
TOOLS = st.sampled_from([*COMPILERS.values(), *INTERPRETERS.values(), "python", "jest", "bash"])
LINES = st.builds(NOT_FOUND.format, SHELLS, TOOLS) | st.just(JEST) | st.text(max_size=20)
WRITTEN = st.lists(LINES, max_size=3).map("".join)
CODES = st.integers(-64, 255) | st.sampled_from([127, 127, 137, -9])


@given(
    language=st.sampled_from(LANGUAGES) | st.none(),
    code=CODES,
    stdout=WRITTEN,
    stderr=WRITTEN,
    limit=st.sampled_from([-1, 0, 64]),
    compiles=st.booleans(),
    timed_out=st.booleans(),
)
def test_no_output_of_a_program_is_an_outage(
    language: str | None,
    code: int,
    stdout: str,
    stderr: str,
    limit: int,
    compiles: bool,
    timed_out: bool,
) -> None:
    """Whatever it writes and however it ends, in every language, with and without a compiler."""
    status = "TimeLimitExceeded" if timed_out else "Finished"
    run = step(None if timed_out else code, stderr, stdout=stdout, status=status)
    found = answered(run, step(0) if compiles else None, language=language, limit=limit)
    assert not found.verdict.is_outage


@given(stdout=WRITTEN, stderr=WRITTEN, code=CODES, name=st.text(max_size=10), raised=st.booleans())
def test_no_output_of_a_notebook_is_an_outage(
    stdout: str, stderr: str, code: int, name: str, raised: bool
) -> None:
    """Neither of its cells, nor of the driver that a cell may have killed."""
    error = [{"ename": name, "evalue": stderr, "traceback": []}] if raised else []
    cells = [{"stdout": stdout, "stderr": stderr, "display": [], "error": error}]
    for status in ("Success", "Failed"):
        found = RunJupyterResponse.from_dict(
            {"status": status, "message": "", "driver": step(code, stderr), "cells": cells}
        )
        assert not found.verdict.is_outage


# -- memory ----------------------------------------------------------------------------------------


OUT_OF_MEMORY = [
    step(-9),
    step(137),
    step(1, "Traceback (most recent call last):\nMemoryError\n"),
    step(1, "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 8.00 GiB\n"),
    step(1, "x.rb:1:in `*': failed to allocate memory (NoMemoryError)\n"),
    step(-6, "terminate called after throwing an instance of 'std::bad_alloc'\n"),
    step(
        127,
        "python: error while loading shared libraries: libm.so.6: failed to map segment from "
        "shared object\n",
    ),
]


@pytest.mark.table("failed", OUT_OF_MEMORY)
def test_a_memory_limit_that_was_met_has_a_verdict_of_its_own(failed: Any) -> None:
    """Only where there was one; and it is held against the program."""
    for found in (answered(failed, limit=64), answered(None, failed, language="cpp", limit=64)):
        assert found.verdict is Verdict.MEMORY_LIMIT
        assert not found.verdict.is_outage
        assert found.out_of_memory
    assert answered(failed).verdict is Verdict.RUNTIME_ERROR
    assert answered(failed, limit=0).verdict is Verdict.RUNTIME_ERROR


@pytest.mark.table(
    "stderr",
    [
        "    except MemoryError:\nValueError: 3\n",
        "ValueError: a MemoryError is expected here\n",
        "MemoryErrorIsAVariable\nNameError: x\n",
    ],
)
def test_a_failure_that_only_names_the_error_is_none_of_memory(stderr: str) -> None:
    """Source lines in a traceback and messages may hold any name."""
    found = answered(step(1, f"Traceback (most recent call last):\n{stderr}"), limit=64)
    assert found.verdict is Verdict.RUNTIME_ERROR


def test_a_memory_limit_explains_neither_other_failures_nor_time() -> None:
    expired = step(None, "MemoryError", status="TimeLimitExceeded")
    assert answered(step(1, "ValueError"), limit=64).verdict is Verdict.RUNTIME_ERROR
    assert answered(expired, limit=64).verdict is Verdict.TIMEOUT


@pytest.mark.table("failed", OUT_OF_MEMORY)
def test_a_summary_counts_a_memory_limit_as_a_failure_of_its_step(failed: Any) -> None:
    words = SummaryMapping(RunFailed="run", CompileFailed="compile")
    assert summary_run_code_result(answered(failed, limit=64), words) == "run"
    compiled = answered(None, failed, language="cpp", limit=64)
    assert summary_run_code_result(compiled, words) == "compile"


# -- what fails in the server, and by the program's doing ------------------------------------------


def failed_with(message: str, kind: Any = RunCodeResponse) -> SandboxError:
    body = {"status": "SandboxError", "message": message, "files": {}, "cells": []}
    return SandboxError("the sandbox failed", response=kind.from_dict(body))


OVERWRITTEN = "exception on running jupyter open('output.json', 'w'): {} None"


@pytest.mark.table(
    ("error", "expected"),
    [
        (failed_with("Object name not found."), Verdict.COMPILE_ERROR),
        (
            ServerError(
                "failed to request sandbox: Sanbox responded with error: Object name not found.",
                status=500,
            ),
            Verdict.COMPILE_ERROR,
        ),
        (
            failed_with(
                OVERWRITTEN.format("Expecting value: line 1 column 1 (char 0)"), RunJupyterResponse
            ),
            Verdict.RUNTIME_ERROR,
        ),
        (failed_with(OVERWRITTEN.format("'cells'"), RunJupyterResponse), Verdict.RUNTIME_ERROR),
        (
            ResponseError("larger", "RESPONSE_TOO_LARGE", 200),
            Verdict.RUNTIME_ERROR,
        ),
        (OutputCutWarning("cut"), Verdict.RUNTIME_ERROR),
        (PayloadTooLargeError("too large", status=413), Verdict.RUNTIME_ERROR),
    ],
)
def test_a_program_that_makes_the_server_fail_is_no_outage(error: Any, expected: Verdict) -> None:
    """It would exempt itself."""
    assert verdict(error) is expected
    assert not verdict(error).is_outage


JUDGE = "failed to request sandbox: Sanbox responded with error: "
CODE = "exception on running code print(1): {} None"
NOTEBOOK = "exception on running jupyter x: {} None"
LEFT_FILES = [
    "[Errno 13] Permission denied: '/tmp/tmpab/out.txt'",
    "[Errno 1] Operation not permitted: '/tmp/tmpab/out.txt'",
    "[Errno 5] Input/output error",
    "[Errno 22] Invalid argument",
    "",  # a MemoryError has no text
]
BAD_NAMES = [
    "[Errno 36] File name too long: '/tmp/tmpab/Long.java'",
    "[Errno 21] Is a directory: '/tmp/tmpab/x'",
]
LEFT_RESULTS = [
    "Expecting value: line 1 column 1 (char 0)",
    "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)",
    "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    "'cells'",
    "'status'",
    "'NoneType' object is not subscriptable",
    "'int' object is not subscriptable",
    "list indices must be integers or slices, not str",
    "string indices must be integers, not 'str'",
    "maximum recursion depth exceeded while decoding a JSON array from a unicode string",
    "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use "
    "sys.set_int_max_str_digits() to increase the limit",
    "1 validation error for RunJupyterResult\ncells\n  Input should be a valid list "
    "[type=list_type, input_value='[Errno 24] Too many open files', input_type=str]\n"
    "    For further information visit https://errors.pydantic.dev/2.6/v/list_type",
]
UNWRITABLE = [
    "'utf-8' codec can't encode character '\\ud800' in position 90: surrogates not allowed",
    "'utf-8' codec can't encode characters in position 90-91: surrogates not allowed",
    "Out of range float values are not JSON compliant",
    "Out of range float values are not JSON compliant: nan",
    "maximum recursion depth exceeded while encoding a JSON object",
]
READING_IT = [
    '  File "/app/sandbox/utils/testing.py", line 9, in parse_jest_cases',
    '  File "/app/sandbox/utils/extraction.py", line 9, in default_extract_helper',
    '  File "/app/sandbox/datasets/natural_code_bench.py", line 9, in extract_java_code',
]


def crashed(message: str, *lines: str) -> ServerError:
    body = {"detail": message, "traceback": ["Traceback (most recent call last):", *lines, ""]}
    return ServerError(message, status=500, body=body)


ITS_OWN = [
    *(failed_with(CODE.format(said)) for said in LEFT_FILES),
    *(failed_with(NOTEBOOK.format(s), RunJupyterResponse) for s in LEFT_FILES + LEFT_RESULTS),
    *(ServerError(JUDGE + CODE.format(said), status=500) for said in LEFT_FILES + BAD_NAMES),
    *(crashed(said) for said in UNWRITABLE),
    *(crashed("'testResults'", line) for line in READING_IT),
]


@pytest.mark.table("error", ITS_OWN)
def test_what_a_program_left_behind_and_the_server_fails_to_read_is_the_programs(
    error: Any,
) -> None:
    """Files to be fetched, a notebook's results, a report of tests, text that has no JSON."""
    assert verdict(error) is Verdict.RUNTIME_ERROR
    assert not verdict(error).is_outage


@pytest.mark.table("said", [*BAD_NAMES, "[Errno 17] File exists: '/tmp/tmpab/a'"])
def test_a_file_that_the_caller_sent_is_not_held_against_the_program(said: str) -> None:
    for error in (
        failed_with(CODE.format(said)),
        failed_with(NOTEBOOK.format(said), RunJupyterResponse),
    ):
        assert verdict(error) is Verdict.SANDBOX_ERROR


SHORTAGES = [
    "[Errno 11] Resource temporarily unavailable",
    "[Errno 12] Cannot allocate memory",
    "[Errno 24] Too many open files: '/tmp/tmpab/tmpcd.py'",
    "[Errno 28] No space left on device: '/tmp/tmpab/tmpcd.py'",
    "[Errno 30] Read-only file system: '/tmp/tmpab'",
    "[Errno 2] No such file or directory: '/tmp/tmpab'",
    "Command 'bash -c \"source activate sandbox-runtime\"' returned non-zero exit status 1.",
]
QUOTING = "\n".join([*LEFT_FILES, *BAD_NAMES, *LEFT_RESULTS, *UNWRITABLE, *READING_IT])


@pytest.mark.table("said", SHORTAGES)
def test_a_shortage_of_the_servers_is_an_outage_whatever_the_code_quotes(said: str) -> None:
    for error in (
        failed_with(CODE.replace("print(1)", QUOTING).format(said)),
        failed_with(NOTEBOOK.format(said), RunJupyterResponse),
        ServerError(JUDGE + CODE.replace("print(1)", QUOTING).format(said), status=500),
        crashed(said, '  File "/app/sandbox/database.py", line 9, in get_row_by_id'),
    ):
        assert verdict(error) is Verdict.SANDBOX_ERROR
        assert verdict(error).is_outage


@pytest.mark.table(
    ("error", "expected"),
    [
        (failed_with("exception on running code x: Object name not found. None"), "sandbox_error"),
        (failed_with("[Errno 24] Too many open files"), "sandbox_error"),
        (
            failed_with("exception on running code '''Object name not found.''': boom None"),
            "sandbox_error",
        ),
        (SandboxError("x"), "sandbox_error"),
        (ServerError("Failed to check stdio test case: ", status=500), "sandbox_error"),
        (ResponseError("larger", "RESPONSE_TOO_LARGE", 502), "transport_error"),
        (UnknownLanguageWarning("cobol"), "refused"),
    ],
)
def test_what_the_program_has_no_part_in_is_an_outage(error: Any, expected: str) -> None:
    """Nor is it blamed for words that merely stand in its code."""
    assert verdict(error) == expected
    assert verdict(error).is_outage
