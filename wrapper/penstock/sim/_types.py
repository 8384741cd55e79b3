"""The dataclasses of the documented page.

They keep their names, the order and the defaults of their fields. What was added comes after them
and by keyword only; it is left out of comparisons.

Every result has `attempts`, how many requests it took; `headers` of the response, names in lower
case; `rate_limit`, what this very answer said of the rate limit (v1 says nothing); `raw`, the
answer's JSON as it came (of a stream: the last frame's); and `model`, that in all its fields, as
the document has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime
from math import ceil
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Self, cast

import penstock.sim  # annotations name what is loaded on use
from penstock._core.decoding import text
from penstock._core.message import Answer
from penstock._core.output_type import OutputT
from penstock._core.results import Received, check_success, received
from penstock.sim._large import LargeValue, large_values
from penstock_api import models

if TYPE_CHECKING:
    from penstock.ratelimit import RateLimit
    from penstock.sim._models import SimResult


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


def rate_limit_info(
    limits: tuple[RateLimit, ...], wait: float | None = None
) -> RateLimitInfo | None:
    """Return the limit that is nearest to being reached, in the documented form."""
    if not limits:
        return None
    tightest = min(limits, key=lambda told: 1 << 62 if told.remaining is None else told.remaining)
    return RateLimitInfo(
        limit=tightest.limit or 0,
        remaining=tightest.remaining or 0,
        reset=int(tightest.reset_at or 0),
        retry_after=None if wait is None else ceil(wait),
    )


def told(by: Answer | SimResult | penstock.sim.JobStatus) -> dict[str, Any]:
    """Return the fields of a result that its response gives, or another result of that response."""
    if isinstance(by, Answer):
        return {**received(by), "rate_limit": rate_limit_info(by.limits)}
    return {name: getattr(by, name) for name in ("attempts", "headers", "rate_limit", "raw")}


@dataclass
class WorkflowExecutionResult(Received, Generic[OutputT]):
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
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)
    model: (
        models.SimExecutionResult
        | models.SimRunResult
        | models.SimExecutionResume
        | penstock.sim.JobStatus
        | penstock.sim.Run
        | penstock.sim.FinalEvent
        | penstock.sim.ErrorEvent
        | None
    ) = field(default=None, repr=False, compare=False)
    """The source of the result: an answer of v1 or v2, a queued run, or the end of a stream.

    None for a Response block's own JSON, which the document doesn't know.
    """

    @property
    def text(self) -> str:
        """All the text that was streamed, block after block."""
        return "".join(self.streamed.values())

    @property
    def succeeded(self) -> bool:
        """True if the run is done and went well: `success`."""
        return self.success is True

    @property
    def is_finished(self) -> bool:
        """True if the run will change no more. A paused run isn't: it can be resumed."""
        return self.status in FINISHED

    @property
    def is_paused(self) -> bool:
        """True if the run waits to be resumed."""
        return self.status == "paused"

    @property
    def large_values(self) -> list[LargeValue]:
        """The values in the output that the server kept: a reference is in the place of each."""
        return large_values(self.output)

    def raise_for_failure(self) -> Self:
        """Return this result if the run succeeded; raise ExecutionError if not."""
        check_success(self, "sim", self.error_code or "EXECUTION_ERROR")
        return self


@dataclass
class AsyncExecutionResult(Received):
    """The receipt of a queued run; give it to `wait_for_job`.

    `task_id` is the server's taskId, jobId or (v2) runId. `status_url`, the address to poll, is
    the same as `links["status"]`; it is relative in 2025-10.
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
    """The kind of `task_id`: a job of v1 or a run of v2; unset, a run if it is the `run_id`."""
    status_url: str = field(default="", repr=False, compare=False)
    message: str = field(default="", repr=False, compare=False)
    async_execution: bool = field(default=True, repr=False, compare=False)
    attempts: int = field(default=1, repr=False, compare=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)
    model: (
        models.SimAsyncReceipt
        | models.SimRunReceipt
        | models.SimExecutionResume
        | penstock.sim.Run
        | None
    ) = field(default=None, repr=False, compare=False)
    """The source of the receipt: a receipt of v1 or v2, or the run itself."""

    def __post_init__(self) -> None:
        """Fill in what one release of the official SDK names and another doesn't."""
        self.task_id = self.task_id or self.run_id or ""
        if self.kind is None:
            self.kind = "run" if self.run_id == self.task_id else "job"
        if not self.status_url:
            self.status_url = text(self.links.get("status")) or ""
        elif "status" not in self.links:
            self.links = {**self.links, "status": self.status_url}


@dataclass
class WorkflowStatus(Received):
    """The deployment of a workflow, and its time."""

    is_deployed: bool
    deployed_at: str | None = None
    needs_redeployment: bool = False
    _: KW_ONLY
    attempts: int = field(default=1, repr=False, compare=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)
    rate_limit: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)
    model: models.SimWorkflowStatus = field(
        default_factory=lambda: models.SimWorkflowStatus(), repr=False, compare=False
    )


@dataclass
class UsageLimits(Received):
    """The account's limits and what has been used of them.

    `rate_limit["sync"]` and `["async"]` always have the documented `limit`; servers of 2026-08 call
    it requestsPerMinute.
    """

    success: bool
    rate_limit: dict[str, Any]
    usage: dict[str, Any]
    _: KW_ONLY
    storage: dict[str, Any] | None = None
    """usedBytes, limitBytes and percentUsed."""
    rate_limit_info: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    """The `rate_limit` of other results, a name that is taken here."""
    attempts: int = field(default=1, repr=False, compare=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)
    model: models.SimUsageLimits = field(
        default_factory=lambda: models.SimUsageLimits(), repr=False, compare=False
    )


MAX_EXECUTION_TIMEOUT_SECONDS: Final = 604_800  # a week, the most a queued run can be given

FINISHED: Final = frozenset({"completed", "failed", "cancelled"})
