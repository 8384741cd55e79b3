# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Get the page that leads to the server's documentation

For people with a browser.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, by_status


def build() -> Request[str]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="getHomePage",
    method="GET",
    path="/",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    responses=by_status(
        {
            "200": {
                "text/html": STRING,
            },
            "405": {
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
