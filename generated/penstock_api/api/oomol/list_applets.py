# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List the user's applets

Every applet of the token's user, as a bare list. Running one is the client's work: the applet's
presets and the user's inputs together, the user's first, become an ordinary task of the block
`package::blockName`, where the package is `packageId` without its version.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build(
    *,
    body: models.OomolListAppletsRequest,
) -> Request[models.OomolAppletListReply]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="listApplets",
    method="POST",
    path="/rpc/listApplets",
    server="https://chat-data.oomol.com",
    own_server=True,
    tag="oomol",
    bodies={
        "application/json": Ref(lambda: models.OomolListAppletsRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_APPLET_LIST_REPLY),
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
