# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Look up one pause of a run

Servers of 2026-08 only, also while v2 is switched off. The address is a pause's
`resumeLinks.apiUrl`, where its answer is sent to. A pause that is over is found here, too.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    id: str,
    execution_id: str,
    context_id: str,
) -> Request[models.SimPauseDetail]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        execution_id: The run's id: a UUID, or what the caller sent as X-Execution-Id or
        X-Run-Id.
        context_id: The pause to end: `contextId` of a pause point, or of `output.data._resume`.
    """
    return operation.fill(
        id=id,
        execution_id=execution_id,
        context_id=context_id,
    )


operation = Operation(
    build=build,
    id="getPausePoint",
    method="GET",
    path="/api/resume/{id}/{executionId}/{contextId}",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("execution_id", "path", "executionId", limits=Limits(shortest=1)),
        Parameter("context_id", "path", "contextId", limits=Limits(shortest=1)),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimPauseDetail),
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
