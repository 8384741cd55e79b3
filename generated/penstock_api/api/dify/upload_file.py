# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Upload a file for a run

Stores one file, to be named in a run's `inputs` or `files` by its id. Only the user who uploaded
it may.

- The part must have a file name and its own Content-Type; without the type it is a 415. What the
  file is taken for later is decided by the name's extension, and by the type only when the
  extension tells nothing.
- The limits are set by the server: by default 15 MB, 10 for images, 50 for audio and 100 for
  video.
"""

from __future__ import annotations

from ... import models
from ...runtime import STRING, Operation, Ref, Request, Security, by_status


def build(
    *,
    body: models.DifyUploadRequest,
) -> Request[models.DifyUploadedFile]:
    """Return the request."""
    return operation.fill(
        body,
    )


operation = Operation(
    build=build,
    id="uploadFile",
    method="POST",
    path="/files/upload",
    server="https://api.dify.ai/v1",
    tag="dify",
    bodies={
        "multipart/form-data": Ref(lambda: models.DifyUploadRequest),
    },
    responses=by_status(
        {
            "201": {
                "application/json": Ref(lambda: models.DifyUploadedFile),
            },
            "400 401 403 415 500 503": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404": {
                "text/html": STRING,
            },
            "413": {
                "application/json": Ref(lambda: models.DifyError),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
