# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Get a task's logs

The whole log so far, each time: there is no cursor. It may lag behind the task's state, so that
the last entries appear some hundred milliseconds after `completed`; a SessionFinished of the
whole session ends it.

The task's result is the `result` of the last BlockFinished that has one. When none has, the
result is what the outermost BlockOutput, BlockOutputs and SubflowBlockOutput entries say
together.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    task_id: str,
) -> Request[models.OomolTaskLogsReply]:
    """Return the request.

    Args:
        task_id: The task's id, as the server gave it.
    """
    return operation.fill(
        task_id=task_id,
    )


operation = Operation(
    build=build,
    id="getTaskLogs",
    method="GET",
    path="/v1/tasks/{taskId}/logs",
    server="http://localhost:3000/api",
    tag="oomol",
    parameters=(Parameter("task_id", "path", "taskId", limits=Limits(shortest=1)),),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_TASK_LOGS_REPLY),
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
