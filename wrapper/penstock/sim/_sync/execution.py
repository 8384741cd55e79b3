# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/sim/_async/execution.py

"""Running workflows of Sim: at once, with patience, as a stream, or queued and waited for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, Unpack, overload

import penstock.sim  # annotations name what is loaded on use
from penstock._core.call_options import CallOptions
from penstock._core.options import UNSET, DocumentedFloat, Unset, check_timeout
from penstock._core.output_type import OutputReader, OutputT, TypeForm, output_reader
from penstock.errors import UsageError
from penstock.sim import _defaults
from penstock.sim._defaults import LONGEST_RUN, Api
from penstock.sim._sync.runs import OUTPUT, SimRuns, finished, queued

if TYPE_CHECKING:  # what calls need is loaded with the first of them
    from penstock._core._sync.caller import Budget
    from penstock._core.message import Request
    from penstock.sim._models import AsyncExecutionResult, JobStatus, WorkflowExecutionResult
    from penstock.sim._requests import Execution

TIMEOUT: Final = DocumentedFloat(_defaults.TIMEOUT)


class SimExecution(SimRuns):
    """The half of Sim's client that runs workflows."""

    _api: Api

    @property
    def runs(self) -> penstock.sim.RunsClient:
        """Runs, in the words of all services."""
        from penstock.sim._sync.verbs import RunsClient

        return RunsClient(self)

    @overload
    def execute_workflow(
        self,
        workflow_id: str,
        input_data: Any = None,
        timeout: float | None = TIMEOUT,
        stream: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        async_execution: Literal[False] | None = None,
        *,
        input: Any = UNSET,
        run_id: str | None = None,
        execution_timeout: int | None = None,
        execution_timeout_seconds: int | None = None,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        output_type: TypeForm[OutputT] = Any,
        **extras: Unpack[CallOptions],
    ) -> WorkflowExecutionResult[OutputT]: ...
    @overload
    def execute_workflow(
        self,
        workflow_id: str,
        input_data: Any = None,
        timeout: float | None = TIMEOUT,
        stream: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        *,
        async_execution: Literal[True],
        input: Any = UNSET,
        run_id: str | None = None,
        execution_timeout: int | None = None,
        execution_timeout_seconds: int | None = None,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        **extras: Unpack[CallOptions],
    ) -> AsyncExecutionResult: ...
    @overload
    def execute_workflow(
        self,
        workflow_id: str,
        input_data: Any = None,
        timeout: float | None = TIMEOUT,
        stream: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        async_execution: bool | None = None,
        *,
        input: Any = UNSET,
        run_id: str | None = None,
        execution_timeout: int | None = None,
        execution_timeout_seconds: int | None = None,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        output_type: TypeForm[OutputT] = Any,
        **extras: Unpack[CallOptions],
    ) -> WorkflowExecutionResult[OutputT] | AsyncExecutionResult: ...
    def execute_workflow(
        self,
        workflow_id: str,
        input_data: Any = None,
        timeout: float | None = TIMEOUT,
        stream: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        async_execution: bool | None = None,
        *,
        input: Any = UNSET,  # noqa: A002 - the newer name
        run_id: str | None = None,
        execution_timeout: int | None = None,
        execution_timeout_seconds: int | None = None,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        output_type: TypeForm[OutputT] = Any,
        **extras: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT] | penstock.sim.AsyncExecutionResult:
        """Run a workflow.

        `input_data`, or `input` as it is called in 2026-08, is any JSON value; files (paths, bytes,
        open files) may stand anywhere in it. `timeout` is in seconds, for the whole call;
        left out, it is the client's. With `stream` the answer is read as a stream, and its
        events added up; see `stream_workflow` for the events themselves. `selected_outputs` are
        the outputs to stream, as "block.attribute". With `async_execution` the run is queued and
        a receipt comes back; `execution_timeout`, also called `execution_timeout_seconds`,
        bounds such a run, in whole seconds from 1 to 604800. `run_id` is an id of
        yours for the run, which servers of 2026-08 accept once.

        Raises UsageError, AuthenticationError, UsageLimitError, RateLimitError and the other
        PenstockErrors. A run that failed is returned: its `success` is False. So is one that waits
        for a person: its `is_paused` is True. Today's servers cancel a run whose connection is
        lost, unless it was queued. Of a Response block the author's JSON is the output; on which
        of it v1 can't tell from the service's own, see `WorkflowExecutionResult`.

        `output_type` is the type of the output: a TypedDict, a class of attrs's, a dataclass, a
        NamedTuple, a pydantic model, or any type made of such and of what JSON has. The output of
        a run that succeeded is validated, and the result's `output` is a value of that type; it
        raises ResponseError if it isn't, with the place of the first mismatch. Nothing is
        converted to fit, but by pydantic's own rules; keys that a class lacks are allowed. Any
        other run's output stays as it came. It needs the extra `typed` for cattrs, a pydantic
        model alone only pydantic: UsageError is raised before anything is sent.
        """
        from penstock.sim._requests import Execution

        self = self._with(self.execute_workflow, extras)
        budget = self._budget(timeout, retry)
        what = Execution(
            workflow_id=workflow_id,
            input=_one_input(input_data, input),
            stream=bool(stream),
            queued=bool(async_execution),
            selected_outputs=selected_outputs,
            run_id=run_id,
            execution_timeout=_one_timeout(execution_timeout, execution_timeout_seconds),
        )
        read = _reader_of_output(output_type, what)
        if what.stream:
            return self._collected(what, budget, read)
        got = self._execute(self._api, what, budget)
        return queued(got) if what.queued else self._typed(finished(got), read)

    def execute_workflow_sync(
        self,
        workflow_id: str,
        input_data: Any = None,
        timeout: float | None = TIMEOUT,
        stream: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        *,
        input: Any = UNSET,  # noqa: A002 - the newer name
        run_id: str | None = None,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        output_type: TypeForm[OutputT] = Any,
        **extras: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT]:
        """Run a workflow and return its result: `execute_workflow`, never queued."""
        self = self._with(self.execute_workflow_sync, extras)
        return self.execute_workflow(
            workflow_id,
            input_data,
            timeout,
            stream,
            selected_outputs,
            input=input,
            run_id=run_id,
            retry=retry,
            output_type=output_type,
        )

    def execute_with_retry(
        self,
        workflow_id: str,
        input_data: Any = None,
        timeout: float | None = TIMEOUT,
        stream: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        async_execution: bool | None = None,
        max_retries: int = 3,
        initial_delay: float = 1.0,
        max_delay: float = 30.0,
        backoff_multiplier: float = 2.0,
        *,
        input: Any = UNSET,  # noqa: A002 - the newer name
        run_id: str | None = None,
        execution_timeout: int | None = None,
        execution_timeout_seconds: int | None = None,
        deadline: float | None = None,
        output_type: TypeForm[OutputT] = Any,
        **extras: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT] | penstock.sim.AsyncExecutionResult:
        """Run a workflow, patiently where the rate limit or the network asks for it.

        Waits 1, 2, 4, 8 … s with ±25 % jitter, never longer than `max_delay`; a wait the server
        asks for is used instead, and only ever lengthened. As documented, `timeout` is for each
        attempt here; `deadline` bounds all of them and the waits together. All in seconds.

        The other settings of retrying (`on_retry`, …) are those of the client's policy. Returns
        and raises what `execute_workflow` does; the last error, if no attempt succeeds.
        """
        from penstock.sim._requests import Execution

        self = self._with(self.execute_with_retry, extras)
        if isinstance(max_retries, int) and max_retries < 0:
            message = f"max_retries must be 0 or more, not {max_retries}: no attempt would be made"
            raise UsageError(message, "MAX_RETRIES_EXCEEDED")
        policy = self._caller.options.retry.evolve(
            max_retries=max_retries,
            initial_delay=initial_delay,
            max_delay=max_delay,
            multiplier=backoff_multiplier,
        )
        budget = self._budget(deadline, policy, attempt=self._budget(timeout).total)
        what = Execution(
            workflow_id=workflow_id,
            input=_one_input(input_data, input),
            stream=bool(stream),
            queued=bool(async_execution),
            selected_outputs=selected_outputs,
            run_id=run_id,
            execution_timeout=_one_timeout(execution_timeout, execution_timeout_seconds),
        )
        read = _reader_of_output(output_type, what)
        if what.stream:
            return self._collected(what, budget, read)
        got = self._execute(self._api, what, budget)
        return queued(got) if what.queued else self._typed(finished(got), read)

    def stream_workflow(
        self,
        workflow_id: str,
        input_data: Any = None,
        selected_outputs: Sequence[str] | None = None,
        *,
        input: Any = UNSET,  # noqa: A002 - the newer name
        timeout: float | Unset | None = None,
        idle_timeout: float | Unset | None = UNSET,
        include_thinking: bool = False,
        include_tool_calls: bool = False,
        run_id: str | None = None,
        max_event_bytes: int | None = None,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        output_type: TypeForm[OutputT] = Any,
        **extras: Unpack[CallOptions],
    ) -> penstock.sim.EventStream[
        penstock.sim.StreamEvent, penstock.sim.WorkflowExecutionResult[OutputT]
    ]:
        """Run a workflow and return its live stream of events.

            opened = sim.stream_workflow("workflow-id", {"message": "hi"}, ["agent1.content"])
            with opened as stream:
                for event in stream:
                    if isinstance(event, ChunkEvent):
                        print(event.chunk, end="")

        Without `selected_outputs` the server streams no text, only the end. `timeout` is for the
        whole stream, without limit unless you set one; `idle_timeout` for the silence between two
        pieces; `max_event_bytes` bounds one event, at 128 MiB if you don't. An agent's reasoning
        and tool calls come from servers of 2026-08, if asked for.
        """
        from penstock.sim._requests import Execution

        self = self._with(self.stream_workflow, extras)
        what = Execution(
            workflow_id=workflow_id,
            input=_one_input(input_data, input),
            stream=True,
            selected_outputs=selected_outputs,
            run_id=run_id,
            include_thinking=include_thinking,
            include_tool_calls=include_tool_calls,
        )
        read = output_reader(output_type, OUTPUT)
        idle = self._caller.options.timeouts.idle
        if not isinstance(idle_timeout, Unset):
            idle = check_timeout("idle_timeout", idle_timeout)
        return self._stream(what, self._budget(timeout, retry, idle=idle), max_event_bytes, read)

    def _stream(
        self,
        what: Execution,
        budget: Budget,
        max_event_bytes: int | None = None,
        read: OutputReader[Any] | None = None,
    ) -> penstock.sim.EventStream[penstock.sim.StreamEvent, WorkflowExecutionResult]:
        from penstock._core._sync.stream import EventStream
        from penstock.sim._requests import execute
        from penstock.sim._stream import Reader

        def request() -> Request:
            return execute(self._api, self._ready(what))

        enveloped = self._api == "v2"
        reader = Reader(what.selected_outputs, enveloped=enveloped, read_output=read)
        return EventStream(self._caller, request, budget, reader, max_event_bytes=max_event_bytes)

    def _collected(
        self, what: Execution, budget: Budget, read: OutputReader[Any] | None
    ) -> WorkflowExecutionResult:
        from penstock.sim._models import rate_limit_info

        stream = self._stream(what, budget, read=read)
        result = stream.collect()
        result.workflow_id = result.workflow_id or what.workflow_id
        result.run_id = result.run_id or stream.run_id
        result.rate_limit = rate_limit_info(stream.rate_limits)
        # The documented `done` event tells the duration; the one that is sent doesn't.
        result.metadata = {"duration": round(stream.seconds * 1000, 3), **(result.metadata or {})}
        return result

    def run_and_wait(
        self,
        workflow_id: str,
        input_data: Any = None,
        *,
        input: Any = UNSET,  # noqa: A002 - the newer name
        poll: penstock.Schedule | float | None = None,
        timeout: float | None = LONGEST_RUN,
        wait_timeout: float | Unset | None = UNSET,
        on_update: Callable[[penstock.sim.JobStatus], object] | None = None,
        cancel_on_timeout: bool = False,
        run_id: str | None = None,
        execution_timeout: int | None = None,
        retry: penstock.RetryPolicy | int | Unset | None = UNSET,
        output_type: TypeForm[OutputT] = Any,
        **extras: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT]:
        """Queue a run, wait for its end and return its result.

        For runs that take longer than a connection lives. A run that waits for a person is
        returned as it is then: its `is_paused` is True. The arguments are those of
        `execute_workflow` and `wait_for_job`, and so are the errors.
        """
        from penstock.poll import as_schedule
        from penstock.sim import _models, _responses
        from penstock.sim._requests import Execution

        # Refused before the run is queued, not after.
        self = self._with(self.run_and_wait, extras)
        timeout = timeout if isinstance(wait_timeout, Unset) else wait_timeout
        schedule, timeout = as_schedule(poll), check_timeout("wait_timeout", timeout)
        read = output_reader(output_type, OUTPUT)
        what = Execution(
            workflow_id=workflow_id,
            input=_one_input(input_data, input),
            queued=True,
            run_id=run_id,
            execution_timeout=execution_timeout,
        )
        got = self._execute(self._api, what, self._budget(retry=retry))
        if isinstance(got, _models.WorkflowExecutionResult):
            return self._typed(got, read)
        from penstock.sim._job_refs import resolve

        ended = self._wait(
            resolve(got),
            lambda status: status.is_finished or _waits_for_a_person(status),
            poll=schedule,
            timeout=timeout,
            on_update=on_update,
            cancel_on_timeout=cancel_on_timeout,
        )
        return self._typed(_responses.result_of_job(ended, workflow_id), read)


def _waits_for_a_person(status: JobStatus) -> bool:
    """True if a run goes on only once it is resumed; others wait for a time."""
    return status.paused is not None and status.paused.get("resumeAt") is None


def _reader_of_output(
    output_type: TypeForm[OutputT], what: Execution
) -> OutputReader[OutputT] | None:
    """Return what reads the output of a run. Raises UsageError for one that has none yet."""
    read = output_reader(output_type, OUTPUT)
    if read is not None and what.queued:
        raise UsageError(
            "a queued run has no output yet: give output_type to wait_for_job, or use run_and_wait"
        )
    return read


def _one_input(input_data: Any, given: Any) -> Any:
    if isinstance(given, Unset):
        return input_data
    if input_data is not None:
        raise UsageError("input_data and input are the same thing; give one of them")
    return given


def _one_timeout(execution_timeout: int | None, seconds: int | None) -> int | None:
    if execution_timeout is not None and seconds is not None:
        raise UsageError(
            "execution_timeout and execution_timeout_seconds are the same; give one of them"
        )
    return seconds if execution_timeout is None else execution_timeout
