# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Run the cells of a notebook

Runs the cells one after another in one kernel. A cell that raises does not stop those after it,
and the status is `Success` all the same: look at each cell's `error`. `Failed` says that the
notebook did not come to its end; then there are no cells and no files. The kernel is ended ten
seconds after `total_timeout`. `cell_timeout` and `memory_limit_MB` are accepted and do nothing.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxRunJupyterRequest,
) -> Request[models.SandboxRunJupyterResponse]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="runJupyter",
    method="POST",
    path="/run_jupyter",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxRunJupyterRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SandboxRunJupyterResponse),
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
