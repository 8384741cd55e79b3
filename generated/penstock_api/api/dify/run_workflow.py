# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Run the published workflow

Runs the app's published workflow and answers with its result (`blocking`), or with a stream of
events (`streaming`).

- Without `response_mode` the run is blocking. Gateways cut a blocking call after 60 to 100
  seconds; the run goes on without it, and its id is lost. Prefer a stream: its first frame has
  the id.
- What is wrong with the values of `inputs` or with a file is a 400 in blocking mode. Streaming,
  servers of 2024-12 answer 400 too; those of 2026-08 answer 200 with an `error` event that has
  neither a code nor an id.
- The limit of runs at once is meant to be 429 `too_many_requests`, and is sent as 400
  `invalid_param` whose message begins with `Too many requests.`; read both. A streaming start
  counts twice against it in 2026-08: an app whose limit is 1 can only be run blocking. 429
  `rate_limit_error` is the plan's quota: waiting some seconds won't help.
- In 2026-08 a trace id may also be given as the query `trace_id` or as `traceparent`, and a
  session as the query `trace_session_id`.
"""

from __future__ import annotations

from ... import models
from ...runtime import (
    STRING,
    UNSET,
    Limits,
    Parameter,
    Ref,
    Security,
    StreamOperation,
    StreamRequest,
    Unset,
    by_status,
)


def build(
    *,
    body: models.DifyRunRequest,
    x_trace_id: str | Unset = UNSET,
    x_trace_session_id: str | Unset = UNSET,
) -> StreamRequest[models.DifyRunResult | models.DifyRunHandover, models.DifyStreamEvent]:
    """Return the request.

    Args:
        x_trace_id: The caller's own id for the server's tracing, 1-128 letters, digits,
        underscores and hyphens; another is ignored. It comes before `trace_id` of the body.
        Servers of 2026-08 only.
        x_trace_session_id: The caller's own id for several runs that belong together, 1-200
        characters; another is a 400. It comes before `trace_session_id` of the body. Servers of
        2026-08 only.
    """
    return operation.fill(
        body,
        x_trace_id=x_trace_id,
        x_trace_session_id=x_trace_session_id,
    )


operation = StreamOperation(
    build=build,
    id="runWorkflow",
    method="POST",
    path="/workflows/run",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter("x_trace_id", "header", "X-Trace-Id"),
        Parameter(
            "x_trace_session_id",
            "header",
            "X-Trace-Session-Id",
            limits=Limits(shortest=1, longest=200),
        ),
    ),
    bodies={
        "application/json": Ref(lambda: models.DifyRunRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.DifyRunResult),
                "text/event-stream": Ref(lambda: models.DIFY_STREAM_EVENT),
            },
            "202": {
                "application/json": Ref(lambda: models.DifyRunHandover),
            },
            "400 401 403 415 500": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404 502 503 504 524": {
                "text/html": STRING,
            },
            "429": {
                "application/json": Ref(lambda: models.DifyError),
                "text/plain": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
stream, astream = operation.stream, operation.astream
