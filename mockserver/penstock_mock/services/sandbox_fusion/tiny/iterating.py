"""Going through what can be gone through, a step for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .files import OpenFile
from .machine import Machine
from .sets import Set
from .signals import Raised
from .values import Once, View, type_name

ITERABLES = (list, tuple, str, bytes, range, dict, Set, View, Once, OpenFile)
"""What can be gone through."""

_IN_PLACES = (list, tuple, str, bytes, range)
_MISSING = object()
# What no program can have for an item.
_NO_ITEM = object()


def items(machine: Machine, value: Any) -> Iterator[Any]:
    """The items of a value, one after another. Raises TypeError in the program."""
    for item in _source(machine, value):
        machine.step()
        yield item


def listed(machine: Machine, value: Any) -> list[Any]:
    """All items at once; what is long already costs less that way than step by step."""
    if isinstance(value, (Once, OpenFile)):
        return machine.made(list(items(machine, value)))
    source = host(machine, value)
    machine.room(machine.attempt(len, source))
    return machine.made(list(source))


def iterator(machine: Machine, value: Any) -> Once:
    """What goes through a value. Raises TypeError in the program."""
    if isinstance(value, Once):
        return value
    if isinstance(value, OpenFile):
        return Once(value.type_name, lambda: _line(machine, value))
    if not isinstance(value, _IN_PLACES):
        machine.bulk(len(host(machine, value)))
    return through(machine, value, iter(host(machine, value)))


def through(machine: Machine, value: Any, each: Iterator[Any]) -> Once:
    """An iterator by one of Python's own, which knows when its dictionary has been changed."""
    name = "set_iterator" if isinstance(value, Set) else type(each).__name__
    return Once(name, lambda: _following(machine, value, each))


def taken(machine: Machine, once: Once, default: Any = _MISSING) -> Any:
    """The next item. Raises StopIteration in the program at the end, if there is no default."""
    machine.step()
    machine.enter()
    try:
        return once.take()
    except Raised as raised:
        if default is _MISSING or not isinstance(raised.error, StopIteration):
            raise
    finally:
        machine.depth -= 1
    return default


def host(machine: Machine, value: Any) -> Any:
    """What of Python's own to go through. Raises TypeError in the program."""
    if isinstance(value, View):
        return value.host
    if isinstance(value, (*_IN_PLACES, dict, Set)):
        return value
    return machine.fail(TypeError(f"{type_name(value)!r} object is not iterable"))


def _source(machine: Machine, value: Any) -> Iterable[Any]:
    return value if isinstance(value, _IN_PLACES) else _left(machine, iterator(machine, value))


def _left(machine: Machine, once: Once) -> Iterator[Any]:
    while (item := taken(machine, once, _NO_ITEM)) is not _NO_ITEM:
        yield item


def _line(machine: Machine, file: OpenFile) -> Any:
    line = machine.attempt(file.line)
    if not line:
        machine.fail(StopIteration())
    machine.hold(len(line))
    return line


def _following(machine: Machine, value: Any, each: Iterator[Any]) -> Any:
    error: Exception = StopIteration()
    try:
        return next(each)
    except StopIteration:
        pass
    except RuntimeError as changed:  # a dictionary that is another size by now
        error = changed
    return machine.fail(_of_set(error) if isinstance(value, Set) else error)


def _of_set(error: Exception) -> Exception:
    if isinstance(error, StopIteration):
        return error
    return RuntimeError("Set changed size during iteration")
