"""`penstock dify`: runs of a workflow app of Dify."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click

from penstock.cli import inputs
from penstock.cli.command import Command, Invocation
from penstock.cli.options import first

if TYPE_CHECKING:
    from penstock.cli.output import Progress
    from penstock.cli.running import Run
    from penstock.dify import Dify, StreamEvent, WorkflowRun

CLIENT: Final = "penstock.dify:Dify"
RUN: Final = "penstock.dify:DifyWorkflows.run"
STREAM: Final = "penstock.dify:DifyWorkflows.stream"
START: Final = "penstock.dify:DifyWorkflows.start"
WAIT: Final = "penstock.dify:DifyWorkflows.wait"
LOGS: Final = "penstock.dify:DifyWorkflows.logs"
STOP: Final = "penstock.dify:DifyWorkflows.stop"
INFO: Final = "penstock.dify:Dify.info"
FORM: Final = "penstock.dify:DifyForms.get"
SUBMIT: Final = "penstock.dify:DifyForms.submit"

_LOGS: Final = {
    "run": "run.id",
    "status": "run.status",
    "created": "created_at",
    "seconds": "run.elapsed_time",
    "user": "created_by_end_user.session_id",
    "error": "run.error",
}


@click.group()
def dify() -> None:
    """Run a workflow app of Dify: the key is the app's.

    The key is DIFY_API_KEY, the address DIFY_BASE_URL; see 'penstock config'.
    """


_user = click.option(
    "--user", required=True, help="The user that the run is for, by a name of your own."
)
_input = click.option("--input", "items", multiple=True, metavar="INPUT", help=inputs.HELP)
_file = click.option(
    "--file",
    "files",
    multiple=True,
    metavar="NAME=PATH",
    help="A file for a variable, uploaded before; or its address. Several make a list.",
)


@dify.command("run", cls=Command, client=CLIENT, takes=(RUN, STREAM), skips=("files",))
@_user
@_input
@_file
@click.option("--stream", is_flag=True, help="Show text as it comes.")
def run(
    call: Invocation, user: str, items: tuple[str, ...], files: tuple[str, ...], stream: bool
) -> int:
    """Run the workflow and write its outputs.

    The run is read as a stream underneath, and Ctrl-C stops it.
    """
    from penstock.cli.running import interruptible
    from penstock.dify import Dify

    given = inputs.named(items)
    is_blocking = call.given.get("response_mode") == "blocking" and not stream
    also = () if stream else (RUN,)
    arguments = call.arguments(RUN) if is_blocking else call.arguments(STREAM, *also)
    with (
        call.client(Dify, arguments) as client,
        interruptible() as following,
        call.output.progress("workflow") as progress,
    ):
        variables = {**given, **_uploaded(client, files, user, progress)}
        progress.state("starting")
        following.lookup = "penstock dify wait {id}"
        following.otherwise = "the run may have begun, and goes on"
        if is_blocking:
            found = client.workflows.run(variables, user, **arguments)
            progress.stop()
            return call.output.outcome(found)
        found = _streamed(call, client, variables, user, arguments, following, progress, stream)
        shown = (lambda: None) if stream and found.text else None
        return call.output.outcome(found, shown)


def _streamed(
    call: Invocation,
    client: Dify,
    variables: Mapping[str, Any],
    user: str,
    arguments: dict[str, Any],
    following: Run,
    progress: Progress,
    is_shown: bool,
) -> WorkflowRun[Any]:
    from penstock.cli.running import follow
    from penstock.dify import NodeStartedEvent, TextChunkEvent

    def show(event: StreamEvent) -> None:
        task_id = event.task_id
        following.id = event.run_id or following.id
        if task_id:
            following.cancel = partial(_stop, client, task_id, user)
        match event:
            case TextChunkEvent() if is_shown:
                progress.stop()
                call.output.text(str(event.text or ""))
            case NodeStartedEvent():
                progress.state(event.title or event.node_id)

    events = client.workflows.stream(variables, user, **arguments)
    return follow(events, call.output, progress, show)


def _stop(client: Dify, task_id: str, user: str) -> str:
    client.with_options(timeout=10, retry=0).workflows.stop(task_id, user)
    return "was asked to stop"


def _uploaded(
    client: Dify, files: tuple[str, ...], user: str, progress: Progress
) -> dict[str, Any]:
    """Return the files as variables, those of this machine uploaded."""
    from penstock.dify import File

    found = {}
    for name, paths in inputs.files(files).items():
        made: list[Any] = []
        for path in paths:
            if path.startswith(("http://", "https://")):
                made.append(File.from_url(path))
            else:
                progress.state(f"uploading {path}")
                made.append(client.files.upload(inputs.file(path), user))
        found[name] = inputs.single(made)
    return found


@dify.command("start", cls=Command, client=CLIENT, takes=(START,), skips=("files",))
@_user
@_input
@_file
def start(call: Invocation, user: str, items: tuple[str, ...], files: tuple[str, ...]) -> None:
    """Start the workflow and leave it to itself.

    Writes the ids of the run, for 'dify wait', and of its task, for 'dify stop'.
    """
    from penstock.dify import Dify

    arguments = call.arguments(START)
    with (
        call.client(Dify, arguments) as client,
        call.output.progress("workflow") as progress,
    ):
        variables = {**inputs.named(items), **_uploaded(client, files, user, progress)}
        found = client.workflows.start(variables, user, **arguments)
    call.output.record(found, {"run": "id", "task": "task_id", "status": "status"})


@dify.command("wait", cls=Command, client=CLIENT, takes=(WAIT,))
@click.argument("run_id", metavar="RUN")
def wait(call: Invocation, run_id: str) -> int:
    """Wait until a run has ended or is paused, and write its outputs."""
    from penstock.dify import Dify

    arguments = call.arguments(WAIT)
    with call.client(Dify, arguments) as client:
        return _waited(call, client, run_id, arguments)


def _waited(call: Invocation, client: Dify, run_id: str, arguments: dict[str, Any]) -> int:
    from penstock.cli.running import interruptible

    with interruptible() as following, call.output.progress(f"run {run_id}") as progress:
        following.id, following.lookup = run_id, "penstock dify wait {id}"
        following.otherwise = f"run {run_id} goes on"

        def on_update(found: WorkflowRun) -> None:
            progress.state(found.status)
            call.output.event(found)

        found = client.workflows.wait(run_id, on_update=on_update, **arguments)
        progress.stop()
        return call.output.outcome(found)


@dify.command("logs", cls=Command, client=CLIENT, takes=(LOGS,))
@first
def logs(call: Invocation, count: int) -> None:
    """List the app's runs, newest first."""
    from penstock.dify import Dify

    arguments = call.arguments(LOGS)
    with call.client(Dify, arguments) as client:
        found = client.workflows.logs(**arguments)
        call.output.listing(found, _LOGS, first=count, more="there are more: see --first")


