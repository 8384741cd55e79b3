# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Run one published version of the workflow

As `runWorkflow`, with a version that was published before. Servers since 1.7.2.
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
    workflow_id: str,
    *,
    body: models.DifyRunRequest,
    x_trace_id: str | Unset = UNSET,
    x_trace_session_id: str | Unset = UNSET,
) -> StreamRequest[models.DifyRunResult | models.DifyRunHandover, models.DifyStreamEvent]:
    """Return the request.

    Args:
        workflow_id: The published version's id, a UUID: `workflow_id` of an earlier run. No
        operation lists the versions.
        x_trace_id: The caller's own id for the server's tracing, 1-128 letters, digits,
        underscores and hyphens; another is ignored. It comes before `trace_id` of the body.
        Servers of 2026-08 only.
        x_trace_session_id: The caller's own id for several runs that belong together, 1-200
        characters; another is a 400. It comes before `trace_session_id` of the body. Servers of
        2026-08 only.
    """
    return operation.fill(
        body,
        workflow_id=workflow_id,
        x_trace_id=x_trace_id,
        x_trace_session_id=x_trace_session_id,
    )


operation = StreamOperation(
    build=build,
    id="runWorkflowVersion",
    method="POST",
    path="/workflows/{workflow_id}/run",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter(
            "workflow_id",
            "path",
            "workflow_id",
            limits=Limits(pattern="^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
        ),
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
            "404": {
                "application/json": Ref(lambda: models.DifyError),
                "text/html": STRING,
            },
            "429": {
                "application/json": Ref(lambda: models.DifyError),
                "text/plain": STRING,
            },
            "502 503 504 524": {
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
    bucket="runWorkflow",
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
stream, astream = operation.stream, operation.astream
