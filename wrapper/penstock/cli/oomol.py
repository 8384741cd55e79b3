"""`penstock oomol`: blocks, flows, packages and tasks of Oomol Connect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import click

from penstock.cli import inputs
from penstock.cli.command import Command, Invocation

if TYPE_CHECKING:
    from penstock.oomol import InstallTask, Oomol, PollingDict, Task

CLIENT: Final = "penstock.oomol:Oomol"
START: Final = "penstock.oomol:TasksClient.start"
POLLING: Final = "penstock.oomol:PollingDict"
TASKS: Final = "penstock.oomol:TasksClient.list"
TASK: Final = "penstock.oomol:TasksClient.get"
STOP: Final = "penstock.oomol:TasksClient.stop"
PACKAGES: Final = "penstock.oomol:PackagesClient.list"
INSTALL: Final = "penstock.oomol:PackagesClient.install"
FLOWS: Final = "penstock.oomol:FlowsClient.list"
BLOCKS: Final = "penstock.oomol:BlocksClient.list"

_TASK: Final = {"task": "id", "status": "status", "manifest": "manifest_path"}


@click.group()
def oomol() -> None:
    """Run blocks and flows of Oomol Connect.

    The token is OOMOL_CONNECT_API_TOKEN, the address OOMOL_CONNECT_BASE_URL; see 'penstock config'.
    """


@oomol.command("run", cls=Command, client=CLIENT, takes=(START, POLLING))
@click.argument("block", metavar="BLOCK")
@click.option("--input", "items", multiple=True, metavar="INPUT", help=inputs.HELP)
@click.option("--file", "files", multiple=True, metavar="PATH", help="A file to send along.")
def run(call: Invocation, block: str, items: tuple[str, ...], files: tuple[str, ...]) -> int:
    """Run a block (PACKAGE::BLOCK) or a flow, and write its result.

    Ctrl-C stops the task.
    """
    from penstock.cli.running import interruptible
    from penstock.oomol import Oomol

    starting, waiting = call.arguments(START, POLLING), call.arguments(POLLING, START)
    starting = {name: value for name, value in starting.items() if name not in waiting}
    request: dict[str, Any] = {"manifest": block}
    if (value := inputs.value(items)) is not None:
        request["inputValues"] = value
    with (
        call.client(Oomol, {**starting, **waiting}) as client,
        interruptible() as following,
        call.output.progress(block) as progress,
    ):
        following.noun, following.lookup = "task", "penstock oomol tasks {id}"
        following.otherwise = "a task may have been created, and goes on"

        def on_update(task: Task) -> None:
            progress.state(task.status)
            call.output.event(task)

        made = client.tasks.start(request, files=list(map(inputs.file, files)), **starting)
        following.id, following.cancel = made.id, partial(_stop, client, made.id)
        found = client.tasks.wait(made, on_update=on_update, **waiting)
        progress.stop()
        return call.output.outcome(found)


def _stop(client: Oomol, task_id: str) -> str:
    client.with_options(timeout=10, retry=0).tasks.stop(task_id)
    return "was asked to stop"


@oomol.command("tasks", cls=Command, client=CLIENT, takes=(TASKS, TASK))
@click.argument("task_id", required=False, metavar="[TASK]")
def tasks(call: Invocation, task_id: str | None) -> None:
    """List the tasks, or show one of them with its log."""
    from penstock.oomol import Oomol

    arguments = call.arguments(TASKS if task_id is None else TASK)
    with call.client(Oomol, arguments) as client:
        if task_id is None:
            call.output.listing(client.tasks.list(**arguments).tasks, _TASK)
        else:
            task = client.tasks.get(task_id, **arguments)
            call.output.document({"task": task, "logs": client.tasks.get_logs(task_id)})


@oomol.command("stop", cls=Command, client=CLIENT, takes=(STOP,))
@click.argument("task_id", metavar="TASK")
def stop(call: Invocation, task_id: str) -> None:
    """Stop a task."""
    from penstock.oomol import Oomol

    arguments = call.arguments(STOP)
    with call.client(Oomol, arguments) as client:
        call.output.record(client.tasks.stop(task_id, **arguments), _TASK)


@oomol.command("packages", cls=Command, client=CLIENT, takes=(PACKAGES, INSTALL, POLLING))
@click.option("--install", metavar="NAME[@VERSION]", help="Install a package, and wait for it.")
def packages(call: Invocation, install: str | None) -> None:
    """List the installed packages, or install one."""
    from penstock.cli.running import interruptible
    from penstock.oomol import Oomol

    arguments = call.arguments(PACKAGES if install is None else POLLING)
    with call.client(Oomol, arguments) as client:
        if install is None:
            columns = {"package": "name", "version": "version", "description": "description"}
            call.output.listing(client.packages.list(**arguments).packages, columns)
            return
        name, _, version = install.partition("@")
        with interruptible() as following, call.output.progress(install) as progress:
            following.otherwise = "the installation goes on: it can't be stopped"

            def on_update(task: InstallTask) -> None:
                progress.state(task.status)
                call.output.event(task)

            options = cast("PollingDict[InstallTask]", {**arguments, "on_update": on_update})
            found = client.packages.install_and_wait(name, version or None, options)
    columns = {"package": "name", "version": "version", "status": "status"}
    call.output.record(found, columns)


@oomol.command("flows", cls=Command, client=CLIENT, takes=(FLOWS,))
def flows(call: Invocation) -> None:
    """List the flows of the workspace."""
    from penstock.oomol import Oomol

    arguments = call.arguments(FLOWS)
    with call.client(Oomol, arguments) as client:
        found = client.flows.list(**arguments).flows
    call.output.listing(found, {"flow": "name", "description": "description", "path": "path"})


@oomol.command("blocks", cls=Command, client=CLIENT, takes=(BLOCKS,))
@click.option("--all-versions", is_flag=True, help="List each installed version of a block.")
def blocks(call: Invocation, all_versions: bool) -> None:
    """List the blocks that can be run."""
    from penstock.oomol import Oomol

    arguments = call.arguments(BLOCKS)
    with call.client(Oomol, arguments) as client:
        found = client.blocks.list(all_versions, **arguments).blocks
    columns = {"block": "block_id", "version": "version", "description": "description"}
    call.output.listing(found, columns)
