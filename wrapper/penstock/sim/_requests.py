"""What is sent to Sim, in both of its APIs; the generated code knows the paths and fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

import attrs

from penstock._core.ids import check_id
from penstock._core.message import Request, WaitElsewhere, request
from penstock._core.numbers import check_whole
from penstock._core.texts import check_texts
from penstock.errors import UsageError
from penstock.sim import _errors
from penstock.sim._defaults import MAX_EXECUTION_TIMEOUT_SECONDS, Api
from penstock_api.models import SimExecuteRequest, SimRunRequest
from penstock_api.runtime import UNSET, Unset, fields

# Root-level keys that a v1 server, then or now, takes for its own: those of the document, and what
# its callers aren't to send. An input that has one goes under `input`, where it is the workflow's.
_CONTROL_KEYS: Final = frozenset(
    {
        *(field.wire for field in fields(SimExecuteRequest)),
        *("copilotToolCallId", "deploymentVersionId", "inputFromExecutionId", "isClientSession"),
        *("isSecureMode", "parentWorkspaceId", "runFromBlock", "useDraftState", "workflowId"),
        "workflowStateOverride",
    }
)

_RUN_ID: Final = r"[A-Za-z0-9._:-]{1,128}"  # what the server's own check allows
_PROTOCOL: Final = "agent-events-v1"
_BAD_TIMEOUT: Final = "INVALID_EXECUTION_TIMEOUT"

# What becomes of a run that is waited for. Behind v1 there may be either generation of servers.
_LOST_V1: Final = (
    "servers of 2026-08 cancel a run whose connection is lost, older ones let it go on; "
    "async_execution=True queues one that outlives its connection"
)
_LOST_V2: Final = (
    "the server cancels a run whose connection is lost; start_run() queues one that outlives its "
    "connection"
)


@attrs.frozen(kw_only=True, eq=False)
class Execution:
    """What is asked for when a workflow is run; the input is JSON by now."""

    workflow_id: str
    input: Any = None
    stream: bool = False
    queued: bool = False
    selected_outputs: Sequence[str] | None = None
    run_id: str | None = None
    execution_timeout: int | None = None
    include_thinking: bool = False
    include_tool_calls: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse what the server would, with a better message."""
        check_id("workflow_id", self.workflow_id)
        run_id: object = self.run_id
        if run_id is not None and not (isinstance(run_id, str) and re.fullmatch(_RUN_ID, run_id)):
            raise UsageError(f"run_id must be 1 to 128 letters, digits and . _ : -, not {run_id!r}")
        if self.selected_outputs is not None:
            check_texts("selected_outputs", self.selected_outputs)
        if self.queued and (self.stream or self.selected_outputs):
            raise UsageError("a queued run can't be streamed, nor its outputs selected")
        if (self.include_thinking or self.include_tool_calls) and not self.stream:
            raise UsageError("include_thinking and include_tool_calls need a stream")
        if self.execution_timeout is not None and not self.queued:
            raise UsageError("execution_timeout needs async_execution=True", _BAD_TIMEOUT)
        longest = MAX_EXECUTION_TIMEOUT_SECONDS
        check_whole("execution_timeout", self.execution_timeout, longest, " seconds", _BAD_TIMEOUT)


def execute(api: Api, what: Execution) -> Request:
    """Return the request that runs a workflow."""
    return _execute_v2(what) if api == "v2" else _execute_v1(what)


def _execute_v1(what: Execution) -> Request:
    from penstock_api.api.sim.execute_workflow import build

    fits = isinstance(what.input, dict) and _CONTROL_KEYS.isdisjoint(what.input)
    root: dict[str, Any] | None = what.input if fits else None
    body = SimExecuteRequest(
        input_=UNSET if fits or what.input is None else what.input,
        additional_properties=root or {},
        **_streaming(what),
    )
    made = build(
        what.workflow_id,
        body=body,
        x_execution_mode="async" if what.queued else UNSET,
        x_execution_id=what.run_id or UNSET,
        x_execution_timeout_seconds=what.execution_timeout or UNSET,
        x_sim_stream_protocol=_PROTOCOL if _negotiates(what) else UNSET,
    )
    # Queued and streamed runs carry a Response block's answer in their output instead.
    is_waited_for = not (what.queued or what.stream)
    return request(
        made,
        bucket="async" if what.queued else "sync",
        accept=_accept(what),
        run_id=what.run_id,
        error_code=_errors.error_code(made.operation.id),
        wait_elsewhere=_WAIT_IN_LIMITS,
        is_authored=_errors.is_authored if is_waited_for else None,
        when_lost=None if what.queued else _LOST_V1,
    )


def _execute_v2(what: Execution) -> Request:
    """The run id is always ours, so that a run whose answer is lost can be found again.

    The server starts no second run with it, but answers 409: so a lost POST may be repeated.
    """
    from penstock_api.api.sim.execute_run import build

    given = {} if what.input is None else {"input": what.input}
    body = SimRunRequest(
        input_=what.input if isinstance(what.input, dict) else given,
        async_=True if what.queued else UNSET,
        execution_timeout_seconds=what.execution_timeout or UNSET,
        **_streaming(what),
    )
    run_id = what.run_id or str(uuid4())
    made = build(
        what.workflow_id,
        body=body,
        x_run_id=run_id,
        x_sim_stream_protocol=_PROTOCOL if _negotiates(what) else UNSET,
    )
    sent = request(
        made,
        accept=_accept(what),
        run_id=run_id,
        key_honoured=True,
        error_code=_errors.error_code(made.operation.id),
        when_lost=None if what.queued else _LOST_V2,
    )
    return sent if what.run_id else attrs.evolve(sent, renew=_with_new_run_id)


def _with_new_run_id(old: Request) -> Request:
    run_id = str(uuid4())
    return attrs.evolve(old, run_id=run_id, headers={**old.headers, "x-run-id": run_id})


def _streaming(what: Execution) -> dict[str, Any]:
    """Return the fields of either body that are about a stream."""
    return {
        "stream": what.stream or UNSET,
        "selected_outputs": list(what.selected_outputs or ()) or UNSET,
        "include_thinking": what.include_thinking or UNSET,
        "include_tool_calls": what.include_tool_calls or UNSET,
    }


def _negotiates(what: Execution) -> bool:
    return what.include_thinking or what.include_tool_calls


def _accept(what: Execution) -> str:
    # A stream may be answered with JSON all the same: by a Response block, or a refusal.
    return "text/event-stream, application/json" if what.stream else "application/json"


def usage_limits() -> Request:
    """Return the request for the account's limits."""
    from penstock_api.api.sim.get_usage_limits import build

    built = build()
    return request(built, error_code=_errors.error_code(built.operation.id))


_WAIT_IN_LIMITS: Final = WaitElsewhere(
    request=usage_limits, needed=_errors.leaves_wait_out, read=_errors.wait_for_bucket
)


def check_ids(**ids: object) -> None:
    """Raise UsageError for an id that can't be part of a path."""
    for name, value in ids.items():
        check_id(name, value)


def joined(name: str, texts: Sequence[str] | None) -> str | Unset:
    """Return texts as a parameter has them, with commas; UNSET for none of them."""
    if texts is None:
        return UNSET
    check_texts(name, texts)
    return ",".join(texts) or UNSET
