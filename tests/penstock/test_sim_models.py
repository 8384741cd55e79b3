"""All that the document has of Sim's answers and frames is on the types of the client."""

from __future__ import annotations

import copy
import dataclasses
import pprint
from collections.abc import Iterator
from typing import Any, get_args

import attrs
import httpx
import pytest

from penstock import PenstockError, ResponseError
from penstock.sim import (
    Cancellation,
    FinalEvent,
    JobStatus,
    PausedExecution,
    PausePoint,
    Run,
    RunPage,
    Sim,
    StreamEvent,
    UnknownEvent,
    WorkflowExecutionResult,
)
from penstock.sim._events import EVENTS
from penstock.sim._runs import TYPES
from penstock_api import models, operations
from penstock_api.runtime import (
    ANY,
    Array,
    Codec,
    Embedded,
    Map,
    Model,
    OneOf,
    Ref,
    fields,
    wire,
)

OPERATIONS = [
    operation for operation in map(operations.get, operations.MODULES) if operation.tag == "sim"
]
EVENT: Any = models.SIM_STREAM_EVENT

# What the client has no model of its own for, and where a caller finds it whole.
WHOLE = {
    models.SimExecutionResult: "WorkflowExecutionResult.model",
    models.SimExecutionResume: "WorkflowExecutionResult.model, or AsyncExecutionResult.model",
    models.SimRunResult: "WorkflowExecutionResult.model",
    models.SimAsyncReceipt: "AsyncExecutionResult.model",
    models.SimRunReceipt: "AsyncExecutionResult.model",
    models.SimExecutionCancellation: "Cancellation.execution",
    models.SimExecutionStatus: "Run.execution",
    models.SimRunSummary: "Run.summary",
    models.SimPauseDetail: "PausePoint.detail",
    models.SimWorkflowStatus: "WorkflowStatus.model",
    models.SimUsageLimits: "UsageLimits.model",
    models.SimStreamFinal: "FinalEvent.model",
    models.SimStreamFinalData: "FinalEvent.model.data",
    models.SimStreamDone: "FinalEvent.model",
}
# What a caller gets as JSON: it may be anything.
UNREAD = {models.SimUnknownFrame: "UnknownEvent.raw"}
ENVELOPES = {
    models.SimRunCancellationEnvelope,
    models.SimRunEnvelope,
    models.SimRunReceiptEnvelope,
    models.SimRunResultEnvelope,
    models.SimPausedExecutionList,
}


def members(codec: Codec) -> Iterator[type[Model]]:
    """The models that a codec makes, up to those in their fields."""
    if isinstance(codec, Ref):
        target = codec.target()
        if isinstance(target, Codec):
            yield from members(target)
        else:
            yield target
    elif isinstance(codec, Array):
        yield from members(codec.item)
    elif isinstance(codec, Map | Embedded):
        yield from members(codec.value)
    elif isinstance(codec, OneOf):
        for member in (*codec.tagged.values(), *codec.models, *codec.others):
            yield from members(member)


def reached(found: type[Model], known: set[type[Model]]) -> None:
    """Add a model and those in its fields, however deep."""
    if found not in known:
        known.add(found)
        for field in fields(found):
            for member in members(field.codec):
                reached(member, known)


def answers() -> list[type[Model]]:
    """The models of all answers of success, frames included."""
    known: set[type[Model]] = set()
    for operation in OPERATIONS:
        for status, kinds in operation.responses.items():
            for codec in kinds.values() if status[0] == "2" else ():
                for member in members(codec):
                    reached(member, known)
    return sorted(known, key=lambda model: model.__name__)


def names(kind: type) -> set[str]:
    """The public attributes of a type: fields and properties."""
    found = {attribute.name for attribute in attrs.fields(kind)} if attrs.has(kind) else set()
    return found | {name for name in dir(kind) if not name.startswith("_")}


@pytest.mark.table("model", answers(), ids=lambda model: model.__name__)
def test_every_field_of_an_answer_is_on_its_type(model: type[Model]) -> None:
    """The client's own where there is one, else the document's, which something holds whole."""
    kind = TYPES.get(model, model)
    if model in WHOLE and not issubclass(kind, model):
        return
    if issubclass(kind, Model):
        wanted = {field.wire: field.name for field in fields(model)}
        assert wanted.items() <= {field.wire: field.name for field in fields(kind)}.items()
    else:
        JobStatus({})  # the names are made with the first
        assert {field.name for field in fields(model)} <= names(kind)


def test_every_answer_is_given_to_the_caller() -> None:
    """As a type of the client's, or whole beside one; what is part of another is on that."""
    parts = {
        inner
        for outer in answers()
        if outer not in ENVELOPES
        for field in fields(outer)
        for inner in members(field.codec)
    }
    assert set(answers()) - parts <= {*TYPES, *WHOLE, *ENVELOPES, *UNREAD}
    assert set(WHOLE) | set(UNREAD) | ENVELOPES | set(TYPES) <= set(answers())


def test_the_runs_of_a_page_are_of_its_documented_type() -> None:
    """A field that only a list's items have is on them, as a type checker has it."""
    status, sent, _ = CALLS["list_runs"]
    page = client(status, sent).call(operations.list_runs, "wf")
    assert type(page.items[0]) is models.SimRunSummary


def test_there_is_a_type_for_each_frame_of_the_document() -> None:
    """And no other; what the document doesn't know is kept whole."""
    frames = set(members(EVENT))
    made = {models.SimStreamFinal, models.SimStreamDone, models.SimUnknownFrame}
    assert set(EVENTS) | made == frames
    assert {*EVENTS.values(), FinalEvent, UnknownEvent} == set(get_args(StreamEvent))


RUN = {"runId": "r", "workflowId": "wf", "status": "completed", "newer": 1}
POINT = {"contextId": "c", "resumeStatus": "paused", "newer": 1}
PAUSED = {"id": "p", "workflowId": "wf", "executionId": "r", "status": "paused"}
PAUSED_RUN = {**PAUSED, "pausePoints": [POINT]}
HEADERS = {"X-Request-Id": "q", "X-RateLimit-Limit": "60"}
V1 = {"success": True, "output": {}, "metadata": {"duration": 1, "startTime": "x"}}

CALLS: dict[str, tuple[int, Any, Any]] = {
    "execute_workflow": (200, V1, lambda sim: sim.execute_workflow("wf")),
    "execute_run": (200, {"data": {**RUN, "output": 1}}, lambda sim: sim.execute_run("wf")),
    "start_run": (202, {"data": {"runId": "r", "statusUrl": "u"}}, lambda sim: sim.start_run("wf")),
    "queued": (202, {"success": True, "jobId": "j"},
               lambda sim: sim.execute_workflow("wf", async_execution=True)),
    "authored": (201, {"hello": "hi"}, lambda sim: sim.execute_workflow("wf")),
    "streamed": (200, V1, lambda sim: sim.execute_workflow("wf", stream=True)),
    "stream": (200, V1, lambda sim: sim.stream_workflow("wf").collect()),
    "get_run": (200, {"data": RUN}, lambda sim: sim.get_run("wf", "r")),
    "list_runs": (200, {"data": [RUN], "nextCursor": None},
                  lambda sim: next(iter(sim.list_runs("wf")))),
    "pages": (200, {"data": [RUN], "nextCursor": None},
              lambda sim: next(iter(sim.list_runs("wf").pages()))),
    "cancel_run": (200, {"data": {"success": True, "runId": "r"}},
                   lambda sim: sim.cancel_run("wf", "r")),
    "cancel_execution": (200, {"success": True, "executionId": "r"},
                         lambda sim: sim.cancel_execution("wf", "r")),
    "get_execution": (200, {**RUN, "executionId": "r"}, lambda sim: sim.get_execution("wf", "r")),
    "paused": (200, {"pausedExecutions": [PAUSED_RUN]},
               lambda sim: sim.list_paused_executions("wf")[0]),
    "get_paused": (200, PAUSED_RUN, lambda sim: sim.get_paused_execution("wf", "r")),
    "get_pause_point": (200, {"execution": PAUSED_RUN, "pausePoint": POINT},
                        lambda sim: sim.get_pause_point("wf", "r", "c")),
    "resume_run": (200, {"data": {**RUN, "output": 1}}, lambda sim: sim.resume_run("wf", "r", "c")),
    "resume_execution": (200, {"success": True, "status": "completed", "executionId": "x"},
                         lambda sim: sim.resume_execution("wf", "r", "c")),
    "get_job_status": (200, {"success": True, "taskId": "t", "status": "completed"},
                       lambda sim: sim.get_job_status("t")),
    "wait_for_job": (200, {"data": RUN},
                     lambda sim: sim.wait_for_job({"workflowId": "wf", "runId": "r"})),
    "get_workflow_status": (200, {"isDeployed": True}, lambda sim: sim.get_workflow_status("wf")),
    "get_usage_limits": (200, {"success": True, "rateLimit": {}, "usage": {}},
                         lambda sim: sim.get_usage_limits()),
}  # fmt: skip


