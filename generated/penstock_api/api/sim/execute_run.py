# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""Run a deployed workflow (v2)

Runs the workflow and answers with its result, as a stream of events (`stream: true`), or with
the receipt of a queued run (`async: true`).

- A body is mandatory; send `{}` for no input. It may be up to 10 MiB. Bytes that are no UTF-8
  are read as U+FFFD; a byte order mark before the JSON is a 400.
- A run that fails, times out or is cancelled is an answer with status 200: read `data.status`.
  An HTTP error means that there is no such run.
- A Response block's payload stays inside `output`, as `{data, status, headers}`, and the answer
  has status 200.
- `X-Run-Id` can be used once: a second use is a 409, so a request that was lost can be sent
  again with the same id without running twice. It is also the only way to know a streamed run's
  id.
- A run lives as long as its connection, unless it is async: when the client goes, times out or
  loses the answer before it is sent, the run is cancelled, without an output or an error.
- A workflow that is deployed as a public API runs without a key, but never async.
"""

from __future__ import annotations

from ... import models
from ...runtime import (
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
    body: models.SimRunRequest,
    x_run_id: str | Unset = UNSET,
    x_sim_stream_protocol: models.SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> StreamRequest[
    models.SimRunResultEnvelope | models.SimRunReceiptEnvelope, models.SimStreamEvent
]:
    """Return the request.

    Args:
        id: The workflow's id, a UUID on sim.ai.
        x_run_id: The caller's own id for this run, 1-128 letters, digits, dots, underscores,
        colons and hyphens. It can be claimed once (a second use is a 409), which makes a retry
        safe. Ignored without a key.
        x_sim_stream_protocol: A set of stream frames that the caller understands beyond the
        basic ones.
        x_sim_via: Comma-separated ids of the workflows through which this call came, a guard
        against loops: with 25 of them the call is refused with 409. Servers of 2026-08 only.
    """
    return operation.fill(
        body,
        id=id,
        x_run_id=x_run_id,
        x_sim_stream_protocol=x_sim_stream_protocol,
        x_sim_via=x_sim_via,
    )


operation = StreamOperation(
    build=build,
    id="executeRun",
    method="POST",
    path="/api/v2/workflows/{id}/execute",
    server="https://www.sim.ai",
    tag="sim",
    parameters=(
        Parameter("id", "path", "id", limits=Limits(shortest=1)),
        Parameter(
            "x_run_id",
            "header",
            "X-Run-Id",
            limits=Limits(shortest=1, longest=128, pattern="^[A-Za-z0-9._:-]+$"),
        ),
        Parameter("x_sim_stream_protocol", "header", "X-Sim-Stream-Protocol"),
        Parameter("x_sim_via", "header", "X-Sim-Via"),
    ),
    bodies={
        "application/json": Ref(lambda: models.SimRunRequest),
    },
    responses=by_status(
        {
            "200": {
                "application/json": Ref(lambda: models.SimRunResultEnvelope),
                "text/event-stream": Ref(lambda: models.SIM_STREAM_EVENT),
            },
            "202": {
                "application/json": Ref(lambda: models.SimRunReceiptEnvelope),
            },
            "400 401 402 403 404 409 413 429 499 500 503": {
                "application/json": Ref(lambda: models.SimV2Error),
            },
        }
    ),
    security=((Security("X-API-Key"),),),
)
sync, sync_detailed = operation.sync, operation.sync_detailed
asyncio, asyncio_detailed = operation.asyncio, operation.asyncio_detailed
stream, astream = operation.stream, operation.astream
