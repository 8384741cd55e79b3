"""Answers seen of a real SandboxFusion (469de08), as facts: request, status and body.

Times, temporary paths and tracebacks differ from run to run; `...` stands for anything, a pattern
for a text that it matches whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen


@frozen(kw_only=True)
class Seen:
    """One exchange."""

    asked: Any = None
    """The request's JSON, or its bytes."""
    path: str = "/run_code"
    method: str = "POST"
    status: int = 200
    body: Any = ...
    told: str
    """The wrapper's reading of it: a verdict, or the name of an exception."""
    attempts: int = 1
    sent: Mapping[str, str] = field(factory=lambda: {"content-type": "application/json"})
    """Headers."""
    by: Mapping[str, Any] = field(factory=dict)
    """The mock's settings for it: `missing` languages, a `script`, or the way it is `broken`."""


def step(
    code: int | None = 0, stdout: Any = "", stderr: Any = "", status: str = "Finished"
) -> dict[str, Any]:
    return {
        "status": status,
        "execution_time": ...,
        "return_code": code,
        "stdout": stdout,
        "stderr": stderr,
    }


OVER = "TimeLimitExceeded"


def ran(
    status: str, run: Any, compiled: Any = None, message: Any = "", files: Any = None
) -> dict[str, Any]:
    return {
        "status": status,
        "message": message,
        "compile_result": compiled,
        "run_result": run,
        "executor_pod_name": None,
        "files": files or {},
    }


def broken(message: Any, run: Any = None, compiled: Any = None) -> dict[str, Any]:
    return ran("SandboxError", run, compiled, message)


def code(text: str = "print(1)", language: str = "python", **more: Any) -> dict[str, Any]:
    return {"code": text, "language": language, **more}


def notebook(status: str, driver: Any, *cells: Any, message: Any = "") -> dict[str, Any]:
    told = {"status": status, "message": message, "driver": driver, "cells": [*cells]}
    return {**told, "executor_pod_name": None, "files": {}}


def cell(stdout: str = "", display: Any = (), error: Any = ()) -> dict[str, Any]:
    return {"stdout": stdout, "stderr": "", "display": [*display], "error": [*error]}


def fault(kind: str, place: list[Any], said: Any, given: Any, *, url: bool = True) -> Any:
    found = {"type": kind, "loc": ["body", *place], "msg": said, "input": given}
    return {**found, "url": f"https://errors.pydantic.dev/2.6/v/{kind}"} if url else found


def crash(detail: Any) -> dict[str, Any]:
    return {"detail": detail, "traceback": ...}


def case(stdin: str, stdout: str) -> dict[str, Any]:
    return {"input": {"stdin": stdin}, "output": {"stdout": stdout}}


def config(data: Any, kind: str = "CommonOJDataset", **more: Any) -> dict[str, Any]:
    return {"dataset_type": kind, "language": "python", "provided_data": data, **more}


def submission(completion: str, test: Any, **more: Any) -> dict[str, Any]:
    data = {"id": 1, "content": "Add.", "labels": {}, "test": test}
    return {"dataset": "x", "id": 1, "completion": completion, "config": config(data) | more}


def tested(passed: bool, info: Any, test: Any) -> dict[str, Any]:
    return {"passed": passed, "exec_info": info, "test_info": test}


def judged(accepted: bool, extracted: str, *tests: Any, whole: Any = None) -> dict[str, Any]:
    return {
        "id": 1,
        "accepted": accepted,
        "extracted_code": extracted,
        "full_code": whole,
        "test_code": None,
        "tests": [*tests],
        "extracted_type": None,
        "extra": None,
    }


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.DOTALL)


MISSING = "/bin/bash: line 1: {}: command not found\n"
AT = r"exception on running code print\(1\): "
NUMBER = "Input should be a valid number"
PARSED = f"{NUMBER}, unable to parse string as a number"
ADD = "a, b = map(int, input().split())\nprint(a + b)"
HELLO = "#include <iostream>\nint main() { std::cout << 123 << std::endl; }"
BANNER = "\n> coderunner@1.0.0 test\n> FORCE_COLOR=0 jest\n\n"
DETAIL: dict[int, dict[str, str]] = {
    404: {"detail": "Not Found"},
    405: {"detail": "Method Not Allowed"},
}
ROW = {"id": 1, "content": "Add.", "labels": {"a": 1}}
AUTO = "AutoEvalDataset"


