"""SandboxFusion as a service of the mock: its requests, and the answer to each operation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from ...document.request import MISSING, Request
from ...engine.exchange import Problem, Reply
from ...engine.service import Call
from ...engine.session import Session
from ...engine.timeline import Timeline
from ..base import (
    AnyHandler,
    Handler,
    OperationService,
    RequestContext,
    RequestError,
    documented_body,
)
from ..pydantic_2_6 import Check, Findings, check_of, finding
from . import datasets, judging
from .datasets import Dataset, prompt_of
from .errors import ServerError, answer, crash
from .execution import Ran, RanNotebook, run, run_notebook
from .state import Options, SandboxFusionState

_PATHS = frozenset(
    (
        *("/v1/ping", "/run_code", "/run_jupyter", "/list_datasets", "/list_ids", "/get_prompts"),
        *("/get_prompt_by_id", "/submit", "/get_metrics", "/get_metrics_function"),
        "/openapi.json",
    )
)


class Context(RequestContext[SandboxFusionState, Options]):
    """A request to one of the service's paths."""

    fields: dict[str, Any]
    """The body as the operation's model has it, once a check has parsed it."""

    @property
    def dataset(self) -> Dataset:
        """The dataset of the request. Raises ServerError for an unknown one."""
        return datasets.found(self.state.datasets, self.fields["dataset"], self.fields["config"])

    def ran(self, ran: Ran | RanNotebook) -> Timeline:
        """The answer to a request to run code."""
        return answer(200, ran.body(self.options.executor_pod_name), seconds=ran.seconds)

    def rows(self, value: Any) -> Timeline:
        """An answer made of a dataset's rows, which the server's own model may not accept."""
        found: Findings = []
        model(self.call.operation.id, reply=True)(value, (), found)
        if found:
            raise crash(ValueError(f"{len(found)} validation errors"))
        return answer(200, value)


# -- requests -------------------------------------------------------------------------------------


class InvalidBodyError(RequestError):
    """The body is not of the operation's model: 422, with the findings."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(answer(422, {"detail": findings}))
        self.findings = findings


def fields(context: Context) -> None:
    """The body, coerced by the operation's model. Raises RequestError."""
    call = context.call
    context.fields = read_fields(call.request, model(call.operation.id), context.parsed)


def read_fields(request: Request, check: Check, parsed: Any = MISSING) -> dict[str, Any]:
    """The body, coerced. parsed: its JSON, where that is known. Raises RequestError: 400 for bytes
    that are no text, InvalidBodyError.
    """
    value: Any = None
    found: Findings = []
    main, _, sub = request.content_type.partition("/")
    if main and not (main == "application" and (sub == "json" or sub.endswith("+json"))):
        value = request.body.decode("utf-8", "replace") or None
    elif parsed is not MISSING:
        value = parsed
    elif request.body:
        try:
            value = json.loads(request.body)
        except json.JSONDecodeError as error:
            issue = {"type": "json_invalid", "loc": ["body", error.pos], "msg": "JSON decode error"}
            found.append({**issue, "input": {}, "ctx": {"error": error.msg}})
        except (ValueError, RecursionError):
            body = {"detail": "There was an error parsing the body"}
            raise RequestError(answer(400, body)) from None
    if value is None and not found:
        found.append(finding("missing", ("body",), None))
    coerced = {} if found else check(value, ("body",), found)
    if found:
        raise InvalidBodyError(found)
    return dict(coerced)


@cache
def model(operation_id: str, *, reply: bool = False) -> Check:
    """Return the model of an operation's request, or of its reply."""
    media = documented_body(operation_id, reply=reply)
    return check_of(media.schemas.document, media.schema)


# -- operations -----------------------------------------------------------------------------------


def list_ids(context: Context) -> Timeline:
    """The ids of a dataset's rows."""
    return context.rows([row["id"] for row in datasets.rows(context.dataset, context.fields)])


def get_prompts(context: Context) -> Timeline:
    """A dataset's rows as prompts."""
    dataset, config = context.dataset, context.fields["config"]
    found = datasets.rows(dataset, context.fields)
    return context.rows([prompt_of(dataset, row, config) for row in found])


def get_prompt_by_id(context: Context) -> Timeline:
    """One row as a prompt."""
    dataset = context.dataset
    row = datasets.prompt_row(dataset, context.fields)
    return context.rows(prompt_of(dataset, row, context.fields["config"]))


def submit(context: Context) -> Timeline:
    """A judged completion."""
    verdict = judging.judge(context.state, context.dataset, context.fields)
    return answer(200, verdict.body, seconds=verdict.seconds)


class SandboxFusion(OperationService[Context]):
    """SandboxFusion's behaviour. All of its state is in the session."""

    name = "sandbox_fusion"
    state_type = SandboxFusionState
    own_methods = True
    context = Context
    handlers: Mapping[str, AnyHandler[Context]] = {
        "listDatasets": Handler(lambda context: answer(200, list(context.state.datasets))),
        **{
            name: Handler(respond, (fields,))
            for name, respond in {
                "runCode": lambda each: each.ran(run(each.state, each.fields)),
                "runJupyter": lambda each: each.ran(run_notebook(each.state, each.fields)),
                "listIds": list_ids,
                "getPrompts": get_prompts,
                "getPromptById": get_prompt_by_id,
                "submit": submit,
                "getMetrics": lambda each: answer(200, each.dataset.metrics),
                "getMetricsFunction": lambda each: answer(
                    200, {"function": each.dataset.metrics_function}
                ),
            }.items()
        },
    }

    def respond(self, call: Call) -> Timeline | None:
        state: SandboxFusionState = call.state
        if state.full:  # as a server that was started with a limit on requests at once
            pairs = (("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"))
            return Timeline.reply(503, b"Service Unavailable", pairs)
        timeline = super().respond(call)
        state.work(0.0 if timeline is None else timeline.duration)
        return timeline

    def error_reply(self, context: Context, error: RequestError) -> Timeline:
        if isinstance(error, ServerError) and error.remedy:
            context.state.not_understood.append(error.remedy)
        return error.reply

    def refine(self, call: Call, problem: Problem, reply: Reply) -> Reply:
        """Strict validation in the server's own form, where its model fails too."""
        if problem.status == 400 and call.operation.id in self.handlers and call.operation.body:
            try:
                read_fields(call.request, model(call.operation.id))
            except InvalidBodyError as invalid:
                return Reply(422, json={"detail": invalid.findings})
            except RequestError:
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
