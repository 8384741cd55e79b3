# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List all tasks

Every task, in no promised order.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build() -> Request[models.OomolTaskListReply]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="listTasks",
    method="GET",
    path="/v1/tasks",
    server="http://localhost:3000/api",
    tag="oomol",
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_TASK_LIST_REPLY),
            },
            "401 403 429 500": {
                "application/json": Ref(lambda: models.OomolErrorBody),
            },
            "404 502 503": {
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
