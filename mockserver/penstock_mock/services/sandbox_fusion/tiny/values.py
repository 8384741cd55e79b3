"""The values a program has beside plain ones: functions, types, modules, sets, open files."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from types import NoneType
from typing import Any, TypeAlias

from attrs import define, field, frozen

Arguments: TypeAlias = "tuple[list[Any], dict[str, Any]]"

SCALARS = (int, float, str, bytes, NoneType)
"""Immutable and flat: whatever is done with them is done at once. bool is an int."""


@define(eq=False)
class Scope:
    """Variables, and where to look for those it lacks."""

    names: dict[str, Any] = field(factory=dict)
    parent: Scope | None = None
    shared: set[str] = field(factory=set)
    """Names declared `global`, which belong to the outermost scope."""

    def find(self, name: str) -> Scope | None:
        """The nearest scope that has a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope

    def home(self, name: str) -> Scope:
        """The scope a name is assigned in."""
        if name not in self.shared:
            return self
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


@frozen(eq=False)
class Function:
    """A function the program defined."""

    name: str
    parameters: ast.arguments
    body: list[ast.stmt]
    scope: Scope
    defaults: tuple[Any, ...]
    keyword_defaults: dict[str, Any]


@frozen(eq=False)
class Builtin:
    """A function of ours that the program may call; it gets the machine first."""

    name: str
    run: Callable[..., Any]
    least: int
    most: int | None
    """None: any number."""
    keywords: frozenset[str] | None
    """None: any."""
    places: tuple[str, ...] = ()
    """The names of those that have a place, in order."""

    @classmethod
    def of(cls, name: str, run: Callable[..., Any], skip: int = 1) -> Builtin:
        """From a function's signature, without its first `skip` parameters."""
        parameters = list(inspect.signature(run).parameters.values())[skip:]
        placed = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        least = sum(p.default is p.empty for p in placed)
        most = None if any(p.kind is p.VAR_POSITIONAL for p in parameters) else len(placed)
        named = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
        keywords = frozenset(p.name for p in parameters if p.kind in named)
        open_ended = any(p.kind is p.VAR_KEYWORD for p in parameters)
        places = tuple(p.name for p in placed)
        return cls(name, run, least, most, None if open_ended else keywords, places)

    def refusal(self, arguments: list[Any], keywords: dict[str, Any]) -> str | None:
        """Why it can't be called so, in Python's words; None when it can."""
        known = self.keywords
        unknown = [] if known is None else [name for name in keywords if name not in known]
        if unknown:
            return f"{self.name}() got an unexpected keyword argument {unknown[0]!r}"
        given = len(arguments)
        twice = next((name for name in self.places[:given] if name in keywords), None)
        if twice is not None:
            return f"{self.name}() got multiple values for argument {twice!r}"
        if given < self.least:
            return f"{self.name}() takes at least {self.least} arguments ({given} given)"
        if self.most is not None and given > self.most:
            return f"{self.name}() takes at most {self.most} arguments ({given} given)"
        return None


@frozen(eq=False)
class Kind:
    """A type the program can name: called it makes a value, and `isinstance` asks it."""

    name: str
    hosts: tuple[type, ...]
    make: Builtin


@frozen(eq=False)
class Bound:
    """A method of a value, not called yet."""

    owner: Any
    method: Builtin


@frozen(eq=False)
class Module:
    """An imported module."""

    name: str
    members: dict[str, Any]


@define(eq=False)
class Set:
    """A set that keeps the order its members came in, so that every run prints the same."""

    members: dict[Any, None] = field(factory=dict)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)


_NAMES: dict[type, str] = {
    Function: "function",
    Builtin: "builtin_function_or_method",
    Bound: "builtin_function_or_method",
    Kind: "type",
    Module: "module",
    Set: "set",
}


def type_name(value: Any) -> str:
    """What `type(value).__name__` would be."""
    if isinstance(value, type):
        return "type"
    return getattr(value, "type_name", None) or _NAMES.get(type(value), type(value).__name__)
