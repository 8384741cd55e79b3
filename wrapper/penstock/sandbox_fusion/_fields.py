"""Validation of the fields of requests, from the types of the emitted models."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, Self, TypeAlias, TypeVar, cast

import attrs

from penstock._core.checks import check_number, check_text, check_texts
from penstock.errors import UsageError
from penstock.sandbox_fusion._warnings import UnknownLanguageWarning, warn
from penstock_api import models
from penstock_api.runtime import (
    INTEGER,
    NUMBER,
    STRING,
    UNSET,
    Array,
    Codec,
    Field,
    Model,
    OneOf,
    fields,
    warn_given,
)

_Class = TypeVar("_Class", bound=type)

Language: TypeAlias = models.KnownSandboxLanguage
LANGUAGES: Final = models.SANDBOX_LANGUAGE_VALUES

# Common names of languages whose name here isn't the nearest by its letters.
_ALIASES: Final = {
    "c": "cpp",
    "c++": "cpp",
    "c#": "csharp",
    "golang": "go",
    "javascript": "nodejs",
    "js": "nodejs",
    "node": "nodejs",
    "py": "python",
    "python2": "python",
    "python3": "python",
    "r": "R",
    "sh": "bash",
    "shell": "bash",
    "ts": "typescript",
}


class RequestBody:
    """Base of the request classes."""

    __slots__ = ()

    @classmethod
    def of(cls, given: object) -> Self:
        """Return a request unchanged, or build it from a dict. Raises UsageError otherwise."""
        if isinstance(given, cls):
            return given
        if isinstance(given, Mapping):
            return cls(**given)
        raise UsageError(f"give a {cls.__name__}, not {type(given).__name__}")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON that is sent. Raises FileInputError for a file that can't be."""
        found: dict[str, Any] = {}
        for name in attrs.fields_dict(cast("Any", type(self))):
            value = getattr(self, name)
            if value is not UNSET and (name not in _LEFT_OUT or value != _LEFT_OUT[name]):
                found[name] = _ENCODERS[name](value) if value and name in _ENCODERS else value
        return found


# Left out at these values, which are the server's defaults.
_LEFT_OUT: Final[Mapping[str, Any]] = {"memory_limit_MB": -1, "stdin": None}


def _files(files: Mapping[str, Any]) -> dict[str, str | None]:
    from penstock.sandbox_fusion._files import encode_files  # loaded by the first request

    return encode_files(files)


def _config(config: Any) -> dict[str, Any]:
    # Servers reject null here, and {} means the same as leaving it out.
    return {name: copied(v) for name, v in config.to_dict().items() if v is not None and v != {}}


def copied(value: Any) -> Any:
    """Return JSON made of dicts and lists of its own."""
    if isinstance(value, Mapping):
        return dict(value)
    return [copied(item) for item in value] if isinstance(value, list | tuple) else value


_ENCODERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "config": _config,
    "files": _files,
    "cells": list,
    "fetch_files": list,
    "results": lambda results: [result.to_dict() for result in results],
}


def strict(cls: _Class) -> _Class:
    """Make the class raise UsageError for positional, unknown and missing arguments."""
    declared = attrs.fields(cls)
    names = tuple(field.name for field in declared)
    required = [field.name for field in declared if field.default is attrs.NOTHING]
    untyped: Any = cls
    original: Callable[..., None] = untyped.__init__

    @functools.wraps(original)
    def init(self: Any, *args: Any, **given: Any) -> None:
        if args:
            raise UsageError(
                f"{cls.__name__} takes its fields by name: {cls.__name__}({names[0]}=…)"
            )
        for name in given:
            if name not in names:
                meant = next((known for known in names if known.lower() == name.lower()), None)
                meant = meant or _nearest(name, names)
                hint = f"did you mean {meant!r}?" if meant else f"it has {', '.join(names)}"
                raise UsageError(f"{cls.__name__} has no field {name!r}; {hint}")
        missing = [name for name in required if name not in given]
        if missing:
            raise UsageError(f"{cls.__name__} needs {', '.join(missing)}")
        original(self, **given)

    untyped.__init__ = init
    return cls


def like(model: type[Model]) -> Callable[[type, list[attrs.Attribute[Any]]], Any]:
    """Return a `field_transformer` of attrs for a class that stands for an emitted model.

    The class declares the fields whose default or validation differs from the model's, or that type
    checkers should see. It gets all other fields of the model, and each field without a validator
    is validated by its type in the model.
    """

    def transformed(_: type, declared: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
        table = {field.name: field for field in fields(model)}
        own = {field.name for field in declared}
        added = [attrs.fields_dict(model)[name] for name in table if name not in own]
        return [_validated(field, table.get(field.name)) for field in (*declared, *added)]

    return transformed


def _validated(field: attrs.Attribute[Any], emitted: Field | None) -> attrs.Attribute[Any]:
    if emitted is None:
        return field
    check = next((check for kind, check in _CHECKS if kind == emitted.codec), None)
    # The validator that a deprecated field of the model has is no check of its type.
    own = None if field.validator is warn_given else field.validator

    def validate(instance: object, field: attrs.Attribute[Any], value: object) -> None:
        is_default = value is field.default  # it may be None or UNSET
        if emitted.deprecated and not is_default:
            warn_given(cast("Model", instance), field, value)
        if own is not None:
            own(instance, field, value)
        elif check is not None and not is_default:
            check(field.name, value)

    return field.evolve(validator=validate)


def is_text(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Validator of attrs for a string."""
    check_text(field.name, value)


def check_integer(name: str, value: object) -> None:
    """Raise UsageError, naming `name`, unless this is an integer."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(f"{name} must be a whole number, not {value!r}")


def _check_id(name: str, value: object) -> None:
    # "7" and 7 are two ids: neither is converted.
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise UsageError(f"{name} must be a string or a whole number, not {value!r}")


_LARGEST: Final = sys.float_info.max

_CHECKS: Final[tuple[tuple[Codec, Callable[[str, object], object]], ...]] = (
    (STRING, check_text),
    # Times below 0 are valid: they are over at once. JSON has no form for NaN and infinity.
    (NUMBER, partial(check_number, at_least=-_LARGEST, at_most=_LARGEST)),
    (INTEGER, check_integer),
    (OneOf(others=(INTEGER, STRING)), _check_id),
    (Array(STRING), check_texts),
)
"""The check for each type of the document."""


def check_language(name: str, value: object) -> None:
    """Raise UsageError unless this is a string; warn of a language that no public server has."""
    check_text(name, value)
    language = str(value)
    if language in LANGUAGES:  # a server of your own may have others
        return
    meant = _ALIASES.get(language.lower()) or _nearest(language, LANGUAGES)
    hint = f"; did you mean {meant!r}?" if meant else ""
    message = f"language {language!r} is not a language of SandboxFusion{hint}"
    warn(message, UnknownLanguageWarning)


def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # loaded only for a mistake

    return next(iter(get_close_matches(name, names, 1, 0.6)), None)
