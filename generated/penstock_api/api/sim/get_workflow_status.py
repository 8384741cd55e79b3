# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell whether a workflow is deployed

Servers of 2025-10 answer this without a key; those of 2026-08 require one. Send it always.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    id: str,
) -> Request[models.SimWorkflowStatus]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
    """
    return operation.fill(
        id=id,
    )


operation = Operation(
    build=build,
    id="getWorkflowStatus",
    method="GET",
    path="/api/workflows/{id}/status",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(Parameter("id", "path", "id", limits=Limits(shortest=1)),),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimWorkflowStatus),
            },
            "401 404 500": {
                "application/json": Ref(lambda: models.SimErrorBody),
            },
            "403": {
                "application/json": Ref(lambda: models.SimErrorBody),
                "text/plain": STRING,
            },
        }
    ),
    security=((Security("X-API-Key"),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
