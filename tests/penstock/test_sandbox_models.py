"""Requests that can be made, and those that are refused before they are sent."""

from __future__ import annotations

import copy
import io
import json
import math
import pickle
from base64 import b64encode
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock import UsageError
from penstock.errors import FileInputError
from penstock.sandbox_fusion import (
    LANGUAGES,
    EvalResult,
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    Language,
    RunCodeRequest,
    RunJupyterRequest,
    SubmitRequest,
    TestConfig,
    UnknownLanguageWarning,
    Verdict,
    _defaults,
    _files,
    _requests,
    verdict,
)
from penstock_api import operations
from penstock_api.models import SANDBOX_LANGUAGE_VALUES, KnownSandboxLanguage

CODE: Any = {"code": "print(1)", "language": "python"}


def body(request: Any) -> Any:
    """The JSON that is sent for it."""
    build = {
        RunCodeRequest: operations.run_code,
        RunJupyterRequest: operations.run_jupyter,
        GetPromptsRequest: operations.get_prompts,
        GetPromptByIdRequest: operations.get_prompt_by_id,
        SubmitRequest: operations.submit,
        GetMetricsRequest: operations.get_metrics,
        GetMetricsFunctionRequest: operations.get_metrics_function,
    }[type(request)].build
    made = _requests.build_request(build, request)
    assert made.body is not None
    return json.loads(made.body)


def test_the_documented_request() -> None:
    """Its defaults are the server's."""
    assert body(RunCodeRequest(code="print(123)", language="python")) == {
        "code": "print(123)",
        "language": "python",
        "compile_timeout": 10,
        "run_timeout": 10,
        "files": {},
        "fetch_files": [],
    }


def test_everything_that_can_be_set_is_sent() -> None:
    """Under the server's names, the memory limit's capitals included."""
    sent = body(
        RunCodeRequest(
            **CODE,
            compile_timeout=1.5,
            run_timeout=0,
            memory_limit_MB=256,
            stdin="",
            files={"a.txt": "aGk=", "b": None},
            fetch_files=("out",),
        )
    )
    assert sent == {
        **CODE,
        "compile_timeout": 1.5,
        "run_timeout": 0,
        "memory_limit_MB": 256,
        "stdin": "",
        "files": {"a.txt": "aGk=", "b": None},
        "fetch_files": ["out"],
    }


@pytest.mark.table(
    ("make", "message"),
    [
        (lambda: RunCodeRequest(code="", langauge="python"), "did you mean 'language'"),  # type: ignore[call-arg]
        (lambda: RunCodeRequest(**CODE, memory_limit_mb=5), "did you mean 'memory_limit_MB'"),
        (lambda: RunCodeRequest(**CODE, timeout=5), "no field 'timeout'"),
        (lambda: RunCodeRequest(**CODE, zzz=5), "it has code, language"),
        (lambda: RunCodeRequest(code=""), "needs language"),  # type: ignore[call-arg]
        (lambda: RunCodeRequest("print(1)", "python"), "by name"),  # type: ignore[call-arg,misc]
        (lambda: RunCodeRequest(**{**CODE, "code": b"x"}), "code must be a string, not bytes"),
        (lambda: RunCodeRequest(**CODE, run_timeout=math.nan), "run_timeout is nan"),
        (lambda: RunCodeRequest(**CODE, compile_timeout=math.inf), "compile_timeout is inf"),
        (lambda: RunCodeRequest(**CODE, run_timeout="5"), "must be a number, not str"),  # type: ignore[arg-type]
        (lambda: RunCodeRequest(**CODE, run_timeout=True), "must be a number, not bool"),
        (lambda: RunCodeRequest(**CODE, memory_limit_MB=1.5), "whole number"),  # type: ignore[arg-type]
        (lambda: RunCodeRequest(**CODE, stdin=5), "stdin must be a string"),  # type: ignore[arg-type]
        (lambda: RunCodeRequest(**CODE, files=["a"]), "must map paths"),  # type: ignore[arg-type]
        (lambda: RunCodeRequest(**CODE, files={1: b""}), "must map paths"),  # type: ignore[dict-item]
        (lambda: RunCodeRequest(**CODE, fetch_files="a"), r"a list: \['a'\]"),
        (lambda: RunCodeRequest(**CODE, fetch_files=[b"a"]), "list of strings"),  # type: ignore[list-item]
        (lambda: RunJupyterRequest(cells="print(1)"), r"a list: \['print\(1\)'\]"),
        (lambda: RunJupyterRequest(cells=[], total_timeout=math.nan), "total_timeout is nan"),
        (lambda: RunJupyterRequest(cells=[], files={"a": None}), "leave it out"),
        (lambda: SubmitRequest(dataset="d", id=1.5, completion=""), "id must be"),  # type: ignore[arg-type]
        (lambda: SubmitRequest(dataset="d", id=True, completion=""), "id must be"),
        (lambda: SubmitRequest(dataset="d", id=None, completion=""), "id must be"),  # type: ignore[arg-type]
        (lambda: SubmitRequest(dataset="d", id=1, completion="", config=5), "a TestConfig"),  # type: ignore[arg-type]
        (lambda: TestConfig(is_fewshot="yes"), "is_fewshot must be True or False"),  # type: ignore[arg-type]
        (lambda: TestConfig(run_timout=5), "did you mean 'run_timeout'"),  # type: ignore[call-arg]
        (lambda: TestConfig(provided_data="x"), "provided_data must be"),  # type: ignore[arg-type]
        (lambda: TestConfig(run_timeout=math.inf), "run_timeout is inf"),
        (lambda: GetPromptsRequest(dataset="d", limit=1.0), "whole number"),  # type: ignore[arg-type]
        (lambda: GetMetricsRequest(dataset="d", results=[{}]), "EvalResult"),  # type: ignore[list-item]
    ],
)
def test_what_the_server_would_refuse_or_swallow_is_refused_here(make: Any, message: str) -> None:
    """By name, with the remedy."""
    with pytest.raises(UsageError, match=message):
        make()


