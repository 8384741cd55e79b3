"""What the client hands back.

The dataclasses of the documented page keep their names, the order and the defaults of their
fields. What was added comes after them and by keyword only; it is left out of comparisons.

Every result has `attempts`, how many requests it took; `rate_limit`, what this very answer said
of the rate limit (v1 says nothing); and `raw`, the answer's JSON as it came (of a stream: the last
frame's).
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Self, cast

from penstock._named_dict import NamedDict, Shapes
from penstock._output_type import OutputT
from penstock._values import mapping, text
from penstock.errors import ExecutionError
from penstock.sim._large import LargeValue, large_values
from penstock.sim._outputs import Output, unwrap

if TYPE_CHECKING:
    from penstock_api import models
else:
    models = Shapes()


@dataclass
class RateLimitInfo:
    """How much of a rate limit is left.

    `reset` is in epoch seconds, whatever the server sent; `retry_after` in seconds, None unless
    the server asked for a wait. A number the server didn't tell is 0.
    """

    limit: int
    remaining: int
    reset: int
    retry_after: int | None = None

    @property
    def reset_at(self) -> datetime | None:
        """The reset as a time in UTC; None if the server didn't tell, or told nonsense."""
        try:
            return datetime.fromtimestamp(self.reset, UTC) if self.reset else None
        except (ValueError, OverflowError, OSError):  # beyond the year 9999
            return None


@dataclass
class WorkflowExecutionResult(Generic[OutputT]):
    """How a run ended.

    A run that failed is a result, too: `success` is False and `error` says why, whatever status
    the server answered with. `raise_for_failure()` turns it into an exception.

    A workflow with a Response block answers with its author's own JSON: then that is `output`, and
    the author's status and headers are `response_status` and `response_headers`. They say nothing
    of the service: an author's 404 is a run that succeeded. So it is however the workflow was run.
    v1 marks such an answer with nothing: JSON in the form of a run's result or of the service's
    errors counts as theirs, though its author may have written it. v2, streams and queued runs
    tell them apart. A last block that gives `{data, status, headers}` itself, such as one that
    makes an HTTP request, counts as a Response block; `raw` is what was sent.

    A run that waits for a person is not done: `is_paused` is True, `success` is False, and
    `paused["contextId"]` is what to resume it with.
    """

    success: bool
    output: OutputT = cast("Any", None)  # noqa: RUF009 - it is None
    error: str | None = None
    logs: list[Any] | None = None
    metadata: dict[str, Any] | None = None
    trace_spans: list[Any] | None = None
    total_duration: float | None = None
    status: str | None = field(default=None, repr=False, compare=False)
    """completed, failed, cancelled or paused. A paused run isn't done: `success` is False."""
    _: KW_ONLY
    run_id: str | None = field(default=None, repr=False, compare=False)
    """The run's id, where the server tells it; v1 calls it execution id."""
    workflow_id: str | None = field(default=None, repr=False, compare=False)
    paused: dict[str, Any] | None = field(default=None, repr=False, compare=False)
    """What a paused run waits for: `contextId`, and what else the server sends with it."""
    resume_id: str | None = field(default=None, repr=False, compare=False)
    """The server's id of a resume, from `resume_run`. No run is found by it: use `run_id`."""
    response_status: int | None = field(default=None, repr=False, compare=False)
    """The status that the author of a Response block chose."""
    response_headers: dict[str, str] | None = field(default=None, repr=False, compare=False)
    """The headers that the author of a Response block chose, names in lower case. A proxy may
    have added its own where they came as those of the HTTP response."""
    error_code: str | None = field(default=None, repr=False, compare=False)
    """Why it failed, for programs: v2 only."""
    error_detail: dict[str, Any] | None = field(default=None, repr=False, compare=False)
    """The whole error as v2 sends it, with the block that failed."""
    streamed: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The text each block streamed, by block id."""
    http_status: int | None = field(default=None, repr=False, compare=False)
    attempts: int = field(default=1, repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """All the text that was streamed, block after block."""
        return "".join(self.streamed.values())

    @property
    def is_finished(self) -> bool:
        """Whether the run will change no more. A paused run isn't: it can be resumed."""
        return self.status in FINISHED

    @property
    def is_paused(self) -> bool:
        """Whether the run waits to be resumed."""
        return self.status == "paused"

    @property
    def large_values(self) -> list[LargeValue]:
        """The values in the output that the server kept: a reference is in the place of each."""
        return large_values(self.output)

    def raise_for_failure(self) -> Self:
        """Return this result if the run succeeded; raise ExecutionError if not."""
        if self.success:
            return self
        message = self.error or f"the run is {self.status or 'not successful'}"
        raise ExecutionError(
            message,
            self.error_code or "EXECUTION_ERROR",
            output=self.output,
            body=self.raw,
            run_id=self.run_id,
            attempts=self.attempts,
        )


