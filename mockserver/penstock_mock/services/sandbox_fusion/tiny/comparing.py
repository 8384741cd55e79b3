"""Equality and order, step by step: lists that share their parts can take for ever to compare."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from .iterating import ITERABLES, items
from .machine import Machine
from .sets import Set
from .values import SCALARS, View, type_name

_ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def same(machine: Machine, left: Any, right: Any) -> bool:
    """Whether `left == right`."""
    machine.step()
    if left is right and not isinstance(left, float):
        return True
    if isinstance(left, SCALARS) or isinstance(right, SCALARS):
        return _same_scalars(machine, left, right)
    machine.enter()
    try:
        return _same_compounds(machine, left, right)
    finally:
        machine.depth -= 1


def ordered(machine: Machine, sign: str, left: Any, right: Any) -> bool:
    """Whether `left < right`, or what sign there is. Raises TypeError in the program."""
    machine.step()
    if isinstance(left, (list, tuple)) and type(left) is type(right):
        return _ordered_sequences(machine, sign, left, right)
    _without_views(machine, left, right)
    plain = isinstance(left, SCALARS) and isinstance(right, SCALARS)
    if isinstance(left, Set) and isinstance(right, Set):
        return bool(_ORDERS[sign](left.members.keys(), right.members.keys()))
    if not plain:
        names = f"{type_name(left)!r} and {type_name(right)!r}"
        machine.fail(TypeError(f"{sign!r} not supported between instances of {names}"))
    _pay(machine, left)
    return bool(machine.attempt(_ORDERS[sign], left, right))


def contains(machine: Machine, container: Any, item: Any) -> bool:
    """Whether `item in container`. Raises TypeError in the program."""
    computed = isinstance(container, range) and isinstance(item, int)  # others are looked for
    if computed or isinstance(container, (str, bytes)):
        _pay(machine, container)
        return bool(machine.attempt(operator.contains, container, item))
    if isinstance(container, (dict, Set)):
        members = container.members if isinstance(container, Set) else container
        return machine.key(item) in members
    if isinstance(container, View) and container.name == "keys":
        return machine.key(item) in container.owner
    if isinstance(container, ITERABLES):
        return any(same(machine, each, item) for each in items(machine, container))
    return machine.fail(TypeError(f"argument of type {type_name(container)!r} is not iterable"))


def sorted_list(machine: Machine, items: list[Any], keys: list[Any], *, reverse: bool) -> list[Any]:
    """The items in the order of their keys, stable as Python's."""

    def compare(one: int, other: int) -> int:
        if ordered(machine, "<", keys[one], keys[other]):
            return -1
        return 1 if ordered(machine, "<", keys[other], keys[one]) else 0

    places = sorted(range(len(items)), key=cmp_to_key(compare), reverse=reverse)
    return machine.made([items[place] for place in places])


def _pay(machine: Machine, value: Any) -> None:
    if isinstance(value, (str, bytes)):
        machine.bulk(len(value))


def _without_views(machine: Machine, left: Any, right: Any) -> None:
    """Keys and items of dictionaries compare as sets do, which isn't known here."""
    views = [each for each in (left, right) if isinstance(each, View) and each.name != "values"]
    if views and all(isinstance(each, (View, Set)) for each in (left, right)):
        machine.unknown("comparing what a dictionary's keys() or items() are")


def _same_scalars(machine: Machine, left: Any, right: Any) -> bool:
    _pay(machine, left)
    both = isinstance(left, SCALARS) and isinstance(right, SCALARS)
    return both and bool(left == right)


def _same_compounds(machine: Machine, left: Any, right: Any) -> bool:
    if type(left) is not type(right) or isinstance(left, View):
        _without_views(machine, left, right)
        return False
    if isinstance(left, (list, tuple)):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(same(machine, a, b) for a, b in pairs)
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            same(machine, value, right[key]) for key, value in left.items()
        )
    if isinstance(left, Set):
        machine.bulk(len(left))
        return bool(left.members.keys() == right.members.keys())
    return bool(left == right) if isinstance(left, range) else False


def _ordered_sequences(machine: Machine, sign: str, left: Any, right: Any) -> bool:
    machine.enter()
    try:
        for one, other in zip(left, right, strict=False):
            if not same(machine, one, other):
                return ordered(machine, sign, one, other)
        return bool(_ORDERS[sign](len(left), len(right)))
    finally:
        machine.depth -= 1
