"""Values of a program's own types, made of JSON: of pydantic's by pydantic, of others by cattrs.

cattrs by itself converts what is given to fit a type. Here the JSON has to be of the type's own
kind first: no number is read from a string, though an integer is a float as well. Keys that a class
doesn't name are allowed. What pydantic's types accept is for pydantic to decide.
"""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import itemgetter
from types import GenericAlias, NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    NotRequired,
    Required,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

import attrs

from penstock._core.decoding import kind_of
from penstock.errors import ResponseError, UsageError

if TYPE_CHECKING:
    from cattrs import Converter

Hook: TypeAlias = Callable[[Any, Any], Any]
"""Makes a value of a type, the second argument, of a JSON value."""


class _MismatchError(Exception):
    """Why a value isn't of a type, and the steps to it, from the outside in. It isn't quoted."""


def reader(output_type: Any, name: str) -> Callable[[Any], Any]:
    """Return what makes a value of the type of an output, which errors call `name`.

    That raises ResponseError for an output of another type. Raises UsageError for a type that
    can't be validated, and where the library that validates it isn't installed.
    """
    shown = _name(output_type)
    if output_type is None or isinstance(output_type, str):
        raise UsageError(
            f"output_type is {output_type!r}: give the type itself, Any for an output of any type, "
            "or type(None) for one that is null"
        )
    try:
        make = _pydantic if _is_pydantics(output_type) else _converter().get_structure_hook
        hook: Hook = make(output_type)
    except ImportError as error:
        library = str(error.name).partition(".")[0]
        extra = "pydantic" if library == "pydantic" else "typed"
        remedy = f"pip install 'penstock[{extra}]'"
        raise UsageError(f"output_type={shown} needs {library}: {remedy}") from error
    except Exception as error:  # whatever annotations that can't be resolved raise
        reason = str(error) or type(error).__name__
        raise UsageError(f"output_type={shown} can't be validated: {reason}") from error

    def read(value: Any) -> Any:
        try:
            return hook(value, output_type)
        except Exception as error:
            why, *path = _first(error, output_type).args
        # Outside of `except`: errors of validators may quote the value, and this one mustn't.
        place = name + "".join(map(_step, path))
        message = f"{place} {why}; output_type is {shown}, and `raw` is the JSON as it came"
        raise ResponseError(message)

    return read


def _first(error: Any, kind: Any) -> _MismatchError:
    """Return the first mismatch that an error of a type's hook holds."""
    if isinstance(error, _MismatchError):
        return error
    if not hasattr(error, "group_exceptions"):  # of a class or a constructor
        return _MismatchError(f"is refused by {_name(kind)} ({type(error).__name__})")
    noted, others = error.group_exceptions()
    if not noted:
        return _first(others[0], kind)
    inner, note = noted[0]
    step = note.name if hasattr(note, "name") else note.index
    step = _aliases(getattr(error, "cl", None)).get(step, step)
    if isinstance(inner, KeyError) and inner.args == (step,):
        return _MismatchError(f"is missing, which {_name(error.cl)} requires", step)
    why, *path = _first(inner, note.type).args
    return _MismatchError(why, step, *path)


def _origin(kind: Any) -> Any:
    """Return the class or special form that a type is of, if it has parameters."""
    return get_origin(kind) or kind


def _step(step: str | int) -> str:
    text = str(step)
    return f".{text}" if text.isidentifier() and len(text) < 40 else f"[{reprlib.repr(step)}]"


def _name(kind: Any) -> str:
    """Return the name of a type, without its modules."""
    if get_origin(kind) in (Annotated, _Key):
        return _name(get_args(kind)[0])
    own = None if get_args(kind) else getattr(kind, "__name__", None)
    text = "None" if kind is NoneType else own or re.sub(r"[\w<>]+\.", "", str(kind))
    return text if len(text) < 100 else f"{text[:99]}…"


