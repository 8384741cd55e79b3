"""Going through what can be gone through, a step for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .files import OpenFile
from .machine import Machine
from .values import Set, type_name


def items(machine: Machine, value: Any) -> Iterator[Any]:
    """The items of a value, one after another. Raises TypeError in the program."""
    for item in _source(machine, value):
        machine.step()
        yield item


def listed(machine: Machine, value: Any) -> list[Any]:
    """All items at once; what is long already costs less that way than step by step."""
    if isinstance(value, OpenFile):
        return machine.made(list(items(machine, value)))
    source = _source(machine, value)
    if isinstance(source, (list, tuple, str, bytes, range)):
        machine.room(machine.attempt(len, source))
    return machine.made(list(source))


def _source(machine: Machine, value: Any) -> Iterable[Any]:
    if isinstance(value, (list, tuple, str, bytes, range)):
        return value
    if isinstance(value, (dict, Set)):
        machine.bulk(len(value))
        return list(value)  # nobody may change it while it is gone through; nobody will notice
    if isinstance(value, OpenFile):
        return _lines(machine, value)
    return machine.fail(TypeError(f"{type_name(value)!r} object is not iterable"))


def _lines(machine: Machine, file: OpenFile) -> Iterator[Any]:
    while line := machine.attempt(file.line):
        machine.hold(len(line))
        yield line
