"""SandboxFusion as a service of the mock: which operation is answered by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from ...contract import Contract, ContractError
from ...exchange import Request
from ...session import Session
from ...timeline import Timeline
from .. import Call, Problem, Reply
from . import datasets, judging, notebooks, requests, runner
from .judging import Delayed
from .prompting import prompt_of
from .pydantic import Check, Findings, check_of
from .replies import Refused, answer, unavailable
from .requests import Invalid, Unreadable
from .state import SandboxFusionState

Handler: TypeAlias = Callable[[SandboxFusionState, "dict[str, Any]"], "tuple[Any, float]"]

_PATHS = frozenset(
    (
        *("/v1/ping", "/run_code", "/run_jupyter", "/list_datasets", "/list_ids", "/get_prompts"),
        *("/get_prompt_by_id", "/submit", "/get_metrics", "/get_metrics_function"),
        "/openapi.json",
    )
)


class SandboxFusion:
    """SandboxFusion's behaviour. All of its state is in the session."""

    name = "sandbox_fusion"
    own_methods = True
    authenticates = True  # there is nothing to authenticate with

    def new_state(self, session: Session) -> SandboxFusionState:
        """Return the state of a session in which nothing is scripted yet."""
        return SandboxFusionState(session)

    def respond(self, call: Call) -> Reply | Timeline | None:
        """The answer to a request; None leaves it to the document's examples."""
        state: SandboxFusionState = call.state
        if state.full:
            return unavailable()
        timeline = _answered(call, state)
        state.work(0.0 if timeline is None else timeline.duration)
        return timeline

    def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
        """Strict validation in the server's own words, where it has any for that."""
        try:
            if problem.status == 400 and call.operation.id in _HANDLERS:
                requests.read(call.request, _model(call.operation.id))
        except Invalid as invalid:
            return Reply(422, json={"detail": invalid.findings})
        except Unreadable:
            pass
        return reply

    def lost(self, session: Session, request: Request, allow: tuple[str, ...]) -> Timeline:
        """Where there is no such path, or it has another method; a slash too many leads back."""
        path = request.raw_path
        if allow:
            pairs = (("allow", ", ".join(allow)),)
            return answer(405, {"detail": "Method Not Allowed"}, headers=pairs)
        if path.endswith("/") and path.rstrip("/") in _PATHS:
            base = request.base_url or f"{request.scheme}://{request.host}"
            return Timeline.reply(307, b"", (("location", base + path.rstrip("/")),))
        return answer(404, {"detail": "Not Found"})


def _answered(call: Call, state: SandboxFusionState) -> Timeline | None:
    if call.operation.id == "listDatasets":
        return answer(200, list(state.datasets))
    handler = _HANDLERS.get(call.operation.id)
    if handler is None:
        return None
    try:
        value, seconds = handler(state, requests.read(call.request, _model(call.operation.id)))
        if call.operation.id in _CHECKED:
            _check_answer(call.operation.id, value)
        return answer(200, value, seconds=seconds)
    except Invalid as invalid:
        return answer(422, {"detail": invalid.findings})
    except Unreadable:
        return answer(400, {"detail": "There was an error parsing the body"})
    except Delayed as refused:
        return refused.reply.delayed(refused.seconds)
    except Refused as refused:
        if refused.remedy:
            state.not_understood.append(refused.remedy)
        return refused.reply


@cache
def _model(operation_id: str, *, reply: bool = False) -> Check:
    """Return the model of an operation's request, or of its reply.

    The service plays Penstock's document, also where a mock was given another that has less.
    """
    contract = Contract.default()
    operation = contract.operations[operation_id]
    body = operation.response(200) if reply else operation.body
    media = body.media("application/json") if body else None
    if media is None:
        raise ContractError(f"{operation_id} has no body in JSON")
    return check_of(contract.document, media.schema)


def _check_answer(operation_id: str, value: Any) -> None:
    """Raise Refused for an answer that the server's own model doesn't accept."""
    found: Findings = []
    _model(operation_id, reply=True)(value, (), found)
    if found:
        error = ValueError(f"{len(found)} validation errors")
        raise Refused(500, str(error), error)


def _run_code(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    ran = runner.run(state, fields)
    return ran.body(state.options.executor_pod_name), ran.seconds


def _run_jupyter(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    ran = notebooks.run(state, fields)
    return ran.body(state.options.executor_pod_name), ran.seconds


def _list_ids(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    return datasets.ids(dataset, fields), 0.0


def _get_prompts(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    rows = datasets.rows(dataset, fields)
    return [prompt_of(dataset, row, fields["config"]) for row in rows], 0.0


def _get_prompt_by_id(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    row = datasets.prompt_row(dataset, fields)
    return prompt_of(dataset, row, fields["config"]), 0.0


def _submit(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    verdict = judging.judge(state, dataset, fields)
    return verdict.body, verdict.seconds


def _get_metrics(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    return dataset.metrics, 0.0


def _get_metrics_function(state: SandboxFusionState, fields: dict[str, Any]) -> tuple[Any, float]:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    return {"function": dataset.metrics_function}, 0.0


_HANDLERS: Mapping[str, Handler] = {
    "runCode": _run_code,
    "runJupyter": _run_jupyter,
    "listIds": _list_ids,
    "getPrompts": _get_prompts,
    "getPromptById": _get_prompt_by_id,
    "submit": _submit,
    "getMetrics": _get_metrics,
    "getMetricsFunction": _get_metrics_function,
}
# Those whose answers are made of a dataset's rows as they are.
_CHECKED = ("listIds", "getPrompts", "getPromptById")
