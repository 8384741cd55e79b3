"""Run workflows of Sim: synchronously, with retries, as a stream, or queued and polled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, Unpack, overload

import penstock.sim  # for annotations: its names load on first use
from penstock._core import checks
from penstock._core.call_options import UNSET, ExtraOptions, RetryOptions, Unset
from penstock._core.checks import check_timeout
from penstock._core.options import DocumentedFloat
from penstock._core.output_type import OutputReader, OutputT, TypeForm, output_reader
from penstock.errors import UsageError
from penstock.sim import _defaults
from penstock.sim._async.runs import OUTPUT, AsyncSimRuns, lookup
from penstock.sim._defaults import LONGEST_RUN, Api

if TYPE_CHECKING:  # loaded by the first call
    from penstock._core._async.caller import CallLimits
    from penstock._core.message import Request
    from penstock.sim._models import AsyncExecutionResult, WorkflowExecutionResult
    from penstock.sim._requests import Execution

TIMEOUT: Final = DocumentedFloat(_defaults.TIMEOUT)


class AsyncSimExecution(AsyncSimRuns):
    """The methods of Sim's client that run workflows."""

    _api: Api

    @property
    def runs(self) -> penstock.sim.AsyncRunsClient:
        """Runs, with the methods that all services share."""
        from penstock.sim._async.verbs import AsyncRunsClient

        return AsyncRunsClient(self)

    @overload
    async def execute_workflow(
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
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[RetryOptions],
    ) -> WorkflowExecutionResult[OutputT]: ...
    @overload
    async def execute_workflow(
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
        **options: Unpack[RetryOptions],
    ) -> AsyncExecutionResult: ...
    @overload
    async def execute_workflow(
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
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[RetryOptions],
    ) -> WorkflowExecutionResult[OutputT] | AsyncExecutionResult: ...
    async def execute_workflow(
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
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[RetryOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT] | penstock.sim.AsyncExecutionResult:
        """Run a workflow.

        `input_data`, or `input` as it is called in 2026-08, is any JSON value; files (paths, bytes,
        open files) may stand anywhere in it. `timeout` is in seconds, for the whole call;
        left out, it is the client's. With `stream` the response is received as a stream, and the
        result is accumulated from its events; see `stream_workflow` for the events themselves.
        `selected_outputs` are the outputs to stream, as "block.attribute". With `async_execution`
        the run is queued, and its receipt is returned; `execution_timeout`, also called
        `execution_timeout_seconds`, bounds such a run, in whole seconds from 1 to 604800. `run_id`
        is an id of yours for the run, which servers of 2026-08 accept once.

        Raises UsageError, AuthenticationError, UsageLimitError, RateLimitError and the other
        PenstockErrors. A failed run is returned, with `success` False, and so is a paused one, with
        `is_paused` True. Servers of 2026-08 cancel a run whose connection is lost, unless it was
        queued. The output of a Response block is its author's JSON; `WorkflowExecutionResult`
        describes which of it v1 can't distinguish from the service's own.

        `output_type` is the type of the output: a TypedDict, an attrs class, a dataclass, a
        NamedTuple, a pydantic model, or any type made of these and of JSON's types. The output of a
        successful run is validated, and the result's `output` is a value of that type; a mismatch
        raises ResponseError with the place of the first one. Values are not converted, except by
        pydantic's rules; additional keys are allowed. The output of any other run is left
        unchanged. cattrs is needed (the extra `typed`), or for a pydantic model pydantic alone:
        without it, UsageError is raised before anything is sent.
        """
        from penstock.sim._requests import Execution

        self = self._with(self.execute_workflow, options, RetryOptions)
        budget = self._budget(timeout)
        execution = Execution(
            workflow_id=workflow_id,
            input=input,
            input_data=input_data,
            stream=bool(stream),
            queued=bool(async_execution),
            selected_outputs=selected_outputs,
            run_id=run_id,
            execution_timeout=execution_timeout,
            execution_timeout_seconds=execution_timeout_seconds,
        )
        return await self._executed(execution, budget, output_type)

    async def _executed(
        self, execution: Execution, budget: CallLimits, output_type: TypeForm[OutputT]
    ) -> WorkflowExecutionResult[OutputT] | AsyncExecutionResult:
        read = output_reader(output_type, OUTPUT)
        if read is not None and execution.queued:
            raise UsageError(
                "a queued run has no output yet: give output_type to wait_for_job, or use "
                "run_and_wait"
            )
        if execution.stream:
            return await self._collected(execution, budget, read)
        return await self._execute(self._api, execution, budget, read)

    async def execute_workflow_sync(
        self,
        workflow_id: str,
        input_data: Any = None,
        timeout: float | None = TIMEOUT,
        stream: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        *,
        input: Any = UNSET,  # noqa: A002 - the newer name
        run_id: str | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[RetryOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT]:
        """Run a workflow and return its result: `execute_workflow`, never queued."""
        self = self._with(self.execute_workflow_sync, options, RetryOptions)
        return await self.execute_workflow(
            workflow_id,
            input_data,
            timeout,
            stream,
            selected_outputs,
            input=input,
            run_id=run_id,
            output_type=output_type,
        )

    async def execute_with_retry(
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
        **options: Unpack[ExtraOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT] | penstock.sim.AsyncExecutionResult:
        """Run a workflow, and retry on rate limits and connection failures.

        The delays are 1, 2, 4, 8 … s with ±25 % jitter, at most `max_delay`; a Retry-After is used
        instead, and jitter only lengthens it. As documented, `timeout` is for each attempt here;
        `deadline` bounds all attempts and delays together. All are in seconds.

        The other settings of retries (`on_retry`, …) are those of the client's policy. Returns and
        raises as `execute_workflow` does; if no attempt succeeds, the last error is raised.
        """
        from penstock.sim._requests import Execution

        self = self._with(self.execute_with_retry, options, ExtraOptions)
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
        execution = Execution(
            workflow_id=workflow_id,
            input=input,
            input_data=input_data,
            stream=bool(stream),
            queued=bool(async_execution),
            selected_outputs=selected_outputs,
            run_id=run_id,
            execution_timeout=execution_timeout,
            execution_timeout_seconds=execution_timeout_seconds,
        )
        return await self._executed(execution, budget, output_type)

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
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[RetryOptions],
    ) -> penstock.sim.AsyncEventStream[
        penstock.sim.StreamEvent, penstock.sim.WorkflowExecutionResult[OutputT]
    ]:
        """Run a workflow and return the stream of its events.

            opened = sim.stream_workflow("workflow-id", {"message": "hi"}, ["agent1.content"])
            async with opened as stream:
                async for event in stream:
                    if isinstance(event, ChunkEvent):
                        print(event.chunk, end="")

        Without `selected_outputs` the server streams no text, only the last event. `timeout` bounds
        the whole stream (by default it is unlimited) and `idle_timeout` the time between two chunks
        of data, both in seconds; `max_event_bytes` bounds one event, by default at 128 MiB. Servers
        of 2026-08 send an agent's reasoning and tool calls on request.
        """
        from penstock.sim._requests import Execution

        self = self._with(self.stream_workflow, options, RetryOptions)
        execution = Execution(
            workflow_id=workflow_id,
            input=input,
            input_data=input_data,
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
        return self._stream(execution, self._budget(timeout, idle=idle), max_event_bytes, read)

    def _stream(
        self,
        execution: Execution,
        budget: CallLimits,
        max_event_bytes: int | None = None,
        read: OutputReader[Any] | None = None,
    ) -> penstock.sim.AsyncEventStream[penstock.sim.StreamEvent, WorkflowExecutionResult]:
        from penstock._core._async.stream import AsyncEventStream
        from penstock.sim._requests import EXECUTE
        from penstock.sim._stream import Reader

        async def request() -> Request:
            execution.input = await self._with_files(execution.input)
            return EXECUTE[self._api](execution)

        enveloped = self._api == "v2"
        reader = Reader(execution.selected_outputs, enveloped=enveloped, read_output=read)
        return AsyncEventStream(
            self._caller, request, budget, reader, max_event_bytes=max_event_bytes
        )

    async def _collected(
        self, execution: Execution, budget: CallLimits, read: OutputReader[Any] | None
    ) -> WorkflowExecutionResult:
        from penstock.sim._models import rate_limit_info

        stream = self._stream(execution, budget, read=read)
        result = await stream.collect()
        result.workflow_id = result.workflow_id or execution.workflow_id
        result.run_id = result.run_id or stream.run_id
        result.rate_limit = rate_limit_info(stream.rate_limits)
        # The documented `done` event has the duration; the event that is really sent has none.
        result.metadata = {"duration": round(stream.seconds * 1000, 3), **(result.metadata or {})}
        return result

    async def run_and_wait(
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
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[RetryOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT]:
        """Queue a run, wait for its end and return its result.

        For runs that outlive a connection. A run that pauses until it is resumed by a call is
        returned with `is_paused` True. Arguments and errors are those of `execute_workflow` and
        `wait_for_job`.
        """
        from penstock.poll import as_schedule
        from penstock.sim import _models, _responses
        from penstock.sim._requests import Execution

        # All arguments are checked before the run is queued, not after.
        self = self._with(self.run_and_wait, options, RetryOptions)
        timeout = timeout if isinstance(wait_timeout, Unset) else wait_timeout
        schedule, timeout = as_schedule(poll), check_timeout("wait_timeout", timeout)
        check = checks.check_function  # unasync: replace check = checks.check_plain_function
        check("on_update", on_update)
        read = output_reader(output_type, OUTPUT)
        execution = Execution(
            workflow_id=workflow_id,
            input=input,
            input_data=input_data,
            queued=True,
            run_id=run_id,
            execution_timeout=execution_timeout,
        )
        budget = self._budget()
        got = await self._execute(self._api, execution, budget, read, at_once=True)
        if isinstance(got, _models.WorkflowExecutionResult):
            return got
        from penstock.sim._job_refs import resolve

        ref = resolve(got)
        ended = await self._wait(
            ref,
            # Any other pause ends by itself, at its `resumeAt`.
            lambda status: (
                status.is_finished
                or (status.paused is not None and status.paused.get("resumeAt") is None)
            ),
            poll=schedule,
            timeout=timeout,
            on_update=on_update,
            cancel_on_timeout=cancel_on_timeout,
        )
        result: WorkflowExecutionResult[Any] = _responses.result_of_job(ended, workflow_id)
        return self._typed(result, read, partial(lookup, ref))
