# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List the ids of a dataset's problems

`offset` and `limit` choose a part; a negative limit means all, an offset behind the end gives an
empty list. With `config.provided_data` (a list) both are ignored.
"""

from __future__ import annotations

from ... import models
from ...runtime import INTEGER, STRING, Array, OneOf, Operation, Ref, Request, by_status


def build(
    *,
    body: models.SandboxGetPromptsRequest,
) -> Request[models.SandboxIdList]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="listIds",
    method="POST",
    path="/list_ids",
    server="http://localhost:8000",
    tag="sandbox_fusion",
    bodies={
        "application/json": Ref(lambda: models.SandboxGetPromptsRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Array(
                    OneOf(
                        others=(
                            INTEGER,
                            STRING,
                        )
                    )
                ),
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
