"""The functions that make iterators, and `next`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .comparing import same
from .files import OpenFile
from .iterating import host, iterator, taken, through
from .machine import Machine
from .values import Once, View, type_name

_MISSING = object()
_REVERSIBLE = (list, tuple, str, bytes, range, dict, View)


def _iter(machine: Machine, value: Any, sentinel: Any = _MISSING) -> Any:
    if sentinel is not _MISSING:
        return _called(machine, value, sentinel)
    return value if isinstance(value, OpenFile) else iterator(machine, value)


def _called(machine: Machine, function: Any, sentinel: Any) -> Once:
    ended = False

    def take() -> Any:
        nonlocal ended
        item = None if ended else machine.call(function, [])
        ended = ended or same(machine, item, sentinel)
        return machine.fail(StopIteration()) if ended else item

    return Once("callable_iterator", take)


def _next(machine: Machine, value: Any, default: Any = _MISSING) -> Any:
    if not isinstance(value, (Once, OpenFile)):
        machine.fail(TypeError(f"{type_name(value)!r} object is not an iterator"))
    once = iterator(machine, value)
    return taken(machine, once) if default is _MISSING else taken(machine, once, default)


def _reversed(machine: Machine, value: Any) -> Once:
    if not isinstance(value, _REVERSIBLE):
        machine.fail(TypeError(f"{type_name(value)!r} object is not reversible"))
    return through(machine, value, reversed(host(machine, value)))


def _enumerate(machine: Machine, iterable: Any, start: Any = 0) -> Once:
    if not isinstance(start, int):
        kind = type_name(start)
        machine.fail(TypeError(f"{kind!r} object cannot be interpreted as an integer"))
    source, place = iterator(machine, iterable), start - 1

    def take() -> tuple[int, Any]:
        nonlocal place
        item = taken(machine, source)
        place += 1
        return place, item

    return Once("enumerate", take)


def _zip(machine: Machine, *values: Any, strict: Any = False) -> Once:
    if machine.true(strict):
        machine.unknown("zip(strict=True)")
    sources = [iterator(machine, each) for each in values]

    def take() -> tuple[Any, ...]:
        if not sources:
            machine.fail(StopIteration())
        return machine.made(tuple([taken(machine, each) for each in sources]))

    return Once("zip", take)


def _map(machine: Machine, function: Any, *values: Any) -> Once:
    if not values:
        machine.fail(TypeError("map() must have at least two arguments."))
    sources = [iterator(machine, each) for each in values]

    def take() -> Any:
        return machine.call(function, [taken(machine, each) for each in sources])

    return Once("map", take)


def _filter(machine: Machine, function: Any, values: Any) -> Once:
    source = iterator(machine, values)

    def take() -> Any:
        while True:
            item = taken(machine, source)
            chosen = item if function is None else machine.call(function, [item])
            if machine.true(chosen):
                return item

    return Once("filter", take)


ITERATORS: dict[str, Callable[..., Any]] = {
    "iter": _iter,
    "next": _next,
    "reversed": _reversed,
    "enumerate": _enumerate,
    "zip": _zip,
    "map": _map,
    "filter": _filter,
}
"""By name."""
