# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/sim/_async/runs.py

"""Start, look up, poll, cancel and resume runs of Sim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Unpack, cast

import attrs

import penstock.sim  # for annotations: its names load on first use
from penstock._core import checks
from penstock._core._sync.client import Client
from penstock._core.call_options import CallLimits, CallOptions
from penstock._core.checks import check_ids, check_text, check_timeout, check_whole, iso
from penstock._core.clock import Deadline
from penstock._core.decoding import text
from penstock._core.output_type import OutputReader, OutputT, TypeForm, output_reader
from penstock.errors import (
    ConflictError,
    ConnectionLostError,
    DeadlineExceededError,
    ErrorDetails,
    NotFoundError,
    PenstockError,
    UsageError,
)
from penstock.sim import _errors
from penstock.sim._defaults import LONGEST_RUN, Api
from penstock.sim._options import ListOptions, WaitOptions

if TYPE_CHECKING:  # loaded by the first call
    from penstock._core.message import RawResponse, Request
    from penstock.sim._job_refs import JobRef
    from penstock.sim._models import AsyncExecutionResult, WorkflowExecutionResult
    from penstock.sim._requests import Execution
    from penstock.sim._runs import Cancellation, JobStatus, Run
    from penstock_api.runtime import Operation, Types
    from penstock_api.runtime import Request as Built

_RUN_ID_NAMES: Final = {"v1": "execution_id", "v2": "run_id"}

# The name of the output in errors about it.
OUTPUT: Final = "output"
WORKFLOW_OUTPUT: Final = "workflow_output"


class SimRuns(Client):
    """The methods of Sim's client that are about runs."""

    _api: Api

    def _types(self) -> Types:
        from penstock.sim._runs import TYPES

        return TYPES

    def _error_code(self, operation: Operation[..., Any]) -> str | None:
        return _errors.error_code(operation.id)

    def execute_run(
        self,
        workflow_id: str,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        selected_outputs: Sequence[str] | None = None,
        run_id: str | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT]:
        """Run a workflow through v2 and wait for its result.

        `run_id` is an id of yours for the run, by default a random one. The server starts no second
        run with the same id, so a request that got no response is sent again. If its run has
        finished by then, the result is that run's. Errors have the `run_id`, too, for `get_run`.

        Servers of 2026-08 cancel the run when its connection is lost. ConnectionLostError is raised
        then, as the run may have done half of its work. Only a run of `start_run` outlives its
        connection. See `execute_workflow` for `output_type`.
        """
        from penstock.sim import _requests

        self = self._with(self.execute_run, options)
        read = output_reader(output_type, OUTPUT)
        execution = _requests.Execution(
            workflow_id=workflow_id,
            input=input,
            selected_outputs=selected_outputs,
            run_id=run_id,
        )
        got = self._execute("v2", execution, self._budget(), read)
        return cast("WorkflowExecutionResult[OutputT]", got)

    def start_run(
        self,
        workflow_id: str,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        run_id: str | None = None,
        execution_timeout: int | None = None,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.AsyncExecutionResult:
        """Queue a run through v2 and return its receipt, for `wait_for_job`.

        Unlike a run of `execute_run`, it doesn't depend on this connection. `execution_timeout`
        bounds the run itself, in whole seconds from 1 to 604800. See `execute_run` for `run_id`.
        """
        from penstock.sim import _requests

        self = self._with(self.start_run, options)
        execution = _requests.Execution(
            workflow_id=workflow_id,
            input=input,
            queued=True,
            run_id=run_id,
            execution_timeout=execution_timeout,
        )
        got = self._execute("v2", execution, self._budget())
        return cast("AsyncExecutionResult", got)

    def get_run(
        self,
        workflow_id: str,
        run_id: str,
        *,
        include_output: bool = True,
        block_ids: Sequence[str] | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.Run[OutputT]:
        """Return the state of a run of v2.

        `block_ids` selects single blocks' outputs, by id, or by id and path; names select nothing.
        The output of a completed run is of the `output_type`: see `execute_workflow`.
        """
        self = self._with(self.get_run, options)
        return self._run(
            workflow_id, run_id, self._budget(), include_output, block_ids, output_type=output_type
        )

    def get_workflow_run(
        self,
        workflow_id: str,
        run_id: str,
        *,
        include_output: bool | None = None,
        selected_outputs: Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> dict[str, Any]:
        """Return a run of v2 as the dict that the server sends, as the official SDK does.

        `get_run` returns the same with typed fields. The output is left out by default here, and
        included there. `selected_outputs` are ids of blocks; names select nothing.
        """
        self = self._with(self.get_workflow_run, options)
        budget = self._budget()
        found = self._run(workflow_id, run_id, budget, include_output, selected_outputs)
        return dict(found.raw or {})

    def list_runs(
        self, workflow_id: str, **options: Unpack[ListOptions]
    ) -> penstock.sim.Pager[penstock.sim.Run]:
        """Return an iterator over a workflow's runs, which requests pages as they are needed.

        `limit` is the size of a page, 1 to 100. `order` is asc or desc. `cursor` is the
        `next_cursor` of a page to continue after, with the same filters.
        """
        from penstock._core._sync.pages import Pager
        from penstock_api.api.sim import list_runs
        from penstock_api.runtime import UNSET, limits_of

        self = self._with(self.list_runs, options, ListOptions)
        check_ids(workflow_id=workflow_id)
        limit, cursor = options.pop("limit", None), options.pop("cursor", None)
        check_whole("limit", limit, limits_of(list_runs.operation, "limit"))
        filters: dict[str, Any] = {**options}
        filters["start_date"] = iso(options.get("start_date"))
        filters["end_date"] = iso(options.get("end_date"))
        for name, value in (("cursor", cursor), *filters.items()):
            if value is not None:
                check_text(name, value)
        # An empty filter selects nothing, so it isn't sent.
        sent: dict[str, Any] = {name: value or None for name, value in filters.items()}
        sent["limit"] = limit

        def fetch(after: str | None) -> penstock.sim.RunPage:
            built = list_runs.build(workflow_id, **sent, cursor=after or UNSET)
            page = self._result(built, penstock.sim.RunPage)
            return page.of(workflow_id)

        return Pager(fetch, cursor)

    def cancel_run(
        self, workflow_id: str, run_id: str, **options: Unpack[CallOptions]
    ) -> penstock.sim.Cancellation:
        """Cancel a run of v2. A run that had finished is no error: see the result's `was_finished`.

        A server without Redis sends `redis_unavailable` for such a run; it is looked up then.
        """
        self = self._with(self.cancel_run, options)
        return self._cancel("v2", workflow_id, run_id)

    def get_execution(
        self,
        workflow_id: str,
        execution_id: str,
        *,
        include_output: bool = True,
        block_ids: Sequence[str] | None = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.Run[OutputT]:
        """Return the state of a run of v1: `get_run` for servers of 2026-08 without v2.

        `execution_id` is the `run_id` of a result or a receipt; the arguments are `get_run`'s.
        """
        self = self._with(self.get_execution, options)
        return self._run(
            workflow_id,
            execution_id,
            self._budget(),
            include_output,
            block_ids,
            api="v1",
            output_type=output_type,
        )

    def cancel_execution(
        self, workflow_id: str, execution_id: str, **options: Unpack[CallOptions]
    ) -> penstock.sim.Cancellation:
        """Cancel a run of v1: `cancel_run` for servers of 2026-08 without v2."""
        self = self._with(self.cancel_execution, options)
        return self._cancel("v1", workflow_id, execution_id)

    def _cancel(self, api: Api, workflow_id: str, run_id: str) -> penstock.sim.Cancellation:
        """Cancel a run, and look it up where the response leaves open if it had finished."""
        from penstock.sim._runs import ExecutionCancellation
        from penstock_api.api.sim import cancel_execution, cancel_run

        check_ids(workflow_id=workflow_id, **{_RUN_ID_NAMES[api]: run_id})
        clock, budget = self._caller.state.clock, self._budget()
        deadline = Deadline.after(clock.monotonic(), budget.total)
        if api == "v2":
            built = cancel_run.build(workflow_id, run_id)
            done = self._result(built, penstock.sim.Cancellation, budget=budget)
        else:
            old = cancel_execution.build(workflow_id, run_id)
            done = self._result(old, ExecutionCancellation, budget=budget).as_cancellation()
        status = None
        if done.is_unsure:
            left = deadline.remaining(clock.monotonic())
            rest = attrs.evolve(self._budget(), total=left, follows=True)
            with suppress(PenstockError):  # the cancellation itself succeeded
                status = self._run(workflow_id, run_id, rest, api=api).status
        return attrs.evolve(done, run_id=text(done.run_id) or run_id, run_status=status)

    def resume_run(
        self,
        workflow_id: str,
        run_id: str,
        context_id: str,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT] | penstock.sim.AsyncExecutionResult:
        """Resume a paused run; `context_id` is `paused["contextId"]` of the run or of its result.

        Returns the run's result, or a receipt if the resume was queued. Both have the id of the
        run that was resumed; the server's id of the resume, which finds no run, is `resume_id`. A
        run of v1 is resumed by its `run_id`, too, where the server has v2.
        """
        self = self._with(self.resume_run, options)
        return self._resume("v2", workflow_id, run_id, context_id, input, output_type)

    def list_paused_executions(
        self,
        workflow_id: str,
        *,
        statuses: Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[penstock.sim.PausedExecution]:
        """Return the runs of a workflow that are paused, or were; v1 of 2026-08 only.

        `statuses` selects runs by status, such as `["paused", "partially_resumed"]`.
        """
        from penstock.sim._requests import joined
        from penstock.sim._runs import PausedExecutionList
        from penstock_api.api.sim import list_paused_executions

        self = self._with(self.list_paused_executions, options)
        check_ids(workflow_id=workflow_id)
        built = list_paused_executions.build(workflow_id, status=joined("statuses", statuses))
        listed = self._result(built, PausedExecutionList)
        return [found.named(workflow_id) for found in listed.paused_executions]

    def get_paused_execution(
        self, workflow_id: str, execution_id: str, **options: Unpack[CallOptions]
    ) -> penstock.sim.PausedExecution:
        """Return a run that is paused, or was, with its pauses; v1 of 2026-08 only.

        `execution_id` is the `run_id` of a result or a receipt. Raises NotFoundError for a run
        that never paused.
        """
        from penstock_api.api.sim import get_paused_execution

        self = self._with(self.get_paused_execution, options)
        check_ids(workflow_id=workflow_id, execution_id=execution_id)
        built = get_paused_execution.build(workflow_id, execution_id)
        found = self._result(built, penstock.sim.PausedExecution)
        return found.named(workflow_id, execution_id)

    def get_pause_point(
        self, workflow_id: str, execution_id: str, context_id: str, **options: Unpack[CallOptions]
    ) -> penstock.sim.PausePoint:
        """Return one pause of a run, current or past; v1 of 2026-08 only.

        `context_id` is `paused["contextId"]` of the run's result. Raises NotFoundError for an
        unknown pause.
        """
        from penstock.sim._runs import PauseDetail
        from penstock_api.api.sim import get_pause_point

        self = self._with(self.get_pause_point, options)
        check_ids(workflow_id=workflow_id, execution_id=execution_id, context_id=context_id)
        built = get_pause_point.build(workflow_id, execution_id, context_id)
        found = self._result(built, PauseDetail)
        return attrs.evolve(found.pause_point, detail=found)

    def resume_execution(
        self,
        workflow_id: str,
        execution_id: str,
        context_id: str,
        input: Any = None,  # noqa: A002 - the field's name
        *,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.WorkflowExecutionResult[OutputT] | penstock.sim.AsyncExecutionResult:
        """Resume a paused run of v1: `resume_run` for servers of 2026-08 without v2.

        A run that was started as a stream continues as one, which is received whole. Returns the
        result of the run, which may be paused again; the receipt of a job, for `wait_for_job`, if
        it was queued; or, behind another resume of the run, a receipt without a job and with status
        queued: look the run up with `get_execution` then.
        """
        self = self._with(self.resume_execution, options)
        return self._resume("v1", workflow_id, execution_id, context_id, input, output_type)

    def _resume(
        self,
        api: Api,
        workflow_id: str,
        run_id: str,
        context_id: str,
        value: Any,
        output_type: TypeForm[OutputT],
    ) -> WorkflowExecutionResult[OutputT] | AsyncExecutionResult:
        from penstock._core.message import request
        from penstock.sim import _responses, _stream
        from penstock_api import models
        from penstock_api.api.sim import get_run, resume_execution, resume_run
        from penstock_api.runtime import UNSET

        read_output = output_reader(output_type, OUTPUT)
        check_ids(workflow_id=workflow_id, **{_RUN_ID_NAMES[api]: run_id}, context_id=context_id)
        value = UNSET if value is None else self._with_files(value)
        known: dict[str, Any] = {"workflow_id": workflow_id, "now": self._caller.state.clock.time}
        read: Callable[[RawResponse], WorkflowExecutionResult | AsyncExecutionResult]
        if api == "v2":
            body = models.SimResumeRequest(context_id=context_id, input_=value)
            built: Built[Any] = resume_run.build(workflow_id, run_id, body=body)
            read = partial(_responses.started, enveloped=True, **known)
        else:
            old = models.SimExecutionResumeRequest(input_=value)
            built = resume_execution.build(workflow_id, run_id, context_id, body=old)
            read = partial(_stream.resumption, **known)
        # A run that was started as a stream continues as one.
        accept, code = built.operation.accept, self._error_code(built.operation)
        sent = request(built, accept=accept, error_code=code)
        try:
            got = self._caller.ask(sent, self._budget(), read)
        except PenstockError as error:
            error.annotate(run_id=run_id)
            raise
        url = f"{self._caller.options.base_url}{get_run.build(workflow_id, run_id).path}"
        resumed: WorkflowExecutionResult[Any] | AsyncExecutionResult
        resumed = _responses.resumed(got, workflow_id, run_id, url)
        return self._typed(resumed, read_output, lambda: sent)

    def get_job_status(
        self,
        task_id: object = None,
        *,
        job_id: object = None,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[CallOptions],
    ) -> penstock.sim.JobStatus[OutputT]:
        """Return the state of a queued run: a dict with the documented keys.

        `task_id`, or `job_id` as it is called in 2026-08, is the id from the receipt, the receipt
        itself, or the address in it; for a run of v2 one of the latter two. Raises NotFoundError
        for an unknown id. The `workflow_output` of a run that succeeded is of the `output_type`:
        see `execute_workflow`.
        """
        from penstock.sim._job_refs import resolve

        self = self._with(self.get_job_status, options)
        if (task_id is None) == (job_id is None):
            raise UsageError("give either task_id or job_id: they are the same argument")
        handle = job_id if task_id is None else task_id
        read = output_reader(output_type, WORKFLOW_OUTPUT)
        return self._job(resolve(handle), self._budget(), read)

    def wait_for_job(
        self,
        job: object,
        *,
        timeout: float | None = LONGEST_RUN,
        until_paused: bool = False,
        output_type: TypeForm[OutputT] = Any,
        **options: Unpack[WaitOptions],
    ) -> penstock.sim.JobStatus[OutputT]:
        """Poll a queued run until it has finished, and return its last state.

        `job` is the argument of `get_job_status`. `poll` is a schedule or an interval in seconds;
        by default the interval grows from 0.5 to 10 s. `on_update` is called with each state.
        `until_paused` also ends the wait when a run of v2 pauses, though not while a resume of it
        is under way. A job of v1 is completed once its run pauses, so a pause always ends the wait
        for it. Unknown states don't end the wait, nor do up to five transient failures in a row.

        Raises WaitTimeoutError after `wait_timeout` seconds, also called `timeout`; with
        `cancel_on_timeout` the run is then cancelled, which servers of 2025-10 don't support. A
        failed run is no error: see `succeeded`. The `output` of a successful one is of the
        `output_type`: see `execute_workflow`.
        """
        from penstock.sim._job_refs import resolve

        self = self._with(self.wait_for_job, options, WaitOptions)
        read = output_reader(output_type, WORKFLOW_OUTPUT)
        ref = resolve(job)
        # A job of v1 is completed when its run pauses, and stays so.
        pauses = until_paused or ref.workflow_id is None
        ended: JobStatus[Any] = self._wait(
            ref,
            lambda status: status.is_finished or (pauses and status.is_paused),
            timeout,
            options,
        )
        return self._typed(ended, read, partial(lookup, ref))

    def _poll_settings(self, timeout: float | None, options: WaitOptions) -> dict[str, Any]:
        """Return the settings of a wait. Raises UsageError for wrong ones."""
        from penstock.poll import as_schedule

        check = checks.check_plain_function
        check("on_update", on_update := options.get("on_update"))
        name = "wait_timeout" if "wait_timeout" in options else "timeout"
        return {
            "schedule": as_schedule(options.get("poll")),
            "timeout": check_timeout(name, options.get("wait_timeout", timeout)),
            "on_update": on_update,
        }

    def _wait(
        self,
        ref: JobRef,
        finished: Callable[[JobStatus], bool],
        timeout: float | None,
        options: WaitOptions,
    ) -> JobStatus:
        from penstock._core._sync.poll import Poll

        def cancel() -> bool:
            done = self._following()._cancelled(ref)
            return done is not None and done.success is True and not done.was_finished

        wait: Poll[JobStatus] = Poll(
            fetch=lambda left: self._job(ref, self._poll_budget(left)),
            finished=finished,
            caller=self._caller,
            job_id=ref.id,
            run_id=None if ref.workflow_id is None else ref.id,
            cancel=cancel if options.get("cancel_on_timeout") else None,
            remedy="wait on with wait_for_job(...), or raise wait_timeout",
            **self._poll_settings(timeout, options),
        )
        return wait.run()

    def _cancelled(self, ref: JobRef) -> Cancellation | None:
        """Cancel a run; return None for a job without the id of its run."""
        if ref.workflow_id is not None:
            return self.cancel_run(ref.workflow_id, ref.id)
        job = self._job(ref, self._budget())
        if job.workflow_id is None or job.run_id is None:  # as on servers of 2025-10
            return None
        return self.cancel_execution(job.workflow_id, job.run_id)

    def _job(
        self, ref: JobRef, budget: CallLimits, read: OutputReader[OutputT] | None = None
    ) -> JobStatus[OutputT]:
        from penstock.sim._runs import job_of_run
        from penstock_api.api.sim import get_job_status

        found: JobStatus[Any]
        if ref.workflow_id is None:
            built = get_job_status.build(ref.id)
            found = self._result(built, penstock.sim.JobStatus, budget=budget)
        else:
            found = job_of_run(self._run(ref.workflow_id, ref.id, budget))
        return self._typed(found, read, partial(lookup, ref))

    def _run(
        self,
        workflow_id: str,
        run_id: str,
        budget: CallLimits,
        include_output: bool | None = True,
        block_ids: Sequence[str] | None = None,
        *,
        api: Api = "v2",
        output_type: TypeForm[OutputT] = Any,
    ) -> Run[OutputT]:
        """Return a run, with the ids it was looked up by, and its output decoded.

        Raises UsageError for an `output_type` of an output that is left out.
        """
        from penstock._core.message import request
        from penstock.sim._requests import joined
        from penstock.sim._runs import ExecutionStatus
        from penstock_api.api.sim import get_execution, get_run
        from penstock_api.runtime import UNSET

        read = output_reader(output_type, OUTPUT)
        if read is not None and not include_output:
            raise UsageError("output_type needs the output, which include_output=False leaves out")
        check_ids(workflow_id=workflow_id, **{_RUN_ID_NAMES[api]: run_id})
        built = (get_run if api == "v2" else get_execution).build(
            workflow_id,
            run_id,
            selected_outputs=joined("block_ids", block_ids),
            include_output=include_output or UNSET,
        )
        found: Run[Any]
        if api == "v1":
            execution = self._result(built, ExecutionStatus, budget=budget)
            found = execution.as_run(workflow_id, run_id)
        else:
            sent = self._result(built, penstock.sim.Run, budget=budget)
            found = attrs.evolve(sent, run_id=run_id, workflow_id=workflow_id)
        return self._typed(found, read, partial(request, built))

    def _execute(
        self,
        api: Api,
        execution: Execution,
        budget: CallLimits,
        read_output: OutputReader[Any] | None = None,
        *,
        at_once: bool = False,
    ) -> WorkflowExecutionResult[Any] | AsyncExecutionResult:
        """Run a workflow and return its result, or its receipt if it was queued.

        Raises ResponseError if it was to be queued, and the server ran it instead, unless it may
        do so `at_once`.
        """
        from penstock.sim import _responses
        from penstock.sim._requests import EXECUTE

        if execution.stream:
            return self._collected(api, execution, budget, read_output)
        if read_output is not None and execution.queued and not at_once:
            raise UsageError(
                "a queued run has no output yet: give output_type to wait_for_job, or use "
                "run_and_wait"
            )
        clock = self._caller.state.clock
        started = clock.monotonic()
        execution.input = self._with_files(execution.input)
        request = EXECUTE[api](execution)
        known: dict[str, Any] = {"workflow_id": execution.workflow_id, "enveloped": api == "v2"}
        read: Callable[[RawResponse], WorkflowExecutionResult | AsyncExecutionResult]
        if execution.queued:
            known["now"] = clock.time
            read = partial(_responses.started if at_once else _responses.queued, **known)
        else:
            read = partial(_responses.result, **known)
        got: WorkflowExecutionResult[Any] | AsyncExecutionResult
        try:
            got = self._caller.ask(request, budget, read)
        except ConflictError as error:
            # An earlier attempt that got no response has taken the id. After an error response it
            # would be another id.
            is_ours = error.may_have_begun and error.raw_code in _errors.RUN_ID_TAKEN
            if not (request.key_honoured and is_ours):
                raise
            deadline = Deadline.after(started, budget.total)
            got = self._taken_over(error, execution, budget, deadline)
        return self._typed(got, read_output, lambda: request)

    def _stream(
        self,
        api: Api,
        execution: Execution,
        budget: CallLimits,
        max_event_bytes: int | None = None,
        read: OutputReader[Any] | None = None,
    ) -> penstock.sim.EventStream[penstock.sim.StreamEvent, WorkflowExecutionResult]:
        from penstock._core._sync.stream import EventStream
        from penstock.sim._requests import EXECUTE
        from penstock.sim._stream import Reader

        def request() -> Request:
            execution.input = self._with_files(execution.input)
            return EXECUTE[api](execution)

        reader = Reader(execution.selected_outputs, enveloped=api == "v2", read_output=read)
        return EventStream(self._caller, request, budget, reader, max_event_bytes=max_event_bytes)

    def _collected(
        self, api: Api, execution: Execution, budget: CallLimits, read: OutputReader[Any] | None
    ) -> WorkflowExecutionResult:
        from penstock.sim._models import rate_limit_info

        stream = self._stream(api, execution, budget, read=read)
        result = stream.collect()
        result.workflow_id = result.workflow_id or execution.workflow_id
        result.run_id = result.run_id or stream.run_id
        result.rate_limit = rate_limit_info(stream.rate_limits)
        # The documented `done` event has the duration; the event that is really sent has none.
        result.metadata = {"duration": round(stream.seconds * 1000, 3), **(result.metadata or {})}
        return result

    def _with_files(self, value: Any) -> Any:
        """Return the input with its files encoded; reading them doesn't block the event loop."""
        from penstock.sim._files import encode_files, has_files

        if not has_files(value):
            return value
        return encode_files(value)

    def _taken_over(
        self, error: ConflictError, execution: Execution, budget: CallLimits, deadline: Deadline
    ) -> WorkflowExecutionResult | AsyncExecutionResult:
        """Return the result of the run that a request without a response had started.

        Raises `error` if there is no such run. The time of that request counts towards `deadline`.
        """
        from penstock.sim import _responses

        clock = self._caller.state.clock

        def left() -> float | None:
            remaining = deadline.remaining(clock.monotonic())
            if remaining == 0:
                message = "the time for the whole call ran out before the run had finished"
                late = DeadlineExceededError(message, phase="total", **_details(error))
                raise late.annotate(base_url=error.base_url) from error
            return remaining

        try:
            rest = attrs.evolve(budget, total=left(), follows=True)
            run = self._run(execution.workflow_id, error.idempotency_key or "", rest)
        except NotFoundError:
            raise error from None
        if execution.queued:
            return _responses.receipt_of_run(run, error.attempts)
        ended = self.wait_for_job(run, timeout=left(), until_paused=True)
        result = _responses.result_of_job(ended, execution.workflow_id)
        result.attempts = error.attempts
        if result.status == "cancelled":
            raise _cancelled_with_connection(error) from error
        return result


def _cancelled_with_connection(error: ConflictError) -> ConnectionLostError:
    """Return the error for a run that the server cancelled with the first request's connection."""
    return ConnectionLostError(
        "the connection was lost before the run had finished, and the server cancelled the run; "
        "start_run() queues a run that outlives its connection",
        **_details(error),
    ).annotate(may_have_begun=True, base_url=error.base_url)


def _details(error: ConflictError) -> ErrorDetails:
    """Return the details of another error of the same call."""
    return ErrorDetails(
        run_id=error.run_id or error.idempotency_key,
        idempotency_key=error.idempotency_key,
        attempts=error.attempts,
        service=error.service,
        method=error.method,
        path=error.path,
        request_id=error.request_id,
    )


def lookup(ref: JobRef) -> Request:
    """Return the request for the state of a run."""
    from penstock._core.message import request
    from penstock_api.api.sim import get_job_status, get_run

    if ref.workflow_id is None:
        return request(get_job_status.build(ref.id))
    return request(get_run.build(ref.workflow_id, ref.id))
