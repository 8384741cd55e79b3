# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Get one prompt

The id's type counts: `"007"` is not 7. An id there is not is answered with 500, never with 404.
With `config.provided_data` (one object) the id is not looked at.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxGetPromptByIdRequest,
) -> Request[models.SandboxPrompt]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="getPromptById",
    method="POST",
    path="/get_prompt_by_id",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxGetPromptByIdRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SandboxPrompt),
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
