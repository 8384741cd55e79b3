"""Which variables a function has of its own, and where the others are."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from attrs import define, field, frozen

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@frozen
class Names:
    """What a function, or a comprehension, says of names by assigning to them."""

    local: frozenset[str] = frozenset()
    """Its own variables, parameters included."""
    shared: frozenset[str] = frozenset()
    """Those declared `global`."""
    outer: frozenset[str] = frozenset()
    """Those declared `nonlocal`."""
    yields: bool = False
    size: int = 0
    """How much there was to look at."""

    @classmethod
    def of(cls, parameters: ast.arguments, body: Iterable[ast.AST]) -> Names:
        """Those of a function."""
        found = _Search()
        found.look(body)
        given = {node.arg for node in ast.walk(parameters) if isinstance(node, ast.arg)}
        local = (found.assigned | given) - found.shared - found.outer
        shared, outer = frozenset(found.shared), frozenset(found.outer)
        return cls(frozenset(local), shared, outer, found.yields, found.size)

    @classmethod
    def of_comprehension(cls, clauses: Iterable[ast.comprehension]) -> Names:
        """Those of a comprehension: its targets."""
        nodes = [node for clause in clauses for node in ast.walk(clause.target)]
        local = frozenset(node.id for node in nodes if isinstance(node, ast.Name))
        return cls(local, size=len(nodes))


@define
class _Search:
    """A walk through the body of a function, but not of those in it."""

    assigned: set[str] = field(factory=set)
    shared: set[str] = field(factory=set)
    outer: set[str] = field(factory=set)
    yields: bool = False
    size: int = 0

    def look(self, body: Iterable[ast.AST]) -> None:
        """Not by recursion: a long sum is a deep tree."""
        left = list(body)
        while left:
            node = left.pop()
            self.size += 1
            self._note(node)
            left += _within(node)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            self.assigned.add(node.id)
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.ExceptHandler)):
            self.assigned.update(() if node.name is None else (node.name,))
        elif isinstance(node, ast.alias):
            self.assigned.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.Global):
            self.shared.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            self.outer.update(node.names)
        elif isinstance(node, (ast.Yield, ast.YieldFrom)):
            self.yields = True


def _within(node: ast.AST) -> list[ast.AST]:
    """The parts of a node whose names are those of the function it is in."""
    if isinstance(node, (*_FUNCTIONS, ast.Lambda)):
        defaults = [each for each in node.args.kw_defaults if each is not None]
        return [*node.args.defaults, *defaults, *getattr(node, "decorator_list", ())]
    if isinstance(node, ast.ClassDef):
        return [*node.bases, *node.keywords, *node.decorator_list]
    if isinstance(node, ast.comprehension):  # its target is its own
        return [node.iter, *node.ifs]
    return list(ast.iter_child_nodes(node))


@define(eq=False)
class Scope:
    """Variables, and where to look for those it lacks."""

    names: dict[str, Any] = field(factory=dict)
    parent: Scope | None = None
    known: Names = field(factory=Names)
    comprehends: bool = False
    """It is a comprehension's: what `:=` assigns there belongs to the function around it."""

    def find(self, name: str) -> Scope | None:
        """The scope whose variable a name is; it may have no value yet. None: nobody's."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.known.shared:
                scope = scope._outermost()
            if name in scope.names or name in scope.known.local:
                return scope
            scope = scope.parent
        return None

    def home(self, name: str) -> Scope | None:
        """The scope a name is assigned in. None: it is `nonlocal`, and no function has it."""
        if name in self.known.shared:
            return self._outermost()
        if name not in self.known.outer:
            return self
        scope = self.parent
        while scope is not None and name not in scope.known.local:
            scope = scope.parent
        return scope

    def around(self) -> Scope:
        """The function's, or the module's, that a comprehension is in."""
        scope = self
        while scope.comprehends and scope.parent is not None:
            scope = scope.parent
        return scope

    def _outermost(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope
