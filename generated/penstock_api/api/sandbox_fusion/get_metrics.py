# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Work out a dataset's metrics from its results

No dataset of the server works any out, so the answer is an empty object.
"""

from __future__ import annotations

from ... import models
from ...runtime import ANY, STRING, Map, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxGetMetricsRequest,
) -> Request[models.SandboxMetrics]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="getMetrics",
    method="POST",
    path="/get_metrics",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxGetMetricsRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Map(ANY),
            },
            "307": {},
            "400 404 405": {
                "application/json": Ref(lambda: models.SandboxErrorBody),
            },
            "422": {
                "application/json": Ref(lambda: models.SandboxValidationError),
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
