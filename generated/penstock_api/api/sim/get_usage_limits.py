# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Tell what the account may still use

Costs nothing: it is counted against no bucket.
"""

from __future__ import annotations

from ... import models
from ...runtime import Operation, Ref, Request, Security, by_status


def build() -> Request[models.SimUsageLimits]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="getUsageLimits",
    method="GET",
    path="/api/users/me/usage-limits",
    server="https://www.sim.ai",
    tag="sim",
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimUsageLimits),
            },
            "401 500": {
                "application/json": Ref(lambda: models.SimErrorBody),
            },
        }
    ),
    security=((Security("X-API-Key"),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