def test_a_field_is_checked_whenever_it_is_set() -> None:
    """And one that doesn't exist can't be."""
    request = RunCodeRequest(**CODE)
    with pytest.raises(UsageError, match="run_timeout is nan"):
        request.run_timeout = math.nan
    with pytest.raises(AttributeError, match="runtimeout"):
        request.runtimeout = 5  # type: ignore[attr-defined]
    request.run_timeout = 20
    assert body(request)["run_timeout"] == 20


def test_requests_can_be_copied_changed_and_pickled() -> None:
    """They go through queues to worker processes."""
    request = RunCodeRequest(**CODE, files={"a": b"1"})
    assert pickle.loads(pickle.dumps(request)) == copy.deepcopy(request) == request
    assert attrs.evolve(request, code="2").code == "2"
    assert request != attrs.evolve(request, code="2")


def test_the_languages_are_those_of_the_document() -> None:
    """In its order, and no second list of them."""
    assert LANGUAGES is SANDBOX_LANGUAGE_VALUES
    assert Language is KnownSandboxLanguage


@pytest.mark.table("language", LANGUAGES)
def test_no_known_language_is_warned_of(language: str) -> None:
    """Warnings are errors here."""
    assert body(RunCodeRequest(code="", language=language))["language"] == language


@pytest.mark.table(
    ("language", "hint"),
    [
        ("cobol", r"of SandboxFusion$"),
        ("Python", "'python'"),
        ("python2", "'python'"),
        ("javascript", "'nodejs'"),
        ("r", "'R'"),
        ("c++", "'cpp'"),
        ("ruby2", "'ruby'"),
    ],
)
def test_an_unknown_language_is_warned_of_and_sent(language: str, hint: str) -> None:
    """At the caller's line; a server of one's own may know it."""
    with pytest.warns(UnknownLanguageWarning, match=hint) as caught:
        request = RunCodeRequest(code="", language=language)
    assert [warning.filename for warning in caught] == [__file__]
    assert body(request)["language"] == language
    with pytest.warns(UnknownLanguageWarning):
        TestConfig(language=language)


def test_files_are_sent_in_base64_whatever_they_are(tmp_path: Path) -> None:
    """Text is base64 already, as documented."""
    path = tmp_path / "data.bin"
    path.write_bytes(b"\x00\xff")
    opened = io.BytesIO(b"open")
    files = {"a": b"1", "b": bytearray(b"2"), "c": path, "d": opened, "e": "aGk=", "f": None}
    assert body(RunCodeRequest(**CODE, files=files))["files"] == {
        "a": b64encode(b"1").decode(),
        "b": b64encode(b"2").decode(),
        "c": b64encode(b"\x00\xff").decode(),
        "d": b64encode(b"open").decode(),
        "e": "aGk=",
        "f": None,
    }
    assert body(RunCodeRequest(**CODE, files=None))["files"] == {}  # type: ignore[arg-type]


@pytest.mark.table(
    ("content", "message"),
    [
        (Path("/no/such/file"), "No such file"),
        ("plain text", "not in base64"),
        ("é", "not in base64"),
        (5, "not as int"),
        (io.StringIO("text"), "text mode"),
    ],
)
def test_a_file_that_cannot_be_sent_is_refused(content: Any, message: str) -> None:
    """The server would fail on it, and five times over."""
    with pytest.raises(FileInputError, match=message):
        body(RunCodeRequest(**CODE, files={"a": content}))


def test_only_reading_is_worth_a_thread() -> None:
    """Content that is there needs none."""
    assert not _files.reads_files(RunCodeRequest(**CODE, files={"a": b"1", "b": "aGk="}))
    assert not _files.reads_files(SubmitRequest(dataset="d", id=1, completion=""))
    assert _files.reads_files(RunCodeRequest(**CODE, files={"a": Path("x")}))
    assert _files.reads_files(RunJupyterRequest(cells=[], files={"a": io.BytesIO()}))


def test_half_a_surrogate_pair_is_refused_by_place() -> None:
    """It crashes the server, and has no UTF-8."""
    with pytest.raises(UsageError, match=r"at /code, character 7 .*lone surrogate"):
        body(RunCodeRequest(code="print('\ud800')", language="python"))


