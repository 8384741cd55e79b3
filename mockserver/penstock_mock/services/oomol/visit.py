"""One request to the service: what it carries, and how its answer is wrapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from attrs import define

from ...engine.service import Call
from ...engine.timeline import Timeline
from .options import Options
from .refusals import Refused, reply
from .state import OomolState
from .uploads import BadRequestError

T = TypeVar("T")

_BEARER = "bearer "


@define(eq=False)
class Visit:
    """A request to one of the service's paths."""

    call: Call
    state: OomolState
    options: Options
    now: float

    @classmethod
    def of(cls, call: Call) -> Visit:
        """The visit a call is."""
        state = cast("OomolState", call.state)
        return cls(call, state, state.options, call.now)

    def check_token(self) -> None:
        """Raise Refused unless the token is good, as the session's options say."""
        rule = self.options.token
        if rule == "none":
            return
        token = (self.call.request.header("authorization") or "").strip()
        if rule == "any" and token.lower().startswith(_BEARER):
            token = token[len(_BEARER) :].strip()
        # A word before the token, or one token after another, is no token.
        if len(token.split()) != 1 or not self.call.session.keys.accepts(token):
            raise Refused(401, "Unauthorized")

    def read(self, reader: Callable[..., T], wrong_type: int = 415) -> T:
        """The request as `reader` reads it; turns it away if that can't. wrong_type: the status for
        a body labelled otherwise than the operation takes.
        """
        try:
            return reader(self.call.request)
        except BadRequestError as wrong:
            status = wrong_type if wrong.status == 415 else wrong.status
            raise Refused(status, wrong.message) from None

    def found(self, kind: str, name: str, among: Mapping[str, T]) -> T:
        """What the path names. Raises Refused when there is no such."""
        wanted = str(self.call.path_params.get(name, ""))
        if wanted not in among:
            raise Refused(404, f"{kind} not found: {wanted}")
        return among[wanted]

    def task(self, value: Mapping[str, Any], **more: Any) -> Timeline:
        """A task, or an installation, in its envelope; or as it is, if the options say so."""
        if self.options.envelope == "bare":
            return reply(value)
        return reply({"task": value, **more, "success": True})
