# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List a workflow's runs, page by page

`nextCursor` is null on the last page. Send it back as `cursor` with the same filters and order;
only `limit` may differ. A query value that is empty or given twice is a 400, as is a parameter
that does not exist.
"""

from __future__ import annotations

from ... import models
from ...runtime import UNSET, Limits, Operation, Parameter, Ref, Request, Security, Unset, by_status


def build(
    id: str,
    *,
    status: models.SimRunStatusFilter | Unset = UNSET,
    trigger: str | Unset = UNSET,
    start_date: str | Unset = UNSET,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    cursor: str | Unset = UNSET,
    order: models.SimRunOrder | Unset = UNSET,
) -> Request[models.SimRunPage]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        status: Only runs in this state. Runs that are still queued, or being redacted, can't be
        asked for.
        trigger: Only runs that this kind of trigger started, such as `api` or `schedule`.
        start_date: Only runs started at this time or later. ISO 8601 in UTC that ends in `Z`;
        the server refuses an offset and a date without a time.
        end_date: Only runs started at this time or earlier. ISO 8601 in UTC that ends in `Z`;
        not before `startDate`.
        limit: How many runs a page holds, 1-100. The server's default is 50.
        cursor: The `nextCursor` of the page before.
        order: By the time of start. The server's default is `desc`, the newest first.
    """
    return operation.fill(
        id=id,
        status=status,
        trigger=trigger,
        start_date=start_date,
        end_date=end_date,
        limit=limit,
        cursor=cursor,
        order=order,
    )


operation = Operation(
    build=build,
    id="listRuns",
    method="GET",
    path="/api/v2/workflows/{id}/runs",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("status", "query", "status"),
        Parameter("trigger", "query", "trigger", limits=Limits(shortest=1)),
        Parameter(
            "start_date",
            "query",
            "startDate",
            limits=Limits(
                pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?Z$"
            ),
        ),
        Parameter(
            "end_date",
            "query",
            "endDate",
            limits=Limits(
                pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?Z$"
            ),
        ),
        Parameter("limit", "query", "limit", limits=Limits(least=1, most=100)),
        Parameter("cursor", "query", "cursor", limits=Limits(shortest=1)),
        Parameter("order", "query", "order"),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimRunPage),
            },
            "400 401 403 404 429 500 503": {
                "application/json": Ref(lambda: models.SimV2Error),
            },
        }
    ),
    security=((Security("X-API-Key"),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
