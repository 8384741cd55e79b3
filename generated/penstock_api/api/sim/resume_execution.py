# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Resume a paused run of v1

Servers of 2026-08 only, also while v2 is switched off. A run goes on as it was started: one that
was waited for is answered with its result, a stream with a stream, an async one with the receipt
of a job. A resume behind another one of the same run is queued: 200, `status: queued` and no
`success`.

`executionId` and `X-Execution-Id` of the answer name the resuming, not the run, which stays
under the id that was resumed.
"""

from __future__ import annotations

from ... import models
from ...runtime import (
    STRING,
    UNSET,
    Limits,
    Parameter,
    Ref,
    Security,
    StreamOperation,
    StreamRequest,
    Unset,
    by_status,
)


def build(
    id: str,
    execution_id: str,
    context_id: str,
    *,
    body: models.SimExecutionResumeRequest | Unset = UNSET,
) -> StreamRequest[models.SimExecutionResume | models.SimAsyncReceipt, models.SimStreamEvent]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        execution_id: The run's id: a UUID, or what the caller sent as X-Execution-Id or
        X-Run-Id.
        context_id: The pause to end: `contextId` of a pause point, or of `output.data._resume`.
    """
    return operation.fill(
        body,
        id=id,
        execution_id=execution_id,
        context_id=context_id,
    )


operation = StreamOperation(
    build=build,
    id="resumeExecution",
    method="POST",
    path="/api/resume/{id}/{executionId}/{contextId}",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("execution_id", "path", "executionId", limits=Limits(shortest=1)),
        Parameter("context_id", "path", "contextId", limits=Limits(shortest=1)),
    ),
    bodies={
        "application/json": Ref(lambda: models.SimExecutionResumeRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimExecutionResume),
                "text/event-stream": Ref(lambda: models.SIM_STREAM_EVENT),
            },
            "202": {
                "application/json": Ref(lambda: models.SimAsyncReceipt),
            },
            "401 402 403 409 503": {
                "application/json": Ref(lambda: models.SimErrorBody),
            },
            "404": {
                "application/json": Ref(lambda: models.SimErrorBody),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("X-API-Key"),),),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
stream, astream = operation.stream, operation.astream
