# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell how a run is, sync or async

A run has ended when its status is completed, failed or cancelled. `paused` waits to be resumed,
`redacting` passes by itself.
"""

from __future__ import annotations

from ... import models
from ...runtime import UNSET, Limits, Operation, Parameter, Ref, Request, Security, Unset, by_status


def build(
    id: str,
    run_id: str,
    *,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> Request[models.SimRunEnvelope]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        run_id: The run's id: a UUID, or what the caller sent as X-Run-Id.
        include_output: Fill `output` once the run is completed. The server's default is false.
        selected_outputs: Comma-separated `blockId` or `blockId.path`: the blocks whose outputs
        to fill into `blockOutputs`. Ids only; a block's *name*, which execute takes, selects
        nothing here.
    """
    return operation.fill(
        id=id,
        run_id=run_id,
        include_output=include_output,
        selected_outputs=selected_outputs,
    )


operation = Operation(
    build=build,
    id="getRun",
    method="GET",
    path="/api/v2/workflows/{id}/runs/{runId}",
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
        Parameter("include_output", "query", "includeOutput"),
        Parameter("selected_outputs", "query", "selectedOutputs", limits=Limits(shortest=1)),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimRunEnvelope),
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
