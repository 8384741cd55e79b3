"""What requests and responses have in common: fields by name, checked, read and written."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from math import isfinite
from typing import Any, ClassVar, Final, Self, TypeVar

import attrs

from penstock.errors import UsageError
from penstock.sandbox_fusion._languages import nearest

# Of a response's field: it isn't the server's, and left out of JSON.
ADDED: Final = {"added": True}

_Class = TypeVar("_Class", bound=type)


def strict(cls: _Class) -> _Class:
    """Make a class say which field is misspelt or missing, when one of it is made."""
    fields = [field for field in attrs.fields(cls) if field.init]
    names = tuple(field.alias or field.name for field in fields)
    required = [field.name for field in fields if field.default is attrs.NOTHING]
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
        made(self, **given)

    untyped.__init__ = init
    if issubclass(cls, Received):
        untyped._wire = tuple(field.name for field in fields if field.metadata != ADDED)
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


@attrs.define(kw_only=True)
class Received:
    """A response's fields, and those it has beside them."""

    _readers: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}
    """How a field is read whose value isn't taken as it came."""
    _wire: ClassVar[tuple[str, ...]] = ()
    """The fields as they are on the wire; `strict` tells them."""
    _blank: ClassVar[Mapping[str, Any]] = {}
    """What stands for a field that is due and didn't come: it costs itself, not the rest."""

    unknown: dict[str, Any] = attrs.field(factory=dict, repr=False, metadata=ADDED)
    """Fields of the server's that nobody here knows, as they came."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return it as the server's JSON says; what is missing or of another type is blank."""
        values: dict[str, Any] = {"unknown": {}}
        for name, value in data.items():
            if name not in cls._wire:
                values["unknown"][name] = value
            else:
                reader = cls._readers.get(name)
                values[name] = value if reader is None else reader(value)
        for name, blank in cls._blank.items():
            if values.get(name) is None:
                values[name] = copy.deepcopy(blank)
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON it was read from, unknown fields included."""
        told = {name: plain(getattr(self, name)) for name in self._wire}
        return {**told, **self.unknown}


def plain(value: Any) -> Any:
    """Return a value of a response as JSON."""
    if isinstance(value, Received):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value


# Readers


def text_or_none(value: object) -> str | None:
    """Read a text; None for anything else."""
    return value if isinstance(value, str) else None


def text_or_blank(value: object) -> str:
    """Read a text; an empty one for anything else."""
    return value if isinstance(value, str) else ""


def number_or_none(value: object) -> int | float | None:
    """Read a number; None for anything else."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole_or_none(value: object) -> int | None:
    """Read a whole number; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def objects(read: Callable[[Mapping[str, Any]], Any]) -> Callable[[object], list[Any]]:
    """Return what reads an array of objects; items that are none are left out."""

    def reader(value: object) -> list[Any]:
        items = value if isinstance(value, list) else []
        return [read(item) for item in items if isinstance(item, dict)]

    return reader


def one(read: Callable[[Mapping[str, Any]], Any]) -> Callable[[object], Any]:
    """Return what reads an object, or null."""
    return lambda value: read(value) if isinstance(value, dict) else None


def known(kind: type[Enum]) -> Callable[[object], Any]:
    """Return what reads a word: a member, or a text nobody knows as it came; None for others."""

    def reader(value: object) -> Any:
        try:
            return kind(value)
        except ValueError:
            return text_or_none(value)

    return reader


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
