"""The dataclasses of Sim's documentation.

They keep the names, order and defaults of their fields; fields added here are keyword-only and take
no part in comparisons.

Every result has `attempts`, the number of requests it took; `headers` of the response, names in
lower case; `rate_limit` from those headers (v1 sends none); `raw`, the response's JSON (of a
stream: the last frame's); and `model`, the emitted model of that JSON.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from inspect import currentframe
from math import ceil
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Self, cast

import penstock.sim  # for annotations: its names load on first use
from penstock._core.decoding import text
from penstock._core.message import RawResponse
from penstock._core.output_type import OutputReader, OutputT
from penstock._core.results import OutcomeMixin, Received
from penstock.sim._errors import EXECUTION_ERROR, NAME
from penstock.sim._outputs import LargeValue, as_json, large_values
from penstock_api import models, runtime

if TYPE_CHECKING:
    from penstock.ratelimit import RateLimit
    from penstock.sim._runs import SimResult

FINISHED: Final = frozenset({"completed", "failed", "cancelled"})


@dataclass
class RateLimitInfo:
    """The state of a rate limit, in the form of Sim's documentation.

    `limit` and `remaining` count requests, and `reset` is in epoch seconds, whatever unit the
    server sent; each is 0 where it sent none. `retry_after` is in seconds, None without one.
    """

    limit: int
    remaining: int
    reset: int
    retry_after: int | None = None

    @property
    def reset_at(self) -> datetime | None:
        """The reset as a time in UTC; None if the server sent none, or one that is out of range."""
        try:
            return datetime.fromtimestamp(self.reset, UTC) if self.reset else None
        except (ValueError, OverflowError, OSError):  # beyond the year 9999
            return None


def rate_limit_info(
    limits: tuple[RateLimit, ...], wait: float | None = None
) -> RateLimitInfo | None:
    """Return the limit with the fewest requests remaining, in the documented form."""
    if not limits:
        return None
    # One that names no remaining requests counts as the widest.
    tightest = min(limits, key=lambda it: 1 << 62 if it.remaining is None else it.remaining)
    return RateLimitInfo(
        limit=tightest.limit or 0,
        remaining=tightest.remaining or 0,
        reset=int(tightest.reset_at or 0),
        retry_after=None if wait is None else ceil(wait),
    )


def response_fields(by: RawResponse | SimResult | penstock.sim.JobStatus) -> dict[str, Any]:
    """Return the fields that a result takes from its response, or from a result of the same one."""
    if isinstance(by, RawResponse):
        limit = rate_limit_info(by.limits) if by.limits else None
        return {"attempts": by.attempts, "headers": dict(by.headers), "rate_limit": limit}
    return {name: getattr(by, name) for name in ("attempts", "headers", "rate_limit", "raw")}


class SimOutcome(OutcomeMixin):
    """The outcome of a run, however it was started."""

    __slots__ = ()
    _service = NAME
    _finished = FINISHED

    @property
    def large_values(self) -> list[LargeValue]:
        """Values too large to be sent, which the output holds references to."""
        run: Any = self
        return large_values(run.output)

    @property
    def _failure_code(self) -> str:
        return getattr(self, "error_code", None) or EXECUTION_ERROR


class _Documented(Received):
    """A dataclass of the documentation; its `model` is the source of its fields."""

    def __post_init__(self) -> None:
        """Let the fields warn that the document deprecates in the source."""
        for name in _deprecated(cast("Any", self).model.__class__):
            if name in vars(self):
                setattr(type(self), name, _deprecated_field(name))

    def to_dict(self) -> dict[str, Any]:
        """Return the documented fields, and the others that are set, as JSON by their names here.

        Those that the response gives beside its JSON aren't among them. `raw` is the JSON as it
        came.
        """
        declared = fields(cast("Any", self))
        found = {one.name: as_json(getattr(self, one.name)) for one in declared if one.compare}
        others = (one.name for one in declared if not one.compare and one.name not in _OF_RESPONSE)
        more = {name: as_json(getattr(self, name)) for name in others}
        return found | {name: value for name, value in more.items() if value not in (None, "", {})}


@cache
def _deprecated(source: type) -> frozenset[str]:
    """Return the names, here and in JSON, of the fields that the document deprecates."""
    if not issubclass(source, runtime.Model | runtime.Record):
        return frozenset()
    found = [one for one in runtime.fields(source) if one.deprecated]
    return frozenset(name for one in found for name in (one.name, one.wire))


def _deprecated_field(name: str) -> property:
    """Return a field that warns where a program reads it, as those of the models do."""

    def read(result: Any) -> Any:
        # The class is that of other sources, too, which may have the field and not deprecate it.
        if name in _deprecated(result.model.__class__) and not _is_read_with_all():
            message = f"{name} of {type(result).__name__} is deprecated"
            warnings.warn(message, DeprecationWarning, stacklevel=2)
        return vars(result)[name]

    def write(result: Any, value: Any) -> None:
        vars(result)[name] = value

    return property(read, write)


_READ_ALL: Final = frozenset({"dataclasses", "inspect", "penstock", "penstock_api", "pprint"})
"""The packages that read all fields of a result, to copy or show it."""


def _is_read_with_all() -> bool:
    """Return whether the code that reads a field reads all of them, as a dataclass's methods do."""
    frame: FrameType | None = currentframe()
    for _ in range(2):
        frame = frame and frame.f_back
    if frame is None:
        return False
    # A program's own subclass has methods that dataclasses wrote in the program's name.
    is_written = frame.f_code.co_qualname.startswith("__create_fn__.")
    return is_written or str(frame.f_globals.get("__name__")).partition(".")[0] in _READ_ALL


