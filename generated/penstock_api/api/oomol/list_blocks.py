# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""List the blocks

The blocks of every installed version of every package, and the workspace's own. Neither a
version nor a `blockId` is sent: the version stands in the path, as `<name>-<version>` or as a
part of its own, and the id is `package::name`.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build() -> Request[models.OomolBlockListReply]:
    """Return the request."""
    return operation.fill()


operation = Operation(
    build=build,
    id="listBlocks",
    method="GET",
    path="/v1/blocks",
    server="http://localhost:3000/api",
    tag="oomol",
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OOMOL_BLOCK_LIST_REPLY),
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
