"""Values as text, step by step: a list that holds itself many times over has a very long `repr`."""

from __future__ import annotations

from typing import Any

from .machine import Machine
from .sets import Set
from .values import SCALARS, Bound, Builtin, Function, Kind, Module, Once, View, type_name

# What an address looks like; every run prints the same one.
_ADDRESS = "0x7f0000000000"
# What Python writes of a collection that holds itself.
_AGAIN: dict[type, str] = {list: "[...]", dict: "{...}", View: "..."}
# So many bits of a whole number are written in one step.
_BITS = 128


def text(machine: Machine, value: Any) -> str:
    """What `str(value)` is."""
    if isinstance(value, str):
        return value
    if isinstance(value, BaseException):
        return message(machine, value)
    return shown(machine, value)


def shown(machine: Machine, value: Any) -> str:
    """What `repr(value)` is."""
    if isinstance(value, int):
        machine.step(1 + value.bit_length() // _BITS)
    if isinstance(value, (*SCALARS, range)):
        return machine.made(machine.attempt(repr, value))
    machine.step()
    if id(value) in machine.showing:
        return _AGAIN.get(type(value), "(...)")
    machine.enter()
    machine.showing.add(id(value))
    try:
        return machine.made(_compound(machine, value))
    finally:
        machine.showing.discard(id(value))
        machine.depth -= 1


def message(machine: Machine, error: BaseException) -> str:
    """What `str(error)` is."""
    arguments = error.args
    told = (*arguments, getattr(error, "filename", None), getattr(error, "filename2", None))
    if all(isinstance(part, SCALARS) for part in told):
        return machine.attempt(str, error)
    if len(arguments) != 1:
        return shown(machine, arguments)
    return (shown if isinstance(error, KeyError) else text)(machine, arguments[0])


def _compound(machine: Machine, value: Any) -> str:
    if isinstance(value, (list, tuple, Set)):
        return _sequence(machine, value)
    if isinstance(value, dict):
        pairs = (f"{shown(machine, k)}: {shown(machine, v)}" for k, v in value.items())
        return "{" + _joined(machine, pairs) + "}"
    if isinstance(value, View):
        return f"{value.type_name}([{_joined(machine, (shown(machine, v) for v in value.host))}])"
    if isinstance(value, BaseException):
        return (
            f"{type(value).__name__}({_joined(machine, (shown(machine, a) for a in value.args))})"
        )
    return _named(value)


def _sequence(machine: Machine, value: list[Any] | tuple[Any, ...] | Set) -> str:
    inner = _joined(machine, (shown(machine, item) for item in value))
    if isinstance(value, list):
        return f"[{inner}]"
    if isinstance(value, tuple):
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return f"{{{inner}}}" if inner else "set()"


def _joined(machine: Machine, parts: Any) -> str:
    kept: list[str] = []
    for part in parts:
        machine.hold(len(part) + 2)
        kept.append(part)
    return ", ".join(kept)


def _named(value: Any) -> str:
    if isinstance(value, type):
        return f"<class '{value.__name__}'>"
    if isinstance(value, Kind):
        return f"<class '{value.name}'>"
    if isinstance(value, Function):
        return f"<function {value.name} at {_ADDRESS}>"
    if isinstance(value, Builtin):
        return f"<built-in function {value.name}>"
    if isinstance(value, Bound):
        return f"<built-in method {value.method.name} of {type_name(value.owner)} object>"
    if isinstance(value, Module):
        return f"<module '{value.name}' (built-in)>"
    if isinstance(value, Once) and value.type_name == "generator":
        return f"<generator object <genexpr> at {_ADDRESS}>"
    return f"<{type_name(value)} object at {_ADDRESS}>"
