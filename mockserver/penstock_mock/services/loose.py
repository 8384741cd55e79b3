"""Options and behaviours from plain JSON: from a command line, or from whoever steers a mock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from attrs import fields

Loose: TypeAlias = str | Mapping[str, Any]
"""A name, or an object of `name` and what that takes."""
T = TypeVar("T")

# What functions say, and classes, of values they are not made for.
_MISFITS = (TypeError, AttributeError, KeyError)


def read_options(cls: type[T], service: str, given: Mapping[str, Any]) -> T:
    """The options of a service, whose class is `cls`. Raises ValueError, naming what there is
    instead.
    """
    known = [each.name for each in fields(cls)]  # type: ignore[arg-type, misc, unused-ignore]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"no such option of {service}: {unknown}; there are {known}")
    try:
        return cls(**given)
    except _MISFITS as error:
        raise ValueError(f"option of {service}: {error.args[0]}") from None


def read_scenario(
    given: Loose,
    usual: str,
    known: Mapping[str, Callable[..., T]],
    refine: Mapping[str, Callable[[T, Any], T]] | None = None,
) -> T:
    """What `known` makes of a name and its fields, or of the usual name where none is given.

    Fields named in `refine` change what was made. Raises ValueError for a name there is not, and
    for fields that make no sense.
    """
    if not isinstance(given, (str, Mapping)):
        raise ValueError(f"a scenario is a name or an object, not {given!r}")
    fields = {"name": given} if isinstance(given, str) else dict(given)
    name = fields.pop("name", usual)
    if name not in known:
        raise ValueError(f"no such scenario: {name!r}; there are {sorted(known)}")
    changes = [(how, fields.pop(key)) for key, how in (refine or {}).items() if key in fields]
    try:
        made = known[name](**fields)
        for change, value in changes:
            made = change(made, value)
    except _MISFITS as error:
        raise ValueError(f"scenario {name!r}: {error}") from None
    return made
