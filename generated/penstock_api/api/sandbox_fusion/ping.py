# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Ask whether the server lives

The only health check. It is slow while many runs begin (seconds, where there are hundreds), so a
late answer does not say that the server is gone. HEAD is 405.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, by_status


def build() -> Request[str]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="ping",
    method="GET",
    path="/v1/ping",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    responses=by_status(
        {
            "200": {
                "application/json": STRING,
            },
            "307": {},
            "404 405": {
                "application/json": Ref(lambda: models.SandboxErrorBody),
            },
            "429 502 504": {
                "text/html": STRING,
                "text/plain": STRING,
            },
            "500": {
                "application/json": Ref(lambda: models.SandboxServerError),
            },
            "503": {
                "text/plain": STRING,
                "text/html": STRING,
            },
        }
    ),
    security=(),
    bucket="sandbox",
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
