"""The values a program has beside plain ones: functions, types, modules, sets, open files."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, ItemsView, KeysView, ValuesView
from types import NoneType
from typing import Any, Literal, TypeAlias

from attrs import define, frozen

from .scopes import Names, Scope
from .sets import Set

Arguments: TypeAlias = tuple[list[Any], dict[str, Any]]

SCALARS = (int, float, str, bytes, NoneType)
"""Immutable and flat: whatever is done with them is done at once. bool is an int."""


@frozen(eq=False)
class Function:
    """A function the program defined."""

    name: str
    parameters: ast.arguments
    body: list[ast.stmt]
    scope: Scope
    variables: Names
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
class Once:
    """An iterator: its items can be taken once, one after another."""

    type_name: str
    take: Callable[[], Any]
    """The next item. Raises StopIteration in the program after the last one."""


@frozen(eq=False)
class View:
    """What `keys`, `values` and `items` of a dictionary are: they change as it does."""

    name: Literal["keys", "values", "items"]
    owner: dict[Any, Any]

    @property
    def type_name(self) -> str:
        """Its type, as Python calls it."""
        return f"dict_{self.name}"

    @property
    def host(self) -> KeysView[Any] | ValuesView[Any] | ItemsView[Any, Any]:
        """Python's own."""
        if self.name == "keys":
            return self.owner.keys()
        return self.owner.values() if self.name == "values" else self.owner.items()

    def __len__(self) -> int:
        return len(self.owner)


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
