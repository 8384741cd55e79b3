"""The async client of Sim."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self, Unpack, overload

import penstock.sim  # for annotations: its names load on first use
from penstock._core._async.client import AsyncClientOptions, AsyncViewOptions
from penstock._core.call_options import UNSET, CallOptions, ExtraOptions, RetryOptions, Unset
from penstock._core.checks import check_ids, check_timeout
from penstock._core.options import DocumentedFloat, DocumentedStr, Profile
from penstock._core.output_type import OutputT, TypeForm, output_reader
from penstock._core.service import Service
from penstock.errors import NotFoundError, UsageError
from penstock.sim import _defaults, _errors
from penstock.sim._async.runs import OUTPUT, AsyncSimRuns, lookup
from penstock.sim._defaults import LONGEST_RUN, Api
from penstock.sim._options import WaitOptions

if TYPE_CHECKING:  # loaded by the first call
    from penstock.sim._models import AsyncExecutionResult, WorkflowExecutionResult

BASE_URL: Final = DocumentedStr(_defaults.BASE_URL)
TIMEOUT: Final = DocumentedFloat(_defaults.TIMEOUT)


class AsyncSim(AsyncSimRuns):
    """A client of Sim.

        async with AsyncSim() as sim:
            result = await sim.execute_workflow("workflow-id", {"message": "hi"})

    The key and the address come from the arguments, else from SIM_API_KEY and SIM_BASE_URL.
    `timeout` is the time for a whole call in seconds, attempts and waits included; `Timeouts` sets
    each part. `retry` is a policy, a number of retries, or None. `api` is the version of the API
    that `execute_workflow` uses: v1, which is documented, or v2. `pacing` waits before a known rate
    limit is hit. At most `max_in_flight` calls and `max_streams` streams are open at once, and
    further ones wait; a `transport` or `http_client` of your own has no such bound by default.
    `transport` and `http_client` are httpx's; a client of your own is not closed. `clock` and
    `random` are for tests without real waits.

    Every failure raises a PenstockError, also called SimStudioError, with the documented `code` and
    `status`; see `penstock.errors` for the rest. A failed run is a result, not an exception.

    Calls that might run a workflow twice are not repeated: a POST is retried only if it was never
    sent, or got 429, or 503 with a wait. `execute_run` retries more.
    """

    _profile: ClassVar[Profile] = Profile(
        name=_errors.NAME,
        base_url=_defaults.BASE_URL,
        key_variable="SIM_API_KEY",
        url_variable="SIM_BASE_URL",
        key_header="X-API-Key",
        aliases=_defaults.ALIASES,
    )
    _service: ClassVar[Service] = _errors

    def __init__(
        self,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        base_url: str | None = BASE_URL,
        *,
        api: Api = "v1",
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        super().__init__(api_key, base_url, **options)
        self._api = _checked_api(api)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride] - one option more
        self, *, api: Api | Unset = UNSET, **changes: Unpack[AsyncViewOptions]
    ) -> Self:
        """Return a view of this client with other settings; this one stays as it is.

        `api` is as in a new client; see `AsyncClient.with_options` for the rest.
        """
        view = super().with_options(**changes)
        view._api = self._api if isinstance(api, Unset) else _checked_api(api)
        return view

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
        read = output_reader(output_type, OUTPUT)
        return await self._execute(self._api, execution, self._budget(timeout), read)

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
        read = output_reader(output_type, OUTPUT)
        return await self._execute(self._api, execution, budget, read)

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
        budget = self._budget(timeout, idle=idle)
        return self._stream(self._api, execution, budget, max_event_bytes, read)

    async def run_and_wait(
        self,
        workflow_id: str,
        input_data: Any = None,
        *,
        input: Any = UNSET,  # noqa: A002 - the newer name
        timeout: float | None = LONGEST_RUN,
        run_id: str | None = None,
        execution_timeout: int | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[WaitOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT]:
        """Queue a run, wait for its end and return its result.

        For runs that outlive a connection. A run that pauses until it is resumed by a call is
        returned with `is_paused` True. Arguments and errors are those of `execute_workflow` and
        `wait_for_job`.
        """
        from penstock.sim import _responses
        from penstock.sim._requests import Execution

        # All arguments are checked before the run is queued, not after.
        self = self._with(self.run_and_wait, options, WaitOptions)
        self._poll_settings(timeout, options)
        read = output_reader(output_type, OUTPUT)
        execution = Execution(
            workflow_id=workflow_id,
            input=input,
            input_data=input_data,
            queued=True,
            run_id=run_id,
            execution_timeout=execution_timeout,
        )
        got = await self._execute(self._api, execution, self._budget(), read, at_once=True)
        # A server that ran the workflow instead of queueing it has sent the result.
        if isinstance(got, penstock.sim.WorkflowExecutionResult):
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
            timeout,
            options,
        )
        result: WorkflowExecutionResult[Any] = _responses.result_of_job(ended, workflow_id)
        return self._typed(result, read, partial(lookup, ref))

    async def get_workflow_status(
        self, workflow_id: str, **options: Unpack[CallOptions]
    ) -> penstock.sim.WorkflowStatus:
        """Return whether a workflow is deployed. Raises NotFoundError if there is none."""
        from penstock.sim import _responses, _runs
        from penstock_api.api.sim import get_workflow_status

        self = self._with(self.get_workflow_status, options)
        check_ids(workflow_id=workflow_id)
        built = get_workflow_status.build(workflow_id)
        return _responses.workflow_status(await self._result(built, _runs.Deployment))

    async def validate_workflow(self, workflow_id: str, **options: Unpack[CallOptions]) -> bool:
        """Return whether a workflow exists and is deployed.

        Any other failure is raised, such as a wrong key, a lost connection or a failing server; the
        official client returns False for all of them.
        """
        self = self._with(self.validate_workflow, options)
        try:
            return (await self.get_workflow_status(workflow_id)).is_deployed
        except NotFoundError:
            return False

    async def get_usage_limits(self, **options: Unpack[CallOptions]) -> penstock.sim.UsageLimits:
        """Return the account's limits and usage."""
        from penstock.sim import _responses, _runs
        from penstock_api.api.sim import get_usage_limits

        self = self._with(self.get_usage_limits, options)
        limits = await self._result(get_usage_limits.build(), _runs.AccountLimits)
        found = _responses.usage_limits(limits)
        # They are recorded: no other successful response of v1 has the account's buckets.
        state = self._caller.state
        for name in ("async", "sync"):  # in this order: the last is the client's latest limit
            bucket = found.rate_limit.get(name)
            if isinstance(bucket, dict):
                reported = (_errors.bucket_limit(bucket, state.clock.time()),)
                state.limits.update(name, reported, state.clock.monotonic())
                state.last = reported, None
        return found

    def get_rate_limit_info(self) -> penstock.sim.RateLimitInfo | None:
        """Return the rate limit in the latest response that had one; None before the first.

        v1 sends it with a 429 and with the usage limits, v2 with every response. See `rate_limits`
        for each bucket.
        """
        from penstock.sim._models import rate_limit_info

        return rate_limit_info(*self._caller.state.last)


def _checked_api(api: Api) -> Api:
    if api not in ("v1", "v2"):
        raise UsageError(f"api must be 'v1' or 'v2', not {api!r}")
    return api