_OF_RESPONSE: Final = frozenset(
    {"attempts", "headers", "http_status", "model", "rate_limit", "rate_limit_info", "raw"}
)


@dataclass
class WorkflowExecutionResult(_Documented, SimOutcome, Generic[OutputT]):
    """The result of a run, whether it succeeded, failed, was cancelled or is paused.

    A failed run is a result, too, whatever the HTTP status: `success` is False, and `error` holds
    the reason. `raise_for_failure()` turns it into an exception.

    A workflow with a Response block responds with JSON of its author's: that is the `output`, and
    the author's status and headers are `response_status` and `response_headers`, however the
    workflow was run. They aren't the service's: an author's 404 is a run that succeeded. v1 marks
    such responses with nothing, so JSON in the form of a run's result or of an error counts as the
    service's, though its author may have written it; v2, streams and queued runs distinguish them.
    A last block with the output `{data, status, headers}`, such as an HTTP request, counts as a
    Response block; `raw` holds the JSON as it was sent.

    A paused run has not finished: `is_paused` is True, `success` is False, and
    `paused["contextId"]` is the id to resume it with.
    """

    success: bool
    output: OutputT = cast("Any", None)  # noqa: RUF009 - it is None
    error: str | None = None
    logs: list[Any] | None = None
    metadata: dict[str, Any] | None = None
    trace_spans: list[Any] | None = None
    total_duration: float | None = None
    status: str | None = field(default=None, repr=False, compare=False)
    """completed, failed, cancelled or paused. A paused run has not finished."""
    _: KW_ONLY
    run_id: str | None = field(default=None, repr=False, compare=False)
    """The run's id, where the server sends it; v1 calls it execution id."""
    workflow_id: str | None = field(default=None, repr=False, compare=False)
    paused: dict[str, Any] | None = field(default=None, repr=False, compare=False)
    """The pause of a paused run: `contextId`, and all else that the server sends with it."""
    resume_id: str | None = field(default=None, repr=False, compare=False)
    """The server's id of a resume, from `resume_run`. It finds no run: use `run_id`."""
    response_status: int | None = field(default=None, repr=False, compare=False)
    """The status set by a Response block."""
    response_headers: dict[str, str] | None = field(default=None, repr=False, compare=False)
    """The headers set by a Response block, names in lower case. Where they came as those of the
    HTTP response, a proxy may have added its own."""
    error_code: str | None = field(default=None, repr=False, compare=False)
    """The code of its error; v2 only."""
    error_detail: dict[str, Any] | None = field(default=None, repr=False, compare=False)
    """The whole error as v2 sends it, with the block that failed."""
    streamed: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The text each block streamed, by block id."""
    http_status: int | None = field(default=None, repr=False, compare=False)
    sent_output: Any = field(default=None, repr=False, compare=False)
    """The output as it came, where `output` is of the `output_type` that was asked for."""
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
    """The decoded source: a response of v1 or v2, a queued run, or the last event of a stream.

    None for a Response block's JSON, which has no schema.
    """

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON, as its base does; the output as it came."""
        found = super().to_dict()
        sent = found.pop("sent_output", None)
        return found if sent is None else found | {"output": sent}

    @property
    def text(self) -> str:
        """All streamed text, block after block."""
        return "".join(self.streamed.values())

    @property
    def succeeded(self) -> bool:
        """True if the run has finished without an error: `success`."""
        return self.success is True

    def _decoded(self, read: OutputReader[Any]) -> Self:
        self.output, self.sent_output = read(self.output), self.output
        return self