def prompts(data: Any, kind: str = AUTO) -> dict[str, Any]:
    return {"dataset": "x", "config": config(data, kind)}


def one(given: Any, data: Any = None) -> dict[str, Any]:
    return {"dataset": "x", "id": given, "config": config(data or ROW, AUTO)}


RUNS: dict[str, Seen] = {
    "hello": Seen(
        asked=code("print('hello')"), body=ran("Success", step(0, "hello\n")), told="success"
    ),
    "nothing at all": Seen(asked=code(""), body=ran("Success", step()), told="success"),
    "exit status 3": Seen(
        asked=code("import sys\nsys.exit(3)"), body=ran("Failed", step(3)), told="runtime_error"
    ),
    "exit status 127": Seen(
        asked=code("import sys\nsys.exit(127)"), body=ran("Failed", step(127)), told="runtime_error"
    ),
    "an exception": Seen(
        asked=code("raise ValueError('boom')"),
        body=ran("Failed", step(1, "", pattern(r"Traceback .*ValueError: boom\n"))),
        told="runtime_error",
    ),
    "a compiled program": Seen(
        asked=code(HELLO, "cpp"), body=ran("Success", step(0, "123\n"), step()), told="success"
    ),
    "a compiled program's 127": Seen(
        asked=code("int main() { return 127; }", "cpp"),
        body=ran("Failed", step(127), step()),
        told="runtime_error",
        by={"script": {"return_code": 127}},
    ),
    "a handed on 127": Seen(
        asked=code("import subprocess, sys\nsys.exit(subprocess.call('nosuch', shell=True))"),
        body=ran("Failed", step(127, "", "/bin/sh: 1: nosuch: not found\n")),
        told="runtime_error",
        by={"script": {"return_code": 127, "stderr": "/bin/sh: 1: nosuch: not found\n"}},
    ),
    "a segmentation fault": Seen(
        asked=code("import os\nos.kill(os.getpid(), 11)"),
        body=ran("Failed", step(-11)),
        told="runtime_error",
        by={"script": {"return_code": -11}},
    ),
    "no compiler": Seen(
        asked=code("package main", "go"),
        body=ran("Failed", None, step(127, "", MISSING.format("go"))),
        told="toolchain_missing",
        by={"missing": ["go"]},
    ),
    "no interpreter": Seen(
        asked=code("echo 1;", "php"),
        body=ran("Failed", step(127, "", MISSING.format("php"))),
        told="toolchain_missing",
        by={"missing": ["php"]},
    ),
    "no jest": Seen(
        asked=code("test()", "jest"),
        body=ran("Failed", step(127, BANNER, "sh: 1: jest: not found\n")),
        told="toolchain_missing",
        by={"missing": ["jest"]},
    ),
    "input": Seen(
        asked=code(ADD, stdin="1 2\n"), body=ran("Success", step(0, "3\n")), told="success"
    ),
    "input with CRLF": Seen(
        asked=code('print(input() == "abc")', stdin="abc\r\n"),
        body=ran("Success", step(0, "False\n")),
        told="success",
    ),
    "time": Seen(
        asked=code("import time\nprint('before', flush=True)\ntime.sleep(30)", run_timeout=1),
        body=ran("Failed", step(None, "before\n", "", OVER)),
        told="timeout",
    ),
    "time, and nothing flushed": Seen(
        asked=code("import time\nprint('lost')\ntime.sleep(30)", run_timeout=1),
        body=ran("Failed", step(None, "", "", OVER)),
        told="timeout",
    ),
    "no time": Seen(
        asked=code(run_timeout=0), body=ran("Failed", step(None, "", "", OVER)), told="timeout"
    ),
    "time as text": Seen(
        asked=code(run_timeout="5"), body=ran("Success", step(0, "1\n")), told="UsageError"
    ),
    "256 KiB of output": Seen(
        asked=code("print('x' * 2**18)"),
        body=ran("Success", step(0, pattern("x{219264}"))),
        told="success",
    ),
    "1 MiB of output": Seen(
        asked=code("print('x' * 2**20)", run_timeout=2),
        body=ran("Failed", step(None, pattern("x{219264}"), "", OVER)),
        told="timeout",
    ),
    "output that is no text": Seen(
        asked=code("import sys\nsys.stdout.buffer.write(b'\\xff')"),
        body=ran("Success", step(0, pattern(r"\[DecodeError\] .*"))),
        told="success",
    ),
    "files there and back": Seen(
        asked=code(
            "open('out.bin', 'wb').write(b'HI')",
            files={"in/a.txt": "aGk=", "skipped": None},
            fetch_files=["out.bin", "missing.txt", "in/a.txt"],
        ),
        body=ran("Success", step(), files={"out.bin": "SEk=", "in/a.txt": "aGk="}),
        told="success",
    ),
    "too little memory": Seen(
        asked=code(memory_limit_MB=5),
        body=ran(
            "Failed",
            step(
                127,
                "",
                pattern(
                    r".*: error while loading shared libraries: .*: failed to map segment from "
                    r"shared object\n"
                ),
            ),
        ),
        told="memory_limit",
    ),
    "another field": Seen(
        asked=code(colour="red"), body=ran("Success", step(0, "1\n")), told="success"
    ),
}