@dify.command("stop", cls=Command, client=CLIENT, takes=(STOP,))
@click.argument("task_id", metavar="TASK")
@_user
def stop(call: Invocation, task_id: str, user: str) -> None:
    """Ask to stop a run that streams, by the id of its task."""
    from penstock.dify import Dify

    arguments = call.arguments(STOP)
    with call.client(Dify, arguments) as client:
        found = client.workflows.stop(task_id, user, **arguments)
    call.output.record(found, {"result": "result"})


@dify.command("info", cls=Command, client=CLIENT, takes=(INFO,))
def info(call: Invocation) -> None:
    """Show the app: its name, and the variables that it takes."""
    from penstock.dify import Dify

    arguments = call.arguments(INFO)
    with call.client(Dify, arguments) as client:
        app, parameters = client.info(**arguments), client.parameters(**arguments)
    if call.output.form != "text":
        call.output.document({"info": app, "parameters": parameters})
        return
    call.output.record(app, {"name": "name", "description": "description", "mode": "mode"})
    columns = {"variable": "variable", "control": "control", "required": "required"}
    call.output.listing(parameters.user_input_form, {**columns, "label": "label"})


@dify.command("forms", cls=Command, client=CLIENT, takes=(FORM, SUBMIT, WAIT), skips=("user",))
@click.argument("form_token", metavar="FORM")
@click.option("--action", help="Answer the form with this action, instead of showing it.")
@click.option("--user", help="The user that the run is for; needed with --action.")
@_input
@click.option(
    "--wait", "run_id", metavar="RUN", help="Then wait for the run, and write its outputs."
)
def forms(
    call: Invocation,
    form_token: str,
    action: str | None,
    user: str | None,
    items: tuple[str, ...],
    run_id: str | None,
) -> int:
    """Show the form of a paused run, or answer it.

    The token FORM is in the reasons of the paused run: see 'dify run --json'. After an answer the
    run goes on.
    """
    from penstock.dify import Dify

    if action is None:
        if items or run_id:
            raise click.UsageError("--input and --wait go with an answer: give --action, too")
        arguments = call.arguments(FORM)
        with call.client(Dify, arguments) as client:
            call.output.document(client.forms.get(form_token, **arguments))
        return 0
    if user is None:
        raise click.UsageError("answering a form needs --user")
    arguments, waiting = call.arguments(SUBMIT, WAIT), call.arguments(WAIT, SUBMIT)
    with call.client(Dify, {**arguments, **waiting}) as client:
        client.forms.submit(form_token, action, inputs.named(items), user=user, **arguments)
        return 0 if run_id is None else _waited(call, client, run_id, waiting)
