# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Look up a paused run

Servers of 2026-08 only, also while v2 is switched off. As in the list, and with what is needed
to go on and the resumes that were asked for. A run whose pauses are all over is found here, too.
`GET` of `/api/resume/{id}/{executionId}` answers the same.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    id: str,
    execution_id: str,
) -> Request[models.SimPausedExecution]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        execution_id: The run's id: a UUID, or what the caller sent as X-Execution-Id or
        X-Run-Id.
    """
    return operation.fill(
        id=id,
        execution_id=execution_id,
    )


operation = Operation(
    build=build,
    id="getPausedExecution",
    method="GET",
    path="/api/workflows/{id}/paused/{executionId}",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("execution_id", "path", "executionId", limits=Limits(shortest=1)),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimPausedExecution),
            },
            "401 403": {
                "application/json": Ref(lambda: models.SimErrorBody),
            },
            "404": {
                "application/json": Ref(lambda: models.SimErrorBody),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("X-API-Key"),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
