# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Install a package

Begins to install a package and answers at once with the id to poll. A refusal comes with status
200 and `success: false`, or with a 4xx. There is no way to cancel an installation.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build(
    *,
    body: models.OomolInstallPackageRequest,
) -> Request[models.OomolInstallReceipt]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="installPackage",
    method="POST",
    path="/packages/install",
    server="http://localhost:3000/api",
    tag="oomol",
    bodies={
        "application/json": Ref(lambda: models.OomolInstallPackageRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.OomolInstallReceipt),
            },
            "400 401 403 404 429 500": {
                "application/json": Ref(lambda: models.OomolErrorBody),
            },
            "502 503": {
                "application/json": Ref(lambda: models.OomolErrorBody),
                "text/html": STRING,
            },
        }
    ),
    security=(
        (Security("Authorization"),),
        (),
    ),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
