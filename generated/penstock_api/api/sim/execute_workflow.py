# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Run a deployed workflow

Runs the workflow and answers with its result, as a stream of events, or with the receipt of a
queued job.

- JSON unless the body has `stream: true` or the header `X-Stream-Response: true`; then
  `text/event-stream`.
- With `X-Execution-Mode: async` the run is queued and 202 comes back. Async wins over stream.
- The body may be empty, which means `{}`. Beside an object a server of 2025-10 takes any other
  JSON but null as the input, one of 2026-08 refuses it with 400; wrap such an input as
  `{"input": ...}`.
- Bytes that are no UTF-8 are read as U+FFFD. A byte order mark before the JSON is skipped by
  servers of 2025-10 and refused with 400 by later ones.
- An output that is selected for a stream comes in chunks if its block is an agent. Of any other
  block, a server of 2025-10 sends it in one chunk, one of 2026-08 in the last frame only, under
  the block's id.
- A workflow whose last block is a Response block answers with its author's own JSON, status (any
  of 100-599) and headers, and nothing marks it. A body that is neither a run's result nor one of
  the errors below is such an answer, whatever its status. Streams and jobs carry it in the
  output, as `{data, status, headers}`; a 2025-10 server's stream in one layer more, `{response:
  {data, status, headers}}`.
- A run that waits for a person answers with 200 and `success: true`. What tells is
  `output.data._resume`, which holds what it is resumed with. The run has not ended.
- A run that fails: in 2025-10, 200 with `success: false`; in 2026-08, 500 (or 4xx, 503, and 408
  on a timeout) with the same body.
- Servers of 2025-10 look for the workflow and its deployment before they check the key; those of
  2026-08 check the key first, and let a workflow deployed as a public API run without one.
- In 2026-08 the body may be up to 10 MiB. `X-Execution-Id` can be used once: a second use is a
  409.
- In 2026-08 a run lives as long as its connection: when the client goes, times out or loses the
  answer before it is sent, the run is cancelled. Only an async run outlives its client. Servers
  of 2025-10 let the run go on.
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
    id: str,
    *,
    body: models.SimExecuteRequest | Unset = UNSET,
    x_execution_mode: models.SimExecutionMode | Unset = UNSET,
    x_stream_response: bool | Unset = UNSET,
    x_selected_outputs: str | Unset = UNSET,
    x_execution_id: str | Unset = UNSET,
    x_execution_timeout_seconds: int | Unset = UNSET,
    x_sim_stream_protocol: models.SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> StreamRequest[models.SimExecuteResponse | models.SimExecuteReceipt, models.SimStreamEvent]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        x_execution_mode: How to run. `async` queues the run; any other value runs it at once.
        x_stream_response: `true` asks for a stream, as `stream: true` in the body does.
        x_selected_outputs: A JSON array of strings, as text: the outputs to stream, used when
        the body has no `selectedOutputs`. Malformed JSON is answered with 500 EXECUTION_ERROR.
        Not read by servers of 2026-08.
        x_execution_id: The caller's own id for this run, 1-128 letters, digits, dots,
        underscores, colons and hyphens. It can be claimed once (a second use is a 409), which
        makes a retry safe. Servers of 2026-08 only.
        x_execution_timeout_seconds: How long the run may take, in seconds, at most seven days
        and at most what the plan allows. Async runs only. Servers of 2026-08 only.
        x_sim_stream_protocol: A set of stream frames that the caller understands beyond the
        basic ones.
        x_sim_via: Comma-separated ids of the workflows through which this call came, a guard
        against loops: with 25 of them the call is refused with 409. Servers of 2026-08 only.
    """
    return operation.fill(
        body,
        id=id,
        x_execution_mode=x_execution_mode,
        x_stream_response=x_stream_response,
        x_selected_outputs=x_selected_outputs,
        x_execution_id=x_execution_id,
        x_execution_timeout_seconds=x_execution_timeout_seconds,
        x_sim_stream_protocol=x_sim_stream_protocol,
        x_sim_via=x_sim_via,
    )


operation = StreamOperation(
    build=build,
    id="executeWorkflow",
    method="POST",
    path="/api/workflows/{id}/execute",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter("x_execution_mode", "header", "X-Execution-Mode"),
        Parameter("x_stream_response", "header", "X-Stream-Response"),
        Parameter("x_selected_outputs", "header", "X-Selected-Outputs"),
        Parameter(
            "x_execution_id",
            "header",
            "X-Execution-Id",
            limits=Limits(shortest=1, longest=128, pattern="^[A-Za-z0-9._:-]+$"),
        ),
        Parameter(
            "x_execution_timeout_seconds",
            "header",
            "X-Execution-Timeout-Seconds",
            limits=Limits(least=1, most=604800),
        ),
        Parameter("x_sim_stream_protocol", "header", "X-Sim-Stream-Protocol"),
        Parameter("x_sim_via", "header", "X-Sim-Via"),
    ),
    bodies={
        "application/json": Ref(lambda: models.SimExecuteRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SIM_EXECUTE_RESPONSE),
                "text/event-stream": Ref(lambda: models.SIM_STREAM_EVENT),
            },
            "202": {
                "application/json": Ref(lambda: models.SIM_EXECUTE_RECEIPT),
            },
            "400 401 402 404 408 409 413 429 499 500 503": {
                "application/json": Ref(lambda: models.SIM_EXECUTE_REFUSAL),
            },
            "403": {
                "application/json": Ref(lambda: models.SIM_EXECUTE_REFUSAL),
                "text/plain": STRING,
            },
            "default": {
                "application/json": Ref(lambda: models.SIM_EXECUTE_RESPONSE),
            },
        }
    ),
    security=((Security("X-API-Key"),),),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
stream, astream = operation.stream, operation.astream
