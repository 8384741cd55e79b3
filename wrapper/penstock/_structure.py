"""Values of a program's own types, made of JSON: with cattrs, and with pydantic where it must be.

JSON isn't converted to fit a type: a number in a string is no number, though an integer is a float
as well. Texts are read where JSON has no form of its own: times, UUIDs, decimals and paths. Keys
that a class doesn't name are allowed. What pydantic's types accept is for pydantic to decide.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    MutableSequence,
    MutableSet,
    Sequence,
)
from collections.abc import Set as AbstractSet
from contextvars import ContextVar
from dataclasses import is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

import attrs

from penstock._replies import kind_of
from penstock.errors import ResponseError, UsageError

if TYPE_CHECKING:
    from cattrs import Converter

Hook: TypeAlias = Callable[[Any, Any], Any]
"""Makes a value of a type, the second argument, of a JSON value."""

_LONGEST_NAME: Final = 100
_LONGEST_KEY: Final = 40


class _MismatchError(Exception):
    """A value isn't of the type: where, from the outside in, and why. No value stands in either."""

    def __init__(self, why: str, *path: str | int) -> None:
        super().__init__(why)
        self.why = why
        self.path = path


class _UnsupportedError(Exception):
    """No library validates the type."""


def reader(output_type: Any, name: str) -> Callable[[Any], Any]:
    """Return what makes a value of the type of an output, which errors call `name`.

    That raises ResponseError for an output of another type. Raises UsageError for a type that
    can't be validated, and where the library that validates it isn't installed.
    """
    shown = _name(output_type)
    hook = _prepared(output_type, shown)

    def read(value: Any) -> Any:
        try:
            return hook(value, output_type)
        except Exception as error:
            found = _mismatch(error, output_type)
        # Outside of `except`: errors of validators may quote the value, and this one mustn't.
        place = name + "".join(map(_step, found.path))
        message = f"{place} {found.why}; output_type is {shown}, and `raw` is the JSON as it came"
        raise ResponseError(message)

    return read


def _prepared(output_type: Any, shown: str) -> Hook:
    if output_type is None or isinstance(output_type, str):
        what = "None" if output_type is None else "the name of a type"
        raise UsageError(
            f"output_type is {what}: give the type itself, Any for an output of any type, "
            "or type(None) for one that is null"
        )
    try:
        if _is_of_pydantics(output_type):
            return _pydantics(output_type)
        hook: Hook = _converter().get_structure_hook(output_type)
    except UsageError:
        raise
    except Exception as error:  # whatever annotations that can't be resolved raise
        reason = str(error) or type(error).__name__
        raise UsageError(f"output_type={shown} can't be validated: {reason}") from error
    return hook


# The types whose hooks are being made, each for the one before it.
_BEGUN: Final[ContextVar[tuple[Any, ...]]] = ContextVar("_BEGUN", default=())


@cache
def _converter() -> Converter:
    """Return the converter that takes JSON for nothing but what it is."""
    try:
        from cattrs import Converter
    except ImportError as error:
        raise UsageError(
            "output_type needs cattrs, which isn't installed: pip install 'penstock[typed]'"
        ) from error

    class Strict(Converter):
        def get_structure_hook(self, type: Any, *args: Any, **options: Any) -> Any:  # noqa: A002
            if type is bytes or type is bytearray:  # the base class has hooks for them
                raise _unsupported(type)
            begun = _BEGUN.get()
            if type in begun:
                raise RecursionError  # as cattrs does; the type is then looked up on use
            token = _BEGUN.set((*begun, type))
            try:
                return super().get_structure_hook(type, *args, **options)
            finally:
                _BEGUN.reset(token)

    found = Strict(structure_fallback_factory=_refused, detailed_validation=True)
    for kind, hook in _SCALARS.items():
        found.register_structure_hook(kind, hook)
    found.register_structure_hook(Enum, _member)
    for predicate, factory in _FACTORIES:
        found.register_structure_hook_factory(predicate, _bound(factory, found))
    return found


def _bound(
    factory: Callable[[Any, Converter], Hook], converter: Converter
) -> Callable[[Any], Hook]:
    return lambda kind: factory(kind, converter)


