"""Oomol Connect as a service of the mock: its requests, errors and answers.

The errors aren't documented: both `message` and `error` give the reason, because one official
client reads the one and the other the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, TypeVar

from attrs import evolve

from ...engine.service import Call
from ...engine.session import Session
from ...engine.timeline import Timeline
from ..base import Handler, OperationService, RequestContext, RequestError, html_page
from ..formatting import compact
from .behaviours import Form, Refusal
from .catalogue import USER_ID
from .options import Options
from .requests import BadRequestError, read_object, read_task, text_of
from .state import OomolState

T = TypeVar("T")

JSON = "application/json; charset=utf-8"

_BEARER = "bearer "
_STACK = "Error: {error}\n    at run (/app/server/tasks.js:41:17)"

_BODIES: Mapping[Form, Callable[[str], dict[str, Any]]] = {
    "both": lambda error: {"success": False, "error": error, "message": error},
    "message": lambda error: {"message": error},
    "error": lambda error: {"success": False, "error": error},
    "object": lambda error: {
        "success": False,
        "error": {"message": error, "stack": _STACK.format(error=error)},
    },
    "empty": lambda error: {},
}


class Context(RequestContext[OomolState, Options]):
    """A request to one of the service's paths."""

    def read(self, reader: Callable[..., T], wrong_type: int = 415) -> T:
        """Parse the call with `reader`. wrong_type: the status for a body of another media type
        than the operation takes. Raises RequestError.
        """
        try:
            return reader(self.call)
        except BadRequestError as error:
            status = wrong_type if error.status == 415 else error.status
            self.refuse(Refusal(status, error.message))

    def find(self, kind: str, name: str, among: Mapping[str, T]) -> T:
        """The value that a path parameter names. Raises RequestError when there is none."""
        wanted = self.path(name)
        if wanted not in among:
            self.refuse(Refusal(404, f"{kind} not found: {wanted}"))
        return among[wanted]

    def refuse(self, refusal: Refusal) -> NoReturn:
        """Raise an error; a quiet server's has status 200, but for a missing token."""
        if refusal.form == "html":
            page = html_page(f"{refusal.status} {refusal.error}")
            pairs = [("Content-Type", "text/html"), *refusal.headers.items()]
            raise RequestError(Timeline.reply(refusal.status, page, pairs))
        quiet = self.options.refusals == "quiet" and refusal.status != 401
        body = _BODIES[refusal.form](refusal.error)
        raise RequestError(reply(body, 200 if quiet else refusal.status, refusal.headers))

    def task(self, value: Mapping[str, Any], **more: Any) -> Timeline:
        """A task, or an installation, in its envelope; or bare, if the options ask for that."""
        if self.options.envelope == "bare":
            return reply(value)
        return reply({"task": value, **more, "success": True})


def reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Timeline:
    """A JSON answer."""
    pairs = [("Content-Type", JSON), *(headers or {}).items()]
    return Timeline.reply(status, compact(value), pairs)


def wired(values: Iterable[Any]) -> list[dict[str, Any]]:
    """Return values as they are sent."""
    return [each.wire() for each in values]


def token(context: Context) -> None:
    """The token, in the spelling that the session's options ask for."""
    rule = context.options.token
    if rule == "none":
        return
    sent = (context.header("authorization") or "").strip()
    if rule == "any" and sent.lower().startswith(_BEARER):
        sent = sent[len(_BEARER) :].strip()
    # A word before the token, or one token after another, is no token.
    if len(sent.split()) != 1 or not context.call.session.keys.accepts(sent):
        context.refuse(Refusal(401, "Unauthorized"))


# -- operations -----------------------------------------------------------------------------------


def list_tasks(context: Context) -> Timeline:
    """The newest first; the list moves no task."""
    context.state.observe(context.now)
    return reply({"tasks": wired(reversed(context.state.tasks.values()))})


def create_task(context: Context) -> Timeline:
    asked = context.read(read_task)
    if asked.size > context.options.upload_limit:
        context.refuse(Refusal(413, "Upload is too large"))
    script = context.state.behaviour(asked.manifest)
    if script is None:
        kind = "Block" if "::" in asked.manifest else "Flow"
        context.refuse(Refusal(422, f"{kind} not found: {asked.manifest}"))
    behaviour = script.advance()
    if behaviour.refusal is not None:
        context.refuse(behaviour.refusal)
    task = context.state.create(asked, behaviour, context.now)
    return context.task(task.wire(), userID=USER_ID)


def get_task(context: Context) -> Timeline:
    task = context.find("Task", "taskId", context.state.tasks)
    task.observe(context.now, polled=True)
    return context.task(task.wire())


def stop_task(context: Context) -> Timeline:
    """A task that has ended stays as it is; another may take its time."""
    task = context.find("Task", "taskId", context.state.tasks)
    task.stop(context.now)
    return context.task(task.wire())


def get_logs(context: Context) -> Timeline:
    logs = context.find("Task", "taskId", context.state.tasks).read_logs(context.now)
    if context.options.logs == "descending":
        logs.reverse()
    return reply({"logs": logs, "success": True})


def list_packages(context: Context) -> Timeline:
    context.state.observe(context.now)
    return reply({"packages": wired(context.state.packages)})


def install(context: Context) -> Timeline:
    name, version = context.read(_read_package, wrong_type=400)
    package, installing = context.state.installing(name, version)
    if (refusal := installing.refusal) is not None:
        missing = f"Package not found: {package.name}@{package.version}"
        context.refuse(evolve(refusal, error=refusal.error or missing))
    installation = context.state.install(package, installing, context.now)
    return reply({"success": True, "taskId": installation.id})


def _read_package(call: Call) -> tuple[str, str | None]:
    fields = read_object(call)
    name = text_of(fields, "name")
    if name is None:
        raise BadRequestError("name is required")
    return name, text_of(fields, "version")


def list_installations(context: Context) -> Timeline:
    """The newest first; the list moves none."""
    context.state.observe(context.now)
    found = wired(reversed(context.state.installations.values()))
    return reply({"success": True, "tasks": found})


def get_installation(context: Context) -> Timeline:
    installation = context.find("Install task", "installTaskId", context.state.installations)
    installation.observe(context.now, polled=True)
    context.state.settle(installation)
    return context.task(installation.wire())


class Oomol(OperationService[Context]):
    """Oomol Connect's behaviour. All of its state is in the session."""

    name = "oomol"
    context = Context
    handlers: Mapping[str, Handler[Context]] = {
        name: Handler(answer, (token,))
        for name, answer in {
            "listTasks": list_tasks,
            "createTask": create_task,
            "getTask": get_task,
            "stopTask": stop_task,
            "getTaskLogs": get_logs,
            "listFlows": lambda context: reply({"flows": wired(context.state.flows)}),
            # Every installed version; a client finds the newest by itself.
            "listBlocks": lambda context: reply({"blocks": wired(context.state.blocks)}),
            "listPackages": list_packages,
            "installPackage": install,
            "listInstallTasks": list_installations,
            "getInstallTask": get_installation,
            "listApplets": lambda context: reply(wired(context.state.applets)),
        }.items()
    }

    def new_state(self, session: Session) -> OomolState:
        """A world in which everything that is listed is installed and gives back its inputs."""
        return OomolState(session)
