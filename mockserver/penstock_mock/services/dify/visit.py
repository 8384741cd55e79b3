"""One request on its way through the checks: who asks, for which app, and how it is turned away."""

from __future__ import annotations

from typing import Any, NoReturn, cast

from attrs import define

from ...engine.service import Call
from ...engine.timeline import Timeline
from ..sequence import BehaviourSequence
from .apps import NOBODY, TENANT, App
from .behaviours import Behaviour
from .options import Options
from .refusals import REFUSALS, Refusal, Stage
from .state import DifyState
from .wire import canonical_uuid, spaced

JSON = "application/json"
BLOCKING_JSON = "application/json; charset=utf-8"
_USER_LENGTH = 255
_CHALLENGE = ("WWW-Authenticate", 'Bearer realm="api"')
_NO_TOKEN = "Authorization header must be provided and start with 'Bearer'"  # noqa: S105
_BAD_SCHEME = "Authorization scheme must be 'Bearer'"
BAD_JSON = "The browser (or proxy) sent a request that this server could not understand."
_NOT_JSON = "Did not attempt to load JSON data because the request Content-Type was not {!r}."


class Refused(Exception):  # noqa: N818 - no error of ours: the answer to a request
    """The request goes no further; `reply` is its answer."""

    def __init__(self, reply: Timeline) -> None:
        super().__init__(reply)
        self.reply = reply


def server_headers(options: Options) -> list[tuple[str, str]]:
    """What every answer of the server's own says about it."""
    return [("X-Version", options.server_version), ("X-Env", "PRODUCTION")]


def error_reply(
    options: Options, status: int, code: str, message: str, params: str | None = None
) -> Timeline:
    """An error in the server's envelope."""
    body: dict[str, Any] = {"code": code, "message": message}
    body |= {} if params is None else {"params": params}
    # The oldest framework leaves the status out of what it says itself.
    bare = not options.modern and (params is not None or code == "unknown")
    body |= {} if bare else {"status": status}
    headers = [("Content-Type", JSON), *server_headers(options)]
    headers += [_CHALLENGE] if status == 401 else []
    return Timeline.reply(status, spaced(body) + b"\n", headers)


