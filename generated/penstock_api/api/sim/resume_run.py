# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Resume a paused run

Answers with the run's result when it runs on at once, with a receipt when it is queued.

`runId`, `X-Run-Id` and `statusUrl` of the answer name the resuming, not the run: GET on them is
a 404, also after the end. The run stays under the id that was resumed. There it reads `paused`
with `paused.contextId` null while the resuming is under way, for up to ten seconds, and then
goes on.
"""

from __future__ import annotations

from ... import models
from ...runtime import Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    id: str,
    run_id: str,
    *,
    body: models.SimResumeRequest,
) -> Request[models.SimRunResultEnvelope | models.SimRunReceiptEnvelope]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        run_id: The run's id: a UUID, or what the caller sent as X-Run-Id.
    """
    return operation.fill(
        body,
        id=id,
        run_id=run_id,
    )


operation = Operation(
    build=build,
    id="resumeRun",
    method="POST",
    path="/api/v2/workflows/{id}/runs/{runId}/resume",
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
    bodies={
        "application/json": Ref(lambda: models.SimResumeRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimRunResultEnvelope),
            },
            "202": {
                "application/json": Ref(lambda: models.SimRunReceiptEnvelope),
            },
            "400 401 402 403 404 409 413 423 429 500 503": {
                "application/json": Ref(lambda: models.SimV2Error),
            },
        }
    ),
    security=((Security("X-API-Key"),),),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
