"""How the service says no. Nothing of it is documented: both `message` and `error` say why, because
one official client reads the one and the other the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...engine.timeline import Timeline
from ..javascript import dumps
from .behaviours import Form, Refusal

JSON = "application/json; charset=utf-8"

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


class Refused(Exception):  # noqa: N818 - no error of ours: the answer to a request
    """The request goes no further; `refusal` says why."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.refusal = Refusal(status, error)

    @classmethod
    def by(cls, refusal: Refusal) -> Refused:
        """One that a test wrote down."""
        refused = cls(refusal.status, refusal.error)
        refused.refusal = refusal
        return refused


def reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Timeline:
    """A JSON answer."""
    pairs = [("Content-Type", JSON), *(headers or {}).items()]
    return Timeline.reply(status, dumps(value), pairs)


def say_no(refusal: Refusal, *, quiet: bool = False) -> Timeline:
    """The answer a refusal is. quiet: with status 200, so that only its body says no."""
    status = 200 if quiet else refusal.status
    if refusal.form == "html":
        page = _PAGE.format(status=refusal.status, error=refusal.error)
        pairs = [("Content-Type", "text/html"), *refusal.headers.items()]
        return Timeline.reply(refusal.status, page.encode(), pairs)
    return reply(_BODIES[refusal.form](refusal.error), status, refusal.headers)
