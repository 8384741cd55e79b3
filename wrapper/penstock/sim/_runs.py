"""Runs, jobs and pauses: the emitted models, with behaviour.

A field added to openapi.yaml needs no line here. A result without the field that its caller relies
on raises ResponseError, whichever way the operation was called.
"""

from __future__ import annotations

# Annotations of the emitted models are resolved in this namespace, too.
import datetime
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, cast

import attrs

from penstock._core.decoding import mapping, number, text
from penstock._core.message import RawResponse
from penstock._core.output_type import OutputReader, OutputT
from penstock._core.results import Received, Result, Tabular, received
from penstock.sim._errors import EXECUTION_ERROR, failure
from penstock.sim._events import EVENTS
from penstock.sim._models import (
    FINISHED,
    RateLimitInfo,
    SimOutcome,
    rate_limit_info,
    response_fields,
)
from penstock.sim._outputs import Output, as_json, unwrap
from penstock_api import models
from penstock_api.runtime import Model, Types, fields


class JobStatus(Received, models.SimJobStatus, SimOutcome, Generic[OutputT]):
    """The state of a queued run: the dict of Sim's documentation, with attributes for its items.

    `status["status"]` is one of the documented five. Other states are mapped onto them: pending,
    waiting and the like to queued, states of a run under way to processing. The state as it was
    sent is `raw_status`. `status["output"]` and `status["error"]` are None until there are any.
    A run of v2 has the form of a job; as it was sent it is `run`.
    """

    _redeclared = ("error", "output")  # the items of the document are read by their keys
    metadata: models.SimJobMetadata  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(
        self,
        values: Mapping[str, Any] | Iterable[tuple[str, Any]],
        *,
        raw: Any = None,
        attempts: int = 1,
        rate_limit: RateLimitInfo | None = None,
        run: Run | None = None,
        types: Types = MappingProxyType({}),
    ) -> None:
        super().__init__(values, raw=raw, types=types)
        self.attempts = attempts
        self.rate_limit = rate_limit
        self.run = run
        self._typed_output: tuple[OutputT] | None = None
        self.raw_status = text(self.get("status")) or "unknown"
        self["metadata"] = mapping(self.get("metadata")) or models.SimJobMetadata({})
        status = "queued" if self.raw_status in _QUEUED else "processing"
        self["status"] = self.raw_status if self.raw_status in FINISHED else status

    def _received_in(self, response: RawResponse | Received, raw: Any) -> Self:
        """Return this after setting the fields that its response gives.

        Raises ResponseError for a response without a status.
        """
        if isinstance(response, RawResponse):
            if text(raw.get("status")) is None:
                raise response.unreadable("the response has no status of the job")
            self.rate_limit = rate_limit_info(response.limits)
        return super()._received_in(response, raw)

    @property
    def job_id(self) -> str | None:
        """The id of the job, or of the run in v2."""
        return text(self.get("taskId"))

    @property
    def run_id(self) -> str | None:
        """The run's id, where the server sends it."""
        places = (("runId",), ("output", "executionId"), ("metadata", "correlation", "executionId"))
        found = (_within(self, *path) for path in places)
        return next(filter(None, map(text, found)), None)

    @property
    def workflow_id(self) -> str | None:
        """The workflow's id, where the server sends it."""
        places = (("workflowId",), ("output", "workflowId"), ("metadata", "workflowId"))
        found = (_within(self, *path) for path in places)
        return next(filter(None, map(text, found)), None)

    @property
    def is_finished(self) -> bool:
        """True if its run is completed, failed or cancelled. A paused run isn't finished."""
        return self["status"] in FINISHED and not self.is_paused

    @property
    def is_paused(self) -> bool:
        """True if its run has paused and can be resumed. A job of v1 is completed by then."""
        return self.paused is not None

    @property
    def paused(self) -> dict[str, Any] | None:
        """The pause of a paused run; `paused["contextId"]` is the id to resume it with.

        None for a run that isn't paused, also while a resume of it is under way.
        """
        if self.raw_status == "paused":
            return current_pause(mapping(self.get("paused")))
        went_well = _within(self, "output", "success") is True
        return self.unwrapped.paused if went_well else None

    @property
    def succeeded(self) -> bool:
        """True if its run has finished without an error.

        Servers of 2025-10 call a job completed whose run failed; the output has the error then.
        """
        went_well = _within(self, "output", "success") is not False
        return self["status"] == "completed" and went_well and not self.is_paused

    @property
    def output(self) -> OutputT:
        """The workflow's output: a Response block's data, or the last block's output.

        `status["output"]` is the job's output as it was sent.
        """
        typed = self._typed_output
        return cast("OutputT", self.unwrapped.value) if typed is None else typed[0]

    @property
    def workflow_output(self) -> OutputT:
        """The same as `output`."""
        return self.output

    def _decoded(self, read: OutputReader[Any]) -> Self:
        # The item of the dict is not changed.
        self._typed_output = (read(self.output),)
        return self

    @property
    def response_status(self) -> int | None:
        """The status set by a Response block."""
        return self.unwrapped.status

    @property
    def response_headers(self) -> dict[str, str] | None:
        """The headers set by a Response block, names in lower case."""
        return self.unwrapped.headers

    @property
    def unwrapped(self) -> Output:
        """The output without v1's wrapper, and without a Response block's envelope."""
        output = self["output"]
        if isinstance(output, dict) and {"output", "workflowId"} <= output.keys():
            output = output["output"]
        went_well = _within(self, "output", "success") is not False
        return unwrap(output) if went_well else Output(value=output)

    @property
    def error(self) -> str | None:
        """The error as text; None without one. `status["error"]` is as it was sent."""
        message = failure(self["error"] or _within(self, "output", "error"))[0]
        if message is not None:
            return message
        return None if self.succeeded or not self.is_finished else _NO_REASON[self["status"]]

    @property
    def error_message(self) -> str | None:
        """The same as `error`."""
        return self.error

    @property
    def _failure_code(self) -> str:
        return failure(self.error)[1] or EXECUTION_ERROR


