# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell how far an async run is

A job has ended when its status is completed, failed or cancelled; anything else, also a value
this document does not know, means that it goes on. Poll with a limit of your own: servers of
2025-10 report `unknown` for as long as the queue is in a state they don't map.

On servers of 2025-10 a workflow that failed is a *completed* job whose `output.success` is
false, without an error text; `failed` means that the job crashed. In 2026-08 a failed workflow
is a failed job.

A job whose run waits for a person is completed, and stays so: `output.output.data._resume`
tells. The run goes on under its own id, `output.executionId`, and is looked up there (`getRun`).
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    task_id: str,
) -> Request[models.SimJobStatus]:
    """Return the request.

    Args:
        task_id: The `taskId` or `jobId` of an async receipt.
    """
    return operation.fill(
        task_id=task_id,
    )


operation = Operation(
    build=build,
    id="getJobStatus",
    method="GET",
    path="/api/jobs/{taskId}",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(Parameter("task_id", "path", "taskId", limits=Limits(shortest=1)),),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimJobStatus),
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
