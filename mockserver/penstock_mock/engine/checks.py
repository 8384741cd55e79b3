"""Checks of the arguments of faults, stubs and behaviours, where they are written down.

What isn't refused there fails where it is played: as an error of the service under test.
"""

from __future__ import annotations

import functools
import inspect
import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

_P = ParamSpec("_P")
_R = TypeVar("_R")
_SEVERAL = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)

# Some 30 years. No test waits longer, and a socket's timer overflows not far beyond.
LONGEST = 1e9
# Of stubs, and of faults, in one session.
MOST = 10_000
# Of all stubs in one session.
MOST_BYTES = 128 * 1024 * 1024

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 5.6.2
_TEXT = re.compile(r"[\t\x20-\x7e\x80-\xff]*")  # RFC 9110 5.5, obs-text included


def whole(name: str, value: Any, least: int) -> None:
    """Raise ValueError unless `value` is a whole number of at least `least`."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} is {value!r}; give a whole number of {least} or more")


def at_least(least: int, *, or_none: bool = False) -> Callable[[Any, Any, Any], None]:
    """The attrs validator that is `whole`. or_none: None is valid, too."""

    def check(_: Any, attribute: Any, value: Any) -> None:
        if value is not None or not or_none:
            whole(attribute.name, value, least)

    return check


def seconds(name: str, value: float) -> float:
    """Return `value`. Raises ValueError unless it is a number of seconds in range."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not 0 <= value <= LONGEST:
        raise ValueError(f"{name} is {value!r}; give 0 to {LONGEST:.0f} seconds")
    return value


def span(_: Any, attribute: Any, value: float | None) -> None:
    """An attrs validator: None, or `seconds`."""
    if value is not None:
        seconds(attribute.name, value)


def text(name: str, value: str) -> str:
    """Return `value`. Raises TypeError unless it is a string."""
    if not isinstance(value, str):
        raise TypeError(f"{name} is {value!r}; give a string")
    return value


def status(value: int) -> int:
    """`value`. Raises ValueError unless it is a status that an answer can end with."""
    if not isinstance(value, int) or isinstance(value, bool) or not 200 <= value <= 599:
        # what comes with 1xx is no final answer (RFC 9110 15.2)
        raise ValueError(f"status is {value!r}; give a status from 200 to 599")
    return value


def headers(given: Any) -> None:
    """Raise ValueError unless every name is an HTTP token and every value (None: leave the header
    out) fits a header field.
    """
    if not isinstance(given, Mapping):
        raise ValueError(f"headers is {given!r}; give a mapping of names to values")
    for name, value in given.items():
        if not isinstance(name, str) or not _TOKEN.fullmatch(name):
            raise ValueError(f"{name!r} can't name a header; use letters, digits and hyphens")
        if value is not None and not (isinstance(value, str) and _TEXT.fullmatch(value)):
            raise ValueError(
                f"the header {name} can't be {value!r}; "
                "give a string of Latin-1 without control characters"
            )


_MEDIA = re.compile(r"[^\s/;]+/[^\s/;]+(?:\s*;.*)?")


def media(value: Any) -> None:
    """Raise TypeError or ValueError unless `value` is None or a media type."""
    remedy = "a media type, such as text/plain"
    of_type("media", value, str | None, remedy)
    if value is not None and not _MEDIA.fullmatch(value):
        raise ValueError(f"media is {value!r}; give {remedy}")


def several(name: str, given: Any) -> None:
    """Raise ValueError unless `given` can be gone through, and is no text and no mapping."""
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise ValueError(f"{name} is {given!r}; give a list")


def of_type(name: str, value: Any, hint: Any, remedy: str) -> None:
    """Raise TypeError, with the remedy, unless `value` is of an annotation's type."""
    if not fits(value, hint):
        raise TypeError(f"{name} is {value!r}; give {remedy}")


def options(given: Any) -> None:
    """Raise TypeError unless `given` is None or has a mapping of options for each service."""
    of_type(
        "options",
        given,
        Mapping[str, Mapping[str, Any]] | None,
        'a mapping of services to their options, such as {"sim": {"dialect": "2026-08"}}',
    )


def room(kind: str, there: int, most: int | None = None) -> None:
    """Raise ValueError when a session has as much of a kind as it may have: `MOST` unless given."""
    if there >= (MOST if most is None else most):
        raise ValueError(f"the session has {there} {kind}; reset() it, or use another session")


def check_arguments(func: Callable[_P, _R]) -> Callable[_P, _R]:
    """Decorate `func` so that an argument of another type than annotated raises TypeError."""
    signature = inspect.signature(func)

    @functools.wraps(func)
    def checked(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        hints = _hints(func)
        for name, given in signature.bind(*args, **kwargs).arguments.items():
            parameter = signature.parameters[name]
            values = given if parameter.kind in _SEVERAL else (given,)
            for value in values.values() if isinstance(values, dict) else values:
                if not fits(value, hints.get(name)):
                    raise TypeError(
                        f"{func.__name__}() takes {parameter.annotation} as {name}, not {value!r}"
                    )
        return func(*args, **kwargs)

    return checked


_hints = functools.cache(get_type_hints)


def fits(value: object, hint: Any) -> bool:
    """Return whether a value is of the annotated type; of a Literal, of the type of its values.

    Items of mappings and sequences are checked; those of iterators, which are read once, aren't. A
    string is no sequence here: it is a slip for a list of one. None is the absence of an
    annotation.
    """
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return any(fits(value, one) for one in args)
    if origin is Literal:
        return any(type(value) is type(one) for one in args)
    if hint in (int, float):
        return isinstance(value, (int, hint)) and not isinstance(value, bool)
    kind = origin or hint
    if kind is Any or not isinstance(kind, type):  # nor is None, or a type variable
        return True
    if not isinstance(value, kind) or (isinstance(value, (str, bytes)) and origin is not None):
        return False
    return _items_fit(value, origin, args)


def _items_fit(value: object, origin: Any, args: tuple[Any, ...]) -> bool:
    if isinstance(value, Mapping) and len(args) == 2:
        return all(fits(key, args[0]) and fits(item, args[1]) for key, item in value.items())
    if isinstance(value, tuple) and origin is tuple and args[-1] is not Ellipsis:
        return len(value) == len(args) and all(map(fits, value, args))
    if isinstance(value, Sequence) and args:
        return all(fits(item, args[0]) for item in value)
    return True