@dataclass
class AsyncExecutionResult:
    """The receipt of a queued run; give it to `wait_for_job`.

    `task_id` is the server's taskId, jobId or (v2) runId. `status_url`, the address to poll, is
    the same as `links["status"]`; it is relative in the documented dialect.
    """

    success: bool
    task_id: str = ""
    status: str = "queued"
    created_at: str = ""
    links: dict[str, str] = field(default_factory=dict)
    _: KW_ONLY
    run_id: str | None = field(default=None, repr=False, compare=False)
    """The id of the run itself, where the server tells it."""
    resume_id: str | None = field(default=None, repr=False, compare=False)
    """The server's id of a resume, from `resume_run`. No run is found by it: use `run_id`."""
    workflow_id: str | None = field(default=None, repr=False, compare=False)
    kind: Literal["job", "run"] | None = field(default=None, repr=False, compare=False)
    """Whether `task_id` is a job of v1 or a run of v2; unset, a run if it is the `run_id`."""
    status_url: str = field(default="", repr=False, compare=False)
    message: str = field(default="", repr=False, compare=False)
    async_execution: bool = field(default=True, repr=False, compare=False)
    attempts: int = field(default=1, repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fill in what one release of the official SDK names and another doesn't."""
        self.task_id = self.task_id or self.run_id or ""
        if self.kind is None:
            self.kind = "run" if self.run_id == self.task_id else "job"
        if not self.status_url:
            self.status_url = self.links.get("status", "")
        elif "status" not in self.links:
            self.links = {**self.links, "status": self.status_url}


@dataclass
class WorkflowStatus:
    """Whether a workflow is deployed, and since when."""

    is_deployed: bool
    deployed_at: str | None = None
    needs_redeployment: bool = False
    _: KW_ONLY
    attempts: int = field(default=1, repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)


@dataclass
class UsageLimits:
    """The account's limits and what has been used of them.

    `rate_limit["sync"]` and `["async"]` always have the documented `limit`; today's servers call
    it requestsPerMinute.
    """

    success: bool
    rate_limit: dict[str, Any]
    usage: dict[str, Any]
    _: KW_ONLY
    storage: dict[str, Any] | None = None
    """usedBytes, limitBytes and percentUsed."""
    rate_limit_info: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    """What other results call `rate_limit`, a name that is taken here."""
    attempts: int = field(default=1, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)


MAX_EXECUTION_TIMEOUT_SECONDS: Final = 604_800  # a week, the most a queued run can be given

FINISHED: Final = frozenset({"completed", "failed", "cancelled"})


class JobMetadata(NamedDict, models.SimJobMetadata):
    """A job's times. The documented keys give None where a server leaves them out."""


class JobStatus(NamedDict, models.SimJobStatus, Generic[OutputT]):
    """A queued run as it is now: the dict of the documented page, with names for what is in it.

    `status["status"]` is one of the documented five. What else servers say is mapped onto them:
    pending, waiting and the like to queued, whatever is under way to processing. The word that
    was sent is `raw_status`. `status["output"]` and `status["error"]` are None until there are any.
    """

    if TYPE_CHECKING:
        metadata: JobMetadata

    def __init__(
        self,
        values: dict[str, Any],
        *,
        raw: Any = None,
        attempts: int = 1,
        rate_limit: RateLimitInfo | None = None,
    ) -> None:
        super().__init__(values, raw=raw, attempts=attempts)
        self.raw = raw
        self.rate_limit = rate_limit
        self._typed_output: tuple[OutputT] | None = None
        self.raw_status = text(values.get("status")) or "unknown"
        self["metadata"] = mapping(self.get("metadata")) or JobMetadata({})
        self["status"] = _documented(self.raw_status)

    @property
    def job_id(self) -> str | None:
        """The job's or the run's id."""
        return text(self.get("taskId"))

    @property
    def run_id(self) -> str | None:
        """The id of the run itself, where the server tells it."""
        places = (("runId",), ("output", "executionId"), ("metadata", "correlation", "executionId"))
        found = (_within(self, *place) for place in places)
        return next(filter(None, map(text, found)), None)

    @property
    def workflow_id(self) -> str | None:
        """The workflow's id, where the server tells it."""
        places = (("workflowId",), ("output", "workflowId"), ("metadata", "workflowId"))
        found = (_within(self, *place) for place in places)
        return next(filter(None, map(text, found)), None)

    @property
    def is_finished(self) -> bool:
        """Whether its run will change no more. A paused run isn't: it can be resumed."""
        return self["status"] in FINISHED and not self.is_paused

    @property
    def is_paused(self) -> bool:
        """Whether its run waits to be resumed. A job of v1 is completed by then."""
        return self.paused is not None

    @property
    def paused(self) -> dict[str, Any] | None:
        """What a paused run waits for; `paused["contextId"]` is what to resume it with.

        None while the run goes on, also while a resume of it is under way.
        """
        if self.raw_status == "paused":
            return _waiting(mapping(self.get("paused")))
        went_well = _within(self, "output", "success") is True
        return self.unwrapped.paused if went_well else None

    @property
    def succeeded(self) -> bool:
        """Whether the run is done and went well.

        A documented server calls a job completed whose run failed, and says so inside.
        """
        went_well = _within(self, "output", "success") is not False
        return self["status"] == "completed" and went_well and not self.is_paused

    @property
    def workflow_output(self) -> OutputT:
        """The workflow's own output: a Response block's data, or the last block's output."""
        typed = self._typed_output
        return cast("OutputT", self.unwrapped.value) if typed is None else typed[0]

    def set_output(self, value: OutputT) -> None:
        """Give `workflow_output` in a type of the caller's; the dict stays as it is."""
        self._typed_output = (value,)

    @property
    def response_status(self) -> int | None:
        """The status that the author of a Response block chose."""
        return self.unwrapped.status

    @property
    def response_headers(self) -> dict[str, str] | None:
        """The headers that the author of a Response block chose, names in lower case."""
        return self.unwrapped.headers

    @property
    def unwrapped(self) -> Output:
        """The output out of the wrapper that v1 puts around it, and out of a Response block's."""
        output = self["output"]
        if isinstance(output, dict) and {"output", "workflowId"} <= output.keys():
            output = output["output"]
        went_well = _within(self, "output", "success") is not False
        return unwrap(output) if went_well else Output(value=output)

    @property
    def large_values(self) -> list[LargeValue]:
        """The values in the output that the server kept: a reference is in the place of each."""
        return large_values(self.workflow_output)

    @property
    def error_message(self) -> str | None:
        """Why it failed, as text; None if it didn't."""
        error = self["error"] or _within(self, "output", "error")
        if isinstance(error, dict):
            return str(error.get("message") or error)
        if error is not None:
            return str(error)
        return None if self.succeeded or not self.is_finished else _NO_REASON[self["status"]]


_QUEUED: Final = frozenset({"queued", "pending", "waiting", "admitting", "admitted"})
_NO_REASON: Final = {
    "completed": "the workflow failed; the server gives no reason",
    "failed": "the job failed; the server gives no reason",
    "cancelled": "the job was cancelled",
}


def _documented(status: str) -> str:
    """Return the documented word for a state: whatever isn't an end of it is under way."""
    if status in FINISHED:
        return status
    return "queued" if status in _QUEUED else "processing"


def _within(values: Any, *keys: str) -> Any:
    for key in keys:
        if not isinstance(values, dict):
            return None
        values = values.get(key)
    return values


@dataclass
class Run(Generic[OutputT]):
    """A run, as it is now. In a list, the fields from `output` on are empty."""

    run_id: str
    workflow_id: str
    status: str
    """queued, pending, running, paused, redacting, completed, failed, cancelled, or a newer one."""
    trigger: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    duration_ms: float | None = None
    cost: float | None = None
    """In credits."""
    output: OutputT = cast("Any", None)  # noqa: RUF009 - it is None
    """Once completed, unless it wasn't asked for; of a Response block, its author's data."""
    error: str | None = None
    error_code: str | None = None
    paused: dict[str, Any] | None = None
    """What a paused run waits for; `paused["contextId"]` is what to resume it with."""
    block_outputs: dict[str, Any] | None = None
    _: KW_ONLY
    response_status: int | None = field(default=None, repr=False, compare=False)
    """The status that the author of a Response block chose."""
    response_headers: dict[str, str] | None = field(default=None, repr=False, compare=False)
    """The headers that the author of a Response block chose, names in lower case."""
    attempts: int = field(default=1, repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)

    @property
    def is_finished(self) -> bool:
        """Whether it will change no more. A paused run isn't: it can be resumed."""
        return self.status in FINISHED

    @property
    def large_values(self) -> list[LargeValue]:
        """The values in the output that the server kept: a reference is in the place of each."""
        return large_values(self.output)

    @property
    def is_paused(self) -> bool:
        """Whether it waits to be resumed. While a resume is under way it no longer does."""
        return self.status == "paused" and _waiting(self.paused) is not None


def _waiting(paused: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what a run with the status paused waits for; None while a resume is under way.

    Servers then say paused for up to ten seconds more, with a `contextId` of null.
    """
    if paused is None:  # rows of a list don't say
        return {}
    return None if paused.get("contextId", "") is None else paused


@dataclass
class PausePoint:
    """One pause of a run of v1."""

    context_id: str
    """The id that resumes it."""
    status: str
    """paused while it waits; queued, resuming, resumed, failed, or a newer one."""
    block_id: str | None = None
    output: Any = None
    """The request of the block that waits."""
    registered_at: datetime | None = None
    """Since when it waits."""
    _: KW_ONLY
    raw: Any = field(default=None, repr=False, compare=False)


@dataclass
class PausedExecution:
    """A run of v1 that waits for a person, or waited."""

    run_id: str
    workflow_id: str
    status: str
    """paused, partially_resumed, fully_resumed, cancelled, or another."""
    pause_points: list[PausePoint] = field(default_factory=list)
    paused_at: datetime | None = None
    expires_at: datetime | None = None
    """When it can be resumed no more, where the server sets such a time."""
    _: KW_ONLY
    attempts: int = field(default=1, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)


@dataclass
class RunPage:
    """One page of a list of runs."""

    items: list[Run]
    next_cursor: str | None = None
    _: KW_ONLY
    attempts: int = field(default=1, repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)


@dataclass
class Cancellation:
    """What came of a cancellation.

    `success` is also True for a run that had ended before; `reason` tells, and says why if not.
    A server without Redis says of such a run that it failed: see `was_finished`.
    """

    success: bool
    run_id: str
    reason: str | None = None
    _: KW_ONLY
    run_status: str | None = field(default=None, repr=False, compare=False)
    """The run's status, which was looked up where the reason leaves open whether it had ended."""
    attempts: int = field(default=1, repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)

    @property
    def was_finished(self) -> bool:
        """Whether the run had ended before it could be cancelled."""
        return (self.reason or "").startswith("already_") or self.run_status in FINISHED

    @property
    def is_unsure(self) -> bool:
        """Whether the reason leaves open if the run had ended, as it does without Redis."""
        return not self.success and self.reason == "redis_unavailable"
