# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Get an install task

Where the installation is. success and failed are the end of it. An unknown id is answered with
404, or with status 200 and `success: false`.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    install_task_id: str,
) -> Request[models.OomolInstallTaskReply]:
    """Return the request.

    Args:
        install_task_id: The install task's id, as the server gave it.
    """
    return operation.fill(
        install_task_id=install_task_id,
    )


operation = Operation(
    build=build,
    id="getInstallTask",
    method="GET",
    path="/packages/install/{installTaskId}",
    server="http://localhost:3000/api",
    tag="oomol",
    parameters=(Parameter("install_task_id", "path", "installTaskId", limits=Limits(shortest=1)),),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_INSTALL_TASK_REPLY),
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
