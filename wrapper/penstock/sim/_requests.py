"""Build Sim's requests, for v1 and v2. Paths and fields are those of the generated builders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

import attrs

from penstock._core.call_options import UNSET as NOT_GIVEN
from penstock._core.checks import check_id, check_length, check_texts, check_whole
from penstock._core.message import Request, WaitLookup, request
from penstock.errors import UsageError
from penstock.sim import _errors
from penstock.sim._defaults import Api
from penstock_api import operations
from penstock_api.models import SimExecuteRequest, SimRunRequest
from penstock_api.runtime import UNSET, Unset, fields, limits_of

# Root-level keys that v1 servers, old or new, take for their own: the documented fields, and fields
# for internal callers. An input with such a key is sent under `input`, where no key is special.
_CONTROL_KEYS: Final = frozenset(
    {
        *(field.wire for field in fields(SimExecuteRequest)),
        *("copilotToolCallId", "deploymentVersionId", "inputFromExecutionId", "isClientSession"),
        *("isSecureMode", "parentWorkspaceId", "runFromBlock", "useDraftState", "workflowId"),
        "workflowStateOverride",
    }
)

_PROTOCOL: Final = "agent-events-v1"
_BAD_TIMEOUT: Final = "INVALID_EXECUTION_TIMEOUT"

# The fate of a run whose connection is lost, for the error. Servers of any age have v1.
_LOST_V1: Final = (
    "servers of 2026-08 cancel a run whose connection is lost, older ones let it go on; "
    "async_execution=True queues a run that outlives its connection"
)
_LOST_V2: Final = (
    "the server cancels a run whose connection is lost; start_run() queues a run that outlives its "
    "connection"
)


@attrs.define(kw_only=True, eq=False)
class Execution:
    """The parameters of a run; two of them have two names each."""

    workflow_id: str
    input: Any = None
    input_data: Any = None
    stream: bool = False
    queued: bool = False
    selected_outputs: Sequence[str] | None = None
    run_id: str | None = None
    execution_timeout: int | None = None
    execution_timeout_seconds: int | None = None
    include_thinking: bool = False
    include_tool_calls: bool = False
    protocol: str | Unset = attrs.field(default=UNSET, init=False)
    """The protocol of the stream; other events than text need one."""

    def __attrs_post_init__(self) -> None:
        """Raise UsageError for parameters that the server would reject, or that are given twice."""
        if self.input is NOT_GIVEN:
            self.input = self.input_data
        elif self.input_data is not None:
            raise UsageError("input_data and input are the same argument; give one of them")
        check_id("workflow_id", self.workflow_id)
        if self.run_id is not None:
            check_length(
                "run_id", self.run_id, limits_of(operations.execute_workflow, "x_execution_id")
            )
        if self.selected_outputs is not None:
            check_texts("selected_outputs", self.selected_outputs)
        if self.queued and (self.stream or self.selected_outputs):
            raise UsageError("a queued run can't be streamed, nor its outputs selected")
        if self.include_thinking or self.include_tool_calls:
            if not self.stream:
                raise UsageError("include_thinking and include_tool_calls need a stream")
            self.protocol = _PROTOCOL
        if self.execution_timeout is not None or self.execution_timeout_seconds is not None:
            self._bound()

    def _bound(self) -> None:
        given, name = self.execution_timeout, "execution_timeout"
        if given is not None and self.execution_timeout_seconds is not None:
            raise UsageError(f"{name} and {name}_seconds are the same; give one of them")
        if not self.queued:
            raise UsageError("execution_timeout needs async_execution=True", _BAD_TIMEOUT)
        self.execution_timeout = self.execution_timeout_seconds if given is None else given
        limits = limits_of(operations.execute_workflow, "x_execution_timeout_seconds")
        check_whole(name, self.execution_timeout, limits, " seconds", _BAD_TIMEOUT)


def _execute_v1(execution: Execution) -> Request:
    # The fields of an object stand at the root of the body, where there is a place for each.
    fits = isinstance(execution.input, dict) and _CONTROL_KEYS.isdisjoint(execution.input)
    root: dict[str, Any] | None = execution.input if fits else None
    body = SimExecuteRequest(
        input_=UNSET if fits or execution.input is None else execution.input,
        additional_properties=root or {},
        **_streaming(execution),
    )
    made = operations.execute_workflow.build(
        execution.workflow_id,
        body=body,
        x_execution_mode="async" if execution.queued else UNSET,
        x_execution_id=execution.run_id or UNSET,
        x_execution_timeout_seconds=execution.execution_timeout or UNSET,
        x_sim_stream_protocol=execution.protocol,
    )
    # Of queued and streamed runs, a Response block's data is in the output instead.
    is_waited_for = not (execution.queued or execution.stream)
    return request(
        made,
        bucket="async" if execution.queued else "sync",
        accept=_ACCEPT[execution.stream],
        run_id=execution.run_id,
        error_code=_errors.EXECUTION_ERROR,
        wait_lookup=_WAIT_IN_LIMITS,
        is_authored=_errors.is_authored if is_waited_for else None,
        when_lost=None if execution.queued else _LOST_V1,
    )


def _execute_v2(execution: Execution) -> Request:
    """Always send a run id: the run can be found by it if its response is lost.

    The server starts no second run with the same id, but responds with 409, so a POST without a
    response may be repeated.
    """
    from penstock_api.api.sim.execute_run import build

    given = {} if execution.input is None else {"input": execution.input}
    body = SimRunRequest(
        input_=execution.input if isinstance(execution.input, dict) else given,
        async_=True if execution.queued else UNSET,
        execution_timeout_seconds=execution.execution_timeout or UNSET,
        **_streaming(execution),
    )
    made = build(
        execution.workflow_id,
        body=body,
        x_run_id=execution.run_id or UNSET,
        x_sim_stream_protocol=execution.protocol,
    )
    sent = request(
        made,
        accept=_ACCEPT[execution.stream],
        run_id=execution.run_id,
        key_honoured=True,
        error_code=_errors.EXECUTION_ERROR,
        when_lost=None if execution.queued else _LOST_V2,
    )
    if execution.run_id:
        return sent
    # A server may keep the id of a request that it refused: the next one needs another.
    return attrs.evolve(_with_new_run_id(sent), renew=_with_new_run_id)


def _with_new_run_id(old: Request) -> Request:
    run_id = str(uuid4())
    return attrs.evolve(old, run_id=run_id, headers={**old.headers, "x-run-id": run_id})


def _streaming(execution: Execution) -> dict[str, Any]:
    """Return the fields for streaming, which both bodies have."""
    return {
        "stream": execution.stream or UNSET,
        "selected_outputs": list(execution.selected_outputs or ()) or UNSET,
        "include_thinking": execution.include_thinking or UNSET,
        "include_tool_calls": execution.include_tool_calls or UNSET,
    }


# A Response block and an error respond with JSON where a stream was requested.
_ACCEPT: Final = {False: "application/json", True: "text/event-stream, application/json"}

EXECUTE: Final[Mapping[Api, Callable[[Execution], Request]]] = {
    "v1": _execute_v1,
    "v2": _execute_v2,
}
"""The builders of the request that runs a workflow."""


def usage_limits() -> Request:
    """Return the request for the account's limits."""
    from penstock_api.api.sim.get_usage_limits import build

    built = build()
    return request(built, error_code=_errors.error_code(built.operation.id))


_WAIT_IN_LIMITS: Final = WaitLookup(
    request=usage_limits, needed=_errors.leaves_wait_out, read=_errors.wait_for_bucket
)


def joined(name: str, texts: Sequence[str] | None) -> str | Unset:
    """Join the values of a query parameter by commas; UNSET for none."""
    if texts is None:
        return UNSET
    check_texts(name, texts)
    return ",".join(texts) or UNSET
