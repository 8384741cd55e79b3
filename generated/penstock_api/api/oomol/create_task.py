# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Create a task

Creates a task that runs the block or flow named by `manifest` or by `blockId`, and answers at
once: the task has yet to run.

- One of the two names must be there. Both may be, when they are equal.
- Files are sent as `multipart/form-data`; without any, JSON will do.
- There is no idempotency key: don't repeat a request that may have been received.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build(
    *,
    body: models.OomolCreateTaskRequest | models.OomolCreateTaskForm,
) -> Request[models.OomolCreateTaskReply]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="createTask",
    method="POST",
    path="/v1/tasks",
    server="http://localhost:3000/api",
    tag="oomol",
    bodies={
        "application/json": Ref(lambda: models.OomolCreateTaskRequest),
        "multipart/form-data": Ref(lambda: models.OomolCreateTaskForm),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_CREATE_TASK_REPLY),
            },
            "400 401 403 415 422 429 500": {
                "application/json": Ref(lambda: models.OomolErrorBody),
            },
            "404 413 502 503": {
                "application/json": Ref(lambda: models.OomolErrorBody),
                "text/html": STRING,
            },
        }
    ),
    security=(
        (Security("Authorization"),),
        (),
    ),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