def client(status: int, body: Any) -> Sim:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, json=body, headers=HEADERS)

    return Sim("key", transport=httpx.MockTransport(answer))


@pytest.mark.table("name", CALLS)
def test_every_result_has_what_its_response_gives(name: str) -> None:
    """A model, a dataclass as well as a dict."""
    status, body, call = CALLS[name]
    got = call(client(status, body))
    assert (got.headers["x-request-id"], got.request_id, got.attempts) == ("q", "q", 1)
    assert got.raw is not None


@pytest.mark.table(
    ("name", "read"),
    [
        ("execute_workflow", lambda got: (type(got.model), got.model.run_id)),
        ("execute_run", lambda got: (type(got.model), got.model.run_id)),
        ("start_run", lambda got: (type(got.model), got.model.queue_position)),
        ("queued", lambda got: (type(got.model), got.model.async_execution)),
        ("get_workflow_status", lambda got: (type(got.model).__mro__[2], got.model.is_published)),
        ("get_usage_limits", lambda got: (type(got.model).__mro__[2], got.model.storage)),
        ("get_execution", lambda got: (type(got.execution).__mro__[3], got.execution.level)),
        ("get_pause_point", lambda got: (type(got.detail).__mro__[3], got.detail.queue)),
        ("cancel_execution", lambda got: (type(got.execution), got.execution.redis_available)),
        ("list_runs", lambda got: (type(got.summary), got.summary.trigger)),
    ],
)
def test_an_answer_is_whole_beside_the_documented_fields(name: str, read: Any) -> None:
    """The documented fields, and those that the document doesn't have yet."""
    status, body, call = CALLS[name]
    data = body.get("data")
    sent = {**body, "newer": 1}
    if isinstance(data, dict):
        sent = {"data": {**data, "newer": 1}}
    elif data is not None:
        sent = {**body, "data": [{**data[0], "newer": 1}]}
    kind, _ = read(call(client(status, sent)))
    assert issubclass(kind, Model)
    got = call(client(status, sent))
    whole = next(
        found
        for place in ("model", "execution", "detail", "summary")
        for found in (getattr(got, place, None),)
        if found is not None
    )
    assert whole.additional_properties["newer"] == 1


@pytest.mark.table(
    ("operation", "arguments", "name", "read", "kind"),
    [
        ("get_run", ("wf", "r"), "get_run", lambda found: found.data, Run),
        ("list_runs", ("wf",), "pages", lambda found: found, RunPage),
        ("cancel_run", ("wf", "r"), "cancel_run", lambda found: found.data, Cancellation),
        ("get_paused_execution", ("wf", "r"), "get_paused", lambda found: found, PausedExecution),
        ("get_pause_point", ("wf", "r", "c"), "get_pause_point",
         lambda found: found.pause_point, PausePoint),
        ("get_job_status", ("t",), "get_job_status", lambda found: found, JobStatus),
    ],
)  # fmt: skip
def test_a_call_of_an_operation_gives_the_type_of_its_method(
    operation: str, arguments: tuple[str, ...], name: str, read: Any, kind: type
) -> None:
    """With what its response gives, too."""
    status, body, _ = CALLS[name]
    found = read(client(status, body).call(getattr(operations, operation), *arguments))
    assert isinstance(found, kind)
    assert (found.request_id, found.attempts) == ("q", 1)


