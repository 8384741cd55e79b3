"""An answer a test puts in the service's place, and the calls it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import define

from ..document.decoding import DecodedRequest
from . import checks
from .exchange import Reply
from .timeline import Timeline

Where: TypeAlias = Callable[[Any], bool] | Mapping[str, Any]
"""A condition on the `Call`, or parts that it must contain."""

_PARTS = ("path", "query", "headers", "json")


@define(eq=False)
class Stub:
    """A fixed answer to one operation; see `Session.stub`."""

    operation_id: str
    answer: Reply | Timeline
    times: int | None = None
    where: Where | None = None
    optional: bool = False
    used: int = 0

    def __attrs_post_init__(self) -> None:
        checks.whole("times", self.times, 0)
        if isinstance(self.answer, Reply):
            if self.answer.status is not None:
                checks.status(self.answer.status)
            checks.headers(self.answer.headers)
            checks.seconds("delay", self.answer.delay)
        if not callable(self.where):
            _check(self.where)

    def takes(self, call: DecodedRequest) -> bool:
        """Return whether this stub answers that call."""
        if self.operation_id != call.operation.id or self.used == self.times:
            return False
        if self.where is None:
            return True
        return bool(self.where(call)) if callable(self.where) else _fits(self.where, call)

    @property
    def owed(self) -> str:
        """The calls that `verify` still misses; "" when there are none."""
        if self.optional or self.used == self.times or (self.times is None and self.used):
            return ""
        return f"{self.times} calls, got {self.used}" if self.times else "a call, got none"


def _check(where: Any) -> None:
    """Raise ValueError for conditions no request could meet."""
    parts = ", ".join(_PARTS)
    if not isinstance(where, Mapping | None):
        raise ValueError(f"where is {where!r}; give a callable, or a mapping of {parts}")
    for name, part in (where or {}).items():
        if name not in _PARTS:
            raise ValueError(f"where has {name!r}; it takes {parts}")
        if name != "json" and not isinstance(part, Mapping):
            raise ValueError(f"where has {part!r} for {name}; give a mapping of names to values")


def contains(whole: Any, part: Any) -> bool:
    """Return whether `whole` contains `part`: objects may have more fields, all else is equal."""
    if isinstance(part, Mapping):
        return isinstance(whole, Mapping) and all(
            name in whole and contains(whole[name], value) for name, value in part.items()
        )
    return bool(whole == part)


def _fits(where: Mapping[str, Any], call: DecodedRequest) -> bool:
    headers = {name.lower(): value for name, value in where.get("headers", {}).items()}
    return (
        contains(call.path_params, where.get("path", {}))
        and contains({**dict(call.request.query), **call.query_params}, where.get("query", {}))
        and contains(call.request.header_map, headers)
        and ("json" not in where or contains(call.json, where["json"]))
    )
