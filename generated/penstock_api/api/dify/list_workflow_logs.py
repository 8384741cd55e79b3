# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List the app's runs

Newest first, by page number: while runs are added the pages shift, and an entry may come twice.
An empty value in the query is refused, so leave out what is not wanted. Nothing filters runs
that are running, paused or partly succeeded.

Servers before 1.1 ignore the filters by time, those before 1.5 the ones by user and account,
whatever their values are: they list the runs of everybody. Filter the entries again.
"""

from __future__ import annotations

import datetime

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
    *,
    keyword: str | Unset = UNSET,
    status: models.DifyLogStatusFilter | Unset = UNSET,
    created_at_before: datetime.datetime | Unset = UNSET,
    created_at_after: datetime.datetime | Unset = UNSET,
    created_by_end_user_session_id: str | Unset = UNSET,
    created_by_account: str | Unset = UNSET,
    page: int | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> Request[models.DifyWorkflowLogPage]:
    """Return the request.

    Args:
        keyword: Text to find in the inputs, the outputs or the user; in 2026-08 also a whole run
        id. Only 30 characters count.
        status: Only runs that ended so.
        created_at_before: Only runs that began then or earlier, ISO 8601. Servers of 2024-12
        ignore it.
        created_at_after: Only runs that began then or later, ISO 8601. Servers of 2024-12 ignore
        it.
        created_by_end_user_session_id: Only runs of this user: the `user` they were started
        with. Servers of 2024-12 ignore it.
        created_by_account: Only runs of the account with this e-mail address. Servers of 2024-12
        ignore it.
        page: The page, from 1. The server's default is 1.
        limit: Entries a page, at most 100. The server's default is 20.
    """
    return operation.fill(
        keyword=keyword,
        status=status,
        created_at_before=created_at_before,
        created_at_after=created_at_after,
        created_by_end_user_session_id=created_by_end_user_session_id,
        created_by_account=created_by_account,
        page=page,
        limit=limit,
    )


operation = Operation(
    build=build,
    id="listWorkflowLogs",
    method="GET",
    path="/workflows/logs",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter("keyword", "query", "keyword"),
        Parameter("status", "query", "status"),
        Parameter("created_at_before", "query", "created_at__before"),
        Parameter("created_at_after", "query", "created_at__after"),
        Parameter(
            "created_by_end_user_session_id",
            "query",
            "created_by_end_user_session_id",
            limits=Limits(shortest=1),
        ),
        Parameter("created_by_account", "query", "created_by_account", limits=Limits(shortest=1)),
        Parameter("page", "query", "page", limits=Limits(least=1, most=99999)),
        Parameter("limit", "query", "limit", limits=Limits(least=1, most=100)),
    ),
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyWorkflowLogPage),
            },
            "400 401 403 500": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404": {
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