FAILED: dict[str, Seen] = {
    "no runner": Seen(
        asked=code("select 1", "sql"),
        body=broken("exception on running code select 1: 'sql' None"),
        told="sandbox_error",
    ),
    "Scala without an object": Seen(
        asked=code("println(1)", "scala"),
        body=broken(
            "Object name not found.", None, step(1, None, "Object name not found.", "Error")
        ),
        told="compile_error",
    ),
    "bad base64": Seen(
        asked=code(files={"a": "x"}),
        body=broken(pattern(AT + ".* None")),
        told="FileInputError",
    ),
    "a limit that is none": Seen(
        asked=code(memory_limit_MB=2**60),
        body=broken(
            pattern(r"exception on running command .*: Exception occurred in preexec_fn\. \| None"),
            step(None, None, ..., "Error"),
        ),
        told="UsageError",
    ),
    "a name with NUL": Seen(
        asked=code(files={"a\0b": ""}),
        body=broken(pattern(AT + "embedded null byte None")),
        told="FileInputError",
    ),
    **{
        f"a file named {name[:5]!r}": Seen(
            asked=code(files={name: ""}),
            body=broken(pattern(AT + rf"\[Errno {number}\] .* None")),
            told="FileInputError",
        )
        for name, number in (("a/", 21), ("", 21), (".", 21), ("x" * 300, 36))
    },
    "a file below a file": Seen(
        asked=code(files={"a": "", "a/b": ""}),
        body=broken(pattern(AT + r"\[Errno (17|20)\] .* None")),
        told="FileInputError",
    ),
    "a notebook's file in the way": Seen(
        path="/run_jupyter",
        asked={"cells": ["1"], "files": {"tmp/sandbox/configs/x": ""}},
        body=notebook(
            "SandboxError",
            None,
            message=pattern(r"exception on running jupyter 1: \[Errno 17\] File exists: .* None"),
        ),
        told="sandbox_error",
    ),
}

SHORT: dict[str, Seen] = {
    f"a server short of {what}": Seen(
        asked=code(),
        body=broken(f"exception on running code print(1): {said} None"),
        told="sandbox_error",
        attempts=5,
        by={"broken": f"exception on running code print(1): {said} None"},
    )
    for what, said in {
        "descriptors": "[Errno 24] Too many open files: '/tmp/tmpab/tmpcd.py'",
        "disk": "[Errno 28] No space left on device: '/tmp/tmpab/tmpcd.py'",
        "a disk to write to": "[Errno 30] Read-only file system: '/tmp/tmpab'",
        "processes": "[Errno 11] Resource temporarily unavailable",
    }.items()
}

NOTEBOOKS: dict[str, Seen] = {
    "cells": Seen(
        path="/run_jupyter",
        asked={"cells": ["a = 123", "print(a)", "a", "raise RuntimeError('error message')"]},
        body=notebook(
            "Success",
            step(0, ..., ""),
            cell(),
            cell("123\n"),
            cell("", [{"text/plain": "123"}]),
            cell(error=[{"ename": "RuntimeError", "evalue": "error message", "traceback": ...}]),
        ),
        told="runtime_error",
    ),
    "a notebook out of time": Seen(
        path="/run_jupyter",
        asked={"cells": ["import time\nprint(1)\ntime.sleep(60)"], "total_timeout": 5},
        body=notebook("Failed", step(None, "", "", OVER)),
        told="timeout",
    ),
}

