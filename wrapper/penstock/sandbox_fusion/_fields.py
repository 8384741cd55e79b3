"""The base of the request classes: it checks what is set by the types in the document."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping, Set
from functools import partial
from typing import Any, ClassVar, Final, Self, TypeAlias, TypeVar, cast

import attrs

from penstock._core.checks import check_length, check_number, check_text, check_texts
from penstock.errors import UsageError
from penstock.sandbox_fusion._warnings import UnknownLanguageWarning, warn
from penstock_api import models
from penstock_api.runtime import (
    INTEGER,
    NUMBER,
    STRING,
    UNLIMITED,
    Array,
    Body,
    Codec,
    Field,
    Limits,
    OneOf,
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


class RequestBody(Body):
    """Base of the request classes: their fields are checked whenever they are set."""

    __slots__ = ()
    _rules: ClassVar[Mapping[str, Callable[[str, Any], Any]]] = {}
    """For a field, what returns the value to keep; all others are checked by their types."""

    @classmethod
    def of(cls, given: object) -> Self:
        """Return a request unchanged, or build it from a dict. Raises UsageError otherwise."""
        if isinstance(given, cls):
            return given
        if isinstance(given, Body) and issubclass(cls, type(given)):  # of the emitted class
            given = attrs.asdict(cast("Any", given), recurse=False)
        if isinstance(given, Mapping):
            return cls(**given)
        raise UsageError(f"give a {cls.__name__}, not {type(given).__name__}")

    def _converted(self, field: Field, value: Any) -> Any:
        if value is field.default:
            return value
        rule = self._rules.get(field.name)
        if rule is not None:
            return rule(field.name, value)
        for codec, check in _CHECKS:
            if codec == field.codec:
                check(field.name, value)
        _check_limits(field.name, value, field.limits)
        return list(value) if isinstance(value, Set) else super()._converted(field, value)


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


def is_text(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Validator of attrs for a string."""
    check_text(field.name, value)


def _check_limits(name: str, value: object, limits: Limits) -> None:
    if limits is UNLIMITED:
        return
    if isinstance(value, str):
        check_length(name, value, limits)
    elif isinstance(value, int | float):
        least = -_LARGEST if limits.least is None else limits.least
        most = _LARGEST if limits.most is None else limits.most
        check_number(name, value, at_least=least, at_most=most)


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


def language(name: str, value: object) -> str:
    """Return a language. Warns of one that no public server has; raises UsageError for no text."""
    check_text(name, value)
    language = str(value)
    if language in LANGUAGES:  # a server of your own may have others
        return language
    meant = _ALIASES.get(language.lower()) or _nearest(language, LANGUAGES)
    hint = f"; did you mean {meant!r}?" if meant else ""
    message = f"language {language!r} is not a language of SandboxFusion{hint}"
    warn(message, UnknownLanguageWarning)
    return language


def _nearest(name: str, names: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # loaded only for a mistake

    return next(iter(get_close_matches(name, names, 1, 0.6)), None)
