"""A sandbox's answers to runs, with what is known of them from their requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from penstock._replies import result, unreadable
from penstock.sandbox_fusion._results import (
    SAFE_OUTPUT,
    TYPES,
    EvalResult,
    EvalTestCase,
    RunCodeResponse,
    RunJupyterResponse,
)
from penstock.sandbox_fusion._warnings import OutputCutWarning, warn

if TYPE_CHECKING:
    from penstock._message import Answer
    from penstock.sandbox_fusion._datasets import SubmitRequest, TestConfig
    from penstock.sandbox_fusion._models import RunCodeRequest, RunJupyterRequest
    from penstock_api.runtime import Operation

_Read = TypeVar("_Read", RunCodeResponse, RunJupyterResponse, EvalResult)


def run_code(
    answer: Answer, operation: Operation[..., Any], asked: RunCodeRequest
) -> RunCodeResponse:
    """Return how a program ran; warn if its output has probably been cut."""
    limit = asked.memory_limit_MB
    own = {"language": asked.language, "memory_limit_MB": limit}
    found = _read(answer, operation, RunCodeResponse, "status", own)
    if found.output_cut:
        _warn_of_cut("this program's output")
    return found


def run_jupyter(
    answer: Answer, operation: Operation[..., Any], asked: RunJupyterRequest
) -> RunJupyterResponse:
    """Return how a notebook ran."""
    own = {"memory_limit_MB": asked.memory_limit_MB}
    return _read(answer, operation, RunJupyterResponse, "status", own)


def submit(answer: Answer, operation: Operation[..., Any], asked: SubmitRequest) -> EvalResult:
    """Return how a submission was judged; warn if output has probably been cut on the way."""
    found = _read(answer, operation, EvalResult, "accepted", {})
    if any(run.output_cut for run in found.runs):
        _warn_of_cut("the output in a test of this submission")
    return with_runs(found, language=_language(asked.config))


def with_runs(found: EvalResult, **changes: Any) -> EvalResult:
    """Return a judgement with something changed in the run of each of its tests."""

    def changed(test: EvalTestCase) -> EvalTestCase:
        run = getattr(test, "exec_info", None)
        if not isinstance(run, RunCodeResponse):  # of another type than documented
            return test
        return attrs.evolve(test, exec_info=attrs.evolve(run, **changes))

    if not found.runs:
        return found
    return attrs.evolve(found, tests=[changed(test) for test in found.tests])


def _language(config: TestConfig) -> str | None:
    """Return the language a submission is run in; None where only the dataset knows it."""
    data = config.provided_data
    labels = data.get("labels") if isinstance(data, Mapping) else None
    if config.language is not None or not isinstance(labels, Mapping):
        return config.language
    named = (labels.get(name) for name in ("execution_language", "programming_language"))
    return next((name for name in named if isinstance(name, str)), None)


def _warn_of_cut(what: str) -> None:
    message = (
        f"{what} is longer than {SAFE_OUTPUT // 1024} KiB, and the server has probably cut it; "
        "write it to a file and name that in fetch_files"
    )
    warn(message, OutputCutWarning)


def _read(
    answer: Answer,
    operation: Operation[..., Any],
    kind: type[_Read],
    due: str,
    own: Mapping[str, Any],
) -> _Read:
    found = result(answer, operation, kind, TYPES, base_url=answer.base_url, **own)
    if found.raw is not None and due not in found.raw:  # the others alone say nothing of a run
        unreadable(answer, f"the answer holds no {due}: is this a SandboxFusion server?")
    return found