REFUSED: dict[str, Seen] = {
    **{
        f"run_timeout {str(given)[:9]!r}": Seen(
            asked=code(run_timeout=given),
            status=422,
            body={"detail": [fault(kind, ["run_timeout"], said, given)]},
            told="UsageError",
        )
        for given, kind, said in (
            (" 5 ", "float_parsing", PARSED),
            ("\u0661", "float_parsing", PARSED),
            (10**400, "float_type", NUMBER),
        )
    },
    "memory_limit_MB 1e20": Seen(
        asked=code(memory_limit_MB=1e20),
        status=422,
        body={"detail": [fault("int_parsing_size", ["memory_limit_MB"], ..., 1e20)]},
        told="UsageError",
    ),
    "another language": Seen(
        asked=code("1", "cobol"),
        status=422,
        body={
            "detail": [
                {
                    **fault(
                        "literal_error",
                        ["language"],
                        pattern(r"Input should be 'python', .* or 'racket'"),
                        "cobol",
                    ),
                    "ctx": {"expected": pattern(r"'python', .* or 'racket'")},
                }
            ]
        },
        told="BadRequestError",
    ),
    "no code": Seen(
        asked={"language": "python"},
        status=422,
        body={"detail": [fault("missing", ["code"], "Field required", {"language": "python"})]},
        told="UsageError",
    ),
    "no JSON": Seen(
        asked=b'{"code": "print(1)",',
        status=422,
        body={
            "detail": [
                {
                    **fault("json_invalid", [20], "JSON decode error", {}, url=False),
                    "ctx": {"error": ...},
                }
            ]
        },
        told="BadRequestError",
    ),
    "no UTF-8": Seen(
        asked=b'{"code": "\xff"}',
        status=400,
        body={"detail": "There was an error parsing the body"},
        told="BadRequestError",
    ),
    "half a surrogate pair": Seen(
        asked=b'{"code": "\\ud800", "language": "python"}',
        status=500,
        body=crash(pattern(r"'utf-8' codec can't encode .* surrogates not allowed")),
        told="UsageError",
    ),
    "no such route": Seen(
        path="/health", method="GET", status=404, body=DETAIL[404], told="NotFoundError"
    ),
    **{
        f"{method} {path}": Seen(
            path=path, method=method, status=405, body=DETAIL[405], told="APIStatusError"
        )
        for method, path in (("OPTIONS", "/run_code"), ("OPTIONS", "/"), ("GET", "/submit"))
    },
    **{
        f"HEAD {path}": Seen(path=path, method="HEAD", status=405, told="APIStatusError")
        for path in ("/v1/ping", "/")
    },
}

