"""Oomol Connect as a service of the mock: which operation is answered by what."""

from __future__ import annotations

from collections.abc import Mapping

from ...engine.service import Call
from ...engine.session import Session
from ...engine.timeline import Timeline
from ..base import Handler, OperationService
from . import formatting
from .behaviours import Behaviour, Refusal
from .context import Context, reply, token
from .requests import BadRequestError, TaskRequest, read_object, read_task, text_of
from .state import OomolState


def _list_tasks(context: Context) -> Timeline:
    """The newest first; looking at the list moves no task."""
    context.state.observe(context.now)
    return reply({"tasks": [task.wire() for task in reversed(context.state.tasks.values())]})


def _create_task(context: Context) -> Timeline:
    asked = context.read(read_task)
    if asked.size > context.options.upload_limit:
        context.refuse(Refusal(413, "Upload is too large"))
    task = context.state.create(asked, _behaviour(context, asked), context.now)
    return context.task(task.wire(), userID=formatting.USER_ID)


def _behaviour(context: Context, asked: TaskRequest) -> Behaviour:
    script = context.state.behaviour(asked.manifest)
    if script is None:
        kind = "Block" if "::" in asked.manifest else "Flow"
        context.refuse(Refusal(422, f"{kind} not found: {asked.manifest}"))
    behaviour = script.advance()
    if behaviour.refusal is not None:
        context.refuse(behaviour.refusal)
    return behaviour


def _get_task(context: Context) -> Timeline:
    task = context.find("Task", "taskId", context.state.tasks)
    task.observe(context.now, looked_at=True)
    return context.task(task.wire())


def _stop_task(context: Context) -> Timeline:
    """A task that has ended stays as it is; another may take its time."""
    task = context.find("Task", "taskId", context.state.tasks)
    task.stop(context.now)
    return context.task(task.wire())


def _get_logs(context: Context) -> Timeline:
    logs = context.find("Task", "taskId", context.state.tasks).read_logs(context.now)
    if context.options.logs == "descending":
        logs.reverse()
    return reply({"logs": logs, "success": True})


def _list_flows(context: Context) -> Timeline:
    return reply({"flows": [each.wire() for each in context.state.flows]})


def _list_blocks(context: Context) -> Timeline:
    """Every installed version; what is the newest is the client's to find out."""
    return reply({"blocks": [each.wire() for each in context.state.blocks]})


def _list_packages(context: Context) -> Timeline:
    context.state.observe(context.now)
    return reply({"packages": [each.wire() for each in context.state.packages]})


def _install(context: Context) -> Timeline:
    name, version = context.read(_read_package, wrong_type=400)
    package, installing = context.state.installing(name, version)
    if (refusal := installing.refusal) is not None:
        unsaid = f"Package not found: {package.name}@{package.version}"
        context.refuse(refusal if refusal.error else refusal.saying(unsaid))
    installation = context.state.install(package, installing, context.now)
    return reply({"success": True, "taskId": installation.id})


def _read_package(call: Call) -> tuple[str, str | None]:
    fields = read_object(call)
    name = text_of(fields, "name")
    if name is None:
        raise BadRequestError("name is required")
    return name, text_of(fields, "version")


def _list_installations(context: Context) -> Timeline:
    """The newest first; looking at the list moves none."""
    context.state.observe(context.now)
    found = reversed(context.state.installations.values())
    return reply({"success": True, "tasks": [each.wire() for each in found]})


def _get_installation(context: Context) -> Timeline:
    installation = context.find("Install task", "installTaskId", context.state.installations)
    installation.observe(context.now, looked_at=True)
    context.state.settle(installation)
    return context.task(installation.wire())


def _list_applets(context: Context) -> Timeline:
    return reply([each.wire() for each in context.state.applets])


class Oomol(OperationService[Context]):
    """Oomol Connect's behaviour. All of its state is in the session."""

    name = "oomol"
    context = Context
    handlers: Mapping[str, Handler[Context]] = {
        name: Handler(answer, (token,))
        for name, answer in {
            "listTasks": _list_tasks,
            "createTask": _create_task,
            "getTask": _get_task,
            "stopTask": _stop_task,
            "getTaskLogs": _get_logs,
            "listFlows": _list_flows,
            "listBlocks": _list_blocks,
            "listPackages": _list_packages,
            "installPackage": _install,
            "listInstallTasks": _list_installations,
            "getInstallTask": _get_installation,
            "listApplets": _list_applets,
        }.items()
    }

    def new_state(self, session: Session) -> OomolState:
        """A world in which everything that is listed is installed and gives back its inputs."""
        return OomolState(session)
