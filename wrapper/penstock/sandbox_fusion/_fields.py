"""What requests and responses have in common: fields by name, checked as they are set."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from types import MappingProxyType
from typing import Any, Self, TypeVar

import attrs

from penstock.errors import UsageError
from penstock.sandbox_fusion._languages import nearest

_Class = TypeVar("_Class", bound=type)


def strict(
    cls: _Class, due: Sequence[str] = (), empty: Mapping[str, type] = MappingProxyType({})
) -> _Class:
    """Make a class say which field is misspelt or missing, when one of it is made.

    `due` and what has no default must be given. `empty` are the types of those that are empty
    where they aren't given.
    """
    fields = [field for field in attrs.fields(cls) if field.init]
    required = [*due, *(field.name for field in fields if field.default is attrs.NOTHING)]
    names = tuple(dict.fromkeys([*required, *(field.alias or field.name for field in fields)]))
    untyped: Any = cls
    made: Callable[..., None] = untyped.__init__

    @functools.wraps(made)
    def init(self: Any, *args: Any, **given: Any) -> None:
        if args:
            raise UsageError(
                f"{cls.__name__} takes its fields by name: {cls.__name__}({names[0]}=…)"
            )
        for name in given:
            if name not in names:
                raise UsageError(f"{cls.__name__} has no field {name!r}{_hint(name, names)}")
        missing = [name for name in required if name not in given]
        if missing:
            raise UsageError(f"{cls.__name__} needs {', '.join(missing)}")
        for name, kind in empty.items():
            if given.get(name) is None:
                given[name] = kind()
        made(self, **given)

    untyped.__init__ = init
    return cls


def _hint(name: str, names: tuple[str, ...]) -> str:
    meant = next((known for known in names if known.lower() == name.lower()), None)
    meant = meant or nearest(name, names)
    return f"; did you mean {meant!r}?" if meant else f"; it has {', '.join(names)}"


class Sent:
    """A request's fields."""

    __slots__ = ()

    @classmethod
    def of(cls, given: object) -> Self:
        """Return a request as it is, or made of a dict. Raises UsageError for anything else."""
        if isinstance(given, cls):
            return given
        if isinstance(given, Mapping):
            return cls(**given)
        raise UsageError(f"a {cls.__name__} is wanted here, not {type(given).__name__}")


# Validators


def a_text(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no string."""
    if not isinstance(value, str):
        raise UsageError(f"{field.name} must be a string, not {type(value).__name__}")


def a_number(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no finite number: JSON has no word for it, and the sandbox no use."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{field.name} must be a number, not {type(value).__name__}")
    try:
        finite = isfinite(value)
    except OverflowError:  # a whole number that no float can hold
        raise UsageError(f"{field.name} is too large; give a number of seconds") from None
    if not finite:
        raise UsageError(f"{field.name} is {value}; give a number of seconds")


def a_whole_number(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(f"{field.name} must be a whole number, not {value!r}")


def an_id(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is neither a whole number nor a string; the two are never made each other."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise UsageError(f"{field.name} must be a string or a whole number, not {value!r}")


def texts(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no list of strings."""
    if isinstance(value, str):
        raise UsageError(f"{field.name} must be a list: [{value!r}]")
    if not isinstance(value, Sequence) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{field.name} must be a list of strings")