@pytest.mark.table(
    ("operation", "arguments", "code"),
    [
        ("get_run", ("wf", "r"), "STATUS_ERROR"),
        ("get_usage_limits", (), "USAGE_ERROR"),
        ("execute_workflow", ("wf",), "EXECUTION_ERROR"),
    ],
)
def test_a_call_that_gets_no_answer_has_the_code_of_its_method(
    operation: str, arguments: tuple[str, ...], code: str
) -> None:
    """As documented: errors without a code of their own have one by what was asked."""

    def fail(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    sim = Sim("key", retry=0, transport=httpx.MockTransport(fail))
    given = {"body": models.SimExecuteRequest()} if operation == "execute_workflow" else {}
    with pytest.raises(PenstockError) as caught:
        sim.call(getattr(operations, operation), *arguments, **given)
    assert caught.value.code == code


@pytest.mark.table(
    ("body", "call"),
    [
        (V1, lambda sim: sim.execute_workflow("wf", output_type=int)),
        (V1, lambda sim: sim.stream_workflow("wf", output_type=int).collect()),
        ({"data": {**RUN, "output": "x"}}, lambda sim: sim.get_run("wf", "r", output_type=int)),
        ({**RUN, "executionId": "r", "finalOutput": "x"},
         lambda sim: sim.get_execution("wf", "r", output_type=int)),
        ({"success": True, "taskId": "t", "status": "completed", "output": "x"},
         lambda sim: sim.get_job_status("t", output_type=int)),
    ],
    ids=["execute", "stream", "get_run", "get_execution", "job"],
)  # fmt: skip
def test_an_output_of_another_type_is_told_with_its_response(body: Any, call: Any) -> None:
    """As any other refusal of an answer: the support of the server wants the id of the request."""
    with pytest.raises(ResponseError) as caught:
        call(client(200, body))
    error = caught.value
    assert (error.request_id, error.headers["x-ratelimit-limit"], error.attempts) == ("q", "60", 1)
    assert error.body is not None


@attrs.frozen(kw_only=True, repr=False)
class Older(models.SimExecutionResult):
    """A source whose logs are deprecated."""

    logs: list[Any] | None = attrs.field(
        default=None, metadata=wire("logs", Array(ANY), deprecated=True)
    )


LOGS = "^logs of WorkflowExecutionResult is deprecated$"


def test_a_deprecated_field_of_a_result_warns_where_a_program_reads_it() -> None:
    """Once, with the line of the program; a result of another source has none to warn of."""
    found = WorkflowExecutionResult(True, logs=["a"], model=Older(success=True))
    other = WorkflowExecutionResult(True, logs=["b"], model=models.SimExecutionResult(success=True))
    with pytest.warns(DeprecationWarning, match=LOGS) as caught:
        assert found.logs == ["a"]
    (warning,) = caught
    assert (warning.filename, found.output, other.logs) == (__file__, None, ["b"])
    found.logs = ["c"]
    with pytest.warns(DeprecationWarning, match=LOGS):
        assert found.logs == ["c"]


def test_a_result_is_copied_and_shown_without_a_warning_of_its_fields() -> None:
    found = WorkflowExecutionResult(True, logs=["a"], model=Older(success=True))
    assert "logs=['a']" in repr(found)
    assert "logs=['a']" in pprint.pformat(found, width=20)
    assert "<td" in found._repr_html_()
    assert found.to_dict()["logs"] == ["a"]
    assert dataclasses.asdict(found)["logs"] == ["a"]
    for same in (copy.copy(found), copy.deepcopy(found), dataclasses.replace(found)):
        assert same == found


@dataclasses.dataclass
class Noted(WorkflowExecutionResult[Any]):
    """A program's own result."""

    note: str = ""


def test_a_result_of_a_subclass_is_shown_and_compared_without_a_warning() -> None:
    found = Noted(True, logs=["a"], model=Older(success=True), note="n")
    assert "logs=['a']" in repr(found)
    assert found == copy.copy(found)
    with pytest.warns(DeprecationWarning, match="^logs of Noted is deprecated$"):
        assert found.logs == ["a"]
