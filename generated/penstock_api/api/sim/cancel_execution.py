# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Cancel a run of v1

Servers of 2026-08 only. A body is not read. As `cancelRun`, without its envelope: also here 200
with `success: false` is possible, and `redis_unavailable` is said of a run that had ended.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    id: str,
    execution_id: str,
) -> Request[models.SimExecutionCancellation]:
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
    id="cancelExecution",
    method="POST",
    path="/api/workflows/{id}/executions/{executionId}/cancel",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("execution_id", "path", "executionId", limits=Limits(shortest=1)),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimExecutionCancellation),
            },
            "401 403 409": {
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
