# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell who an end user is

Servers since 1.13.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Limits, Operation, Parameter, Ref, Request, Security, by_status


def build(
    end_user_id: str,
) -> Request[models.DifyEndUser]:
    """Return the request.

    Args:
        end_user_id: The end user's id, a UUID: `created_by` of an uploaded file, or
        `created_by_end_user` of a log entry. It is not the `user` of a request.
    """
    return operation.fill(
        end_user_id=end_user_id,
    )


operation = Operation(
    build=build,
    id="getEndUser",
    method="GET",
    path="/end-users/{end_user_id}",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter(
            "end_user_id",
            "path",
            "end_user_id",
            limits=Limits(pattern="^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
        ),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyEndUser),
            },
            "401 403 500": {
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
