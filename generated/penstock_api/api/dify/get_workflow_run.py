# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell how a run is

Any run of the app, whoever started it; on servers of 2024-12 any run of the workspace. The
documented page calls the parameter `workflow_id`; it is the run's id, a UUID in either case of
letters. Any other text is 500 `unknown`. In 2026-08 the app may be an `advanced-chat` one as
well.

Servers of 2024-12 answer 200 with nulls and two zeros for a run that they don't know; those of
2026-08 answer 404.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    workflow_run_id: str,
) -> Request[models.DifyWorkflowRun]:
    """Return the request.

    Args:
        workflow_run_id: The run's id, a UUID: `workflow_run_id` of its answer or of the frames
        of its stream. What is none is a 500.
    """
    return operation.fill(
        workflow_run_id=workflow_run_id,
    )


operation = Operation(
    build=build,
    id="getWorkflowRun",
    method="GET",
    path="/workflows/run/{workflow_run_id}",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter(
            "workflow_run_id",
            "path",
            "workflow_run_id",
            limits=Limits(pattern="^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
        ),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyWorkflowRun),
            },
            "400 401 403 500": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404": {
                "application/json": Ref(lambda: models.DifyError),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
