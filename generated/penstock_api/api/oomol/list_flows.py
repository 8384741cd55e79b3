# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List the workspace's flows

The flows, each with the inputs that its start nodes leave open. Documented; newer clients don't
call it any more, so a server may answer 404.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build() -> Request[models.OomolFlowListReply]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="listFlows",
    method="GET",
    path="/v1/flows",
    server="http://localhost:3000/api",
    tag="oomol",
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_FLOW_LIST_REPLY),
            },
            "401 403 429 500": {
                "application/json": Ref(lambda: models.OomolErrorBody),
            },
            "404 502 503": {
                "application/json": Ref(lambda: models.OomolErrorBody),
                "text/html": STRING,
            },
        }
    ),
    security=(
        (Security("Authorization"),),
        (),
    ),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
