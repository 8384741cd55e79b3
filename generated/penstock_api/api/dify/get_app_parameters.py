# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell which inputs and files the app takes"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, UNSET, Operation, Parameter, Ref, Request, Security, Unset, by_status


def build(
    *,
    user: str | Unset = UNSET,
) -> Request[models.DifyAppParameters]:
    """Return the request.

    Args:
        user: As on the documented page; no server reads it.
    """
    return operation.fill(
        user=user,
    )


operation = Operation(
    build=build,
    id="getAppParameters",
    method="GET",
    path="/parameters",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(Parameter("user", "query", "user"),),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyAppParameters),
            },
            "400 401 403 500": {
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
