"""The types a program can name, and what calling one makes."""

from __future__ import annotations

from types import NoneType
from typing import Any

from .iterating import listed
from .machine import MAX_BITS, Machine
from .rendering import text
from .sets import Set
from .values import Builtin, Kind, Module, type_name

_MISSING = object()


def _int(machine: Machine, value: Any = 0, base: Any = _MISSING) -> int:
    if not isinstance(value, (int, float, str, bytes)):
        why = f"a string, a bytes-like object or a real number, not {type_name(value)!r}"
        machine.fail(TypeError(f"int() argument must be {why}"))
    if isinstance(value, (str, bytes)):
        machine.wide(min(4 * len(value), MAX_BITS))
    given = (value,) if base is _MISSING else (value, base)
    return machine.made(int(machine.attempt(int, *given)))


def _float(machine: Machine, value: Any = 0.0) -> float:
    if not isinstance(value, (int, float, str, bytes)):
        why = f"a string or a real number, not {type_name(value)!r}"
        machine.fail(TypeError(f"float() argument must be {why}"))
    return machine.attempt(float, value)


def _bool(machine: Machine, value: Any = False) -> bool:
    return machine.true(value)


def _str(machine: Machine, value: Any = "") -> str:
    return text(machine, value)


def _bytes(machine: Machine, value: Any = b"", encoding: Any = None) -> bytes:
    if isinstance(value, int):
        machine.fits(value)
        return machine.made(machine.attempt(bytes, value))
    if isinstance(value, str):
        arguments = [] if encoding is None else [encoding]
        return bytes(machine.call(machine.attribute(value, "encode"), arguments))
    return machine.made(bytes(machine.attempt(bytes, listed(machine, value))))


def _list(machine: Machine, values: Any = ()) -> list[Any]:
    return listed(machine, values)


def _tuple(machine: Machine, values: Any = ()) -> tuple[Any, ...]:
    return tuple(listed(machine, values))


def _set(machine: Machine, values: Any = ()) -> Set:
    if isinstance(values, Set):
        return machine.made(values.copy())
    given = [machine.key(each) for each in listed(machine, values)]
    return Set.of(given, set(values) if isinstance(values, dict) else None)


def _dict(machine: Machine, values: Any = (), **names: Any) -> dict[Any, Any]:
    if isinstance(values, dict):
        return machine.made({**values, **names})
    made: dict[Any, Any] = {}
    for pair in listed(machine, values):
        row = listed(machine, pair)
        if len(row) != 2:
            machine.fail(ValueError("dictionary update sequence element has not length 2"))
        made[machine.key(row[0])] = row[1]
    return made | names


def _range(machine: Machine, first: Any, stop: Any = _MISSING, step: Any = 1) -> range:
    return machine.attempt(range, *((0, first) if stop is _MISSING else (first, stop)), step)


_MAKERS: dict[str, tuple[tuple[type, ...], Any]] = {
    "bool": ((bool,), _bool),
    "int": ((int,), _int),
    "float": ((float,), _float),
    "str": ((str,), _str),
    "bytes": ((bytes,), _bytes),
    "list": ((list,), _list),
    "tuple": ((tuple,), _tuple),
    "set": ((Set,), _set),
    "dict": ((dict,), _dict),
    "range": ((range,), _range),
    "NoneType": ((NoneType,), _bool),
    "module": ((Module,), _bool),
}
KINDS = {name: Kind(name, hosts, Builtin.of(name, make)) for name, (hosts, make) in _MAKERS.items()}
