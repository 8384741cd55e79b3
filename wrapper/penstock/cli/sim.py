"""`penstock sim`: workflows of Sim, and their runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click

from penstock.cli import inputs
from penstock.cli.command import Command, Invocation
from penstock.cli.options import first

if TYPE_CHECKING:
    from penstock import EventStream
    from penstock.cli.output import Progress
    from penstock.cli.running import Run
    from penstock.sim import (
        Cancellation,
        JobStatus,
        Sim,
        StreamEvent,
        WorkflowExecutionResult,
    )

CLIENT: Final = "penstock.sim:Sim"
RUN: Final = "penstock.sim:RunsClient.run"
STREAM: Final = "penstock.sim:RunsClient.stream"
RUN_AND_WAIT: Final = "penstock.sim:Sim.run_and_wait"
STATUS: Final = "penstock.sim:Sim.get_workflow_status"
GET: Final = "penstock.sim:RunsClient.get"
WAIT: Final = "penstock.sim:RunsClient.wait"
GET_RUN: Final = "penstock.sim:Sim.get_run"
LIST: Final = "penstock.sim:RunsClient.list"
CANCEL: Final = "penstock.sim:RunsClient.cancel"
RESUME: Final = "penstock.sim:RunsClient.resume"
USAGE: Final = "penstock.sim:Sim.get_usage_limits"

# An id of ours would cancel any run; but a server that refuses an attempt keeps its id, and the
# next attempt would be refused for that.
_WITH_CONNECTION: Final = (
    "the run ends with its connection on servers since 2026-08; older ones let it go on"
)

_RUNS: Final = {
    "run": "run_id",
    "status": "status",
    "trigger": "trigger",
    "started": "started_at",
    "ended": "ended_at",
}
_JOBS: Final = {"id": "job_id", "status": "raw_status", "run": "run_id", "error": "error"}


@click.group()
def sim() -> None:
    """Run workflows of Sim, and look after their runs.

    The key is SIM_API_KEY, the address SIM_BASE_URL; see 'penstock config'.
    """


_input = click.option("--input", "items", multiple=True, metavar="INPUT", help=inputs.HELP)


@sim.command("run", cls=Command, client=CLIENT, takes=(RUN, STREAM, RUN_AND_WAIT))
@click.argument("workflow_id", metavar="WORKFLOW")
@_input
@click.option(
    "--file", "files", multiple=True, metavar="NAME=PATH", help="A file among the inputs."
)
@click.option("--stream", "mode", flag_value=STREAM, help="Show text as it comes.")
@click.option(
    "--wait", "mode", flag_value=RUN_AND_WAIT, help="Queue the run, and wait for its end."
)
def run(
    call: Invocation, workflow_id: str, items: tuple[str, ...], files: tuple[str, ...], mode: str
) -> int:
    """Run a workflow and write its output.

    A run is cancelled by Ctrl-C where the server can. One that is queued (--wait) outlives a lost
    connection. Streams have the text of --selected-outputs, and without any the output alone.
    """
    from penstock.cli.running import interruptible
    from penstock.sim import Sim

    value = _with_files(inputs.value(items), files)
    mode = mode or RUN
    arguments = call.arguments(mode)
    with (
        call.client(Sim, arguments) as client,
        interruptible() as following,
        call.output.progress(f"workflow {workflow_id}") as progress,
    ):
        following.lookup = f"penstock sim runs {workflow_id} {{id}}"
        following.otherwise = _WITH_CONNECTION
        if run_id := arguments.get("run_id"):
            following.id, following.cancel = run_id, partial(_cancel, client, workflow_id, run_id)
        if mode == STREAM:
            stream = client.runs.stream(workflow_id, value, **arguments)
            return _streamed(call, client, workflow_id, stream, following, progress)
        if mode == RUN_AND_WAIT:
            following.otherwise = "the run may be queued, and goes on"
            on_update = _updates(call, client, following, progress)
            found = client.run_and_wait(workflow_id, value, on_update=on_update, **arguments)
        else:
            found = client.runs.run(workflow_id, value, **arguments)
        progress.stop()
        return call.output.outcome(found)


def _streamed(
    call: Invocation,
    client: Sim,
    workflow_id: str,
    stream: EventStream[StreamEvent, WorkflowExecutionResult[Any]],
    following: Run,
    progress: Progress,
) -> int:
    from penstock.cli.running import follow
    from penstock.sim import ChunkEvent, ThinkingEvent, ToolEvent

    def show(event: StreamEvent) -> None:
        if run_id := stream.run_id:
            following.id, following.cancel = run_id, partial(_cancel, client, workflow_id, run_id)
        match event:
            case ChunkEvent():
                progress.stop()
                call.output.text(str(event.chunk or ""))
            case ThinkingEvent():
                progress.state("thinking")
            case ToolEvent():
                progress.state(f"tool {event.name}")

    found = follow(stream, call.output, progress, show)
    return call.output.outcome(found, (lambda: None) if found.text else None)


def _updates(
    call: Invocation, client: Sim, following: Run, progress: Progress
) -> Callable[[JobStatus], None]:
    def on_update(job: JobStatus) -> None:
        following.id = job.run_id or job.job_id
        following.lookup = _lookup(job)
        following.cancel = partial(_cancel_job, client, job)
        progress.state(job.raw_status)
        call.output.event(job)

    return on_update


def _lookup(job: JobStatus) -> str:
    if job.run is None or not job.workflow_id:
        return f"penstock sim jobs {job.job_id} --wait"
    return f"penstock sim jobs {{id}} --workflow-id {job.workflow_id} --wait"


def _cancel_job(client: Sim, job: JobStatus) -> str:
    """Cancel the run of a job, or find that it has ended since; return its state then."""
    from penstock.errors import NotFoundError

    try:
        return _state(client.with_options(timeout=10, retry=0).runs.cancel(job))
    except NotFoundError:  # v1 has no run that has ended, and v2 does
        return _cancel(client, job.workflow_id or "", job.run_id or "")


def _cancel(client: Sim, workflow_id: str, run_id: str) -> str:
    """Cancel a run by its id, through v2, else through v1; return its state then."""
    from penstock.errors import NotFoundError

    hurried = client.with_options(timeout=10, retry=0)
    for cancel in (hurried.cancel_run, hurried.cancel_execution):
        with suppress(NotFoundError):
            return _state(cancel(workflow_id, run_id))
    # v1 finds no run that has ended, and older servers cancel none.
    return "had ended, or can't be cancelled on this server"


def _state(done: Cancellation) -> str:
    if done.success is not True and not done.was_finished:
        return f"is left running: {done.reason}"
    # A server of 2026-08 cancels the run with its connection.
    is_cancelled = str(done.reason).endswith("cancelled") or done.run_status == "cancelled"
    return "had ended" if done.was_finished and not is_cancelled else "was cancelled"


def _with_files(value: Any, files: tuple[str, ...]) -> Any:
    named = inputs.files(files)
    if not named:
        return value
    if not isinstance(value, Mapping | None):
        raise click.UsageError("--file adds to an input that is an object, and --input is none")
    found = {name: inputs.single(list(map(inputs.file, paths))) for name, paths in named.items()}
    return {**(value or {}), **found}


@sim.command("status", cls=Command, client=CLIENT, takes=(STATUS,))
@click.argument("workflow_id", metavar="WORKFLOW")
def status(call: Invocation, workflow_id: str) -> None:
    """Show whether a workflow is deployed."""
    from penstock.sim import Sim

    arguments = call.arguments(STATUS)
    with call.client(Sim, arguments) as client:
        found = client.get_workflow_status(workflow_id, **arguments)
    columns = {
        "deployed": "is_deployed",
        "since": "deployed_at",
        "needs redeployment": "needs_redeployment",
    }
    call.output.record(found, columns)


@sim.command("jobs", cls=Command, client=CLIENT, takes=(GET, WAIT))
@click.argument("runs", nargs=-1, required=True, metavar="JOB...")
@click.option("--wait", "mode", flag_value=WAIT, help="Wait until each has ended.")
def jobs(call: Invocation, runs: tuple[str, ...], mode: str | None) -> int:
    """Show the state of queued runs.

    They are given by the ids of their jobs, or with --workflow-id by those of the runs. With --wait
    the exit status is 1 if one failed.
    """
    from penstock.sim import Sim

    arguments = call.arguments(mode or GET)
    with call.client(Sim, arguments) as client:
        if mode is None:
            found = [client.runs.get(each, **arguments) for each in runs]
            call.output.listing(found, _JOBS)
            return 0
        return call.output.outcomes([_waited(call, client, each, arguments) for each in runs])


def _waited(call: Invocation, client: Sim, run: str, arguments: dict[str, Any]) -> JobStatus:
    from penstock.cli.running import interruptible

    with interruptible() as following, call.output.progress(f"run {run}") as progress:
        following.otherwise = f"run {run} goes on"

        def on_update(job: JobStatus) -> None:
            following.id, following.lookup = run, _lookup(job)
            progress.state(job.raw_status)
            call.output.event(job)

        return client.runs.wait(run, on_update=on_update, **arguments)


@sim.command("runs", cls=Command, client=CLIENT, takes=(LIST, GET_RUN))
@click.argument("workflow_id", metavar="WORKFLOW")
@click.argument("run_id", required=False, metavar="[RUN]")
@first
def runs(call: Invocation, workflow_id: str, run_id: str | None, count: int) -> None:
    """List the runs of a workflow, or show one of them with its output."""
    from penstock.sim import Sim

    arguments = call.arguments(LIST if run_id is None else GET_RUN)
    with call.client(Sim, arguments) as client:
        if run_id is None:
            found = client.runs.list(workflow_id, **arguments)
            more = "there are more: see --first"
            call.output.listing(found, _RUNS, first=count, more=more)
        else:
            call.output.document(client.get_run(workflow_id, run_id, **arguments))


@sim.command("cancel", cls=Command, client=CLIENT, takes=(CANCEL,))
@click.argument("run_id", metavar="RUN")
def cancel(call: Invocation, run_id: str) -> int:
    """Cancel a run: by a job's id, or with --workflow-id by a run's."""
    from penstock.cli.status import OK, REFUSED, say
    from penstock.sim import Sim

    arguments = call.arguments(CANCEL)
    with call.client(Sim, arguments) as client:
        done = client.runs.cancel(run_id, **arguments)
    call.output.record(done, {"cancelled": "success", "reason": "reason", "run": "run_id"})
    if done.was_finished:
        say(f"run {done.run_id} had ended before")
        return OK
    if done.success is not True:
        say(f"run {done.run_id} wasn't cancelled: {done.reason}")
    return OK if done.success is True else REFUSED


@sim.command("resume", cls=Command, client=CLIENT, takes=(RESUME,), skips=("workflow_id",))
@click.argument("workflow_id", metavar="WORKFLOW")
@click.argument("run_id", metavar="RUN")
@_input
def resume(call: Invocation, workflow_id: str, run_id: str, items: tuple[str, ...]) -> int:
    """Resume a paused run and write its output.

    If the server queues the resume, the run's id and status are written instead.
    """
    from penstock.cli.running import interruptible
    from penstock.sim import AsyncExecutionResult, Sim

    arguments = call.arguments(RESUME)
    with (
        call.client(Sim, arguments) as client,
        interruptible() as following,
        call.output.progress(f"run {run_id}"),
    ):
        following.id, following.lookup = run_id, f"penstock sim runs {workflow_id} {{id}}"
        following.cancel = partial(_cancel, client, workflow_id, run_id)
        paused = client.runs.get(run_id, workflow_id=workflow_id)
        found = client.runs.resume(paused, inputs.value(items), **arguments)
    if isinstance(found, AsyncExecutionResult):
        call.output.record(found, {"run": "run_id", "status": "status"})
        return 0
    return call.output.outcome(found)


@sim.command("usage", cls=Command, client=CLIENT, takes=(USAGE,))
def usage(call: Invocation) -> None:
    """Show the account's limits and usage."""
    from penstock.sim import Sim

    arguments = call.arguments(USAGE)
    with call.client(Sim, arguments) as client:
        call.output.document(client.get_usage_limits(**arguments))
