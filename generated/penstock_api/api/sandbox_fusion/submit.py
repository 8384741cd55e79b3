# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Judge a completion

Takes the code out of the completion, runs it against the problem's tests, and says whether all
of them passed.

- A wrong answer, a timeout and a compile error are all 200 with `accepted: false`.
- Where a test's run is a `SandboxError`, the whole submission is 500; a dataset of the CommonOJ
  kind has then tried five times.
- A timeout for the whole request has to allow for every test: 20 s each unless the configuration
  says less.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxSubmitRequest,
) -> Request[models.SandboxEvalResult]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="submit",
    method="POST",
    path="/submit",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxSubmitRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SandboxEvalResult),
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
