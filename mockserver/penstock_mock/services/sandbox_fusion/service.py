"""SandboxFusion as a service of the mock: which operation is answered by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, TypeAlias

from ...document.request import Request
from ...document.schemas import ContractError
from ...engine.exchange import Problem, Reply
from ...engine.service import Call
from ...engine.session import Session
from ...engine.timeline import Timeline
from ..base import Handler, OperationService, RequestContext, RequestError, documented
from ..pydantic_2_6 import Check, Findings, check_of
from . import datasets, judging, notebooks, requests, runner
from .options import Options
from .prompting import prompt_of
from .replies import ServerError, answer, unavailable
from .requests import Invalid, Unreadable
from .state import SandboxFusionState

Fields: TypeAlias = dict[str, Any]
Result: TypeAlias = tuple[Any, float]
"""The body of an answer, and the seconds of work it took."""
Work: TypeAlias = Callable[[SandboxFusionState, Fields], Result]

_PATHS = frozenset(
    (
        *("/v1/ping", "/run_code", "/run_jupyter", "/list_datasets", "/list_ids", "/get_prompts"),
        *("/get_prompt_by_id", "/submit", "/get_metrics", "/get_metrics_function"),
        "/openapi.json",
    )
)


class Context(RequestContext[SandboxFusionState, Options]):
    """A request to one of the service's paths."""

    fields: Fields
    """The body as the operation's model has it, once a check has parsed it."""


def model(context: Context) -> None:
    """The body, coerced by the operation's model."""
    try:
        context.fields = requests.read(context.request, _model(context.call.operation.id))
    except Invalid as invalid:
        raise RequestError(answer(422, {"detail": invalid.findings})) from None
    except Unreadable:
        body = {"detail": "There was an error parsing the body"}
        raise RequestError(answer(400, body)) from None


def _worked(work: Work, context: Context) -> Timeline:
    value, seconds = work(context.state, context.fields)
    return answer(200, value, seconds=seconds)


def _rows(work: Work, context: Context) -> Timeline:
    """An answer made of a dataset's rows, which the server's own model may not accept."""
    value, seconds = work(context.state, context.fields)
    found: Findings = []
    _model(context.call.operation.id, reply=True)(value, (), found)
    if found:
        error = ValueError(f"{len(found)} validation errors")
        raise ServerError(500, str(error), error)
    return answer(200, value, seconds=seconds)


@cache
def _model(operation_id: str, *, reply: bool = False) -> Check:
    """Return the model of an operation's request, or of its reply."""
    operation = documented(operation_id)
    body = operation.response(200) if reply else operation.body
    media = body.media("application/json") if body else None
    if media is None:
        raise ContractError(f"{operation_id} has no body in JSON")
    return check_of(operation.schemas.document, media.schema)


def _run_code(state: SandboxFusionState, fields: Fields) -> Result:
    ran = runner.run(state, fields)
    return ran.body(state.options.executor_pod_name), ran.seconds


def _run_jupyter(state: SandboxFusionState, fields: Fields) -> Result:
    ran = notebooks.run(state, fields)
    return ran.body(state.options.executor_pod_name), ran.seconds


def _list_ids(state: SandboxFusionState, fields: Fields) -> Result:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    return datasets.ids(dataset, fields), 0.0


def _get_prompts(state: SandboxFusionState, fields: Fields) -> Result:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    rows = datasets.rows(dataset, fields)
    return [prompt_of(dataset, row, fields["config"]) for row in rows], 0.0


def _get_prompt_by_id(state: SandboxFusionState, fields: Fields) -> Result:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    row = datasets.prompt_row(dataset, fields)
    return prompt_of(dataset, row, fields["config"]), 0.0


def _submit(state: SandboxFusionState, fields: Fields) -> Result:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    verdict = judging.judge(state, dataset, fields)
    return verdict.body, verdict.seconds


def _get_metrics(state: SandboxFusionState, fields: Fields) -> Result:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    return dataset.metrics, 0.0


def _get_metrics_function(state: SandboxFusionState, fields: Fields) -> Result:
    dataset = datasets.found(state.datasets, fields["dataset"], fields["config"])
    return {"function": dataset.metrics_function}, 0.0


class SandboxFusion(OperationService[Context]):
    """SandboxFusion's behaviour. All of its state is in the session."""

    name = "sandbox_fusion"
    own_methods = True
    context = Context
    handlers: Mapping[str, Handler[Context]] = {
        "listDatasets": Handler(lambda context: answer(200, list(context.state.datasets))),
        "runCode": Handler(partial(_worked, _run_code), (model,)),
        "runJupyter": Handler(partial(_worked, _run_jupyter), (model,)),
        "listIds": Handler(partial(_rows, _list_ids), (model,)),
        "getPrompts": Handler(partial(_rows, _get_prompts), (model,)),
        "getPromptById": Handler(partial(_rows, _get_prompt_by_id), (model,)),
        "submit": Handler(partial(_worked, _submit), (model,)),
        "getMetrics": Handler(partial(_worked, _get_metrics), (model,)),
        "getMetricsFunction": Handler(partial(_worked, _get_metrics_function), (model,)),
    }

    def new_state(self, session: Session) -> SandboxFusionState:
        """Return the state of a session in which nothing is scripted yet."""
        return SandboxFusionState(session)

    def respond(self, call: Call) -> Timeline | None:
        state: SandboxFusionState = call.state
        if state.full:
            return unavailable()
        timeline = super().respond(call)
        state.work(0.0 if timeline is None else timeline.duration)
        return timeline

    def error_reply(self, context: Context, error: RequestError) -> Timeline:
        if isinstance(error, ServerError) and error.remedy:
            context.state.not_understood.append(error.remedy)
        return error.reply

    def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
        """Strict validation in the server's own words, where it has any for that."""
        try:
            if problem.status == 400 and call.operation.id in self.handlers:
                requests.read(call.request, _model(call.operation.id))
        except Invalid as invalid:
            return Reply(422, json={"detail": invalid.findings})
        except Unreadable:
            pass
        return reply

    def not_found(self, session: Session, request: Request, allow: tuple[str, ...]) -> Timeline:
        """Respond to an unknown path or method; one slash too many redirects."""
        path = request.raw_path
        if allow:
            pairs = (("allow", ", ".join(allow)),)
            return answer(405, {"detail": "Method Not Allowed"}, headers=pairs)
        if path.endswith("/") and path.rstrip("/") in _PATHS:
            base = request.base_url or f"{request.scheme}://{request.host}"
            return Timeline.reply(307, b"", (("location", base + path.rstrip("/")),))
        return answer(404, {"detail": "Not Found"})
