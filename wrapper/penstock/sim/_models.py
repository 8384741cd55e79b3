"""Results that are the document's own models, with what can be asked of them.

A field that the document gains is on them without a line here. Each is refused when it lacks what
its caller relies on, whichever way the operation was called.
"""

from __future__ import annotations

# The names of inherited annotations are looked up here, too.
import datetime  # noqa: F401
from collections.abc import Mapping  # noqa: F401
from typing import TYPE_CHECKING, Any, Final, Generic, Self, cast

import attrs

from penstock._output_type import OutputT
from penstock._replies import unreadable
from penstock._result import Result, received
from penstock._values import mapping, number, text
from penstock.sim._events import EVENTS
from penstock.sim._jobs import JobStatus, waiting
from penstock.sim._large import LargeValue, large_values
from penstock.sim._outputs import as_json, unwrap
from penstock.sim._refusals import failure
from penstock.sim._types import FINISHED, RateLimitInfo, rate_limit_info
from penstock_api import models
from penstock_api.runtime import Model, Types, fields

if TYPE_CHECKING:
    from penstock._message import Answer


@attrs.frozen(kw_only=True, repr=False, slots=False)
class SimResult(Result):
    """A response of success of Sim's."""

    rate_limit: RateLimitInfo | None = attrs.field(default=None, repr=False, eq=False)
    """What the response said of the rate limit; v1 says nothing."""

    def _received(self, answer: Answer) -> Self:
        return attrs.evolve(self, **told(answer))


attrs.resolve_types(SimResult)


def told(answer: Answer) -> dict[str, Any]:
    """Return the fields of a result that its response gives."""
    return {**received(answer), "rate_limit": rate_limit_info(answer.limits)}


def shared(kind: type[Model], found: Model) -> dict[str, Any]:
    """Return the fields of a model that another has by the same names."""
    names = [field.name for field in fields(kind)]
    return {name: getattr(found, name) for name in names if hasattr(found, name)}


def beside(found: SimResult) -> dict[str, Any]:
    """Return what its response gave a result, for another that is made of it."""
    names = ("attempts", "headers", "rate_limit", "raw")
    return {name: getattr(found, name) for name in names}


@attrs.frozen(kw_only=True, repr=False)
class ExecutionStatus(SimResult, models.SimExecutionStatus):
    """A run of v1, as it is now."""

    def as_run(self, workflow_id: str, run_id: str) -> Run:
        """Return it in the form of v2, which has an object for its error."""
        found = shared(models.SimRun, self) | {"run_id": run_id, "workflow_id": workflow_id}
        message, code, detail = failure(self.error)
        if message is not None:
            error = detail or {"message": message, "code": code}
            found["failure"] = models.SimRunError.from_dict(error)
        return Run(**found, **beside(self), execution=self)

    def _received(self, answer: Answer) -> Self:
        if text(self.status) is None:
            unreadable(answer, "the answer doesn't say how the run is")
        return super()._received(answer)


