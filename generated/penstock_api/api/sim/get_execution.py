# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Look up a run of v1

Servers of 2026-08 only. A run is found by the `executionId` of its receipt or result, whether it
was started by v1 or v2, also while v2 is switched off.
"""

from __future__ import annotations

from ... import models
from ...runtime import (
    STRING,
    UNSET,
    Limits,
    Operation,
    Parameter,
    Ref,
    Request,
    Security,
    Unset,
    by_status,
)


def build(
    id: str,
    execution_id: str,
    *,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> Request[models.SimExecutionStatus]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        execution_id: The run's id: a UUID, or what the caller sent as X-Execution-Id or
        X-Run-Id.
        include_output: `true` adds `finalOutput`, once the run is completed.
        selected_outputs: Comma-separated outputs to add as `blockOutputs`: ids of blocks, each
        with a path behind a dot if wanted.
    """
    return operation.fill(
        id=id,
        execution_id=execution_id,
        include_output=include_output,
        selected_outputs=selected_outputs,
    )


operation = Operation(
    build=build,
    id="getExecution",
    method="GET",
    path="/api/workflows/{id}/executions/{executionId}",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("execution_id", "path", "executionId", limits=Limits(shortest=1)),
        Parameter("include_output", "query", "includeOutput"),
        Parameter("selected_outputs", "query", "selectedOutputs"),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimExecutionStatus),
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