def _refused(kind: Any) -> Hook:
    raise _unsupported(kind)


def _unsupported(kind: Any) -> _UnsupportedError:
    return _UnsupportedError(f"there is no JSON that {_name(kind)} could be made of")


def _hook(converter: Converter, kind: Any) -> Hook:
    """Return the hook of a type; of one that holds itself, one that looks it up on use."""
    try:
        hook: Hook = converter.get_structure_hook(kind)
    except RecursionError:
        return converter.structure
    return hook


# --------------------------------------------------------------------------------------- mismatches


def _wrong(value: Any, kind: Any) -> _MismatchError:
    return _MismatchError(f"is {_a_kind(value)} where {_name(kind)} was expected")


def _wrong_length(value: list[Any], kind: Any) -> _MismatchError:
    return _MismatchError(f"is an array of {len(value)} where {_name(kind)} was expected")


def _a_kind(value: Any) -> str:
    kind = kind_of(value)
    return kind if kind == "null" else f"an {kind}" if kind[0] in "ao" else f"a {kind}"


def _missing(kind: Any, name: str) -> _MismatchError:
    return _MismatchError(f"is missing, which {_name(kind)} requires", name)


def _inside(step: str | int, error: Exception, kind: Any) -> _MismatchError:
    """Return the mismatch of a value in an array or object, as the outer one's."""
    found = _mismatch(error, kind)
    return _MismatchError(found.why, step, *found.path)


def _mismatch(error: Exception, kind: Any) -> _MismatchError:
    """Return the first mismatch that an error of cattrs's holds."""
    if isinstance(error, _MismatchError):
        return error
    inner = getattr(error, "exceptions", None)
    if not inner:  # an attrs validator, __post_init__ or the like: its text may quote the value
        return _MismatchError(f"was refused by {_name(kind)} ({type(error).__name__})")
    kind = getattr(error, "cl", kind)
    first: Exception = inner[0]
    note = next((it for it in getattr(first, "__notes__", ()) if hasattr(it, "name")), None)
    if note is None:
        return _mismatch(first, kind)
    if isinstance(first, KeyError) and first.args == (note.name,):
        return _missing(kind, note.name)
    return _inside(note.name, first, note.type)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    shown = step if len(step) <= _LONGEST_KEY else f"{step[: _LONGEST_KEY - 1]}…"
    return f".{shown}" if shown.isidentifier() else f"[{shown!r}]"


def _name(kind: Any) -> str:
    """Return what a type is called, without its modules."""
    if get_origin(kind) is Annotated:
        return _name(get_args(kind)[0])
    own = None if get_args(kind) else getattr(kind, "__name__", None)
    text = "None" if kind is NoneType else own or re.sub(r"[\w<>]+\.", "", str(kind))
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


# ------------------------------------------------------------------------------------------ scalars


def _exact(*kinds: type) -> Hook:
    """Return the hook of a scalar that JSON has, and of its subclasses, enums among them."""

    def hook(value: Any, kind: Any) -> Any:
        if issubclass(kind, Enum):
            return _member(value, kind)
        if type(value) not in kinds:
            raise _wrong(value, kind)
        try:
            return value if type(value) is kind else kind(value)
        except (ValueError, OverflowError):  # an integer that is no float
            pass
        raise _wrong(value, kind)

    return hook


def _read_from(*kinds: type, read: Callable[[Any], Any] | None = None) -> Hook:
    """Return the hook of what is a text in JSON, or another of these kinds."""

    def hook(value: Any, kind: Any) -> Any:
        if type(value) in kinds:
            try:
                return (read or kind)(value)
            except (ValueError, ArithmeticError):
                pass
        raise _wrong(value, kind)

    return hook


_SCALARS: Final[Mapping[type, Hook]] = {
    bool: _exact(bool),
    int: _exact(int),
    float: _exact(float, int),
    str: _exact(str),
    date: _read_from(str, read=date.fromisoformat),
    datetime: _read_from(str, read=datetime.fromisoformat),
    time: _read_from(str, read=time.fromisoformat),
    Decimal: _read_from(str, int, float, read=lambda value: Decimal(str(value))),
    UUID: _read_from(str),
    Path: _read_from(str),
}


