"""An answer a test puts in the service's place, and the calls it is for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, TypeAlias

from attrs import field

from ..document.bodies import json_error
from ..document.decoding import DecodedRequest
from ..document.request import MISSING
from ..document.values import define
from . import checks
from .exchange import Reply
from .matching import Sent, check_parts
from .timeline import Chunk, Head, Timeline

Where: TypeAlias = Callable[[Any], bool] | Mapping[str, Any]
"""A condition on the `Call`, or parts that it must contain; see `matching`."""

# Of a stub, and of an entry of a list or an object, in bytes.
_OVERHEAD, _EACH = 1024, 64

_OWN = __name__.partition(".")[0]


@define(eq=False)
class Stub:
    """A fixed answer to one operation; see `Session.stub`."""

    operation_id: str
    answer: Reply | Timeline
    times: int | None = None
    where: Where | None = None
    optional: bool = False
    allow_breaches: bool = False
    made_at: str = ""
    """The file and line of the test that made it."""
    used: int = 0
    missed: str = ""
    """The call that nearly met it, and why it didn't."""
    _mismatches: int = field(init=False, default=0)
    held: int = field(init=False)
    """The bytes that it keeps, about."""

    def __attrs_post_init__(self) -> None:
        if self.times is not None:
            checks.whole("times", self.times, 0)
        if isinstance(self.answer, Reply):
            if self.answer.status is not None:
                checks.status(self.answer.status)
            checks.headers(self.answer.headers)
            checks.seconds("delay", self.answer.delay)
            if not isinstance(self.answer.body, bytes | None):
                raise ValueError(f"body is {self.answer.body!r}; give bytes or text")
        if not callable(self.where):
            check_parts(self.where)
        self.held = _OVERHEAD + weight([self.answer, self.where, self.made_at])

    @property
    def used_up(self) -> bool:
        """Return whether it has answered as often as it should."""
        return self.used == self.times

    def mismatches(self, call: DecodedRequest) -> list[str]:
        """The parts of its condition that a call does not meet; [] when it meets all."""
        if self.where is None:
            return []
        if callable(self.where):
            return [] if self.where(call) else [f"{_name(self.where)} returned false"]
        return Sent.by(call).differences(self.where)

    def miss(self, call: DecodedRequest, mismatches: list[str], otherwise: str = "") -> None:
        """Note a call that it did not answer, if that is the nearest one so far.

        otherwise: the reason when the call meets its condition.
        """
        if not self.missed or len(mismatches) < self._mismatches:
            self._mismatches = len(mismatches)
            request = call.request
            self.missed = f"{request.method} {request.path}: {'; '.join(mismatches) or otherwise}"

    @property
    def owed(self) -> str:
        """The calls that `verify` still misses; "" when there are none."""
        if self.optional or self.used_up or (self.times is None and self.used):
            return ""
        return f"{self.times} calls, got {self.used}" if self.times else "a call, got none"

    def described(self) -> str:
        """The line that made it, and its condition."""
        condition = _name(self.where) if callable(self.where) else self.where
        return self.made_at if condition is None else f"{self.made_at}, where {condition}"


def weight(value: Any) -> int:
    """The bytes of all text and data in a value, and of the objects that hold them, about."""
    left, total, seen = [value], 0, set[int]()
    while left:
        each = left.pop()
        if isinstance(each, (str, bytes)):
            total += len(each)
        elif isinstance(each, Reply):
            left += [each.json, each.body, each.stream, each.headers, each.media, each.example]
        elif isinstance(each, Timeline):
            left += [step for _, step in each.steps]
        elif isinstance(each, Head):
            left.append(each.headers)
        elif isinstance(each, Chunk):
            left.append(each.data)
        elif isinstance(each, (Mapping, list, tuple, set, frozenset)) and id(each) not in seen:
            seen.add(id(each))
            left += [*each, *each.values()] if isinstance(each, Mapping) else each
            total += _EACH * len(each)
    return total


def caller() -> str:
    """The file and line of the innermost frame outside of this package."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] != _OWN:
            path = frame.f_code.co_filename.removeprefix(f"{os.getcwd()}{os.sep}")
            return f"{path}:{frame.f_lineno}"
        frame = frame.f_back
    return "the admin interface"


def _name(condition: Callable[[Any], bool]) -> str:
    return getattr(condition, "__qualname__", None) or type(condition).__qualname__


def check_json(value: Any) -> Any:
    """Return `value`. Raises ValueError unless it can be sent as JSON, or is none at all."""
    error = None if value is MISSING else json_error(value)
    if error is not None:
        remedy = "give plain values, or the bytes themselves as body="
        raise ValueError(f"it can't be sent as JSON: {error}; {remedy}")
    return value


def check_event(event: Any) -> Any:
    """Return `event`. Raises ValueError unless `timeline.sse` can frame it."""
    data = event
    if isinstance(event, tuple):
        if len(event) != 2:
            raise ValueError(f"an event is {event!r}; give the event, or (delay, event)")
        checks.seconds("delay", event[0])
        data = event[1]
    if not isinstance(data, (str, bytes)):
        check_json(data)
    return event