@attrs.frozen(kw_only=True, repr=False)
class Run(SimResult, models.SimRun, Generic[OutputT]):
    """A run, as it is now. In a list, `output`, `error`, `paused` and `block_outputs` are None.

    `status` is queued, pending, running, paused, redacting, completed, failed, cancelled, or a
    newer one. What the server sends of its output, price, pause and failure is `raw_output`,
    `charge`, `pause` and `failure`.
    """

    execution: ExecutionStatus | None = attrs.field(default=None, repr=False, eq=False)
    """A run of v1 as it was sent; None for one of v2."""
    typed_output: tuple[OutputT] | None = attrs.field(default=None, repr=False, eq=False)
    """The output in a type of the caller's, where one was asked for."""

    def _received(self, answer: Answer) -> Self:
        if text(self.status) is None:
            unreadable(answer, "the answer doesn't say how the run is")
        return super()._received(answer)

    @property
    def output(self) -> OutputT:
        """Once completed, unless it wasn't asked for; of a Response block, its author's data."""
        typed = self.typed_output
        return cast("OutputT", unwrap(self.raw_output).value) if typed is None else typed[0]

    @property
    def response_status(self) -> int | None:
        """The status that the author of a Response block chose."""
        return unwrap(self.raw_output).status

    @property
    def response_headers(self) -> dict[str, str] | None:
        """The headers that the author of a Response block chose, names in lower case."""
        return unwrap(self.raw_output).headers

    @property
    def cost(self) -> float | None:
        """In credits."""
        return number(getattr(self.charge, "total", None))

    @property
    def error(self) -> str | None:
        """Why it failed."""
        return failure(as_json(self.failure))[0]

    @property
    def error_code(self) -> str | None:
        """Why it failed, for programs."""
        return failure(as_json(self.failure))[1]

    @property
    def paused(self) -> dict[str, Any] | None:
        """What a paused run waits for; `paused["contextId"]` is what to resume it with."""
        return mapping(as_json(self.pause))

    @property
    def summary(self) -> models.SimRunSummary | None:
        """The run in the fields that the document has for a list; None for one of v1."""
        sent = mapping(self.raw) if self.execution is None else None
        return None if sent is None else models.SimRunSummary.from_dict(sent)

    @property
    def is_finished(self) -> bool:
        """Whether it will change no more. A paused run isn't: it can be resumed."""
        return self.status in FINISHED

    @property
    def is_paused(self) -> bool:
        """Whether it waits to be resumed. While a resume is under way it no longer does."""
        return self.status == "paused" and waiting(self.paused) is not None

    @property
    def large_values(self) -> list[LargeValue]:
        """The values in the output that the server kept: a reference is in the place of each."""
        return large_values(self.output)


@attrs.frozen(kw_only=True, repr=False)
class RunPage(SimResult, models.SimRunPage):
    """One page of a list of runs."""

    if TYPE_CHECKING:
        items: list[Run]  # type: ignore[assignment]

    def _received(self, answer: Answer) -> Self:
        if not isinstance(self.items, list):
            unreadable(answer, "the answer holds no list of runs")
        if not all(isinstance(run, Run) for run in self.items):
            unreadable(answer, "the answer doesn't say how the run is")
        runs = [run._received(answer) for run in self.items]
        if not all(text(run.run_id) for run in runs):
            unreadable(answer, "the list holds a run without an id")
        cursor = self.next_cursor or None
        # It is going to be sent, so it must be Unicode.
        if cursor is not None and not (isinstance(cursor, str) and _is_unicode(cursor)):
            unreadable(answer, "the answer's nextCursor is no text")
        return attrs.evolve(self, items=cast("Any", runs), next_cursor=cursor, **told(answer))

    def of(self, workflow_id: str) -> Self:
        """Return it with the id of the workflow it was asked for by, where a run has none."""
        runs = [
            run if text(run.workflow_id) else attrs.evolve(run, workflow_id=workflow_id)
            for run in self.items
        ]
        return attrs.evolve(self, items=cast("Any", runs))


def _is_unicode(value: str) -> bool:
    return value.encode("utf-8", "ignore").decode() == value


@attrs.frozen(kw_only=True, repr=False)
class ExecutionCancellation(SimResult, models.SimExecutionCancellation):
    """What came of a cancellation of v1; it differs in the name of the id."""

    def as_cancellation(self) -> Cancellation:
        """Return it in the form of v2."""
        found = shared(models.SimRunCancellation, self) | {"success": self.success is True}
        return Cancellation(**found, **beside(self), execution=self)


@attrs.frozen(kw_only=True, repr=False)
class Cancellation(SimResult, models.SimRunCancellation):
    """What came of a cancellation.

    `success` is also True for a run that had ended before; `reason` tells, and says why if not.
    A server without Redis says of such a run that it failed: see `was_finished`.
    """

    run_status: str | None = attrs.field(default=None, eq=False)
    """The run's status, which was looked up where the reason leaves open whether it had ended."""
    execution: ExecutionCancellation | None = attrs.field(default=None, repr=False, eq=False)
    """The answer of v1 in all its fields; None for one of v2."""

    def _received(self, answer: Answer) -> Self:
        return attrs.evolve(self, success=self.success is True, **told(answer))

    @property
    def was_finished(self) -> bool:
        """Whether the run had ended before it could be cancelled."""
        return (text(self.reason) or "").startswith("already_") or self.run_status in FINISHED

    @property
    def is_unsure(self) -> bool:
        """Whether the reason leaves open if the run had ended, as it does without Redis."""
        return not self.success and self.reason == "redis_unavailable"


