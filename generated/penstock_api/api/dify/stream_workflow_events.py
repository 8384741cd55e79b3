# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Follow a run's events

The events of a run whose stream was lost, or that goes on after a pause. Servers since 1.14;
mind the singular `workflow` in the path. The app may be an `advanced-chat` one as well. An id
that is no UUID is 500 `unknown`.

- A run that has ended: one frame, `workflow_finished`, whose `task_id` is the run's id, and no
  ping.
- A run that goes on, without a snapshot: a ping, then what happens from now on. What was missed
  is gone.
- With `include_state_snapshot`: a ping, then the events so far in a reduced form (their inputs,
  outputs, process data, errors and metadata are null), for a paused run also its pause, then
  what happens from now on. Recognise a node's events by `data.id`. Of a run that goes on these
  events have the run's id as `task_id`, which stops nothing; the live ones after them have the
  task's.
- The stream ends with `workflow_finished` or `workflow_paused`. With `continue_on_pause` and
  without a snapshot nothing ends it but 300 idle seconds, so close it yourself.
"""

from __future__ import annotations

from typing import Never

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
    workflow_run_id: str,
    *,
    user: str,
    include_state_snapshot: bool | Unset = UNSET,
    continue_on_pause: bool | Unset = UNSET,
) -> StreamRequest[Never, models.DifyStreamEvent]:
    """Return the request.

    Args:
        workflow_run_id: The run's id, a UUID: `workflow_run_id` of its answer or of the frames
        of its stream. What is none is a 500.
        user: The user who started the run; for any other the run does not exist.
        include_state_snapshot: Begin with the events so far. The server's default is false.
        continue_on_pause: Go on after a pause instead of ending there. The server's default is
        false.
    """
    return operation.fill(
        workflow_run_id=workflow_run_id,
        user=user,
        include_state_snapshot=include_state_snapshot,
        continue_on_pause=continue_on_pause,
    )


operation = StreamOperation(
    build=build,
    id="streamWorkflowEvents",
    method="GET",
    path="/workflow/{workflow_run_id}/events",
    server="https://api.dify.ai/v1",
    tag="dify",
    parameters=(
        Parameter(
            "workflow_run_id",
            "path",
            "workflow_run_id",
            limits=Limits(pattern="^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
        ),
        Parameter("user", "query", "user", limits=Limits(shortest=1, longest=255)),
        Parameter("include_state_snapshot", "query", "include_state_snapshot"),
        Parameter("continue_on_pause", "query", "continue_on_pause"),
    ),
    responses=by_status(
        {
            "200": {
                "text/event-stream": Ref(lambda: models.DIFY_STREAM_EVENT),
            },
            "400 401 403 500": {
                "application/json": Ref(lambda: models.DifyError),
            },
            "404": {
                "application/json": Ref(lambda: models.DifyError),
                "text/html": STRING,
            },
        }
    ),
    security=((Security("Authorization", "Bearer "),),),
    repeatable=True,
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
stream, astream = operation.stream, operation.astream