@dataclass
class AsyncExecutionResult(_Documented, SimOutcome):
    """The receipt of a queued run, an outcome that hasn't ended; give it to `wait_for_job`.

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
    """The run's id, where the server sends it."""
    resume_id: str | None = field(default=None, repr=False, compare=False)
    """The server's id of a resume, from `resume_run`. It finds no run: use `run_id`."""
    workflow_id: str | None = field(default=None, repr=False, compare=False)
    kind: Literal["job", "run"] | None = field(default=None, repr=False, compare=False)
    """The kind of `task_id`: a job of v1 or a run of v2. By default a run if it is the `run_id`."""
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
    """The decoded source: a receipt of v1 or v2, or the run itself."""
    _succeeded = _finished = frozenset[str]()  # whatever the status: the run has yet to begin

    @property
    def output(self) -> None:
        """None: a queued run has no output yet."""

    @property
    def error(self) -> None:
        """None: a queued run hasn't failed yet."""

    @property
    def is_paused(self) -> bool:
        """False: the run has yet to begin."""
        return False

    def __post_init__(self) -> None:
        """Complete `task_id`, `kind`, `status_url` and `links` from one another."""
        super().__post_init__()
        self.task_id = self.task_id or self.run_id or ""
        if self.kind is None:
            self.kind = "run" if self.run_id == self.task_id else "job"
        if not self.status_url:
            self.status_url = text(self.links.get("status")) or ""
        elif "status" not in self.links:
            self.links = {**self.links, "status": self.status_url}


@dataclass
class WorkflowStatus(_Documented):
    """The deployment of a workflow; `deployed_at` is in ISO 8601."""

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
class UsageLimits(_Documented):
    """The account's limits and usage.

    `rate_limit["sync"]` and `["async"]` always have the documented `limit`, which servers of
    2026-08 call requestsPerMinute.
    """

    success: bool
    rate_limit: dict[str, Any]
    usage: dict[str, Any]
    _: KW_ONLY
    storage: dict[str, Any] | None = None
    """usedBytes, limitBytes and percentUsed."""
    rate_limit_info: RateLimitInfo | None = field(default=None, repr=False, compare=False)
    """The `rate_limit` of other results, whose name is a documented field here."""
    attempts: int = field(default=1, repr=False, compare=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, compare=False)
    raw: Any = field(default=None, repr=False, compare=False)
    model: models.SimUsageLimits = field(
        default_factory=lambda: models.SimUsageLimits(), repr=False, compare=False
    )
