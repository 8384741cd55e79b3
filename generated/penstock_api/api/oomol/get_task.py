# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Get a task

Where the task is. It holds neither a result nor a reason for a failure: both are in its logs.

completed, failed and stopped are the end of it. Anything else, also a state this document does
not know, means that it goes on: poll with a limit of your own.
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
    id="getTask",
    method="GET",
    path="/v1/tasks/{taskId}",
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
