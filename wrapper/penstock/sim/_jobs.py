"""Queued runs: how one is, whichever API and whichever server tells it."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Generic, Self, cast

import penstock.sim  # annotations name what is loaded on use
from penstock._core.decoding import mapping, text, unreadable
from penstock._core.message import Answer
from penstock._core.output_type import OutputT
from penstock._core.results import Received, check_success
from penstock.sim._errors import failure
from penstock.sim._large import LargeValue, large_values
from penstock.sim._outputs import Output, unwrap
from penstock.sim._types import FINISHED, RateLimitInfo, rate_limit_info, told
from penstock_api import models
from penstock_api.runtime import Types


class JobStatus(Received, models.SimJobStatus, Generic[OutputT]):
    """A queued run as it is now: the dict of the documented page, with names for what is in it.

    `status["status"]` is one of the documented five. What else servers say is mapped onto them:
    pending, waiting and the like to queued, whatever is under way to processing. The word that
    was sent is `raw_status`. `status["output"]` and `status["error"]` are None until there are any.
    A run of v2 is given in the form of a job; as it was sent it is `run`.
    """

    metadata: models.SimJobMetadata  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(
        self,
        values: dict[str, Any],
        *,
        raw: Any = None,
        attempts: int = 1,
        rate_limit: RateLimitInfo | None = None,
        run: penstock.sim.Run | None = None,
        types: Types = MappingProxyType({}),
    ) -> None:
        super().__init__(values, raw=raw, types=types)
        self.attempts = attempts
        self.rate_limit = rate_limit
        self.run = run
        self._typed_output: tuple[OutputT] | None = None
        self.raw_status = text(values.get("status")) or "unknown"
        self["metadata"] = mapping(self.get("metadata")) or models.SimJobMetadata({})
        self["status"] = _documented(self.raw_status)

    def _received_in(self, answer: Answer | Received, raw: Any) -> Self:
        """Return this, after noting the response that it came in.

        Raises ResponseError if that doesn't say how the job is.
        """
        if isinstance(answer, Answer):
            if text(raw.get("status")) is None:
                unreadable(answer, "the answer doesn't say how the job is")
            self.rate_limit = rate_limit_info(answer.limits)
        return super()._received_in(answer, raw)

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
        """True if its run will change no more. A paused run isn't: it can be resumed."""
        return self["status"] in FINISHED and not self.is_paused

    @property
    def is_paused(self) -> bool:
        """True if its run waits to be resumed. A job of v1 is completed by then."""
        return self.paused is not None

    @property
    def paused(self) -> dict[str, Any] | None:
        """The pause of a paused run; `paused["contextId"]` is what to resume it with.

        None while the run goes on, also while a resume of it is under way.
        """
        if self.raw_status == "paused":
            return waiting(mapping(self.get("paused")))
        went_well = _within(self, "output", "success") is True
        return self.unwrapped.paused if went_well else None

    @property
    def succeeded(self) -> bool:
        """True if the run is done and went well.

        A server of 2025-10 calls a job completed whose run failed, and says so inside.
        """
        went_well = _within(self, "output", "success") is not False
        return self["status"] == "completed" and went_well and not self.is_paused

    @property
    def output(self) -> OutputT:
        """The workflow's own output: a Response block's data, or the last block's output.

        `status["output"]` is what the job put out, as it was sent.
        """
        typed = self._typed_output
        return cast("OutputT", self.unwrapped.value) if typed is None else typed[0]

    @property
    def workflow_output(self) -> OutputT:
        """The same as `output`."""
        return self.output

    def set_output(self, value: OutputT) -> None:
        """Give `output` in a type of the caller's; the dict stays as it is."""
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
        return large_values(self.output)

    @property
    def error(self) -> str | None:
        """Why it failed, as text; None if it didn't. `status["error"]` is as it was sent."""
        error = self["error"] or _within(self, "output", "error")
        if isinstance(error, dict):
            return str(error.get("message") or error)
        if error is not None:
            return str(error)
        return None if self.succeeded or not self.is_finished else _NO_REASON[self["status"]]

    @property
    def error_message(self) -> str | None:
        """The same as `error`."""
        return self.error

    def raise_for_failure(self) -> Self:
        """Return this if its run succeeded; raise ExecutionError if not, or not yet."""
        check_success(self, "sim", failure(self.error)[1] or "EXECUTION_ERROR")
        return self


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


def waiting(paused: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what a run with the status paused waits for; None while a resume is under way.

    Servers then say paused for up to ten seconds more, with a `contextId` of null.
    """
    if paused is None:  # rows of a list don't say
        return {}
    return None if paused.get("contextId", "") is None else paused


def job_of_run(found: penstock.sim.Run) -> JobStatus:
    """Return a run of v2 in the form of a job, so that one loop can wait for either."""
    values: dict[str, Any] = {
        "success": True,
        "taskId": found.run_id,
        "runId": found.run_id,
        "workflowId": found.workflow_id,
        "status": found.status,
        "metadata": {"startedAt": _iso(found.started_at)},
    }
    if found.is_finished:  # a paused run has these times, too
        times = {"completedAt": _iso(found.ended_at), "duration": found.duration_ms}
        values["metadata"] |= times
    if found.paused is not None:
        values["paused"] = found.paused
    if found.status == "completed":
        values["output"] = found.raw_output  # as it was sent, like a job's
    if found.error is not None:
        values["error"] = found.error
    made: JobStatus = JobStatus(values, run=found)
    vars(made).update(told(found))
    return made


def _iso(moment: object) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else None
