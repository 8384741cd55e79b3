"""Refusals of a sandbox, in each of their forms, and those worth another try."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock import (
    APIStatusError,
    BadRequestError,
    NotFoundError,
    RateLimitError,
    SandboxError,
    ServerError,
)
from penstock._core.message import RawResponse
from penstock._core.service import ParsedError
from penstock.retry import RetryHints
from penstock.sandbox_fusion import RunCodeResponse, RunJupyterResponse, _errors

SANDBOX: dict[str, Any] = {
    "status": "SandboxError",
    "message": "exception on running code select 1: 'sql' None",
    "compile_result": None,
    "run_result": None,
    "executor_pod_name": None,
    "files": {},
}
FAULTS = [
    {
        "type": "literal_error",
        "loc": ["body", "language"],
        "msg": "Input should be 'python' or 'cpp'",
        "input": "cobol",
        "ctx": {"expected": "'python' or 'cpp'"},
    },
    {"type": "missing", "loc": ["body", "code"], "msg": "Field required", "input": {}},
]


def answer(status: int, body: Any, **headers: str) -> RawResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return RawResponse(status, headers, raw)


def refused(status: int, body: Any, **headers: str) -> Any:
    found = _errors.parse_error(answer(status, body, **headers), 0)
    return found and found.error


def parsed(got: RawResponse) -> ParsedError:
    found = _errors.parse_error(got, 0)
    assert found is not None
    return found


@pytest.mark.table(
    "body",
    [{**SANDBOX, "status": "Success"}, {**SANDBOX, "status": "Failed"}, [], {}, "pong", b"<"],
)
def test_what_is_an_answer_is_none_refused(body: Any) -> None:
    """Code that failed is an answer."""
    assert refused(200, body) is None


def test_form_a_lists_its_faults() -> None:
    """The first in words, all of them in `errors`."""
    error = refused(422, {"detail": FAULTS})
    assert type(error) is BadRequestError
    assert error.message == "body.language: Input should be 'python' or 'cpp' (and 1 more)"
    assert (error.errors, error.status) == (FAULTS, 422)
    assert pickle.loads(pickle.dumps(error)).errors == FAULTS


@pytest.mark.table(
    ("detail", "message"),
    [
        ([], "the request: it is invalid"),
        (["odd"], "the request: it is invalid"),
        ([{"loc": 5, "msg": None}], "the request: it is invalid"),
        ([{"loc": ["body", 21], "msg": "JSON decode error"}], "body.21: JSON decode error"),
    ],
)
def test_odd_lists_of_faults_are_survived(detail: Any, message: str) -> None:
    """Their shape is not documented."""
    assert refused(422, {"detail": detail}).message == message


@pytest.mark.table(
    ("status", "kind"),
    [(400, BadRequestError), (404, NotFoundError), (405, APIStatusError), (500, ServerError)],
)
def test_form_b_is_one_sentence(status: int, kind: type) -> None:
    """And is the message."""
    error = refused(status, {"detail": "no eval class found for dataset nope"})
    assert (type(error), error.message) == (kind, "no eval class found for dataset nope")
    assert error.status == status


def test_form_c_keeps_its_traceback() -> None:
    """In the body."""
    body = {"detail": "'NoneType' object is not iterable", "traceback": ["Traceback ...", ""]}
    error = refused(500, body)
    assert (type(error), error.message) == (ServerError, "'NoneType' object is not iterable")
    assert error.body == body


def test_form_d_says_where_it_leads() -> None:
    """It isn't followed."""
    error = refused(307, b"", location="http://h:8080/run_code")
    assert (error.status, error.code) == (307, "REDIRECT")
    assert "http://h:8080" in error.message


@pytest.mark.table(
    ("status", "body", "kind"),
    [
        (503, b"Service Unavailable", ServerError),
        (502, b"<html>Bad Gateway</html>", ServerError),
        (429, b"", RateLimitError),
        (504, b"\xff", ServerError),
        (418, {"odd": 1}, APIStatusError),
    ],
)
def test_forms_e_and_f_may_be_anything(status: int, body: Any, kind: type) -> None:
    """Gateways don't speak JSON."""
    error = refused(status, body, **{"content-type": "text/html"})
    assert type(error) is kind
    assert error.message.startswith(f"the server answered {status}")


def test_a_sandbox_error_carries_the_whole_response() -> None:
    """Although its status is 200."""
    error = refused(200, SANDBOX)
    assert type(error) is SandboxError
    assert (error.status, error.code, error.passing) == (200, "SANDBOX_ERROR", False)
    assert isinstance(error.response, RunCodeResponse)
    assert error.response.to_dict() == SANDBOX
    assert str(error).startswith("the sandbox failed: exception on running code select 1: 'sql'")
    assert pickle.loads(pickle.dumps(error)).response == error.response
    notebook = {"status": "SandboxError", "message": "x", "driver": None, "cells": [], "files": {}}
    assert isinstance(refused(200, notebook).response, RunJupyterResponse)