_QUEUED: Final = frozenset({"queued", "pending", "waiting", "admitting", "admitted"})
_NO_REASON: Final = {
    "completed": "the workflow failed; the server gives no reason",
    "failed": "the job failed; the server gives no reason",
    "cancelled": "the job was cancelled",
}


def _within(values: Any, *keys: str) -> Any:
    for key in keys:
        if not isinstance(values, dict):
            return None
        values = values.get(key)
    return values


def current_pause(paused: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the pause of a run whose status is paused; None while a resume is under way.

    For up to ten seconds after a resume, servers send paused with a `contextId` of null.
    """
    if paused is None:  # runs in a list come without it
        return {}
    return None if paused.get("contextId", "") is None else paused


def job_of_run(found: Run) -> JobStatus:
    """Return a run of v2 in the form of a job, so that one loop polls either."""
    values: dict[str, Any] = {
        "success": True,
        "taskId": found.run_id,
        "runId": found.run_id,
        "workflowId": found.workflow_id,
        "status": found.status,
        "metadata": {"startedAt": _iso(found.started_at)},
    }
    if found.is_finished:  # a paused run has these times, but they aren't final
        times = {"completedAt": _iso(found.ended_at), "duration": found.duration_ms}
        values["metadata"] |= times
    if found.paused is not None:
        values["paused"] = found.paused
    if found.status == "completed":
        values["output"] = found.raw_output  # as it was sent, as in a job
    if found.error is not None:
        values["error"] = found.error
    made: JobStatus = JobStatus(values, run=found)
    vars(made).update(response_fields(found))
    return made


def _iso(moment: object) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime.datetime) else None


@attrs.frozen(kw_only=True, repr=False, slots=False)
class SimResult(Result):
    """A successful response of Sim."""

    _needs: ClassVar[tuple[str, type] | None] = None
    """The field that it can't be used without, and the field's type."""
    rate_limit: RateLimitInfo | None = attrs.field(default=None, repr=False, eq=False)
    """The rate limit in the headers of the response; v1 sends none."""

    @classmethod
    def _given(cls, response: RawResponse) -> dict[str, Any]:
        return response_fields(response)

    def _check(self, response: RawResponse) -> None:
        if self._needs is not None:
            name, kind = self._needs
            if not isinstance(value := getattr(self, name), kind) or value == "":
                raise response.unreadable(f"the response has no {name}")


attrs.resolve_types(SimResult)


def _shared(kind: type[Model], found: Model) -> dict[str, Any]:
    """Return the fields of `found` that `kind` has, too."""
    return {field.name: getattr(found, field.name, None) for field in fields(kind)}


@attrs.frozen(kw_only=True, repr=False)
class ExecutionStatus(SimResult, models.SimExecutionStatus):
    """The state of a run of v1."""

    _needs = ("status", str)

    def as_run(self, workflow_id: str, run_id: str) -> Run:
        """Return the run in v2's form, in which an error is an object."""
        found = _shared(models.SimRun, self) | {"run_id": run_id, "workflow_id": workflow_id}
        message, code, detail = failure(self.error)
        if message is not None:
            error = detail or {"message": message, "code": code}
            found["failure"] = models.SimRunError.from_dict(error)
        return Run(**found, **response_fields(self), execution=self)


@attrs.frozen(kw_only=True, repr=False)
class Run(SimResult, models.SimRun, SimOutcome, Generic[OutputT]):
    """The state of a run. In a list, `output`, `error`, `paused` and `block_outputs` are None.

    `status` is queued, pending, running, paused, redacting, completed, failed, cancelled, or a
    newer one. Output, cost, pause and error as the server sends them are `raw_output`, `charge`,
    `pause` and `failure`.
    """

    _needs = ("status", str)
    execution: ExecutionStatus | None = attrs.field(default=None, repr=False, eq=False)
    """A run of v1 as it was sent; None for a run of v2."""
    typed_output: tuple[OutputT] | None = attrs.field(default=None, repr=False, eq=False)
    """The output decoded as `output_type`, where that was given."""

    @property
    def output(self) -> OutputT:
        """The output of a completed run; of a Response block, its data.

        None if the run was looked up without its output.
        """
        typed = self.typed_output
        return cast("OutputT", unwrap(self.raw_output).value) if typed is None else typed[0]

    def _decoded(self, read: OutputReader[Any]) -> Self:
        return attrs.evolve(self, typed_output=(read(self.output),))

    @property
    def response_status(self) -> int | None:
        """The status set by a Response block."""
        return unwrap(self.raw_output).status

    @property
    def response_headers(self) -> dict[str, str] | None:
        """The headers set by a Response block, names in lower case."""
        return unwrap(self.raw_output).headers

    @property
    def cost(self) -> float | None:
        """The cost in credits."""
        return number(getattr(self.charge, "total", None))

    @property
    def error(self) -> str | None:
        """The message of its error."""
        return failure(as_json(self.failure))[0]

    @property
    def error_code(self) -> str | None:
        """The code of its error."""
        return failure(as_json(self.failure))[1]

    @property
    def paused(self) -> dict[str, Any] | None:
        """The pause of a paused run; `paused["contextId"]` is the id to resume it with."""
        return mapping(as_json(self.pause))

    @property
    def summary(self) -> models.SimRunSummary | None:
        """The run in the schema of a list's items; None for a run of v1."""
        sent = mapping(self.raw) if self.execution is None else None
        return None if sent is None else models.SimRunSummary.from_dict(sent)

    @property
    def is_paused(self) -> bool:
        """True if it can be resumed; False while a resume is under way."""
        return self.status == "paused" and current_pause(self.paused) is not None


@attrs.frozen(kw_only=True, repr=False)
class RunPage(Tabular, SimResult, models.SimRunPage):
    """One page of a list of runs; of a plain call, in the schema of a list's items."""

    if TYPE_CHECKING:
        items: list[Run]  # type: ignore[assignment]

    def _received(self, response: RawResponse) -> Self:
        cursor = self.next_cursor or None
        # It is sent with the request for the next page, so it must be encodable.
        if cursor is not None and (not isinstance(cursor, str) or _SURROGATE.search(cursor)):
            raise response.unreadable("the response's nextCursor is not a string")
        rows: Any = self.items
        _check_rows(response, rows, models.SimRunSummary)
        if not all(text(row.status) for row in rows):
            raise response.unreadable("a run in the response has no status")
        return attrs.evolve(self, next_cursor=cursor, **response_fields(response))

    def of(self, workflow_id: str) -> Self:
        """Return the page of a workflow, its items as runs; some are sent without its id."""
        by = {name: value for name, value in response_fields(self).items() if name != "raw"}
        runs = [
            Run.from_dict(row.raw or {}, workflow_id=text(row.workflow_id) or workflow_id, **by)
            for row in self.items
        ]
        return attrs.evolve(self, items=cast("Any", runs))


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _check_rows(response: RawResponse, rows: Any, kind: type[Model]) -> None:
    """Raise ResponseError unless this is a list of runs with an id each."""
    if not isinstance(rows, list) or not all(isinstance(row, kind) for row in rows):
        raise response.unreadable("the response holds no list of runs")
    if not all(text(row.run_id) for row in rows):
        raise response.unreadable("a run in the response has no id")


@attrs.frozen(kw_only=True, repr=False)
class ExecutionCancellation(SimResult, models.SimExecutionCancellation):
    """The outcome of a cancellation of v1, which differs in the name of the id."""

    def as_cancellation(self) -> Cancellation:
        """Return the outcome in v2's form."""
        return Cancellation(
            **_shared(models.SimRunCancellation, self), **response_fields(self), execution=self
        )


@attrs.frozen(kw_only=True, repr=False)
class Cancellation(SimResult, models.SimRunCancellation):
    """The outcome of a cancellation.

    `success` is True for a run that had finished before, too, and `reason` distinguishes them; if
    it is False, `reason` is the reason. On a server without Redis, `success` is False for a
    finished run: see `was_finished`.
    """

    run_status: str | None = attrs.field(default=None, eq=False)
    """The run's status, looked up where `reason` leaves open if the run had finished."""
    execution: ExecutionCancellation | None = attrs.field(default=None, repr=False, eq=False)
    """The response of v1; None for one of v2."""

    @property
    def was_finished(self) -> bool:
        """True if the run had finished before it could be cancelled."""
        return (text(self.reason) or "").startswith("already_") or self.run_status in FINISHED

    @property
    def is_unsure(self) -> bool:
        """True if `reason` leaves open if the run had finished, as without Redis."""
        return self.success is not True and self.reason == "redis_unavailable"


@attrs.frozen(kw_only=True, repr=False)
class PauseDetail(SimResult, models.SimPauseDetail):
    """One pause of a run of v1, with the run and its queued resumes."""

    if TYPE_CHECKING:
        execution: PausedExecution = attrs.field()
        pause_point: PausePoint = attrs.field()

    def _received(self, response: RawResponse) -> Self:
        if not isinstance(self.pause_point, PausePoint):
            raise response.unreadable("the response has no pause_point")
        return attrs.evolve(
            self, pause_point=self.pause_point._received(response), **response_fields(response)
        )


@attrs.frozen(kw_only=True, repr=False)
class PausePoint(SimResult, models.SimPausePoint):
    """One pause of a run of v1; `context_id` is the id to resume it with.

    `status` is paused, queued, resuming, resumed, failed, or a newer one.
    """

    detail: PauseDetail | None = attrs.field(default=None, repr=False, eq=False)
    """The whole response of `get_pause_point`; None for a pause inside a `PausedExecution`."""

    @property
    def output(self) -> Any:
        """The output of the block that paused the run."""
        return unwrap(self.response).value


@attrs.frozen(kw_only=True, repr=False)
class PausedExecution(SimResult, models.SimPausedExecution):
    """A run of v1 that is paused, or was.

    `status` is paused, partially_resumed, fully_resumed, cancelled, or a newer one.
    """

    _needs = ("status", str)
    if TYPE_CHECKING:
        pause_points: list[PausePoint]  # type: ignore[assignment]

    def named(self, workflow_id: str, run_id: str = "") -> Self:
        """Return the run with these ids, where it was sent without them."""
        return attrs.evolve(
            self,
            run_id=text(self.run_id) or run_id,
            workflow_id=text(self.workflow_id) or workflow_id,
        )


@attrs.frozen(kw_only=True, repr=False)
class PausedExecutionList(SimResult, models.SimPausedExecutionList):
    """The paused runs of a workflow, in v1."""

    if TYPE_CHECKING:
        paused_executions: list[PausedExecution]  # type: ignore[assignment]

    def _received(self, response: RawResponse) -> Self:
        _check_rows(response, self.paused_executions, PausedExecution)
        paused: Any = [row._received(response) for row in self.paused_executions]
        return attrs.evolve(self, paused_executions=paused, **response_fields(response))


@attrs.frozen(kw_only=True, repr=False)
class Deployment(SimResult, models.SimWorkflowStatus):
    """The response behind a `WorkflowStatus`."""

    _needs = ("is_deployed", bool)


@attrs.frozen(kw_only=True, repr=False)
class AccountLimits(Result, models.SimUsageLimits):
    """The response behind `UsageLimits`."""

    rate_limit_info: RateLimitInfo | None = attrs.field(default=None, repr=False, eq=False)
    """The `rate_limit` of other results, whose name is a documented field here."""

    @classmethod
    def _given(cls, response: RawResponse) -> dict[str, Any]:
        return {**received(response), "rate_limit_info": rate_limit_info(response.limits)}


TYPES: Final = cast(
    "Types",
    {
        **EVENTS,
        models.SimExecutionCancellation: ExecutionCancellation,
        models.SimExecutionStatus: ExecutionStatus,
        models.SimJobStatus: JobStatus,
        models.SimPauseDetail: PauseDetail,
        models.SimPausePoint: PausePoint,
        models.SimPausedExecution: PausedExecution,
        models.SimPausedExecutionList: PausedExecutionList,
        models.SimRun: Run,
        models.SimRunCancellation: Cancellation,
        models.SimRunPage: RunPage,
        models.SimUsageLimits: AccountLimits,
        models.SimWorkflowStatus: Deployment,
    },
)
"""The class to make in place of each emitted model, wherever a response holds it."""
