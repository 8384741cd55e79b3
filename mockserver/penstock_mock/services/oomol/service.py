"""Oomol Connect as a service of the mock: its requests, errors and answers.

The errors aren't documented: both `message` and `error` give the reason, because one official
client reads the one and the other the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn, TypeVar

from attrs import evolve

from ...document.bodies import BodyError, decode, is_json, read_json
from ...engine.faults import html_page
from ...engine.timeline import Timeline
from ..base import (
    AnyHandler,
    Handler,
    OperationService,
    RequestContext,
    RequestError,
)
from ..formatting import compact
from .behaviours import Form, Refusal
from .catalogue import USER_ID
from .state import NodeInputs, OomolState, Options

T = TypeVar("T")

JSON = "application/json; charset=utf-8"

# Deeper than any real input, and flat enough to be serialized again far down a caller's stack.
_DEEPEST = 200

_BODIES: Mapping[Form, Callable[[str], dict[str, Any]]] = {
    "both": lambda error: {"success": False, "error": error, "message": error},
    "message": lambda error: {"message": error},
    "error": lambda error: {"success": False, "error": error},
    "object": lambda error: {
        "success": False,
        "error": {
            "message": error,
            "stack": f"Error: {error}\n    at run (/app/server/tasks.js:41:17)",
        },
    },
    "empty": lambda error: {},
}


class Context(RequestContext[OomolState, Options]):
    """A request to one of the service's paths."""

    def error(self, message: str, status: int = 400) -> NoReturn:
        """Raise an error of the server's own."""
        self.refuse(Refusal(status, message))

    def refuse(self, refusal: Refusal) -> NoReturn:
        """Raise an error; a quiet server's has status 200, but for a missing token."""
        if refusal.form == "html":
            page = html_page(f"{refusal.status} {refusal.error}")
            pairs = [("Content-Type", "text/html"), *refusal.headers.items()]
            raise RequestError(Timeline.reply(refusal.status, page, pairs))
        quiet = self.options.refusals == "quiet" and refusal.status != 401
        body = _BODIES[refusal.form](refusal.error)
        raise RequestError(reply(body, 200 if quiet else refusal.status, refusal.headers))

    def find(self, kind: str, name: str, among: Mapping[str, T]) -> T:
        """The value that a path parameter names. Raises RequestError when there is none."""
        wanted = self.path(name)
        if wanted not in among:
            self.error(f"{kind} not found: {wanted}", 404)
        return among[wanted]

    def json_object(self, wrong_type: int = 415) -> dict[str, Any]:
        """The body as a JSON object; {} when there is none. Raises RequestError.

        wrong_type: the status for a body of another media type.
        """
        if self.request.body and not is_json(self.request.content_type):
            self.error("Unsupported content type", wrong_type)
        try:
            value = read_json(self.request.body or b"{}")
        except BodyError:
            self.error("Invalid JSON")
        if not isinstance(value, dict):
            self.error("Request body must be an object")
        return value

    def form(self) -> dict[str, Any]:
        """The fields of a multipart body. Raises RequestError."""
        try:
            fields = decode(self.request, "multipart/form-data")
        except BodyError as wrong:
            self.error(f"Invalid multipart body: {wrong}")
        return fields if isinstance(fields, dict) else {}

    def text(self, fields: dict[str, Any], name: str) -> str | None:
        """A field that is text, or isn't there. Raises RequestError for anything else."""
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            self.error(f"{name} must be a string")
        return value or None

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
    sent = (context.request.header("authorization") or "").strip()
    if rule == "any" and sent.lower().startswith("bearer "):
        sent = sent[len("bearer ") :].strip()
    # A word before the token, or one token after another, is no token.
    if len(sent.split()) != 1 or not context.call.session.keys.accepts(sent):
        context.error("Unauthorized", 401)


def create_task(context: Context) -> Timeline:
    """Create a task from a JSON object or a form, in which the inputs are JSON text."""
    form = context.request.content_type == "multipart/form-data"
    fields = context.form() if form else context.json_object()
    # Clients before 1.0.2 send `manifest`, later ones `blockId`; both may be there, and equal.
    names = {text for name in ("manifest", "blockId") if (text := context.text(fields, name))}
    if not names:
        context.error("manifest is required")
    if len(names) > 1:
        context.error("manifest and blockId differ")
    (manifest,) = names
    given, files = fields.get("inputValues"), fields.get("files") if form else None
    if form and "inputValues" in fields:
        try:
            given = read_json(given.encode() if isinstance(given, str) else b"")
        except BodyError:
            context.error("inputValues must be JSON")
    inputs = _node_inputs(context, given)
    parts = files if isinstance(files, list) else [] if files is None else [files]
    if not all(isinstance(part, dict) for part in parts):
        context.error("files must be files")
    if sum(len(part["data"]) for part in parts) > context.options.upload_limit:
        context.error("Upload is too large", 413)
    behaviours = context.state.behaviours(manifest)
    if behaviours is None:
        kind = "Block" if "::" in manifest else "Flow"
        context.error(f"{kind} not found: {manifest}", 422)
    behaviour = behaviours.advance()
    if behaviour.refusal is not None:
        context.refuse(behaviour.refusal)
    task = context.state.create(manifest, behaviour, context.now, inputs, parts)
    return context.task(task.wire(), userID=USER_ID)


def _node_inputs(context: Context, value: Any) -> NodeInputs | None:
    """Inputs as they are stored; None when none were given. Raises RequestError.

    An empty object is taken for no inputs, because clients send it; any other must have been made
    a list of nodes by the client.
    """
    if value is None:
        return None
    if value == {} and isinstance(value, dict):
        return []
    wanted = "inputValues must be a list of node inputs"
    if not isinstance(value, list):
        context.error(wanted)
    level: list[Any] = [value]
    for _ in range(_DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [part for parts in inner for part in parts if isinstance(part, (dict, list))]
    if level:
        context.error(f"inputValues are nested deeper than {_DEEPEST}")
    if (missing := next(_missing(value), None)) is not None:
        context.error(f"{wanted}: {missing}")
    return value


def _missing(nodes: list[Any]) -> Iterator[str]:
    """Find the fields that are missing, or of another type, in their order."""
    for number, node in enumerate(nodes):
        at = f"inputValues[{number}]"
        if not isinstance(node, dict) or not isinstance(node.get("nodeId"), str):
            yield f"{at} has no nodeId"
        elif not isinstance(node.get("inputs"), list):
            yield f"{at} has no list of inputs"
        else:
            for place, each in enumerate(node["inputs"]):
                if not isinstance(each, dict) or not isinstance(each.get("handle"), str):
                    yield f"{at}.inputs[{place}] has no handle"
                elif "value" not in each:
                    yield f"{at}.inputs[{place}] has no value"


def list_tasks(context: Context) -> Timeline:
    """The newest first; the list moves no task."""
    context.state.observe(context.now)
    return reply({"tasks": wired(reversed(context.state.tasks.values()))})


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
    fields = context.json_object(wrong_type=400)
    name = context.text(fields, "name")
    if name is None:
        context.error("name is required")
    package, installing = context.state.installing(name, context.text(fields, "version"))
    if (refusal := installing.refusal) is not None:
        missing = f"Package not found: {package.name}@{package.version}"
        context.refuse(evolve(refusal, error=refusal.error or missing))
    installation = context.state.install(package, installing, context.now)
    return reply({"success": True, "taskId": installation.id})


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
    state_type = OomolState
    context = Context
    handlers: Mapping[str, AnyHandler[Context]] = {
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
