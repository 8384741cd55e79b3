# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Get the function that works out a dataset's metrics

Python source text, to be run by the caller at their own risk; null where a dataset has none,
which is nearly everywhere.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxGetMetricsFunctionRequest,
) -> Request[models.SandboxMetricsFunction]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="getMetricsFunction",
    method="POST",
    path="/get_metrics_function",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxGetMetricsFunctionRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SandboxMetricsFunction),
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
