"""attrs classes read from foreign JSON, field by field.

A field says with `told(reader)` how it is read: a function from any JSON value to what the field
holds, which for a value of another type, and for none, gives what "not told" is. So an answer that
lacks a field, or has a new one, costs no more than that field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, cast

import attrs

_Read = TypeVar("_Read")
_Record = TypeVar("_Record")

_READER: Final = "reader"
_WIRE_NAME: Final = "wire name"


def told(reader: Callable[[object], _Read], wire_name: str | None = None) -> _Read:
    """Return a field that is read with `reader` from the wire's `wire_name`, else its own name."""
    metadata = {_READER: reader, _WIRE_NAME: wire_name}
    made: Any = attrs.field(factory=lambda: reader(None), metadata=metadata)
    return cast("_Read", made)


def record(cls: type[_Record], data: Mapping[str, Any], **own: Any) -> _Record:
    """Return an object of `cls` made of a JSON object; `own` are the fields nobody tells.

    A field named in `own` isn't read.
    """
    read = {
        name: reader(data.get(wire_name))
        for name, wire_name, reader in _fields(cls)
        if name not in own
    }
    return cls(**read, **own)


_Fields: TypeAlias = tuple[tuple[str, str, Callable[[object], Any]], ...]
_KNOWN: Final[dict[type[Any], _Fields]] = {}


def _fields(cls: type[Any]) -> _Fields:
    """Return name, wire name and reader of each field; a stream asks for them at every event."""
    found = _KNOWN.get(cls)
    if found is None:
        found = _KNOWN[cls] = tuple(
            (field.name, field.metadata[_WIRE_NAME] or field.name, field.metadata[_READER])
            for field in attrs.fields(cls)
            if _READER in field.metadata
        )
    return found


def records(cls: type[_Record]) -> Callable[[object], tuple[_Record, ...]]:
    """Return the reader of an array of objects, each kept as the `raw` of its record."""

    def read(value: object) -> tuple[_Record, ...]:
        items = value if isinstance(value, list) else ()
        return tuple(record(cls, item, raw=item) for item in items if isinstance(item, dict))

    return read


def one(cls: type[_Record]) -> Callable[[object], _Record | None]:
    """Return the reader of one object, kept as the `raw` of its record."""

    def read(value: object) -> _Record | None:
        return record(cls, value, raw=value) if isinstance(value, dict) else None

    return read
