"""Results that are the document's own models, with what can be asked of them.

A field that the document gains is on them without a line here. Each is refused when it lacks what
its caller relies on, whichever way the operation was called.
"""

from __future__ import annotations

# The names of inherited annotations are looked up here, too.
import datetime  # noqa: F401
import re
from collections.abc import Mapping  # noqa: F401
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, cast

import attrs

from penstock._core.decoding import mapping, number, text, unreadable
from penstock._core.output_type import OutputT
from penstock._core.results import Result, check_success, received
from penstock.sim._errors import failure
from penstock.sim._events import EVENTS
from penstock.sim._jobs import JobStatus, waiting
from penstock.sim._large import LargeValue, large_values
from penstock.sim._outputs import as_json, unwrap
from penstock.sim._types import FINISHED, RateLimitInfo, rate_limit_info, told
from penstock_api import models
from penstock_api.runtime import Model, Types, fields

if TYPE_CHECKING:
    from penstock._core.message import Answer


@attrs.frozen(kw_only=True, repr=False, slots=False)
class SimResult(Result):
    """A response of success of Sim's."""

    _needs: ClassVar[tuple[str, type] | None] = None
    """The field without which it can't be used, and its type."""
    rate_limit: RateLimitInfo | None = attrs.field(default=None, repr=False, eq=False)
    """The rate limit in the headers of the response; v1 sends none."""

    @classmethod
    def _given(cls, answer: Answer) -> dict[str, Any]:
        return told(answer)

    def _check(self, answer: Answer) -> None:
        if self._needs is not None:
            name, kind = self._needs
            if not isinstance(value := getattr(self, name), kind) or value == "":
                unreadable(answer, f"the answer has no {name}")


attrs.resolve_types(SimResult)


def _shared(kind: type[Model], found: Model) -> dict[str, Any]:
    """Return the fields of a model that another has by the same names."""
    return {field.name: getattr(found, field.name, None) for field in fields(kind)}


@attrs.frozen(kw_only=True, repr=False)
class ExecutionStatus(SimResult, models.SimExecutionStatus):
    """A run of v1, as it is now."""

    _needs = ("status", str)

    def as_run(self, workflow_id: str, run_id: str) -> Run:
        """Return it in the form of v2, which has an object for its error."""
        found = _shared(models.SimRun, self) | {"run_id": run_id, "workflow_id": workflow_id}
        message, code, detail = failure(self.error)
        if message is not None:
            error = detail or {"message": message, "code": code}
            found["failure"] = models.SimRunError.from_dict(error)
        return Run(**found, **told(self), execution=self)


@attrs.frozen(kw_only=True, repr=False)
class Run(SimResult, models.SimRun, Generic[OutputT]):
    """A run, as it is now. In a list, `output`, `error`, `paused` and `block_outputs` are None.

    `status` is queued, pending, running, paused, redacting, completed, failed, cancelled, or a
    newer one. What the server sends of its output, price, pause and failure is `raw_output`,
    `charge`, `pause` and `failure`.
    """

    _needs = ("status", str)
    execution: ExecutionStatus | None = attrs.field(default=None, repr=False, eq=False)
    """A run of v1 as it was sent; None for one of v2."""
    typed_output: tuple[OutputT] | None = attrs.field(default=None, repr=False, eq=False)
    """The output in a type of the caller's, where one was asked for."""

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
        """The pause of a paused run; `paused["contextId"]` is what to resume it with."""
        return mapping(as_json(self.pause))

    @property
    def summary(self) -> models.SimRunSummary | None:
        """The run in the fields that the document has for a list; None for one of v1."""
        sent = mapping(self.raw) if self.execution is None else None
        return None if sent is None else models.SimRunSummary.from_dict(sent)

    @property
    def succeeded(self) -> bool:
        """True if it is done and went well."""
        return self.status == "completed"

    @property
    def is_finished(self) -> bool:
        """True if it will change no more. A paused run isn't: it can be resumed."""
        return self.status in FINISHED

    @property
    def is_paused(self) -> bool:
        """True if it waits to be resumed. While a resume is under way it no longer does."""
        return self.status == "paused" and waiting(self.paused) is not None

    @property
    def large_values(self) -> list[LargeValue]:
        """The values in the output that the server kept: a reference is in the place of each."""
        return large_values(self.output)

    def raise_for_failure(self) -> Self:
        """Return this if the run succeeded; raise ExecutionError if not, or not yet."""
        check_success(self, "sim", self.error_code or "EXECUTION_ERROR")
        return self


