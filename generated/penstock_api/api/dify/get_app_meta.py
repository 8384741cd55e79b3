# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell the icons of the app's tools"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build() -> Request[models.DifyAppMeta]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="getAppMeta",
    method="GET",
    path="/meta",
    server="https://api.dify.ai/v1",
    tag="dify",
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyAppMeta),
            },
            "401 403 500": {
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
