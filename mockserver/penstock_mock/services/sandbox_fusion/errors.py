"""Answers as the server writes them, in compact JSON, and its errors."""

from __future__ import annotations

import json
import math
from typing import Any

from ...document.request import Headers
from ...engine.timeline import Timeline
from ..base import RequestError

REMEDY_HEADER = "X-Mock-Remedy"
_JSON = "application/json"
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
# Longer than this is as good as never: no virtual clock reads so far, and no client waits.
_NEVER = 10 * 365 * 24 * 60 * 60.0


class ServerError(RequestError):
    """An error response, raised from deep inside."""

    def __init__(self, status: int, detail: str, *, remedy: str = "", seconds: float = 0.0) -> None:
        """remedy: in the mock, where the server's error names none. seconds: of work before it."""
        pairs = ((REMEDY_HEADER, remedy),) if remedy else ()
        super().__init__(answer(status, {"detail": detail}, seconds=seconds, headers=pairs))
        self.remedy = remedy


def crash(error: BaseException) -> RequestError:
    """500, with the server's own traceback of `error`."""
    name, message = type(error).__name__, str(error)
    trace = ["Traceback (most recent call last):", f"{name}: {message}", ""]
    body = json.dumps({"detail": message, "traceback": trace}, separators=(",", ":"))
    return RequestError(Timeline.reply(500, body.encode(), (("Content-Type", _JSON),)))


def answer(status: int, value: Any, *, seconds: float = 0.0, headers: Headers = ()) -> Timeline:
    """A JSON answer after so many seconds of work; none at all where those never end."""
    if not seconds < _NEVER:
        return Timeline.broken("stall")
    try:
        body = _ENCODER.encode(value).encode()
    except ValueError as error:  # half a surrogate pair, NaN: there is no JSON for it
        return crash(error).reply
    return Timeline.reply(status, body, (("Content-Type", _JSON), *headers), seconds)


def timing(seconds: float) -> float:
    """Seconds as they are sent: to a microsecond, and never infinite, which JSON can't express."""
    return round(seconds, 6) if math.isfinite(seconds) else _NEVER
