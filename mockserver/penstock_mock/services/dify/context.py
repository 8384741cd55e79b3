"""One request to Dify: its app, its fields, and the errors it is answered with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from ...document.values import frozen
from ...engine.service import Call
from ...engine.timeline import Timeline
from ..base import RequestContext, RequestError
from ..behaviours import BehaviourSequence
from ..formatting import canonical_uuid, spaced
from .behaviours import Behaviour
from .errors import ERRORS, ServiceError
from .options import Mode, Options
from .state import NOBODY, TENANT, DifyState

JSON = "application/json"
BLOCKING_JSON = "application/json; charset=utf-8"
_USER_LENGTH = 255
_CHALLENGE = ("WWW-Authenticate", 'Bearer realm="api"')
_NO_TOKEN = "Authorization header must be provided and start with 'Bearer'"  # noqa: S105
_BAD_SCHEME = "Authorization scheme must be 'Bearer'"
BAD_JSON = "The browser (or proxy) sent a request that this server could not understand."
_NOT_JSON = "Did not attempt to load JSON data because the request Content-Type was not {!r}."


@frozen
class Payload:
    """The options of a request to run."""

    inputs: dict[str, Any]
    files: list[Any]
    mode: Mode


def server_headers(options: Options) -> list[tuple[str, str]]:
    """The headers of every response of the server's own."""
    return [("X-Version", options.server_version), ("X-Env", "PRODUCTION")]


def error_reply(
    options: Options, status: int, code: str, message: str, params: str | None = None
) -> Timeline:
    body: dict[str, Any] = {"code": code, "message": message}
    body |= {} if params is None else {"params": params}
    # The oldest framework leaves the status out of its own errors.
    bare = not options.modern and (params is not None or code == "unknown")
    body |= {} if bare else {"status": status}
    headers = [("Content-Type", JSON), *server_headers(options)]
    headers += [_CHALLENGE] if status == 401 else []
    return Timeline.reply(status, spaced(body) + b"\n", headers)


