# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Cancel a run

A body is not read. A run that has ended already is answered with success and a reason
`already_...`, but with `success: false` and `redis_unavailable` by a server without Redis: look
at the run before believing that. Such a server cancels a run under way all the same, and says
`recorded`.
"""

from __future__ import annotations

from ... import models
from ...runtime import Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    id: str,
    run_id: str,
) -> Request[models.SimRunCancellationEnvelope]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        run_id: The run's id: a UUID, or what the caller sent as X-Run-Id.
    """
    return operation.fill(
        id=id,
        run_id=run_id,
    )


operation = Operation(
    build=build,
    id="cancelRun",
    method="POST",
    path="/api/v2/workflows/{id}/runs/{runId}/cancel",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter(
            "run_id",
            "path",
            "runId",
            limits=Limits(shortest=1, longest=128, pattern="^[A-Za-z0-9._:-]+$"),
        ),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimRunCancellationEnvelope),
            },
            "400 401 403 404 409 429 500 503": {
                "application/json": Ref(lambda: models.SimV2Error),
            },
        }
    ),
    security=((Security("X-API-Key"),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
