"""The fields of requests: those of the document's model, checked as they are set."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final, Self, TypeVar

import attrs

from penstock._core.checks import check_number, check_text, check_texts
from penstock.errors import UsageError
from penstock.sandbox_fusion._languages import nearest
from penstock_api.runtime import INTEGER, NUMBER, STRING, Array, Codec, Model, OneOf, fields

_Class = TypeVar("_Class", bound=type)


def strict(cls: _Class) -> _Class:
    """Make a class say which field is misspelt or missing, when one of it is made."""
    declared = attrs.fields(cls)
    names = tuple(field.name for field in declared)
    required = [field.name for field in declared if field.default is attrs.NOTHING]
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
    return cls


def _hint(name: str, names: tuple[str, ...]) -> str:
    meant = next((known for known in names if known.lower() == name.lower()), None)
    meant = meant or nearest(name, names)
    return f"; did you mean {meant!r}?" if meant else f"; it has {', '.join(names)}"


def like(model: type[Model]) -> Callable[[type, list[attrs.Attribute[Any]]], Any]:
    """Return attrs' `field_transformer` for a class that stands for a model of the document.

    The class declares what it shows to type checkers or checks in a way of its own; it gets the
    other fields of the model, and for each the check that its type in the document asks for.
    """

    def transformed(_: type, declared: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
        table = {field.name: field.codec for field in fields(model)}
        own = {field.name for field in declared}
        added = [attrs.fields_dict(model)[name] for name in table if name not in own]
        return [_checked(field, table.get(field.name)) for field in (*declared, *added)]

    return transformed


def _checked(field: attrs.Attribute[Any], codec: Codec | None) -> attrs.Attribute[Any]:
    check = next((check for kind, check in _CHECKS if kind == codec), None)
    if field.validator is not None or check is None:
        return field

    def checked(instance: object, field: attrs.Attribute[Any], value: object) -> None:
        if value is not field.default:  # which may be None or UNSET
            check(instance, field, value)

    return field.evolve(validator=checked)


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
    check_text(field.name, value)


def _texts(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    check_texts(field.name, value)


def _a_number(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    # Less than nothing is over at once; and JSON has no word for what isn't finite.
    check_number(field.name, value, at_least=-_LARGEST, at_most=_LARGEST)


def a_whole_number(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is no whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(f"{field.name} must be a whole number, not {value!r}")


def _an_id(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    # A whole number or a string; the two are never made each other.
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise UsageError(f"{field.name} must be a string or a whole number, not {value!r}")


_LARGEST: Final = sys.float_info.max

_CHECKS: Final = (
    (STRING, a_text),
    (NUMBER, _a_number),
    (INTEGER, a_whole_number),
    (OneOf(others=(INTEGER, STRING)), _an_id),
    (Array(STRING), _texts),
)
"""By the type in the document."""