class Context(RequestContext[DifyState, Options]):
    """A request to an operation of the service."""

    body: dict[str, Any]
    """The parsed body, once a check has parsed it."""
    payload: Payload
    """The options of a run, likewise."""
    user: str
    """The user that the request is for, likewise."""
    version: str | None = None
    """The published version asked for; None: the current one."""

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self.app = self.state.app_of(call.auth.key)
        self.runs = call.operation.id in ("runWorkflow", "runWorkflowVersion")
        self.play(self.app.script)

    def play(self, behaviours: BehaviourSequence[Behaviour]) -> None:
        """Let these behaviours count: those of the version that is asked for, or the current one.

        A refused key or app is so for every operation, what is in front of the server and the run
        itself only for runs; and only a run uses a behaviour up.
        """
        self.behaviours = behaviours
        refusing = behaviours.current.refusing
        stages = set() if refusing is None else {refusing.error.stage}
        self.stages = frozenset(stages if self.runs else stages & {"token", "app", "mode"})

    @property
    def concurrency(self) -> int:
        own = self.app.max_active_requests
        return self.options.concurrency if own is None else own

    # -- the request's fields -------------------------------------------------------------------

    def run_id(self) -> str:
        """The run's id from the path, which the database must be able to read."""
        found = canonical_uuid(self.path("workflow_run_id"))
        if found is None:
            self.refuse("unknown")
        return found

    def fields(self) -> dict[str, Any]:
        """The body, which is a JSON object. Raises RequestError for any other."""
        kind = self.request.content_type
        if kind != JSON and not (kind.startswith("application/") and kind.endswith("+json")):
            self.error(415, "unsupported_media_type", _NOT_JSON.format(JSON))
        body = self.call.json
        if not isinstance(body, (dict, list, str, int, float)) and body is not None:
            self.error(400, "bad_request", BAD_JSON)  # MISSING: nothing, or no JSON
        if not isinstance(body, dict):
            self.refuse("unknown")  # the server takes every body for an object
        return body

    def user_in(self, fields: dict[str, Any]) -> str:
        """The user a request is for. Raises RequestError without one."""
        user = fields.get("user")
        if not user:
            self.error(400, "invalid_param", "Arg user must be provided.")
        return self.kept(str(user))

    def kept(self, user: str) -> str:
        """A user the database has room for. Raises RequestError for a longer one."""
        if len(user) > _USER_LENGTH:
            self.refuse("unknown")
        return user

    def end_user(self, user: str | None) -> str:
        """The id of the end user, made the first time."""
        return self.state.end_user(self.app, self.kept(user or NOBODY), self.now).id

    def refuse_at(self, stage: str) -> NoReturn:
        """Raise the error of the app's behaviour at this stage."""
        refusing = self.behaviours.current.refusing
        assert refusing is not None
        if self.runs:
            self.behaviours.advance()
        self.refuse(refusing.error, refusing.message, refusing.retry_after)

    # -- errors -------------------------------------------------------------------------------

    def error(self, status: int, code: str, message: str, params: str | None = None) -> NoReturn:
        """Raise an error. params: the bad parameter, which only older servers name."""
        named = None if self.options.modern else params
        raise RequestError(error_reply(self.options, status, code, message, named))

    def missing(self, message: str, *routes: str) -> NoReturn:
        """Raise a 404, with the suggestions that the server's framework adds."""
        path = self.call.operation.path
        for name, value in self.call.path_params.items():
            path = path.replace(f"{{{name}}}", str(value))
        meant = " or ".join(f"/v1{route}" for route in routes)
        hint = f". You have requested this URI [/v1{path}] but did you mean {meant} ?"
        self.error(404, "not_found", message.removesuffix(".") + hint)

    def refuse(
        self, row: ServiceError | str, message: str | None = None, retry_after: int | None = None
    ) -> NoReturn:
        """Raise an error of the table, or of that name in it."""
        error = ERRORS[row] if isinstance(row, str) else row
        if error.media is not None:  # from a proxy: none of the server's headers
            body = (message or error.message).encode()
            headers = [("Content-Type", error.media)]
            reply = Timeline.reply(error.status, body, headers)
        else:
            status, code = error.status, error.code
            if error.name == "concurrency" and self.options.concurrency_status == 429:
                status, code = 429, "too_many_requests"
            fills = {"tenant": TENANT, "app": self.app.id, "limit": self.concurrency}
            text = message or error.message.format(**fills)
            reply = error_reply(self.options, status, code, text)
        if retry_after is not None:  # which no server sends yet
            reply = reply.with_header("Retry-After", str(retry_after))
        raise RequestError(reply)

    # -- answers ------------------------------------------------------------------------------

    def answer(self, value: Any, status: int = 200) -> Timeline:
        """A JSON answer of the server's framework: spaced, escaped, with a line end."""
        headers = [("Content-Type", JSON), *server_headers(self.options)]
        return Timeline.reply(status, spaced(value) + b"\n", headers)


def key(context: Context) -> None:
    """A bearer token, and a valid one."""
    scheme, _, sent = (context.header("authorization") or "").partition(" ")
    if not sent.strip():
        context.error(401, "unauthorized", _NO_TOKEN)
    if scheme.lower() != "bearer":
        context.error(401, "unauthorized", _BAD_SCHEME)
    if not context.call.auth.ok:
        context.refuse("bad_key")


def workflow_app(context: Context) -> None:
    if context.app.mode != "workflow":
        context.refuse("not_workflow_app")


def workflow_or_chat_app(context: Context) -> None:
    if context.app.mode not in ("workflow", "advanced-chat"):
        context.refuse("not_workflow_app")


def json_object(context: Context) -> None:
    context.body = context.fields()


def body_user(context: Context) -> None:
    context.user = context.user_in(context.body)


def query_user(context: Context) -> None:
    context.user = context.user_in({"user": context.query("user")})


# The key, then the app, before the request is parsed.
ENTER: tuple[Callable[[Context], None] | str, ...] = ("edge", key, "token", "app")
