"""Arithmetic, looked at before it is done: what would be too large is never made."""

from __future__ import annotations

import ast
import operator
import sys
from collections.abc import Callable
from typing import Any

from .comparing import contains, ordered, same
from .formatting import percent
from .machine import Machine
from .sets import Set
from .values import View, type_name

_BINARY: dict[type[ast.operator], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv),
    ast.FloorDiv: ("//", operator.floordiv),
    ast.Mod: ("%", operator.mod),
    ast.Pow: ("**", operator.pow),
    ast.LShift: ("<<", operator.lshift),
    ast.RShift: (">>", operator.rshift),
    ast.BitAnd: ("&", operator.and_),
    ast.BitOr: ("|", operator.or_),
    ast.BitXor: ("^", operator.xor),
}
_UNARY: dict[type[ast.unaryop], tuple[str, Callable[[Any], Any]]] = {
    ast.UAdd: ("+", operator.pos),
    ast.USub: ("-", operator.neg),
    ast.Invert: ("~", operator.invert),
}
_SIGNS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_TEXTS = (str, bytes)
# Numbers of so many bits are worked on in one step.
_WORD = 512
_SEQUENCES = (str, bytes, list, tuple)
_OF_SETS = ("|", "&", "-", "^")


def binary(
    machine: Machine, kind: type[ast.operator], left: Any, right: Any, *, assigned: bool = False
) -> Any:
    """What `left <sign> right` is. Raises TypeError and its like in the program.

    assigned: it is `left <sign>= right`, and called so in an error.
    """
    if kind not in _BINARY:
        machine.unknown("matrix multiplication")
    sign, work = _BINARY[kind]
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        _look_at_numbers(machine, kind, left, right)
        return machine.made(_real(machine, machine.attempt(work, left, right)))
    if kind is ast.Mod and isinstance(left, str):
        return percent(machine, left, right)
    if kind is ast.Add and type(left) is type(right) and isinstance(left, _SEQUENCES):
        return _joined(machine, left, right)
    if kind is ast.Mult and (repeated := _repetition(left, right)):
        return _repeated(machine, *repeated)
    if isinstance(left, Set) and isinstance(right, Set) and sign in _OF_SETS:
        machine.hold(8 * (len(left) + len(right)))
        return left.combined(sign, right)
    if sign in _OF_SETS and (isinstance(left, View) or isinstance(right, View)):
        machine.unknown(f"{sign} with what a dictionary's keys() or items() are")
    if kind is ast.BitOr and isinstance(left, dict) and isinstance(right, dict):
        return machine.made(left | right)
    return machine.fail(TypeError(_complaint(sign, left, right, assigned=assigned)))


def changed(machine: Machine, kind: type[ast.operator], before: Any, value: Any) -> Any:
    """What `before` is after `before <sign>= value`; a list, dict or set is still the same one."""
    sign = _BINARY[kind][0] if kind in _BINARY else ""
    if isinstance(before, Set) and isinstance(value, Set) and sign in _OF_SETS:
        machine.hold(8 * (len(before) + len(value)))
        before.change(sign, value)
    elif isinstance(before, list) and kind is ast.Add:
        machine.call(machine.attribute(before, "extend"), [value])
    elif isinstance(before, dict) and kind is ast.BitOr:
        machine.call(machine.attribute(before, "update"), [value])
    elif isinstance(before, list):
        before[:] = binary(machine, kind, before, value, assigned=True)
    else:
        return binary(machine, kind, before, value, assigned=True)
    return before


def unary(machine: Machine, kind: type[ast.unaryop], value: Any) -> Any:
    """What `<sign> value` is, `not` aside."""
    sign, work = _UNARY[kind]
    if not isinstance(value, (int, float)):
        machine.fail(TypeError(f"bad operand type for unary {sign}: {type_name(value)!r}"))
    return machine.made(machine.attempt(work, value))


def compared(machine: Machine, kind: type[ast.cmpop], left: Any, right: Any) -> bool:
    """What a comparison comes to."""
    if kind in _SIGNS:
        return ordered(machine, _SIGNS[kind], left, right)
    if kind in (ast.Eq, ast.NotEq):
        return same(machine, left, right) is (kind is ast.Eq)
    if kind in (ast.In, ast.NotIn):
        return contains(machine, right, left) is (kind is ast.In)
    return (left is right) is (kind is ast.Is)


def _look_at_numbers(machine: Machine, kind: type[ast.operator], left: Any, right: Any) -> None:
    if isinstance(left, float) or isinstance(right, float):
        return
    bits, others = left.bit_length(), right.bit_length()
    machine.step((1 + bits // _WORD) * (1 + others // _WORD))  # the work grows with both
    if kind is ast.Pow and right > 0 and bits > 1:
        machine.wide(bits * right)
    elif kind is ast.LShift and right > 0:
        machine.wide(bits + right)
    elif kind is ast.Mult:
        machine.wide(bits + others)


def _real(machine: Machine, value: Any) -> Any:
    """A root of a negative number is a complex one, of which there are none here."""
    if isinstance(value, complex):
        machine.unknown("complex numbers")
    return value


def _joined(machine: Machine, left: Any, right: Any) -> Any:
    total = len(left) + len(right)
    machine.fits(total) if isinstance(left, _TEXTS) else machine.room(total)
    return machine.made(left + right)


def _repetition(left: Any, right: Any) -> tuple[Any, int] | None:
    if isinstance(left, _SEQUENCES) and isinstance(right, int):
        return left, right
    if isinstance(right, _SEQUENCES) and isinstance(left, int):
        return right, left
    return None


def _repeated(machine: Machine, sequence: Any, times: int) -> Any:
    if abs(times) > sys.maxsize:
        machine.fail(OverflowError("cannot fit 'int' into an index-sized integer"))
    total = len(sequence) * max(0, times)
    machine.fits(total) if isinstance(sequence, _TEXTS) else machine.room(total)
    return machine.made(sequence * max(0, times if sequence else 0))


def _complaint(sign: str, left: Any, right: Any, *, assigned: bool) -> str:
    one, other = type_name(left), type_name(right)
    if sign == "+" and isinstance(left, (str, list, tuple)):
        return f'can only concatenate {one} (not "{other}") to {one}'
    if sign == "*" and isinstance(left, _SEQUENCES):
        return f"can't multiply sequence by non-int of type {other!r}"
    spelt = "** or pow()" if sign == "**" else sign
    spelt = f"{sign}=" if assigned else spelt
    return f"unsupported operand type(s) for {spelt}: {one!r} and {other!r}"
