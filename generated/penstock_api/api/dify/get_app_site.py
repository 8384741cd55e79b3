# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell how the app's web page looks

Servers since 1.4.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build() -> Request[models.DifyAppSite]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="getAppSite",
    method="GET",
    path="/site",
    server="https://api.dify.ai/v1",
    tag="dify",
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyAppSite),
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
