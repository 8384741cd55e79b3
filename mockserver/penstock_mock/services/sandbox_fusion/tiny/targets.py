"""What stands left of an assignment: names, places in a collection, several at once."""

from __future__ import annotations

import ast
from itertools import islice
from typing import Any

from .iterating import ITERABLES, items, listed
from .machine import Machine
from .scopes import Scope
from .values import type_name


def assign(machine: Machine, target: ast.expr, value: Any) -> None:
    """Give a target its value. Raises as Python does, in the program."""
    machine.step()
    if isinstance(target, ast.Name):
        keep(machine, machine.frame.scope, target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(machine, target.elts, value)
    elif isinstance(target, ast.Subscript):
        owner = machine.evaluate(target.value)
        if isinstance(target.slice, ast.Slice):
            _splice(machine, owner, bounds(machine, target.slice), value)
        else:
            put(machine, owner, machine.evaluate(target.slice), value)
    else:
        machine.unknown("assigning to an attribute")


def keep(machine: Machine, scope: Scope, name: str, value: Any) -> None:
    """Give a variable of a scope its value."""
    home(machine, scope, name).names[name] = value


def home(machine: Machine, scope: Scope, name: str) -> Scope:
    """The scope a name is assigned in, of those a scope knows."""
    found = scope.home(name)
    if found is None:
        machine.unknown(f"nonlocal {name}, which no function around it has")
    return found


def unbound(machine: Machine, scope: Scope, name: str) -> NameError:
    """What it is to ask for a variable that has no value yet."""
    why = "where it is not associated with a value"
    if scope is machine.frame.scope:
        return UnboundLocalError(f"cannot access local variable {name!r} {why}")
    return NameError(f"cannot access free variable {name!r} {why} in enclosing scope")


def delete(machine: Machine, target: ast.expr) -> None:
    """`del`, of a name or of a place in a collection."""
    if isinstance(target, ast.Name):
        scope = home(machine, machine.frame.scope, target.id)
        if target.id not in scope.names:
            known = target.id in scope.known.local
            missing = NameError(f"name {target.id!r} is not defined")
            machine.fail(unbound(machine, scope, target.id) if known else missing)
        del scope.names[target.id]
    elif isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
        owner = machine.evaluate(target.value)
        place = _place(machine, owner, machine.evaluate(target.slice))
        machine.bulk(len(owner))
        machine.attempt(owner.__delitem__, place)
    else:
        machine.unknown("this kind of del")


def subscript(machine: Machine, owner: Any, place: Any) -> Any:
    """What `owner[place]` is."""
    if isinstance(owner, dict):
        return machine.attempt(owner.__getitem__, machine.key(place))
    if not isinstance(owner, (str, bytes, list, tuple, range)):
        machine.fail(TypeError(f"{type_name(owner)!r} object is not subscriptable"))
    if not isinstance(place, (int, slice)):
        kinds = "integers or slices" if isinstance(owner, (list, tuple)) else "integers"
        kind = type_name(owner).replace("str", "string")
        why = f"{kind} indices must be {kinds}, not {type_name(place)}"
        machine.fail(TypeError(why))
    taken = machine.attempt(owner.__getitem__, place)
    return machine.made(taken) if isinstance(place, slice) else taken


def bounds(machine: Machine, node: ast.Slice) -> slice:
    """A slice with its bounds evaluated."""
    return slice(*(_bound(machine, each) for each in (node.lower, node.upper, node.step)))


def _bound(machine: Machine, node: ast.expr | None) -> Any:
    value = None if node is None else machine.evaluate(node)
    if value is not None and not isinstance(value, int):
        machine.fail(
            TypeError("slice indices must be integers or None or have an __index__ method")
        )
    return value


def _unpack(machine: Machine, targets: list[ast.expr], value: Any) -> None:
    if not isinstance(value, ITERABLES):
        machine.fail(TypeError(f"cannot unpack non-iterable {type_name(value)} object"))
    star = next((n for n, each in enumerate(targets) if isinstance(each, ast.Starred)), None)
    if star is None:
        values = list(islice(items(machine, value), len(targets) + 1))  # no more than tells
    else:
        values = _gathered(machine, listed(machine, value), star, len(targets) - 1)
    if len(values) > len(targets):
        machine.fail(ValueError(f"too many values to unpack (expected {len(targets)})"))
    if len(values) < len(targets):
        wanted = f"expected {len(targets)}, got {len(values)}"
        machine.fail(ValueError(f"not enough values to unpack ({wanted})"))
    for target, each in zip(targets, values, strict=True):
        assign(machine, target.value if isinstance(target, ast.Starred) else target, each)


def _gathered(machine: Machine, values: list[Any], star: int, others: int) -> list[Any]:
    """The values with those of the starred target made one."""
    if len(values) < others:
        wanted = f"expected at least {others}, got {len(values)}"
        machine.fail(ValueError(f"not enough values to unpack ({wanted})"))
    end = len(values) - (others - star)
    return [*values[:star], values[star:end], *values[end:]]


def put(machine: Machine, owner: Any, place: Any, value: Any) -> None:
    """`owner[place] = value`."""
    where = _place(machine, owner, place)
    machine.room(len(owner) + 1)
    machine.attempt(owner.__setitem__, where, value)


def _splice(machine: Machine, owner: Any, place: slice, value: Any) -> None:
    if not isinstance(owner, list):
        kind = type_name(owner)
        machine.fail(TypeError(f"{kind!r} object does not support item assignment"))
    values = listed(machine, value)
    machine.room(len(owner) + len(values))
    machine.bulk(len(owner))
    machine.attempt(owner.__setitem__, place, values)


def _place(machine: Machine, owner: Any, place: Any) -> Any:
    if isinstance(owner, dict):
        return machine.key(place)
    if not isinstance(owner, list):
        kind = type_name(owner)
        machine.fail(TypeError(f"{kind!r} object does not support item assignment"))
    if not isinstance(place, int):
        why = f"list indices must be integers or slices, not {type_name(place)}"
        machine.fail(TypeError(why))
    return place
