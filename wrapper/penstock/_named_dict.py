"""JSON objects as results: dicts as they were sent, with the fields of their models as attributes.

class Task(NamedDict, models.OomolTask):
    ...

task["inputValues"] == task["input_values"] == task.input_values

A type checker sees a dict that is an OomolTask as well. When the program runs, it is a dict alone,
and the model's table of fields is where its names come from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cache
from importlib import import_module
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, Self, TypeVar, cast

from penstock._message import request_id_in

if TYPE_CHECKING:
    from penstock._message import Answer
    from penstock_api.runtime import Codec, Field, Model, Types

_Item = TypeVar("_Item")


class Received:
    """The response that a dict or a list came in: attributes of it beside its items."""

    raw: Any = None
    """The JSON as it came."""
    attempts: int = 1
    """The number of requests it took."""
    headers: Mapping[str, str] = MappingProxyType({})
    """Those of the response, names in lower case; empty for what is a part of a result."""

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, from the headers."""
        return request_id_in(self.headers)

    def _received_in(self, answer: Answer | Received, raw: Any) -> Self:
        """Return this, after noting the response that it came in."""
        self.raw, self.attempts, self.headers = raw, answer.attempts, dict(answer.headers)
        return self


class NamedList(Received, list[_Item]):
    """A JSON array that is a result."""


class Shape:
    """A model among the bases of a class that becomes a view of it (PEP 560).

    It is imported when the first object is read: a program uses few of all the models.
    """

    def __init__(self, name: str, find: Callable[[], type[Model]]) -> None:
        self.name = name
        self.find = find

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()


class Shapes:
    """The models of the document by their names, as `penstock_api.models` has them."""

    def __getattr__(self, name: str) -> Shape:
        return Shape(name, lambda: getattr(import_module("penstock_api.models"), name))


class _Key(property):
    """The attribute for a key of a dict."""

    def __init__(self, wire: str, get: Callable[[Any], Any] | None = None) -> None:
        super().__init__(get or itemgetter(wire))
        self.wire = wire


def key(wire: str) -> Any:
    """Return an attribute for a key that no model has; its name finds the key as well."""
    return _Key(wire)


class NamedDict(Received, dict[str, Any]):
    """A JSON object of a service's: a dict, with typed names for what is in it.

    A key is also found by its Python name. Known keys that weren't sent are None when looked up,
    so that a server which leaves one out costs only that. An attribute is the item of its key, but
    for a time, which is one as an attribute, and for an empty list that the document has in place
    of none. A value of an unexpected type is kept as it came. The names of a dict's own methods
    are no attributes.
    """

    _shapes: ClassVar[tuple[Shape, ...]] = ()
    _made_for: ClassVar[type | None] = None
    """The model that the class was made for on use; None if it was declared."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        bases = vars(cls).get("__orig_bases__", ())
        shapes = tuple(base for base in bases if isinstance(base, Shape))
        cls._shapes += shapes
        _DECLARED.update({shape.name: cls for shape in shapes})

    def __init__(self, values: Mapping[str, Any], *, raw: Any = None, attempts: int = 1) -> None:
        super().__init__(self._completed(values))
        read = _names(type(self)).read
        for name, value in self.items():
            if value is not None and (found := read.get(name)) is not None:
                decode, field = found
                self[name] = decode(value, field, VIEWS)
        self.raw = values if raw is None else raw
        if attempts != 1:
            self.attempts = attempts

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an object with what is known from the rest of it."""
        return values

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], types: Any = None, **own: Any) -> Self:
        """Return the view of a JSON object; of one that is a view already, itself."""
        return data if isinstance(data, cls) else cls(data, **own)

    def to_dict(self) -> dict[str, Any]:
        """Return a copy that is made of plain dicts and lists."""
        return cast("dict[str, Any]", _plain(self))

    if TYPE_CHECKING:  # a dict has none, a model has one

        def __hash__(self) -> int: ...  # type: ignore[override]

    else:  # to a type checker it is a field of the model

        @property
        def additional_properties(self) -> dict[str, Any]:
            """The items that the document has no field for, by name in JSON."""
            known = _names(type(self)).keys.values()
            return {key: value for key, value in self.items() if key not in known}

    def __missing__(self, key: str) -> Any:
        keys = _names(type(self)).keys
        if key in keys:
            return dict.get(self, keys[key])
        if key in keys.values():
            return None
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        return isinstance(key, str) and super().__contains__(_names(type(self)).keys.get(key))

    def get(self, key: str, default: Any = None, /) -> Any:
        """Return what the key holds, by either of its names; the default if it wasn't sent."""
        return self[key] if key in self else default  # noqa: SIM401 - this is what get() is

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self._made_for or type(self), dict(self), vars(self))