SOLVED = f"```python\n{ADD}\n```"
INFO = case("1 2\n", "3\n")
DATASETS: dict[str, Seen] = {
    "ping": Seen(path="/v1/ping", method="GET", body="pong", told="str"),
    "ids": Seen(
        path="/list_ids", asked=prompts([ROW, {**ROW, "id": "007"}]), body=[1, "007"], told="list"
    ),
    "prompts": Seen(
        path="/get_prompts",
        asked=prompts([ROW]),
        body=[{"id": 1, "prompt": "Add.", "labels": {"a": 1}}],
        told="list",
    ),
    "a prompt": Seen(
        path="/get_prompt_by_id",
        asked=one(1),
        body={"id": 1, "prompt": "Add.", "labels": {"a": 1}},
        told="Prompt",
    ),
    "a number as text": Seen(
        path="/get_prompt_by_id",
        asked={"dataset": "mbpp", "id": "11", "config": {}},
        body={"id": 11, "prompt": ..., "labels": ...},
        told="Prompt",
    ),
    "an id nobody has": Seen(
        path="/get_prompt_by_id",
        asked={"dataset": "mbpp", "id": 999, "config": {}},
        status=500,
        body=crash("'NoneType' object is not iterable"),
        told="ServerError",
    ),
    "an id that is none": Seen(
        path="/get_prompt_by_id",
        asked=one(1.5),
        status=422,
        body={
            "detail": [
                fault("int_from_float", ["id", "int"], ..., 1.5),
                fault("string_type", ["id", "str"], "Input should be a valid string", 1.5),
            ]
        },
        told="UsageError",
    ),
    "no such dataset": Seen(
        path="/get_prompts",
        asked={"dataset": "nope", "config": {}},
        status=400,
        body={"detail": "no eval class found for dataset nope"},
        told="BadRequestError",
    ),
    "no such class": Seen(
        path="/get_prompts",
        asked=prompts([ROW], "Nope"),
        status=400,
        body={"detail": "eval class Nope not found"},
        told="BadRequestError",
    ),
    "a dict for a list": Seen(
        path="/get_prompts",
        asked=prompts(ROW),
        status=400,
        body={"detail": "request.config.provided_data should be a list of str -> str | int"},
        told="BadRequestError",
    ),
    "a list for a dict": Seen(
        path="/get_prompt_by_id",
        asked=one(1, [ROW]),
        status=400,
        body={"detail": "request.config.provided_data should be a dict with str -> str | int"},
        told="BadRequestError",
    ),
    "no table": Seen(
        path="/get_prompts",
        asked={"dataset": "humaneval_go", "config": {}},
        status=500,
        body={
            "detail": pattern(
                r"failed to request database with query SELECT \* FROM code_eval_humaneval_go "
                r"ORDER BY id LIMIT 0, 1000000: 'NoneType' object has no attribute 'fetch_all'"
            )
        },
        told="ServerError",
    ),
    **{
        f"a row with {changed}": Seen(
            path="/get_prompts",
            asked=prompts([{**ROW, **changed}]),
            status=500,
            body=crash(...),
            told="ServerError",
        )
        for changed in (
            *({"id": None}, {"id": 1.5}, {"content": 5}),
            *({"labels": []}, {"labels": None}, {"labels": "text"}),
        )
    },
    "a right answer": Seen(
        path="/submit",
        asked=submission(SOLVED, [INFO]),
        body=judged(True, ADD, tested(True, ran("Success", step(0, "3\n")), INFO)),
        told="accepted",
    ),
    "a wrong answer": Seen(
        path="/submit",
        asked=submission("```python\nprint(4)\n```", [INFO, INFO]),
        body=judged(False, "print(4)", tested(False, ran("Success", step(0, "4\n")), INFO)),
        told="wrong_answer",
    ),
    "an answer that exits with 127": Seen(
        path="/submit",
        asked=submission("```python\nimport sys\nsys.exit(127)\n```", [INFO]),
        body=judged(
            False, "import sys\nsys.exit(127)", tested(False, ran("Failed", step(127)), INFO)
        ),
        told="runtime_error",
    ),
    "no tests": Seen(
        path="/submit", asked=submission("", []), body=judged(True, ""), told="accepted"
    ),
    "no language": Seen(
        path="/submit",
        asked=submission(SOLVED, [INFO], language=None),
        status=400,
        body={"detail": "config.language field must exist for CommonOJDataset, got None"},
        told="BadRequestError",
    ),
    "an AutoEval in a language that is none": Seen(
        path="/submit",
        asked={
            **one(1, {**ROW, "labels": {"programming_language": "cobol"}, "test": {"code": ""}}),
            "completion": "x",
        },
        status=500,
        body=crash(...),
        told="ServerError",
    ),
    "data without a test": Seen(
        path="/submit",
        asked={"dataset": "x", "id": 1, "completion": "", "config": config(ROW)},
        status=500,
        body=crash("'test'"),
        told="ServerError",
    ),
    "metrics": Seen(
        path="/get_metrics",
        asked={"dataset": "mbpp", "config": {}, "results": []},
        body={},
        told="dict",
    ),
    "metrics of a status that is none": Seen(
        path="/get_metrics",
        asked={
            "dataset": "mbpp",
            "config": {},
            "results": [judged(True, "", tested(True, {"status": "No", "message": ""}, None))],
        },
        status=422,
        body={
            "detail": [
                {
                    **fault(
                        "enum",
                        ["results", 0, "tests", 0, "exec_info", "status"],
                        "Input should be 'Success', 'Failed' or 'SandboxError'",
                        "No",
                        url=False,
                    ),
                    "ctx": {"expected": "'Success', 'Failed' or 'SandboxError'"},
                }
            ]
        },
        told="BadRequestError",
    ),
    "the function of metrics": Seen(
        path="/get_metrics_function",
        asked={"dataset": "mbpp", "config": {}},
        body={"function": None},
        told="NoneType",
    ),
}

ALL: dict[str, Seen] = {**RUNS, **FAILED, **SHORT, **NOTEBOOKS, **REFUSED, **DATASETS}
