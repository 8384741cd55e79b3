"""A sandbox's answers, read into its documented types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from penstock._replies import check_object, kind_of, objects_in, parsed, parsed_object, unreadable
from penstock.sandbox_fusion._results import (
    SAFE_OUTPUT,
    EvalResult,
    Prompt,
    RunCodeResponse,
    RunJupyterResponse,
    add,
)
from penstock.sandbox_fusion._warnings import OutputCutWarning, warn

if TYPE_CHECKING:
    from penstock._message import Answer
    from penstock.sandbox_fusion._models import (
        RunCodeRequest,
        RunJupyterRequest,
        SubmitRequest,
        TestConfig,
    )

_Read = TypeVar("_Read", RunCodeResponse, RunJupyterResponse, EvalResult)
_Item = TypeVar("_Item")


def run_code(answer: Answer, asked: RunCodeRequest | None = None) -> RunCodeResponse:
    """Return how a program ran; warn if its output has probably been cut."""
    found = _answered(answer, RunCodeResponse, "SandboxRunCodeResponse", "status")
    if asked is not None:
        add(found, language=asked.language, memory_limit_MB=asked.memory_limit_MB)
    if found.output_cut:
        _warn_of_cut("this program's output")
    return found


def run_jupyter(answer: Answer, asked: RunJupyterRequest | None = None) -> RunJupyterResponse:
    """Return how a notebook ran."""
    found = _answered(answer, RunJupyterResponse, "SandboxRunJupyterResponse", "status")
    if asked is not None:
        add(found, memory_limit_MB=asked.memory_limit_MB)
    return found


def submit(answer: Answer, asked: SubmitRequest | None = None) -> EvalResult:
    """Return how a submission was judged; warn if output has probably been cut on the way."""
    found = _answered(answer, EvalResult, "SandboxEvalResult", "accepted")
    for test in found.tests:
        add(test.exec_info, language=None if asked is None else _language(asked.config))
    if any(test.exec_info.output_cut for test in found.tests):
        _warn_of_cut("the output in a test of this submission")
    return found


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


def _answered(answer: Answer, kind: type[_Read], schema: str, due: str) -> _Read:
    body = parsed_object(answer)
    if due not in body:
        unreadable(answer, f"the answer holds no {due}: is this a SandboxFusion server?")
    check_object(answer, body, schema)
    found = kind.from_dict(body)
    add(found, attempts=answer.attempts, base_url=answer.base_url)
    return found


def _array(answer: Answer) -> list[Any]:
    body = parsed(answer)
    if not isinstance(body, list):
        unreadable(answer, f"the answer is a JSON {kind_of(body)} where an array was expected")
    return body


def prompts(answer: Answer) -> list[Prompt]:
    """Return a dataset's problems."""
    return [Prompt.from_dict(item) for item in objects_in(answer, _array(answer), "SandboxPrompt")]


def prompt(answer: Answer) -> Prompt:
    """Return one problem."""
    body = parsed_object(answer)
    if "prompt" not in body:
        unreadable(answer, "the answer holds no prompt: is this a SandboxFusion server?")
    return Prompt.from_dict(body)


def ids(answer: Answer) -> list[int | str]:
    """Return ids, each of the type it was sent with."""
    found = [item for item in _array(answer) if not isinstance(item, bool)]
    return _all_or_none(answer, [item for item in found if isinstance(item, int | str)])


def names(answer: Answer) -> list[str]:
    """Return the ids of datasets."""
    return _all_or_none(answer, [item for item in _array(answer) if isinstance(item, str)])


def _all_or_none(answer: Answer, found: list[_Item]) -> list[_Item]:
    """Return what was found in an array; raise ResponseError if it holds other things only."""
    items = _array(answer)
    if items and not found:
        unreadable(answer, f"a list of {kind_of(items[0])}s came where one of ids was expected")
    return found


def metrics(answer: Answer) -> dict[str, Any]:
    """Return what the judgements sum up to; today's servers send nothing."""
    return parsed_object(answer)


def function(answer: Answer) -> str | None:
    """Return the source of the function that sums up; None if the dataset has none."""
    found = parsed_object(answer, "SandboxMetricsFunction").get("function")
    return found if isinstance(found, str) else None


def word(answer: Answer) -> str:
    """Return an answer that is one string."""
    body = parsed(answer)
    if not isinstance(body, str):
        unreadable(answer, f"the answer is a JSON {kind_of(body)} where a string was expected")
    return body


def page(answer: Answer) -> str:
    """Return an answer that is text."""
    return answer.text


def document(answer: Answer) -> dict[str, Any]:
    """Return a JSON object as it is."""
    return parsed_object(answer, "SandboxOpenapiDocument")
