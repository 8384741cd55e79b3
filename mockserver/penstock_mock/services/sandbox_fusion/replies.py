"""Answers as the server writes them: compact JSON in UTF-8, or an error where that can't be."""

from __future__ import annotations

import json
import math
from typing import Any

from ...document.request import Headers
from ...engine.timeline import Timeline
from ..base import RequestError

REMEDY_HEADER = "X-Mock-Remedy"
# Longer than this is as good as never: no virtual clock reads so far, and no client waits.
_NEVER = 10 * 365 * 24 * 60 * 60.0


class ServerError(RequestError):
    """An error of the server's, raised from deep inside."""

    def __init__(
        self, status: int, detail: str, crash: BaseException | None = None, *, remedy: str = ""
    ) -> None:
        """crash: the error that the server fails with; its traceback is then the response.
        remedy: in the mock, where the server's error names none.
        """
        pairs = ((REMEDY_HEADER, remedy),) if remedy else ()
        reply = answer(status, {"detail": detail}, headers=pairs)
        super().__init__(reply if crash is None else crashed(crash))
        self.remedy = remedy


def answer(status: int, value: Any, *, seconds: float = 0.0, headers: Headers = ()) -> Timeline:
    """A JSON answer after so many seconds of work; none at all where those never end."""
    if not seconds < _NEVER:
        return Timeline.broken("stall")
    try:
        body = _encoded(value)
    except ValueError as error:  # half a surrogate pair, NaN: there is no JSON for it
        return crashed(error)
    pairs = (("Content-Type", "application/json"), *headers)
    return Timeline.reply(status, body, pairs, seconds)


def crashed(error: BaseException) -> Timeline:
    """500, with the server's own traceback."""
    name, said = type(error).__name__, str(error)
    trace = ["Traceback (most recent call last):", f"{name}: {said}", ""]
    body = json.dumps({"detail": said, "traceback": trace}, separators=(",", ":"))
    return Timeline.reply(500, body.encode(), (("Content-Type", "application/json"),))


def unavailable() -> Timeline:
    """503, as a server answers that was started with a limit on requests at once."""
    pairs = (("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"))
    return Timeline.reply(503, b"Service Unavailable", pairs)


def timing(seconds: float) -> float:
    """Seconds as they are sent: to a microsecond, and never infinite, which JSON can't say."""
    return round(seconds, 6) if math.isfinite(seconds) else _NEVER


def _encoded(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()
