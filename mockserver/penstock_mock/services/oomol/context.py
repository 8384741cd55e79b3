"""One request to Oomol Connect: its checks, its errors, and the envelope of its answer.

The errors aren't documented: both `message` and `error` give the reason, because one official
client reads the one and the other the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from ...engine.timeline import Timeline
from ..base import RequestContext, RequestError
from ..javascript import dumps
from .behaviours import Form, Refusal
from .options import Options
from .requests import BadRequestError
from .state import OomolState

T = TypeVar("T")

JSON = "application/json; charset=utf-8"

_BEARER = "bearer "
_STACK = "Error: {error}\n    at run (/app/server/tasks.js:41:17)"
_PAGE = "<html>\n<head><title>{status} {error}</title></head>\n<body>{error}</body>\n</html>\n"

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
        """Find what a path parameter names. Raises RequestError when there is no such thing."""
        wanted = self.path(name)
        if wanted not in among:
            self.refuse(Refusal(404, f"{kind} not found: {wanted}"))
        return among[wanted]

    def refuse(self, refusal: Refusal) -> NoReturn:
        """Raise an error; a quiet server's has status 200, but for a missing token."""
        if refusal.form == "html":
            page = _PAGE.format(status=refusal.status, error=refusal.error)
            pairs = [("Content-Type", "text/html"), *refusal.headers.items()]
            raise RequestError(Timeline.reply(refusal.status, page.encode(), pairs))
        quiet = self.options.refusals == "quiet" and refusal.status != 401
        body = _BODIES[refusal.form](refusal.error)
        raise RequestError(reply(body, 200 if quiet else refusal.status, refusal.headers))

    def task(self, value: Mapping[str, Any], **more: Any) -> Timeline:
        """A task, or an installation, in its envelope; or as it is, if the options say so."""
        if self.options.envelope == "bare":
            return reply(value)
        return reply({"task": value, **more, "success": True})


def reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Timeline:
    """A JSON answer."""
    pairs = [("Content-Type", JSON), *(headers or {}).items()]
    return Timeline.reply(status, dumps(value), pairs)


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