def _same(value: Any, other: Any) -> bool:
    """Whether they are equal and of one type: True equals 1. An integer is a float as well."""
    kinds = (int, float) if type(other) is float else (type(other),)
    return type(value) in kinds and bool(value == other)


def _member(value: Any, kind: Any) -> Any:
    """Return the member of an enum that has the value."""
    for member in kind:
        if _same(value, member.value):
            return member
    raise _MismatchError(f"is {_a_kind(value)} that is no value of {_name(kind)}")


def _literal(value: Any, kind: Any) -> Any:
    for given in get_args(kind):
        if _same(value, given.value if isinstance(given, Enum) else given):
            return given
    raise _MismatchError(f"is {_a_kind(value)} that isn't in {_name(kind)}")


def _null(value: Any, kind: Any) -> None:
    if value is not None:
        raise _wrong(value, kind)


def _as_it_is(value: Any, kind: Any) -> Any:
    return value


# ---------------------------------------------------------------------------------- arrays, objects

_ARRAYS: Final[Mapping[Any, Callable[[list[Any]], Any]]] = {
    list: list,
    Sequence: list,
    MutableSequence: list,
    Collection: list,
    Iterable: list,
    tuple: tuple,
    set: set,
    MutableSet: set,
    AbstractSet: frozenset,
    frozenset: frozenset,
    deque: deque,
}
_OBJECTS: Final = (dict, Mapping, MutableMapping)
_NO_KEYS: Final = (bool, int, float, Decimal, NoneType)


def _array(kind: Any, converter: Converter) -> Hook:
    """Return the hook of an array: of any length, or of a tuple's."""
    made, given = _ARRAYS[get_origin(kind) or kind], get_args(kind)
    if made is tuple and hasattr(kind, "__args__") and given[1:] != (...,):
        return _fixed(kind, given, converter)
    item = given[0] if given else Any
    read = _hook(converter, item)

    def hook(value: Any, kind: Any) -> Any:
        if type(value) is not list:
            raise _wrong(value, kind)
        items = [_item(read, item, inner, index) for index, inner in enumerate(value)]
        try:
            return items if made is list else made(items)
        except TypeError:  # what can't be hashed is in no set
            pass
        raise _MismatchError(f"holds what can't be in a {_name(made)}")

    return hook


def _item(read: Hook, kind: Any, value: Any, step: str | int) -> Any:
    try:
        return read(value, kind)
    except Exception as error:
        raise _inside(step, error, kind) from None


def _fixed(kind: Any, kinds: Sequence[Any], converter: Converter) -> Hook:
    reads = [_hook(converter, inner) for inner in kinds]

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise _wrong(value, kind)
        if len(value) != len(kinds):
            raise _wrong_length(value, kind)
        steps = zip(reads, kinds, value, range(len(kinds)), strict=True)
        return tuple(_item(*step) for step in steps)

    return hook


