"""Check the arguments of a call against the function's annotations."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

_P = ParamSpec("_P")
_R = TypeVar("_R")
_SEVERAL = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def check_arguments(func: Callable[_P, _R]) -> Callable[_P, _R]:
    """Decorate `func` so that it raises TypeError for an argument of another type than annotated.

    Without it a behaviour or a script of a test is taken as it is given, and fails when it is
    played: as an error of the service under test.
    """
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