def _rebuilt(
    kind: type[NamedDict | Model], values: Mapping[str, Any], attributes: Mapping[str, Any]
) -> NamedDict:
    cls = kind if issubclass(kind, NamedDict) else _view_of(kind)
    _names(cls)  # gives the class its attributes
    made = cls.__new__(cls)
    made.update(values)
    vars(made).update(attributes)
    return made


_DECLARED: Final[dict[str, type[NamedDict]]] = {}
"""The views by the names of their models."""


def _view_of(model: type[Model]) -> type[NamedDict]:
    """Return the view of a model: the one that was declared, or one made for it."""
    name = model.__name__
    if name not in _DECLARED:
        shapes = (Shape(name, lambda: model),)
        _DECLARED[name] = type(name, (NamedDict,), {"_made_for": model, "_shapes": shapes})
    return _DECLARED[name]


class _Views(dict["type[Model]", type[NamedDict]]):
    def get(self, model: type[Model], default: object = None, /) -> Any:
        return _view_of(model)


VIEWS: Final[Types] = cast("Types", _Views())
"""The views that are made in place of models, however deep: of each model there is one."""


class _Names(NamedTuple):
    keys: Mapping[str, str]
    """The keys by their Python names."""
    read: Mapping[str, tuple[Callable[[Any, Field, Types], Any], Field]]
    """The readers of values that are read with the object, by key; the others are read on use."""


@cache
def _names(cls: type[NamedDict]) -> _Names:
    """Return the names in a view, after giving the class an attribute for each."""
    from penstock_api.runtime import fields

    found = {field.wire: field for shape in cls._shapes for field in fields(shape.find())}
    late = {wire for wire, field in found.items() if _is_converted(field.codec)}
    for wire, field in found.items():
        attribute = _attribute(cls, field, is_late=wire in late)
        for name in (field.name, wire):
            if not hasattr(cls, name):
                setattr(cls, name, attribute)
    own = {
        name: k.wire for base in cls.__mro__ for name, k in vars(base).items() if type(k) is _Key
    }
    keys = {**own, **{field.name: field.wire for field in found.values()}}
    soon = (field for field in found.values() if field.wire not in late)
    return _Names(keys, {field.wire: (field.codec.decode, field) for field in soon})


def _attribute(cls: type[NamedDict], field: Field, *, is_late: bool) -> _Key:
    """Return the attribute for a field: its item, unless the document has something else."""
    from penstock_api.runtime import UNSET, warn_used

    empty = None if field.default is UNSET else field.default
    if not (is_late or field.deprecated) and empty is None:
        return _Key(field.wire)

    def get(self: NamedDict) -> Any:
        if field.deprecated:
            warn_used(cast("type[Model]", cls), field.name)
        if (value := dict.get(self, field.wire)) is None:
            return copy(empty)
        return field.codec.decode(value, field, VIEWS) if is_late else value

    return _Key(field.wire, get)


def _is_converted(codec: Codec) -> bool:
    """Return whether a codec makes of JSON what JSON doesn't have, such as a time."""
    from penstock_api import runtime

    match codec:
        case runtime.Array(inner) | runtime.Map(inner):
            return _is_converted(inner)
        case runtime.OneOf():
            return any(map(_is_converted, codec.others))
    return isinstance(codec, runtime.Moment | runtime.Written | runtime.Embedded)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