@cache
def _converter() -> Converter:
    """Return the converter, which converts no JSON value to another type."""
    from cattrs import Converter
    from cattrs.cols import is_namedtuple
    from cattrs.gen import make_dict_structure_fn
    from typing_extensions import ReadOnly, is_typeddict  # cattrs needs it, too

    class Strict(Converter):
        def get_structure_hook(self, type: Any, *args: Any, **options: Any) -> Any:  # noqa: A002
            hook = _refuse if type is bytes else super().get_structure_hook  # which has one for it
            return hook(type, *args, **options)

    def of_object(factory: Callable[[Any, Converter], Hook]) -> Callable[[Any, Converter], Hook]:
        return lambda kind, converter: _of(factory(kind, converter), dict)

    found = Strict(structure_fallback_factory=_refuse)
    for kind, hook in _SCALARS.items():
        found.register_structure_hook(kind, hook)
    # Of two that hold for a type, the later one counts.
    register: Any = found.register_structure_hook_factory
    register(lambda kind: kind is object, lambda _: lambda value, _: value)
    register(lambda kind: kind in (None, NoneType), lambda _: _of(lambda value, _: value, NoneType))
    # By itself cattrs makes these of any iterable, a text or an object's keys among them.
    register(lambda kind: issubclass(_origin(kind), Iterable), _refuse)
    register(lambda kind: _origin(kind) in (list, Sequence, tuple, set, frozenset), _array)
    register(lambda kind: _origin(kind) in (dict, Mapping), of_object(_mapping))
    register(lambda kind: _origin(kind) in (Required, NotRequired, ReadOnly), _inner)
    register(lambda kind: _origin(kind) is _Key, _key)
    register(lambda kind: _origin(kind) is Literal or issubclass(kind, Enum), _choice)
    register(lambda kind: attrs.has(_origin(kind)), of_object(_attrs_class))
    register(lambda kind: is_dataclass(_origin(kind)), of_object(make_dict_structure_fn))
    register(lambda kind: is_typeddict(_origin(kind)), _typed_dict)
    register(is_namedtuple, _named_tuple)
    register(lambda kind: _origin(kind) in (Union, UnionType), _union)
    register(lambda kind: _is_pydantics(kind) or _is_constrained(kind), _pydantic)
    return found


def _refuse(kind: Any, *_: Any, **options: Any) -> Hook:
    raise TypeError(f"no JSON is made into {_name(kind)}")


def _of(hook: Hook, *kinds: type) -> Hook:
    """Return the hook of a type whose JSON is of these kinds."""

    def checked(value: Any, kind: Any) -> Any:
        if type(value) in kinds:
            return hook(value, kind)
        found = kind_of(value)
        article = {"null": "", "array": "an ", "object": "an "}.get(found, "a ")
        raise _MismatchError(f"is {article}{found} where {_name(kind)} was expected")

    return checked


def _instance(value: Any, kind: Any) -> Any:
    return value if type(value) is kind else kind(value)


_ISO: Final = _of(lambda value, kind: kind.fromisoformat(value), str)
_SCALARS: Final[Mapping[type, Hook]] = {
    **{kind: _of(_instance, kind) for kind in (bool, int, str)},
    float: _of(_instance, float, int),
    Decimal: _of(lambda value, _: Decimal(str(value)), str, int, float),
    UUID: _of(_instance, str),
    **dict.fromkeys((date, datetime, time), _ISO),
}


def _choice(kind: Any, _: Converter) -> Hook:
    """Return the hook of an Enum or Literal; True equals 1, so kinds are compared as well."""
    members = list(get_args(kind) or kind)
    values = [member.value if isinstance(member, Enum) else member for member in members]
    kinds = {*map(type, values), *(int for value in values if type(value) is float)}
    return _of(lambda value, _: members[values.index(value)], *kinds)


def _array(kind: Any, converter: Converter) -> Hook:
    from cattrs.cols import list_structure_factory
    from cattrs.gen import make_hetero_tuple_structure_fn

    origin, given = _origin(kind), get_args(kind)
    if origin is tuple is not kind and given[1:] != (...,):
        return _of(make_hetero_tuple_structure_fn(kind, converter), list)
    items: Any = GenericAlias(list, given[0] if given else Any)
    read = list_structure_factory(items, converter)
    made = list if origin is Sequence else origin
    return _of(lambda value, kind: made(read(value, kind)), list)


class _Key:
    """The type of an object's keys, which are texts in JSON."""


def _mapping(kind: Any, converter: Converter) -> Hook:
    from cattrs.cols import mapping_structure_factory

    given = get_args(kind)
    key: Any = GenericAlias(_Key, given[0]) if given else Any
    hook: Hook = mapping_structure_factory(kind, converter, key_type=key)
    return hook