@attrs.frozen(kw_only=True, repr=False)
class RunPage(SimResult, models.SimRunPage):
    """One page of a list of runs."""

    if TYPE_CHECKING:
        items: list[Run]  # type: ignore[assignment]

    def _received(self, answer: Answer) -> Self:
        cursor = self.next_cursor or None
        # It is going to be sent, so it must be Unicode.
        if cursor is not None and (not isinstance(cursor, str) or _SURROGATE.search(cursor)):
            unreadable(answer, "the answer's nextCursor is no text")
        items: Any = _rows(answer, self.items, Run)
        return attrs.evolve(self, items=items, next_cursor=cursor, **told(answer))

    def of(self, workflow_id: str) -> Self:
        """Return it with the id of the workflow it was asked for by, where a run has none."""
        runs = [
            run if text(run.workflow_id) else attrs.evolve(run, workflow_id=workflow_id)
            for run in self.items
        ]
        return attrs.evolve(self, items=cast("Any", runs))


_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_Row = TypeVar("_Row", Run, "PausedExecution")


def _rows(answer: Answer, rows: list[_Row], kind: type[_Row]) -> list[_Row]:
    """Return the runs in a list. Raises ResponseError if they aren't, or one has no id."""
    if not isinstance(rows, list) or not all(isinstance(row, kind) for row in rows):
        unreadable(answer, "the answer holds no list of runs")
    if not all(text(row.run_id) for row in rows):
        unreadable(answer, "the answer doesn't say which runs it lists")
    return [row._received(answer) for row in rows]


@attrs.frozen(kw_only=True, repr=False)
class ExecutionCancellation(SimResult, models.SimExecutionCancellation):
    """The outcome of a cancellation of v1; it differs in the name of the id."""

    def as_cancellation(self) -> Cancellation:
        """Return it in the form of v2."""
        return Cancellation(
            **_shared(models.SimRunCancellation, self), **told(self), execution=self
        )


@attrs.frozen(kw_only=True, repr=False)
class Cancellation(SimResult, models.SimRunCancellation):
    """The outcome of a cancellation.

    `success` is also True for a run that had ended before; `reason` tells, and says why if not.
    A server without Redis says of such a run that it failed: see `was_finished`.
    """

    run_status: str | None = attrs.field(default=None, eq=False)
    """The run's status, which was looked up where the reason leaves open whether it had ended."""
    execution: ExecutionCancellation | None = attrs.field(default=None, repr=False, eq=False)
    """The answer of v1 in all its fields; None for one of v2."""

    @property
    def was_finished(self) -> bool:
        """True if the run had ended before it could be cancelled."""
        return (text(self.reason) or "").startswith("already_") or self.run_status in FINISHED

    @property
    def is_unsure(self) -> bool:
        """True if the reason leaves open if the run had ended, as it does without Redis."""
        return self.success is not True and self.reason == "redis_unavailable"


@attrs.frozen(kw_only=True, repr=False)
class PauseDetail(SimResult, models.SimPauseDetail):
    """One pause of a run of v1, with the run and the resumes that were asked for."""

    if TYPE_CHECKING:
        execution: PausedExecution = attrs.field()
        pause_point: PausePoint = attrs.field()

    def _received(self, answer: Answer) -> Self:
        if not isinstance(self.pause_point, PausePoint):
            unreadable(answer, "the answer has no pause_point")
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

    _needs = ("status", str)
    if TYPE_CHECKING:
        pause_points: list[PausePoint]  # type: ignore[assignment]

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
        paused: Any = _rows(answer, self.paused_executions, PausedExecution)
        return attrs.evolve(self, paused_executions=paused, **told(answer))


@attrs.frozen(kw_only=True, repr=False)
class Deployment(SimResult, models.SimWorkflowStatus):
    """The answer that a `WorkflowStatus` is made of."""

    _needs = ("is_deployed", bool)


@attrs.frozen(kw_only=True, repr=False)
class AccountLimits(Result, models.SimUsageLimits):
    """The answer that `UsageLimits` are made of."""

    rate_limit_info: RateLimitInfo | None = attrs.field(default=None, repr=False, eq=False)
    """The `rate_limit` of other results, a name that is taken here."""

    @classmethod
    def _given(cls, answer: Answer) -> dict[str, Any]:
        return {**received(answer), "rate_limit_info": rate_limit_info(answer.limits)}


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
"""The class made in place of a model, wherever that is in an answer."""