def test_no_error_carries_the_users_code_unboundedly() -> None:
    """Servers echo it: in the message of a sandbox error, and in the input of a fault."""
    code = "secret = 1\n" * 100_000
    error = refused(200, {**SANDBOX, "message": f"exception on running code {code}: boom None"})
    assert error.message.endswith(": boom None")
    assert len(error.message) < 300
    fault = refused(422, {"detail": [{"loc": ["body"], "msg": "bad", "input": {"code": code}}]})
    broke = refused(500, {"detail": code, "traceback": [code]})
    for found in (error, fault, broke):
        assert len(pickle.dumps(found)) < 10_000
        assert len(str(found)) < 500
    assert "1099000 characters" in fault.errors[0]["input"]["code"]


@pytest.mark.table(
    ("message", "passing"),
    [
        ("exception on running code select 1: 'sql' None", False),
        ("exception on running code x: Incorrect padding None", False),
        ("exception on running code x: Invalid base64-encoded string: number of data", False),
        ("exception on running code x: Only base64 data is allowed None", False),
        (
            "exception on running code x: string argument should contain only ASCII characters",
            False,
        ),
        ("exception on running code x: embedded null byte None", False),
        ("exception on running code x: [Errno 36] File name too long: '/tmp/a' None", False),
        ("exception on running code x: [Errno 21] Is a directory: '/tmp/a/' None", False),
        ('exception on running code x: [Errno 17] File exists: "/tmp/it\'s" None', False),
        ("exception on running jupyter x: [Errno 17] File exists: '/tmp/tmp' None", False),
        ("Object name not found.", False),
        ("cannot convert float NaN to integer", False),
        ("Exception occurred in preexec_fn.", False),
        ("exception on running code print('sql'): [Errno 11] Resource unavailable None", True),
        ("exception on running code x = {'a': 'b'}: [Errno 28] No space left on device None", True),
        ("exception on running code '''Incorrect padding'''" + "x" * 300 + ": boom None", True),
        ("Cannot allocate memory", True),
        ("exception on running code x: [Errno 24] Too many open files: '/tmp/a/x.py' None", True),
        ("exception on running code x: [Errno 24] Too many open files: 'x' None", True),
        ("exception on running code x: [Errno 28] No space left on device: '/tmp/a' None", True),
        ("exception on running code x: [Errno 30] Read-only file system: '/tmp/a' None", True),
        ("exception on running command x: [Errno 12] Cannot allocate memory: 'ip' | None", True),
        ("exception on running code float('infinity'): boom None", True),
        ("exception on running code preexec_fn: boom None", True),
        ("exception on running code # Object name not found.: boom None", True),
        ("", True),
    ],
)
def test_what_follows_from_the_request_will_not_pass(message: str, passing: bool) -> None:
    """The rest is the sandbox's own, and may go better the next time."""
    assert _errors.may_be_transient(message) is passing
    body = {**SANDBOX, "message": message}
    assert parsed(answer(200, body)).hints == RetryHints(passing=passing)
    assert refused(200, body).passing is passing


LASTING = [
    "'sql' None",
    "Incorrect padding None",
    "Object name not found.",
    "embedded null byte None",
    "Exception occurred in preexec_fn. | None",
    "cannot convert float NaN to integer | None",
    "[Errno 36] File name too long: '/tmp/a' None",
    '[Errno 36] File name too long: "/tmp/it\'s" None',
    "[Errno 21] Is a directory: 'x",
    "Invalid base64-encoded string: x",
]
PASSING = [
    "boom None",
    "[Errno 24] Too many open files: '/tmp/tmpab/tmpcd.py' None",
    "[Errno 28] No space left on device None",
    "[Errno 11] Resource temporarily unavailable | None",
]


@given(code=st.lists(st.sampled_from(LASTING) | st.text(max_size=9), max_size=4).map(": ".join))
def test_no_code_decides_whether_its_sandboxs_error_may_pass(code: str) -> None:
    """The server repeats the code in front of the error."""
    for error in PASSING:
        assert _errors.may_be_transient(f"exception on running code {code}: {error}")
    for error in LASTING[:8]:
        assert not _errors.may_be_transient(f"exception on running code {code}: {error}")


@pytest.mark.table(
    ("status", "body", "hints"),
    [
        (500, {"detail": "failed to request sandbox: x"}, RetryHints(most_retries=1)),
        (500, {"detail": "x", "traceback": []}, RetryHints(veto=True, most_retries=1)),
        (500, b"<html>", RetryHints(most_retries=1)),
        (429, b"", RetryHints(processed=False)),
        (503, b"Service Unavailable", RetryHints()),
        (422, {"detail": []}, RetryHints()),
    ],
)
def test_what_an_answer_says_of_another_try(status: int, body: Any, hints: RetryHints) -> None:
    """A 500 is worth one; with a traceback it is the server's program, and worth none."""
    assert parsed(answer(status, body)).hints == hints


def test_a_gateways_headers_are_read() -> None:
    """The server itself has no limits."""
    assert parsed(answer(503, b"", **{"retry-after": "7"})).wait == 7
    assert parsed(answer(200, SANDBOX, **{"retry-after": "7"})).wait is None
    headers = {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "3"}
    (limit,) = parsed(answer(503, b"", **headers)).limits
    assert (limit.limit, limit.remaining) == (10, 3)
    assert parsed(answer(503, b"")).limits == ()
