"""References to queued runs: parse any handle of a run into the ids to look it up by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urlsplit

import attrs

from penstock._core.checks import check_id
from penstock._core.decoding import text
from penstock.errors import UsageError
from penstock.sim._models import AsyncExecutionResult, WorkflowExecutionResult
from penstock.sim._runs import Run

_JOB_PATH: Final = r"/api/jobs/([^/]+)/?$"
_RUN_PATH: Final = r"/api/v2/workflows/([^/]+)/runs/([^/]+)/?$"


@attrs.frozen
class JobRef:
    """The id of a job of v1 or, with a workflow's id, of a run of v2."""

    id: str
    workflow_id: str | None = None

    def __attrs_post_init__(self) -> None:
        check_id("job id" if self.workflow_id is None else "run_id", self.id)
        if self.workflow_id is not None:
            check_id("workflow_id", self.workflow_id)


AnyRun: TypeAlias = (
    AsyncExecutionResult | WorkflowExecutionResult[Any] | Run[Any] | Mapping[str, Any] | str
)
"""A handle of a run: any result about it (a JobStatus is a Mapping), or its id."""


def resolve(handle: object, workflow_id: str | None = None) -> JobRef:
    """Return the reference to a queued run.

    `handle` is a receipt, a result, a run, the dict of any of them as any server sends it, an
    address (relative or absolute: only its ids are used, never its host), the plain id of a job of
    v1, or with a `workflow_id` that of a run. Raises UsageError for a run of an unknown workflow.
    """
    if isinstance(handle, JobRef):
        return handle
    if workflow_id is not None or isinstance(handle, WorkflowExecutionResult):
        workflow, run = ids_of(handle, workflow_id)
        return JobRef(run, workflow)
    if isinstance(handle, str):
        return _from_address(handle) or JobRef(handle)
    if isinstance(handle, Run):
        return JobRef(handle.run_id, handle.workflow_id)
    if isinstance(handle, AsyncExecutionResult):
        if handle.kind == "job":
            return JobRef(handle.task_id)
        return _run(handle.workflow_id, handle.task_id, handle.status_url)
    if isinstance(handle, Mapping):
        return _from_mapping(handle)
    raise UsageError(f"give a job's receipt or its id, not {type(handle).__name__}")


def ids_of(run: object, workflow_id: str | None = None) -> tuple[str, str]:
    """Return the ids of a run's workflow and of the run. Raises UsageError if one isn't known."""
    run_id = run if isinstance(run, str) else text(getattr(run, "run_id", None))
    workflow_id = workflow_id or text(getattr(run, "workflow_id", None))
    if workflow_id is None:
        raise UsageError("the run's workflow isn't known; give workflow_id=…")
    if run_id is None:
        raise UsageError("the server sent no id of this run; give the run's id")
    return workflow_id, run_id


def context_of(run: object) -> str:
    """Return the id that resumes a paused run. Raises UsageError for a run without a pause."""
    paused = getattr(run, "paused", None)
    found = text(paused.get("contextId")) if isinstance(paused, Mapping) else None
    if found is None:
        raise UsageError("no pause of this run is known; give context_id=… to resume it")
    return found


def _from_mapping(given: Mapping[str, Any]) -> JobRef:
    data = given.get("data")
    values: Mapping[str, Any] = data if isinstance(data, Mapping) else given
    links = values.get("links")
    address = values.get("statusUrl") or (links.get("status") if isinstance(links, Mapping) else "")
    job_id = values.get("taskId") or values.get("jobId")
    # A run of v2 in the form of a job has the ids of both.
    if job_id and not values.get("workflowId"):
        return _from_address(str(address)) or JobRef(job_id)
    run_id = values.get("runId") or job_id
    if run_id:
        return _run(values.get("workflowId"), run_id, str(address))
    found = _from_address(str(address))
    if found is None:
        raise UsageError("this dict holds no taskId, jobId or runId, nor a statusUrl")
    return found


def _run(workflow_id: object, run_id: object, address: str) -> JobRef:
    if workflow_id:
        return JobRef(str(run_id), str(workflow_id))
    found = _from_address(address)
    if found is None:
        raise UsageError("a run of v2 is looked up with its workflow's id; use get_run(…)")
    return found


def _from_address(text: str) -> JobRef | None:
    """Return the ids in an address of the server; None if `text` isn't an address."""
    if not text.startswith(("http://", "https://", "/api/")):
        return None
    try:
        path = urlsplit(text).path
    except ValueError as error:  # brackets that aren't those of an IPv6 address
        raise UsageError(f"this address can't be parsed: {error}") from error
    if found := re.search(_JOB_PATH, path):
        return JobRef(unquote(found[1]))
    if found := re.search(_RUN_PATH, path):
        return JobRef(unquote(found[2]), unquote(found[1]))
    raise UsageError("this address is neither a job's nor a run's")
