"""Runs of Sim whose output is of a type of the caller's."""

from __future__ import annotations

from typing import Any, TypeVar, overload

import attrs

from penstock._core.output_type import OutputReader, OutputT
from penstock._core.results import describe
from penstock.errors import ResponseError
from penstock.sim._jobs import JobStatus
from penstock.sim._models import Run
from penstock.sim._types import AsyncExecutionResult, WorkflowExecutionResult

_Queued = TypeVar("_Queued", bound=AsyncExecutionResult)


@overload
def typed(
    found: WorkflowExecutionResult[Any], read: OutputReader[OutputT] | None
) -> WorkflowExecutionResult[OutputT]: ...
@overload
def typed(found: JobStatus[Any], read: OutputReader[OutputT] | None) -> JobStatus[OutputT]: ...
@overload
def typed(found: Run[Any], read: OutputReader[OutputT] | None) -> Run[OutputT]: ...
@overload
def typed(found: _Queued, read: OutputReader[OutputT] | None) -> _Queued: ...
def typed(found: Any, read: OutputReader[Any] | None) -> Any:
    """Return a run with its output as `read` makes it, if the run succeeded.

    The output of any other run stays as it came, and a receipt has none. Raises ResponseError for
    an output of another type.
    """
    if read is None:
        return found
    try:
        match found:
            case WorkflowExecutionResult(success=True):
                found.output = read(found.output)
            case JobStatus(succeeded=True):
                found.set_output(read(found.workflow_output))
            case Run(status="completed"):
                return attrs.evolve(found, typed_output=(read(found.output),))
    except ResponseError as error:
        describe(error, found).annotate(run_id=found.run_id, service="sim")
        raise
    return found
