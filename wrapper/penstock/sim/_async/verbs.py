"""Runs of Sim, with the methods that all services share: `client.runs.start(…)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack, cast

import penstock.sim  # for annotations: its names load on first use
from penstock._core._async.resource import AsyncResource
from penstock._core.call_options import UNSET, CallOptions, RetryOptions, Unset
from penstock._core.output_type import OutputT, TypeForm, output_reader
from penstock.errors import UsageError
from penstock.sim._async.runs import OUTPUT
from penstock.sim._job_refs import context_of, ids_of, resolve
from penstock.sim._options import ListOptions, WaitOptions
from penstock.sim._requests import Execution

if TYPE_CHECKING:
    from penstock.sim._async.client import AsyncSim

_Client: TypeAlias = "AsyncSim"


class AsyncRunsClient(AsyncResource[_Client]):
    """Runs: `client.runs`.

    A run is given as any result of `start`, `run`, `get`, `wait` or `list`, or as its id with its
    workflow's id.
    """

    __slots__ = ()

    async def start(
        self,
        workflow_id: str,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        run_id: str | None = None,
        execution_timeout: int | None = None,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.AsyncExecutionResult:
        """Queue a run and return its receipt, for `wait`.

        Like `execute_workflow` with `async_execution`, through the client's `api`.
        """
        self = self._with(self.start, options)
        execution = Execution(
            workflow_id=workflow_id,
            input=input,
            queued=True,
            run_id=run_id,
            execution_timeout=execution_timeout,
        )
        client = self._client
        got = await client._execute(client._api, execution, client._budget())
        return cast("penstock.sim.AsyncExecutionResult", got)

    async def run(
        self,
        workflow_id: str,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        selected_outputs: Sequence[str] | None = None,
        run_id: str | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT]:
        """Run a workflow and return its result: `execute_workflow`.

        `timeout` is for the whole call and `attempt_timeout` for each attempt, in seconds.
        """
        self = self._with(self.run, options)
        read = output_reader(output_type, OUTPUT)
        execution = Execution(
            workflow_id=workflow_id, input=input, selected_outputs=selected_outputs, run_id=run_id
        )
        client, budget = self._client, self._client._budget()
        got = await client._execute(client._api, execution, budget, read)
        return cast("penstock.sim.WorkflowExecutionResult[OutputT]", got)

    def stream(
        self,
        workflow_id: str,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        selected_outputs: Sequence[str] | None = None,
        timeout: float | Unset | None = None,
        idle_timeout: float | Unset | None = UNSET,
        include_thinking: bool = False,
        include_tool_calls: bool = False,
        run_id: str | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[RetryOptions],
    ) -> penstock.sim.AsyncEventStream[
        penstock.sim.StreamEvent, penstock.sim.WorkflowExecutionResult[OutputT]
    ]:
        """Run a workflow and return the stream of its events: `stream_workflow`."""
        self = self._with(self.stream, options, RetryOptions)
        return self._client.stream_workflow(
            workflow_id,
            input,
            selected_outputs,
            timeout=timeout,
            idle_timeout=idle_timeout,
            include_thinking=include_thinking,
            include_tool_calls=include_tool_calls,
            run_id=run_id,
            output_type=output_type,
        )

    async def get(
        self,
        run: penstock.sim.AnyRun,
        *,
        workflow_id: str | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.JobStatus[OutputT]:
        """Return the state of a run, whether it was queued through v1 or v2.

        Runs of v2 are looked up through v2; see `get_execution` for servers without it.
        """
        self = self._with(self.get, options)
        read = output_reader(output_type, OUTPUT)
        ref = resolve(run, workflow_id)
        return await self._client._job(ref, self._client._budget(), read)

    def list(
        self, workflow_id: str, **options: Unpack[ListOptions]
    ) -> penstock.sim.AsyncPager[penstock.sim.Run]:
        """Return an iterator over a workflow's runs, through v2: `list_runs`."""
        self = self._with(self.list, options, ListOptions)
        return self._client.list_runs(workflow_id, **options)

    async def wait(
        self,
        run: penstock.sim.AnyRun,
        *,
        workflow_id: str | None = None,
        until_paused: bool = False,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[WaitOptions],
    ) -> penstock.sim.JobStatus[OutputT]:
        """Poll a run until it has finished, and return its last state: `wait_for_job`.

        Raises WaitTimeoutError after `wait_timeout` seconds.
        """
        self = self._with(self.wait, options, WaitOptions)
        ref = resolve(run, workflow_id)
        return await self._client.wait_for_job(
            ref, until_paused=until_paused, output_type=output_type, **options
        )

    async def cancel(
        self,
        run: penstock.sim.AnyRun,
        *,
        workflow_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.Cancellation:
        """Cancel a run: `cancel_run`, or `cancel_execution` for one that was queued through v1.

        Raises UsageError for a job without the id of its run, which can't be cancelled.
        """
        self = self._with(self.cancel, options)
        done = await self._client._cancelled(resolve(run, workflow_id))
        if done is None:
            raise UsageError("the server sends no run id with this job, so it can't be cancelled")
        return done

    async def resume(
        self,
        run: penstock.sim.AnyRun,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        context_id: str | None = None,
        workflow_id: str | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT] | penstock.sim.AsyncExecutionResult:
        """Resume a paused run, and return its result, or a receipt: `resume_run`.

        `context_id` is by default that of the run's pause. Raises UsageError for a run without one.
        """
        self = self._with(self.resume, options)
        return await self._client.resume_run(
            *ids_of(run, workflow_id),
            context_of(run) if context_id is None else context_id,
            input,
            output_type=output_type,
        )
