# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Stop a task

Tells the task to stop. The body is empty; a `Content-Type: application/json` beside
`Content-Length: 0`, which some clients send, does no harm. A task that has ended already stays
as it is. `success` says that it was told: what has come of it is its `status`, which may be
`running` for a while yet, and then any end.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    task_id: str,
) -> Request[models.OomolTaskReply]:
    """Return the request.

    Args:
        task_id: The task's id, as the server gave it.
    """
    return operation.fill(
        task_id=task_id,
    )


operation = Operation(
    build=build,
    id="stopTask",
    method="POST",
    path="/v1/tasks/{taskId}/stop",
    server="http://localhost:3000/api",
    tag="oomol",
    parameters=(Parameter("task_id", "path", "taskId", limits=Limits(shortest=1)),),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_TASK_REPLY),
            },
            "401 403 404 429 500": {
                "application/json": Ref(lambda: models.OomolErrorBody),
            },
            "502 503": {
                "application/json": Ref(lambda: models.OomolErrorBody),
                "text/html": STRING,
            },
        }
    ),
    security=(
        (Security("Authorization"),),
        (),
    ),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