def _key(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a key: a text, or else the number or boolean that it is written as."""
    inner = get_args(kind)[0]
    hook = converter.get_structure_hook(inner)

    def read(text: Any, _: Any) -> Any:
        try:
            return hook(text, inner)
        except Exception:
            value = json.loads(text) if re.fullmatch(_PLAIN, text) else text
            if value is text:
                raise
        return hook(value, inner)

    return read


# A number of JSON that is no longer than a program means, and a boolean.
_PLAIN: Final = r"-?(?:0|[1-9]\d{0,99})(?:\.\d{1,99})?|true|false"


def _attrs_class(kind: Any, converter: Converter) -> Hook:
    from cattrs.gen import make_dict_structure_fn, override

    renamed: dict[str, Any] = {
        name: override(rename=alias) for name, alias in _aliases(kind).items()
    }
    hook: Hook = make_dict_structure_fn(kind, converter, **renamed)
    return hook


def _aliases(kind: Any) -> dict[str, str]:
    """Return the aliases that a class of attrs gives fields, by name: their keys in JSON."""
    origin = _origin(kind)
    found = attrs.fields(origin) if attrs.has(origin) else ()
    own = ((field.name, field.alias or field.name) for field in found)
    return {name: alias for name, alias in own if alias not in (name, name.lstrip("_"))}


def _named_tuple(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a NamedTuple: an object, or an array of its values."""
    from cattrs.cols import namedtuple_dict_structure_factory

    read = namedtuple_dict_structure_factory(kind, converter)

    def hook(value: Any, _: Any) -> Any:
        if type(value) is list:
            value = dict(zip(kind._fields[: len(value)], value, strict=True))
        return read(value, kind)

    return _of(hook, dict, list)


_BEGUN: Final[ContextVar[tuple[Any, ...]]] = ContextVar("_BEGUN", default=())


def _typed_dict(kind: Any, converter: Converter) -> Hook:
    if kind in _BEGUN.get():
        raise RecursionError  # as cattrs does for classes: the type is then looked up on use
    token = _BEGUN.set((*_BEGUN.get(), kind))
    try:
        # Under `from __future__ import annotations` a class takes keys that are NotRequired for
        # required ones. It is put right in place, as `attrs.resolve_types` does with others.
        origin = _origin(kind)
        for name, hint in get_type_hints(origin, include_extras=True).items():
            marks = set(_marks(hint))
            if Required in marks:
                origin.__required_keys__ |= {name}
            elif NotRequired in marks:
                origin.__required_keys__ -= {name}
        return _of(converter.gen_structure_typeddict(kind), dict)
    finally:
        _BEGUN.reset(token)


def _marks(hint: Any) -> Iterator[Any]:
    """Yield the qualifiers around a key's type, such as Required and ReadOnly."""
    from typing_extensions import ReadOnly

    while (mark := get_origin(hint)) in (Annotated, Required, NotRequired, ReadOnly):
        yield mark
        hint = get_args(hint)[0]


def _inner(kind: Any, converter: Converter) -> Hook:
    """Return the hook of the type in a qualifier."""
    inner = get_args(kind)[0]
    hook = converter.get_structure_hook(inner)
    return lambda value, _: hook(value, inner)


def _union(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a union: of what fits, the type that has most of an object's keys.

    cattrs can't tell TypedDicts apart, nor all dataclasses: it takes a `default_factory` for none.
    """
    known: dict[Any, set[str]] = {}
    for member in get_args(kind):
        origin = _origin(member)
        names = get_type_hints(origin) if isinstance(origin, type) else ()
        aliases = _aliases(member)
        known[member] = {aliases.get(name, name) for name in names}
    reads = {member: converter.get_structure_hook(member) for member in known}

    def hook(value: Any, kind: Any) -> Any:
        keys = value if type(value) is dict else ()
        fitting, wrong = [], []
        for member in get_args(kind):
            try:
                made = reads[member](value, member)
                fitting.append((len(known[member].intersection(keys)), made))
            except Exception as error:
                wrong += [error] if member is not NoneType else []
        if fitting:
            return max(fitting, key=itemgetter(0))[1]
        if len(wrong) == 1:
            raise wrong[0]
        return _of(_instance)(value, kind)

    return hook


def _is_pydantics(kind: Any) -> bool:
    """True if a type is pydantic's class, or made of such alone."""
    if get_origin(kind) in (list, dict, Union, UnionType):
        inner = set(get_args(kind)) - {str, NoneType}
        return bool(inner) and all(map(_is_pydantics, inner))
    return hasattr(kind, "__pydantic_validator__") or hasattr(kind, "__get_pydantic_core_schema__")


def _is_constrained(kind: Any) -> bool:
    """True if a type is Annotated with what pydantic validates, such as `Field(gt=0)`."""
    homes = {type(mark).__module__.partition(".")[0] for mark in getattr(kind, "__metadata__", ())}
    return not homes.isdisjoint(("pydantic", "annotated_types"))


def _pydantic(kind: Any) -> Hook:
    """Return the hook of what pydantic validates, by its own rules for JSON."""
    from pydantic import TypeAdapter, ValidationError

    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    str(adapter.validator.title)  # raises for a model whose annotations can't be resolved
    # How strict its own types are is in their settings.
    strict = None if _is_pydantics(getattr(kind, "__origin__", kind)) else True

    def hook(value: Any, _: Any) -> Any:
        try:
            return adapter.validate_json(json.dumps(value), strict=strict)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        path: list[str | int] = []
        for step in first["loc"]:  # among them are types of unions, which are no places
            with suppress(LookupError, TypeError):
                value = value[step]
                path.append(step)
        if first["type"] == "missing":
            path.append(first["loc"][-1])
        raise _MismatchError(f"is refused by {_name(kind)} ({first['type']})", *path)

    return hook
