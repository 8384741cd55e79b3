# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Get the prompts of a dataset

`offset` and `limit` choose a part; a negative limit means all, an offset behind the end gives an
empty list. With `config.provided_data` (a list) both are ignored. There are no pages: unless
limited, everything comes at once.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Array, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxGetPromptsRequest,
) -> Request[models.SandboxPromptList]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="getPrompts",
    method="POST",
    path="/get_prompts",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxGetPromptsRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Array(Ref(lambda: models.SandboxPrompt)),
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
