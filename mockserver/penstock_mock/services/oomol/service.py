"""Oomol Connect as a service of the mock: which operation is answered by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...document.request import Request
from ...engine.service import Call, Plain
from ...engine.session import Session
from ...engine.timeline import Timeline
from . import words
from .behaviours import Behaviour
from .refusals import Refused, reply, say_no
from .state import OomolState
from .uploads import Asked, BadRequestError, read_object, read_task, text_of
from .visit import Visit

Handler: TypeAlias = Callable[[Visit], Timeline]


class Oomol(Plain):
    """Oomol Connect's behaviour. All of its state is in the session."""

    name = "oomol"
    authenticates = True  # which spellings of a token are good is an option

    def new_state(self, session: Session) -> OomolState:
        """A world in which everything that is listed is installed and gives back its inputs."""
        return OomolState(session)

    def respond(self, call: Call) -> Timeline | None:
        """The answer to a request; None to an operation this service does not know."""
        handler = _HANDLERS.get(call.operation.id)
        if handler is None:
            return None
        visit = Visit.of(call)
        try:
            visit.check_token()
            return handler(visit)
        except Refused as refused:
            quiet = visit.options.refusals == "quiet" and refused.refusal.status != 401
            return say_no(refused.refusal, quiet=quiet)


def _list_tasks(visit: Visit) -> Timeline:
    """The newest first; looking at the list moves no task."""
    visit.state.observe(visit.now)
    return reply({"tasks": [task.wire() for task in reversed(visit.state.tasks.values())]})


def _create_task(visit: Visit) -> Timeline:
    asked = visit.read(read_task)
    if asked.size > visit.options.upload_limit:
        raise Refused(413, "Upload is too large")
    task = visit.state.create(asked, _behaviour(visit, asked), visit.now)
    return visit.task(task.wire(), userID=words.USER_ID)


def _behaviour(visit: Visit, asked: Asked) -> Behaviour:
    script = visit.state.behaviour(asked.manifest)
    if script is None:
        kind = "Block" if "::" in asked.manifest else "Flow"
        raise Refused(422, f"{kind} not found: {asked.manifest}")
    behaviour = script.current
    script.advance()
    if behaviour.refusal is not None:
        raise Refused.by(behaviour.refusal)
    return behaviour


def _get_task(visit: Visit) -> Timeline:
    task = visit.found("Task", "taskId", visit.state.tasks)
    task.observe(visit.now, looked_at=True)
    return visit.task(task.wire())


def _stop_task(visit: Visit) -> Timeline:
    """A task that has ended stays as it is; another may take its time."""
    task = visit.found("Task", "taskId", visit.state.tasks)
    task.stop(visit.now)
    return visit.task(task.wire())


def _get_logs(visit: Visit) -> Timeline:
    logs = visit.found("Task", "taskId", visit.state.tasks).read_logs(visit.now)
    if visit.options.logs == "descending":
        logs.reverse()
    return reply({"logs": logs, "success": True})


def _list_flows(visit: Visit) -> Timeline:
    return reply({"flows": [each.wire() for each in visit.state.flows]})


def _list_blocks(visit: Visit) -> Timeline:
    """Every installed version; what is the newest is the client's to find out."""
    return reply({"blocks": [each.wire() for each in visit.state.blocks]})


def _list_packages(visit: Visit) -> Timeline:
    visit.state.observe(visit.now)
    return reply({"packages": [each.wire() for each in visit.state.packages]})


def _install(visit: Visit) -> Timeline:
    name, version = visit.read(_read_package, wrong_type=400)
    package, installing = visit.state.installing(name, version)
    if (refusal := installing.refusal) is not None:
        unsaid = f"Package not found: {package.name}@{package.version}"
        raise Refused.by(refusal if refusal.error else refusal.saying(unsaid))
    installation = visit.state.install(package, installing, visit.now)
    return reply({"success": True, "taskId": installation.id})


def _read_package(request: Request) -> tuple[str, str | None]:
    fields = read_object(request)
    name = text_of(fields, "name")
    if name is None:
        raise BadRequestError("name is required")
    return name, text_of(fields, "version")


def _list_installations(visit: Visit) -> Timeline:
    """The newest first; looking at the list moves none."""
    visit.state.observe(visit.now)
    found = reversed(visit.state.installations.values())
    return reply({"success": True, "tasks": [each.wire() for each in found]})


def _get_installation(visit: Visit) -> Timeline:
    installation = visit.found("Install task", "installTaskId", visit.state.installations)
    installation.observe(visit.now, looked_at=True)
    visit.state.settle(installation)
    return visit.task(installation.wire())


def _list_applets(visit: Visit) -> Timeline:
    return reply([each.wire() for each in visit.state.applets])


_HANDLERS: Mapping[str, Handler] = {
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
}
