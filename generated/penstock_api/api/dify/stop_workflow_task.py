# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Ask a streamed run to stop

Always a success, also for a task that nobody knows or that has ended, and for a run's id. The
run stops some time later: its stream then ends with `workflow_finished`, whose status is
`stopped` on servers of 2024-12. In 2026-08 it is mostly `failed` with the error `Aborted: User
requested stop`, and sometimes `stopped`, while the run itself and the log call both `stopped`.

Servers of 2024-12 did nothing, and said so to nobody, when `user` was not the one that had
started the run; those of 2026-08 stop it for any user.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    task_id: str,
    *,
    body: models.DifyStopRequest,
) -> Request[models.DifyStopResult]:
    """Return the request.

    Args:
        task_id: The task, from the live frames of a run's stream. It is not the run's id, which
        some frames of `streamWorkflowEvents` have in its place: that is a success as well, and
        stops nothing.
    """
    return operation.fill(
        body,
        task_id=task_id,
    )


operation = Operation(
    build=build,
    id="stopWorkflowTask",
    method="POST",
    path="/workflows/tasks/{task_id}/stop",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(Parameter("task_id", "path", "task_id", limits=Limits(shortest=1)),),
    bodies={
        "application/json": Ref(lambda: models.DifyStopRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyStopResult),
            },
            "400 401 403 415 500": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404": {
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
