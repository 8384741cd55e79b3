# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List the paused runs of a workflow

Servers of 2026-08 only, also while v2 is switched off. All of them at once, the newest first. A
run that waits for a time, and for no person, is not among them.
"""

from __future__ import annotations

from ... import models
from ...runtime import (
    STRING,
    UNSET,
    Limits,
    Operation,
    Parameter,
    Ref,
    Request,
    Security,
    Unset,
    by_status,
)


def build(
    id: str,
    *,
    status: str | Unset = UNSET,
) -> Request[models.SimPausedExecutionList]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        status: Comma-separated statuses of the paused runs to list, such as
        `paused,partially_resumed`; all when empty.
    """
    return operation.fill(
        id=id,
        status=status,
    )


operation = Operation(
    build=build,
    id="listPausedExecutions",
    method="GET",
    path="/api/workflows/{id}/paused",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("status", "query", "status"),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimPausedExecutionList),
            },
            "401 403": {
                "application/json": Ref(lambda: models.SimErrorBody),
            },
            "404": {
                "application/json": Ref(lambda: models.SimErrorBody),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("X-API-Key"),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
