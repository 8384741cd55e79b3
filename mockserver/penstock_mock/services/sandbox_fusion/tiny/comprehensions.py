"""Comprehensions, and the generators that look like them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from .iterating import items, iterator
from .machine import Frame, Machine
from .scopes import Names, Scope
from .sets import Set
from .signals import Raised
from .targets import assign
from .values import Once


def list_of(machine: Machine, node: ast.ListComp) -> list[Any]:
    """`[... for ...]`."""
    return _comprehended(machine, node, lambda: machine.evaluate(node.elt))


def set_of(machine: Machine, node: ast.SetComp) -> Set:
    """`{... for ...}`."""
    found = _comprehended(machine, node, lambda: machine.key(machine.evaluate(node.elt)))
    return Set.of(found)


def dict_of(machine: Machine, node: ast.DictComp) -> dict[Any, Any]:
    """`{...: ... for ...}`."""

    def pair() -> tuple[Any, Any]:
        key = machine.key(machine.evaluate(node.key))
        return key, machine.evaluate(node.value)

    return dict(_comprehended(machine, node, pair))


def generator_of(machine: Machine, node: ast.GeneratorExp) -> Once:
    """`(... for ...)`: what is to be gone through is looked at now, the rest when it is asked."""
    source = iterator(machine, machine.evaluate(node.generators[0].iter))
    frame = Frame("<genexpr>", _scope(machine, node), node.lineno)
    return _Generator(machine, frame, _yielded(machine, node, items(machine, source))).once()


def _comprehended(machine: Machine, node: Any, take: Callable[[], Any]) -> list[Any]:
    source = items(machine, machine.evaluate(node.generators[0].iter))
    frame = machine.frame
    outer, frame.scope = frame.scope, _scope(machine, node)
    try:
        return machine.made([take() for _ in _rows(machine, node.generators, source)])
    finally:
        frame.scope = outer


def _scope(machine: Machine, node: Any) -> Scope:
    if any(clause.is_async for clause in node.generators):
        machine.unknown("async")
    names = machine.names(node, lambda: Names.of_comprehension(node.generators))
    return Scope({}, machine.frame.scope, names, comprehends=True)


def _rows(
    machine: Machine, clauses: list[ast.comprehension], source: Iterator[Any]
) -> Iterator[None]:
    """The variables of a comprehension set to each combination, one after another."""
    clause, *inner = clauses
    for item in source:
        assign(machine, clause.target, item)
        if not all(machine.true(machine.evaluate(test)) for test in clause.ifs):
            continue
        if inner:
            yield from _rows(machine, inner, items(machine, machine.evaluate(inner[0].iter)))
        else:
            yield


def _yielded(machine: Machine, node: ast.GeneratorExp, source: Iterator[Any]) -> Iterator[Any]:
    for _ in _rows(machine, node.generators, source):
        yield machine.evaluate(node.elt)


class _Generator:
    """A generator: a frame of its own, which is there while an item is made."""

    def __init__(self, machine: Machine, frame: Frame, values: Iterator[Any]) -> None:
        self.machine, self.frame, self.values = machine, frame, values
        self.running = False

    def once(self) -> Once:
        """The value the program has."""
        return Once("generator", self._take)

    def _take(self) -> Any:
        if self.running:
            self.machine.fail(ValueError("generator already executing"))
        self.running = True
        self.machine.enter()  # twice: it takes more frames of the real interpreter than others
        self.machine.frames.append(self.frame)
        try:
            return self._following()
        finally:
            self.machine.frames.pop()
            self.machine.depth -= 1
            self.running = False

    def _following(self) -> Any:
        error: Exception = StopIteration()
        try:
            return next(self.values)
        except StopIteration:
            pass
        except Raised as raised:
            if not isinstance(raised.error, StopIteration):
                raise
            error = RuntimeError("generator raised StopIteration")
        return self.machine.fail(error)