def _object(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a dict of any keys."""
    of_keys, of_values = get_args(kind) or (Any, Any)
    if of_keys in _NO_KEYS:
        raise _UnsupportedError(f"a key in JSON is a text, and never of type {_name(of_keys)}")
    read_key, read = _hook(converter, of_keys), _hook(converter, of_values)

    def hook(value: Any, kind: Any) -> Any:
        if type(value) is not dict:
            raise _wrong(value, kind)
        return {
            _item(read_key, of_keys, key, key): _item(read, of_values, inner, key)
            for key, inner in value.items()
        }

    return hook


def _named_tuple(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a NamedTuple: an object, or an array of its values."""
    hints = get_type_hints(kind, include_extras=True)
    kinds = {name: hints.get(name, Any) for name in kind._fields}
    reads = {name: _hook(converter, inner) for name, inner in kinds.items()}
    least = len(kinds) - len(kind._field_defaults)

    def hook(value: Any, _: Any) -> Any:
        if type(value) is list:
            if not least <= len(value) <= len(kinds):
                raise _wrong_length(value, kind)
            given = zip(kinds, value, range(len(value)), strict=False)
            return kind(*(_item(reads[name], kinds[name], it, at) for name, it, at in given))
        if type(value) is not dict:
            raise _wrong(value, kind)
        for name in kinds:
            if name not in value and name not in kind._field_defaults:
                raise _missing(kind, name)
        known = [name for name in kinds if name in value]
        return kind(**{name: _item(reads[name], kinds[name], value[name], name) for name in known})

    return hook


def _class(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a class with attributes: an object."""
    from cattrs.gen import make_dict_structure_fn

    structure: Hook = make_dict_structure_fn(kind, converter)

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise _wrong(value, kind)
        return structure(value, kind)

    return hook


def _is_typed_dict(kind: Any) -> bool:
    """Whether it is a TypedDict, of `typing` or of `typing_extensions`."""
    return isinstance(kind, type) and issubclass(kind, dict) and hasattr(kind, "__total__")


def _typed_dict(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a TypedDict: an object, whose other keys are kept.

    cattrs takes a key that is NotRequired in a module with `from __future__ import annotations`
    for a required one, as the class itself does.
    """
    origin = get_origin(kind) or kind
    arguments, kinds = _arguments(kind), {}
    required = set(origin.__required_keys__)
    for name, hint in get_type_hints(origin, include_extras=True).items():
        inner, qualifiers = _unqualified(hint)
        kinds[name] = _with_arguments(inner, arguments)
        if "Required" in qualifiers:
            required.add(name)
        elif "NotRequired" in qualifiers:
            required.discard(name)
    reads = {name: _hook(converter, inner) for name, inner in kinds.items()}

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            raise _wrong(value, kind)
        made = dict(value)
        for name, read in reads.items():
            if name in value:
                made[name] = _item(read, kinds[name], value[name], name)
            elif name in required:
                raise _missing(kind, name)
        return made

    return hook


def _unqualified(hint: Any) -> tuple[Any, set[str]]:
    """Return the type of a TypedDict's key, and what is said of the key."""
    found: set[str] = set()
    while True:
        origin = get_origin(hint)
        name = str(getattr(origin, "_name", ""))
        if name in ("Required", "NotRequired", "ReadOnly"):
            found.add(name)
        elif origin is not Annotated or not _unqualified(get_args(hint)[0])[1]:
            return hint, found
        hint = get_args(hint)[0]


def _arguments(kind: Any) -> dict[Any, Any]:
    """Return what the type parameters of a generic class and of its bases stand for."""
    origin = get_origin(kind) or kind
    found = dict(zip(getattr(origin, "__parameters__", ()), get_args(kind), strict=False))
    for base in getattr(origin, "__orig_bases__", ()):
        for parameter, given in _arguments(base).items():
            found.setdefault(parameter, _with_arguments(given, found))
    return found


def _with_arguments(kind: Any, arguments: Mapping[Any, Any]) -> Any:
    if kind in arguments:
        return arguments[kind]
    open_ones = getattr(kind, "__parameters__", ()) if get_origin(kind) is not None else ()
    return kind[tuple(arguments.get(it, it) for it in open_ones)] if open_ones else kind


def _union(kind: Any, converter: Converter) -> Hook:
    """Return the hook of a union: the first of its types that fits.

    Of several classes that fit an object it is the one that names most of the object's keys.
    """
    # An integer is a float as well, but rather an integer.
    kinds = sorted(get_args(kind), key=lambda member: member is float)
    reads = [(member, _hook(converter, member)) for member in kinds]

    def hook(value: Any, _: Any) -> Any:
        fitting: list[tuple[Any, Any]] = []
        wrong: list[_MismatchError] = []
        for member, read in reads:
            try:
                fitting.append((member, read(value, member)))
            except Exception as error:
                wrong.append(_mismatch(error, member))
        if fitting:
            return max(fitting, key=lambda fit: _known_keys(fit[0], value))[1]
        close = [found for found in wrong if found.path]
        raise close[0] if len(close) == 1 else _wrong(value, kind)

    return hook


def _known_keys(kind: Any, value: Any) -> int:
    """Return how many keys of an object a class has names for."""
    names = set(_names(get_origin(kind) or kind))
    return len(names & value.keys()) if isinstance(value, dict) else 0


def _names(kind: Any) -> Iterator[str]:
    for place in ("__pydantic_fields__", "__dataclass_fields__", "_fields"):
        yield from getattr(kind, place, ())
    if attrs.has(kind):
        yield from (field.name for field in attrs.fields(kind))
    if _is_typed_dict(kind):
        yield from kind.__annotations__


# ----------------------------------------------------------------------------------------- pydantic


def _is_pydantics(kind: Any) -> bool:
    """Whether a type is pydantic's: a model, a dataclass or the like."""
    marks = ("__pydantic_validator__", "__get_pydantic_core_schema__")
    return isinstance(kind, type) and any(hasattr(kind, mark) for mark in marks)


def _is_constrained(kind: Any) -> bool:
    """Whether a type is Annotated with what pydantic validates, such as `Field(gt=0)`."""
    marks = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    homes = (type(mark).__module__.partition(".")[0] for mark in marks)
    return not {"pydantic", "annotated_types"}.isdisjoint(homes)


def _constrained(kind: Any, converter: Converter) -> Hook:
    """Return the hook of such a type: pydantic then validates what is of the type already."""
    inner = get_args(kind)[0]
    check, read = _hook(converter, inner), _pydantics(kind)

    def hook(value: Any, _: Any) -> Any:
        check(value, inner)
        return read(value, kind)

    return hook


def _is_of_pydantics(kind: Any) -> bool:
    """Whether a type is made of pydantic's types alone, for which cattrs isn't needed."""
    if _is_pydantics(kind):
        return True
    origin, given = get_origin(kind), get_args(kind)
    if not given:
        return False
    if origin in (Union, UnionType):
        return all(_is_of_pydantics(member) for member in given if member is not NoneType)
    if origin is dict:
        return given[0] is str and _is_of_pydantics(given[1])
    return origin in (list, Annotated) and _is_of_pydantics(given[0])


def _pydantics(kind: Any, _: object = None) -> Hook:
    """Return the hook of what pydantic validates, by its own rules for JSON."""
    try:
        from pydantic import TypeAdapter, ValidationError
    except ImportError as error:
        raise UsageError(
            "this output_type needs pydantic, which isn't installed: "
            "pip install 'penstock[pydantic]'"
        ) from error

    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    str(adapter.validator.title)  # raises for a model whose annotations can't be resolved

    def hook(value: Any, _: Any) -> Any:
        try:
            return adapter.validate_json(json.dumps(value))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise _refusal(first["type"], first["loc"], value, kind)

    return hook


def _refusal(code: str, place: Sequence[str | int], value: Any, kind: Any) -> _MismatchError:
    """Return the mismatch for an error of pydantic's; its message may quote the value."""
    path: list[str | int] = []
    for step in place:  # among them are types of unions, which are no places
        try:
            value = value[step]
        except (LookupError, TypeError):
            continue
        path.append(step)
    if code == "missing":
        return _MismatchError(f"is missing, which {_name(kind)} requires", *path, place[-1])
    return _MismatchError(f"is {_a_kind(value)} that {_name(kind)} refuses ({code})", *path)


# Of two that hold for a type, the later one counts.
_FACTORIES: Final[Sequence[tuple[Callable[[Any], bool], Callable[[Any, Converter], Hook]]]] = (
    (lambda kind: kind is object, lambda kind, _: _as_it_is),
    (lambda kind: kind is None or kind is NoneType, lambda kind, _: _null),
    (lambda kind: get_origin(kind) is Literal, lambda kind, _: _literal),
    (lambda kind: (get_origin(kind) or kind) in _ARRAYS, _array),
    (lambda kind: (get_origin(kind) or kind) in _OBJECTS, _object),
    (lambda kind: issubclass(kind, tuple) and hasattr(kind, "_fields"), _named_tuple),
    (lambda kind: get_origin(kind) in (Union, UnionType), _union),
    (lambda kind: attrs.has(get_origin(kind) or kind), _class),
    (lambda kind: is_dataclass(get_origin(kind) or kind), _class),
    (lambda kind: _is_typed_dict(get_origin(kind) or kind), _typed_dict),
    (_is_constrained, _constrained),
    (_is_pydantics, _pydantics),
)
