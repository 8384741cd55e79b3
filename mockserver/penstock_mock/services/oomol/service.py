"""Oomol Connect as a service of the mock: its requests, errors and answers.

The errors aren't documented: both `message` and `error` give the reason, because one official
client reads the one and the other the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, TypeVar

from attrs import evolve

from ...document.bodies import BodyError, decode, is_json, read_json
from ...document.validation import Breach, breaches
from ...engine.timeline import Timeline
from ..base import (
    AnyHandler,
    Handler,
    OperationService,
    RequestContext,
    RequestError,
    documented_body,
    documented_choices,
    html_page,
)
from ..formatting import compact
from .behaviours import Form, Refusal
from .catalogue import USER_ID
from .state import NodeInputs, OomolState, Options, TaskRequest, Upload

T = TypeVar("T")

# Deeper than any real input, and flat enough to be serialized again far down a caller's stack.
_DEEPEST = 200

_WANTED = "inputValues must be a list of node inputs"
_REQUIRED = ("nodeId", "list of inputs", "handle", "value")
_NAMES = ("nodeId", "inputs", "handle", "value")

_MULTIPART = "multipart/form-data"

# The media type of a part that has none (RFC 7578 4.4).
_UNTYPED = "text/plain"

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

    def bad_request(self, message: str, status: int = 400) -> NoReturn:
        """Raise the error of a request that the server doesn't take."""
        self.refuse(Refusal(status, message))

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


# -- requests -------------------------------------------------------------------------------------


def read_task(context: Context) -> TaskRequest:
    """The task that is asked for. Raises RequestError."""
    if context.request.content_type != _MULTIPART:
        fields = read_object(context)
        return TaskRequest(
            _manifest(context, fields), _node_inputs(context, fields.get("inputValues"))
        )
    try:
        fields = decode(context.request, _MULTIPART)
    except BodyError as wrong:
        context.bad_request(f"Invalid multipart body: {wrong}")
    fields = fields if isinstance(fields, dict) else {}
    manifest, given = _manifest(context, fields), fields.get("inputValues")
    if "inputValues" in fields:
        try:
            given = read_json(given.encode() if isinstance(given, str) else b"")
        except BodyError:
            context.bad_request("inputValues must be JSON")
    inputs, files = _node_inputs(context, given), fields.get("files")
    parts = files if isinstance(files, list) else [] if files is None else [files]
    if not all(isinstance(part, dict) for part in parts):
        context.bad_request("files must be files")
    return TaskRequest(
        manifest,
        inputs,
        tuple(Upload(p["filename"], p["content_type"] or _UNTYPED, p["data"]) for p in parts),
    )


def read_object(context: Context, wrong_type: int = 415) -> dict[str, Any]:
    """The body as a JSON object; {} when there is none. Raises RequestError.

    wrong_type: the status for a body of another media type.
    """
    request = context.request
    if request.body and not is_json(request.content_type):
        context.bad_request("Unsupported content type", wrong_type)
    try:
        value = read_json(request.body or b"{}")
    except BodyError:
        context.bad_request("Invalid JSON")
    if not isinstance(value, dict):
        context.bad_request("Request body must be an object")
    return value


def text_of(context: Context, fields: dict[str, Any], name: str) -> str | None:
    """A field that is text, or isn't there. Raises RequestError for anything else."""
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        context.bad_request(f"{name} must be a string")
    return value or None


def _manifest(context: Context, fields: dict[str, Any]) -> str:
    """Clients before 1.0.2 send `manifest`, later ones `blockId`; both may be there, and equal."""
    names = set(filter(None, (text_of(context, fields, name) for name in ("manifest", "blockId"))))
    if not names:
        context.bad_request("manifest is required")
    if len(names) > 1:
        context.bad_request("manifest and blockId differ")
    return names.pop()


def _node_inputs(context: Context, value: Any) -> NodeInputs | None:
    """Inputs as they are stored; None when none were given. Raises RequestError.

    An empty object is taken for no inputs, because clients send it; any other must have been made
    a list of nodes by the client.
    """
    if value is None:
        return None
    if value == {} and isinstance(value, dict):
        return []
    if not isinstance(value, list):
        context.bad_request(_WANTED)
    level: list[Any] = [value]
    for _ in range(_DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [part for parts in inner for part in parts if isinstance(part, (dict, list))]
    if level:
        context.bad_request(f"inputValues are nested deeper than {_DEEPEST}")
    operation_id = context.call.operation.id
    choices = documented_choices(operation_id, "inputValues")
    nodes = next(each for each in choices if each.get("type") == "array")
    missing = sorted(map(_missing, breaches(documented_body(operation_id).schemas, nodes, value)))
    if missing:
        *_, at, name = missing[0]
        context.bad_request(f"{_WANTED}: {at} has no {_REQUIRED[name]}")
    return value


def _missing(breach: Breach) -> tuple[int, int, str, int]:
    """Return the place of a missing field; a value that is no object lacks the first of them."""
    path = list(breach.path)
    if breach.keyword == "required":
        name = _NAMES.index(breach.limit)
    elif isinstance(path[-1], int):
        name = 0 if len(path) == 1 else _NAMES.index("handle")
    else:
        name = _NAMES.index(str(path.pop()))
    at = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    inner = int(path[2]) if len(path) > 2 else -1
    return int(path[0]), inner, f"inputValues{at}", name


# -- operations -----------------------------------------------------------------------------------


def list_tasks(context: Context) -> Timeline:
    """The newest first; the list moves no task."""
    context.state.observe(context.now)
    return reply({"tasks": wired(reversed(context.state.tasks.values()))})


def create_task(context: Context) -> Timeline:
    asked = read_task(context)
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
    fields = read_object(context, wrong_type=400)
    name = text_of(context, fields, "name")
    if name is None:
        context.bad_request("name is required")
    version = text_of(context, fields, "version")
    package, installing = context.state.installing(name, version)
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
