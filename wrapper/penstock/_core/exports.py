"""Public names of a package, imported on first use (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, TypeAlias

Exports: TypeAlias = tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]


def lazy_exports(package: str, homes: Mapping[str, str], submodules: Iterable[str] = ()) -> Exports:
    """Return `__all__`, `__getattr__` and `__dir__` of a package.

    `homes` has the names by the module that defines them, as `from … import` has them: "name, name
    as alias". `submodules` are imported on first use, too, and are no part of
    `__all__`.

    Type checkers don't see the result: the package imports the same names, each "as" itself,
    `if TYPE_CHECKING`, so that a name it doesn't export is an error for them.
    """
    found = {}
    for home, clauses in homes.items():
        for clause in clauses.split(", "):
            name, _, alias = clause.partition(" as ")
            found[alias or name] = (home, name)
    names = sorted(found)
    modules = frozenset(submodules)
    shown = sorted([*names, *modules])

    def get(name: str) -> Any:
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in found:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home, original = found[name]
        value = getattr(import_module(home), original)
        setattr(sys.modules[package], name, value)  # not looked up again
        return value

    return names, get, lambda: list(shown)