def test_code_that_is_no_text_is_told_before_all_else() -> None:
    """It is its author's mistake, whatever else the caller got wrong."""
    made = RunCodeRequest(code="\ud800", language="python", files={"a": Path("/no/such/file")})
    with pytest.raises(UsageError, match="at /code, character 0") as caught:
        body(made)
    assert verdict(caught.value) is Verdict.RUNTIME_ERROR
    with pytest.raises(UsageError, match="at /cells/1, character 0"):
        body(RunJupyterRequest(cells=("1", "\ud800"), files={"a": "no base64"}))


@given(st.one_of(st.integers(), st.text(st.characters(exclude_categories=["Cs"]))))
def test_an_id_keeps_its_type(value: int | str) -> None:
    """ "007" is no 7."""
    for request in (
        SubmitRequest(dataset="d", id=value, completion=""),
        GetPromptByIdRequest(dataset="d", id=value),
    ):
        found = body(request)["id"]
        assert (found, type(found)) == (value, type(value))


def test_a_config_sends_what_was_set() -> None:
    """Null is refused by the server, {} is not."""
    assert body(GetPromptsRequest(dataset="d")) == {
        "dataset": "d",
        "config": {},
        "offset": 0,
        "limit": 1_000_000,
    }
    config = TestConfig(
        dataset_type="CommonOJDataset",
        language="python",
        locale="zh",
        is_fewshot=False,
        compile_timeout=5,
        run_timeout=0,
        custom_extract_logic="x",
        provided_data={"id": 1, "test": ({"input": {}},)},
        extra={"run_all_cases": True},
    )
    assert body(SubmitRequest(dataset="d", id=1, completion="x", config=config))["config"] == {
        "dataset_type": "CommonOJDataset",
        "language": "python",
        "locale": "zh",
        "is_fewshot": False,
        "compile_timeout": 5,
        "run_timeout": 0,
        "custom_extract_logic": "x",
        "provided_data": {"id": 1, "test": [{"input": {}}]},
        "extra": {"run_all_cases": True},
    }


def test_a_config_may_be_a_dict() -> None:
    """Its fields are checked all the same."""
    assert GetPromptsRequest(dataset="d", config={"locale": "en"}).config == TestConfig(locale="en")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="did you mean 'locale'"):
        GetPromptsRequest(dataset="d", config={"local": "en"})  # type: ignore[arg-type]


def test_a_programs_own_attrs_class_of_a_request_is_checked_and_converted() -> None:
    @attrs.define(kw_only=True)
    class Graded(SubmitRequest):
        grade: int = 3

    made = Graded(dataset="mbpp", id=1, completion="", config={"locale": "en"})
    assert isinstance(made.config, TestConfig)
    assert made.grade == 3
    with pytest.raises(UsageError, match="dataset must be a string, not int"):
        Graded(dataset=5, id=1, completion="")  # type: ignore[arg-type]


def test_judgements_are_sent_as_they_came() -> None:
    """The server's additions, too."""
    judged = EvalResult.from_dict(
        {"id": "007", "accepted": True, "extracted_code": "x", "tests": [], "seconds": 3}
    )
    (sent,) = body(GetMetricsRequest(dataset="d", results=[judged]))["results"]
    assert (sent["id"], sent["accepted"], sent["seconds"]) == ("007", True, 3)
    assert "attempts" not in sent


@pytest.mark.table(
    ("seconds", "asked"),
    [
        (30, RunCodeRequest(**CODE)),
        (17.5, RunCodeRequest(**CODE, compile_timeout=2.5, run_timeout=5)),
        (20, RunCodeRequest(**CODE, run_timeout=-5)),
        (65, RunJupyterRequest(cells=[])),
        (30, RunJupyterRequest(cells=[], total_timeout=10)),
        (320, SubmitRequest(dataset="minif2f", id=1, completion="")),
        (
            315,
            SubmitRequest(dataset="d", id=1, completion="", config=TestConfig(compile_timeout=5)),
        ),
        (160, SubmitRequest(dataset="d", id=1, completion="", config=TestConfig(run_timeout=5))),
        (
            40,
            SubmitRequest(
                dataset="d",
                id=1,
                completion="",
                config=TestConfig(run_timeout=5, provided_data={"test": [{}] * 4}),
            ),
        ),
        (
            25,
            SubmitRequest(
                dataset="d",
                id=1,
                completion="",
                config=TestConfig(run_timeout=5, provided_data={"test": []}),
            ),
        ),
    ],
)
def test_an_attempt_may_take_what_was_asked_for_and_a_margin(seconds: float, asked: Any) -> None:
    """So that the server's own timeout comes first."""
    told = {
        RunCodeRequest: _defaults.run_code_timeout,
        RunJupyterRequest: _defaults.run_jupyter_timeout,
        SubmitRequest: _defaults.submit_timeout,
    }
    assert told[type(asked)](asked) == seconds


def test_pytest_takes_no_config_for_a_test() -> None:
    """Its documented name begins with Test."""
    assert TestConfig.__test__ is False
