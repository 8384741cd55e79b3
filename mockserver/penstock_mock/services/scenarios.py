"""Behaviours from plain JSON, as the admin interface takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from .base import MISFITS

ScenarioSpec: TypeAlias = str | Mapping[str, Any]
"""A name, or an object of `name` and its parameters."""
T = TypeVar("T")


def read_scenario(
    given: ScenarioSpec,
    usual: str,
    known: Mapping[str, Callable[..., T]],
    refine: Mapping[str, Callable[[T, Any], T]] | None = None,
) -> T:
    """Call the function of a name in `known`, or of the usual name, with the fields given.

    Fields named in `refine` change the result. Raises ValueError for an unknown name, and for
    fields that make no sense.
    """
    if not isinstance(given, (str, Mapping)):
        raise ValueError(f"a scenario is a name or an object, not {given!r}")
    fields = {"name": given} if isinstance(given, str) else dict(given)
    name = fields.pop("name", usual)
    if name not in known:
        raise ValueError(f"no such scenario: {name!r}; there are {sorted(known)}")
    changes = [(change, fields.pop(key)) for key, change in (refine or {}).items() if key in fields]
    try:
        made = known[name](**fields)
        for change, value in changes:
            made = change(made, value)
    except MISFITS as error:
        raise ValueError(f"scenario {name!r}: {error}") from None
    return made