@attrs.frozen(kw_only=True, repr=False)
class PauseDetail(SimResult, models.SimPauseDetail):
    """One pause of a run of v1, with the run and the resumes that were asked for."""

    if TYPE_CHECKING:
        execution: PausedExecution = attrs.field()
        pause_point: PausePoint = attrs.field()

    def _received(self, answer: Answer) -> Self:
        if not isinstance(self.pause_point, PausePoint):
            unreadable(answer, "the answer holds no pause")
        return attrs.evolve(self, pause_point=self.pause_point._received(answer), **told(answer))


@attrs.frozen(kw_only=True, repr=False)
class PausePoint(SimResult, models.SimPausePoint):
    """One pause of a run of v1; `context_id` is the id that resumes it.

    `status` is paused while it waits; queued, resuming, resumed, failed, or a newer one.
    """

    detail: PauseDetail | None = attrs.field(default=None, repr=False, eq=False)
    """All that `get_pause_point` was answered with; None for a pause out of a paused run."""

    @property
    def output(self) -> Any:
        """The request of the block that waits."""
        return unwrap(self.response).value


@attrs.frozen(kw_only=True, repr=False)
class PausedExecution(SimResult, models.SimPausedExecution):
    """A run of v1 that waits for a person, or waited.

    `status` is paused, partially_resumed, fully_resumed, cancelled, or another.
    """

    if TYPE_CHECKING:
        pause_points: list[PausePoint]  # type: ignore[assignment]

    def _received(self, answer: Answer) -> Self:
        if text(self.status) is None:
            unreadable(answer, "the answer doesn't say how the paused run is")
        return super()._received(answer)

    def named(self, workflow_id: str, run_id: str = "") -> Self:
        """Return it with the ids it was asked for by, where it has none of its own."""
        return attrs.evolve(
            self,
            run_id=text(self.run_id) or run_id,
            workflow_id=text(self.workflow_id) or workflow_id,
        )


@attrs.frozen(kw_only=True, repr=False)
class PausedExecutionList(SimResult, models.SimPausedExecutionList):
    """The paused runs of a workflow of v1."""

    if TYPE_CHECKING:
        paused_executions: list[PausedExecution]  # type: ignore[assignment]

    def _received(self, answer: Answer) -> Self:
        if not isinstance(self.paused_executions, list):
            unreadable(answer, "the answer holds no list of paused runs")
        if not all(isinstance(found, PausedExecution) for found in self.paused_executions):
            unreadable(answer, "the answer doesn't say how the paused run is")
        paused = [found._received(answer) for found in self.paused_executions]
        if not all(text(found.run_id) for found in paused):
            unreadable(answer, "the answer doesn't say which runs are paused")
        return attrs.evolve(self, paused_executions=cast("Any", paused), **told(answer))


@attrs.frozen(kw_only=True, repr=False)
class Deployment(SimResult, models.SimWorkflowStatus):
    """The answer that a `WorkflowStatus` is made of."""

    def _received(self, answer: Answer) -> Self:
        if not isinstance(self.is_deployed, bool):
            unreadable(answer, "the answer doesn't say whether the workflow is deployed")
        return super()._received(answer)


@attrs.frozen(kw_only=True, repr=False)
class AccountLimits(Result, models.SimUsageLimits):
    """The answer that `UsageLimits` are made of."""

    rate_limit_info: RateLimitInfo | None = attrs.field(default=None, repr=False, eq=False)
    """What other results call `rate_limit`, a name that is taken here."""

    def _received(self, answer: Answer) -> Self:
        limit = rate_limit_info(answer.limits)
        return attrs.evolve(self, rate_limit_info=limit, **received(answer))


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
        models.SimRunSummary: Run,
        models.SimUsageLimits: AccountLimits,
        models.SimWorkflowStatus: Deployment,
    },
)
"""What is made in place of a model, wherever it is in an answer."""