@define(eq=False)
class Visit:
    """A request to an operation of the service."""

    call: Call
    state: DifyState
    options: Options
    now: float
    app: App
    script: BehaviourSequence[Behaviour]
    """Of the version that is asked for, or the current one."""

    @classmethod
    def of(cls, call: Call) -> Visit:
        """The visit a call is."""
        state = cast("DifyState", call.state)
        app = state.app_of(call.auth.key)
        return cls(call, state, state.options, call.now, app, app.script)

    @property
    def concurrency(self) -> int:
        """Runs at once that the app may have; 0: any number."""
        own = self.app.max_active_requests
        return self.options.concurrency if own is None else own

    # -- what the request carries -------------------------------------------------------------

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.call.path_params.get(name, ""))

    def run_id(self) -> str:
        """The run's id from the path, which the database must be able to read. Raises Refused."""
        found = canonical_uuid(self.path("workflow_run_id"))
        if found is None:
            self.refuse(REFUSALS["unknown"])
        return found

    def query(self, name: str) -> str | None:
        """A query parameter as it was sent, the first of several; None when it is missing."""
        return next((value for key, value in self.call.request.query if key == name), None)

    def fields(self) -> dict[str, Any]:
        """The body, which is a JSON object. Raises Refused for any other."""
        kind = self.call.request.content_type
        if kind != JSON and not (kind.startswith("application/") and kind.endswith("+json")):
            self.error(415, "unsupported_media_type", _NOT_JSON.format(JSON))
        body = self.call.json
        if not isinstance(body, (dict, list, str, int, float)) and body is not None:
            self.error(400, "bad_request", BAD_JSON)  # MISSING: nothing, or no JSON
        if not isinstance(body, dict):
            self.refuse(REFUSALS["unknown"])  # the server takes every body for an object
        return body

    def user_in(self, fields: dict[str, Any]) -> str:
        """The user a request is for. Raises Refused without one."""
        user = fields.get("user")
        if not user:
            self.error(400, "invalid_param", "Arg user must be provided.")
        return self.kept(str(user))

    def kept(self, user: str) -> str:
        """A user the database has room for. Raises Refused for a longer one."""
        if len(user) > _USER_LENGTH:
            self.refuse(REFUSALS["unknown"])
        return user

    def end_user(self, user: str | None) -> str:
        """The id of the end user, who is known from now on."""
        return self.state.end_user(self.app, self.kept(user or NOBODY), self.now).id

    # -- the checks, in their order -----------------------------------------------------------

    def enter(self) -> None:
        """Check the key, then the app, before the request is parsed. Raises Refused."""
        self.played("edge")
        self._token()
        self.played("app")

    def mode(self, *others: str) -> None:
        """The app is a workflow app, or of one of the other modes. Raises Refused."""
        if not others:
            self.played("mode")
        if self.app.mode not in ("workflow", *others):
            self.refuse(REFUSALS["not_workflow_app"])

    def _token(self) -> None:
        scheme, _, key = (self.call.request.header("authorization") or "").partition(" ")
        if not key.strip():
            self.error(401, "unauthorized", _NO_TOKEN)
        if scheme.lower() != "bearer":
            self.error(401, "unauthorized", _BAD_SCHEME)
        if not self.call.auth.ok:
            self.refuse(REFUSALS["bad_key"])
        self.played("token")

    def played(self, stage: Stage) -> None:
        """Raise Refused if the behaviour refuses at this place in the order.

        A refused key or app is so for every operation, whatever is in front of the server and the
        run itself only for runs; and only a run uses a behaviour up.
        """
        refusing = self.script.current.refusing
        running = self.call.operation.id in ("runWorkflow", "runWorkflowVersion")
        if refusing is None or refusing.refusal.stage != stage:
            return
        if running:
            self.script.advance()
        elif stage not in ("token", "app", "mode"):
            return
        self.refuse(refusing.refusal, refusing.message, refusing.retry_after)

    # -- turning it away ----------------------------------------------------------------------

    def error(self, status: int, code: str, message: str, params: str | None = None) -> NoReturn:
        """Turn it away. params: the bad parameter, which only older servers name."""
        named = None if self.options.modern else params
        raise Refused(error_reply(self.options, status, code, message, named))

    def missing(self, message: str, *routes: str) -> NoReturn:
        """404, with the suggestions the server's framework adds, and nobody ever wanted."""
        path = self.call.operation.path
        for name, value in self.call.path_params.items():
            path = path.replace(f"{{{name}}}", str(value))
        meant = " or ".join(f"/v1{route}" for route in routes)
        hint = f". You have requested this URI [/v1{path}] but did you mean {meant} ?"
        self.error(404, "not_found", message.removesuffix(".") + hint)

    def refuse(
        self, refusal: Refusal, message: str | None = None, retry_after: int | None = None
    ) -> NoReturn:
        """Turn it away for a reason of the table."""
        if refusal.media is not None:  # somebody in front of the server: none of its headers
            body = (message or refusal.message).encode()
            headers = [("Content-Type", refusal.media)]
            raise Refused(_waiting(Timeline.reply(refusal.status, body, headers), retry_after))
        status, code = refusal.status, refusal.code
        if refusal.name == "concurrency" and self.options.concurrency_status == 429:
            status, code = 429, "too_many_requests"
        text = message or refusal.message.format(
            tenant=TENANT, app=self.app.id, limit=self.concurrency
        )
        raise Refused(_waiting(error_reply(self.options, status, code, text), retry_after))

    # -- answering ----------------------------------------------------------------------------

    def answer(self, value: Any, status: int = 200) -> Timeline:
        """A JSON answer of the server's framework: spaced, escaped, with a line end."""
        headers = [("Content-Type", JSON), *server_headers(self.options)]
        return Timeline.reply(status, spaced(value) + b"\n", headers)


def _waiting(reply: Timeline, retry_after: int | None) -> Timeline:
    """With the Retry-After that no server sends yet, where a test asks for it."""
    return reply if retry_after is None else reply.with_header("Retry-After", str(retry_after))
