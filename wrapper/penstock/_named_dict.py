"""JSON objects as results: dicts as they were sent, with the fields of their models as attributes.

class Task(NamedDict, models.OomolTask):
    ...

task["inputValues"] == task["input_values"] == task.input_values

A type checker sees a dict that is an OomolTask as well. When the program runs, it is a dict alone,
and the model's table of fields is where its names come from.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import new_class
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, cast

import attrs

from penstock._message import request_id_in

if TYPE_CHECKING:
    from penstock._message import Answer
    from penstock_api.runtime import Codec, Field, Model, Types


class Shape:
    """A model among the bases of a class that becomes a view of it (PEP 560).

    It is imported when the first object is read: a program uses few of all the models.
    """

    __slots__ = ("find", "name")

    def __init__(self, name: str, find: Callable[[], type[Model]]) -> None:
        self.name = name
        self.find = find

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return ()


class Shapes:
    """The models of the document by their names, as `penstock_api.models` has them."""

    def __getattr__(self, name: str) -> Shape:
        return Shape(name, lambda: getattr(import_module("penstock_api.models"), name))


class NamedDict(dict[str, Any]):
    """A JSON object of a service's: a dict, with typed names for what is in it.

    A key is also found by its Python name. Known keys that weren't sent are None when looked
    up, so that a server which leaves one out costs only that. An attribute has the type that the
    document gives it. Where nothing of that type was sent, a list is empty, and so is what the
    document requires: a text or an object; a number is 0. Anything else is None. What was sent is
    in the dict all the same. The names of a dict's own methods are no attributes.

    `raw` is the JSON as it came, `attempts` the number of requests it took, and `headers` are those
    of the response, names in lower case.
    """

    _shapes: ClassVar[tuple[Shape, ...]] = ()
    _own: ClassVar[Mapping[str, str]] = {}
    """The keys that no model has, by Python name; those that are annotated have the same name."""
    _made_for: ClassVar[type | None] = None
    """The model that the class was made for on use; None if it was declared."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        bases = vars(cls).get("__orig_bases__", ())
        shapes = tuple(base for base in bases if isinstance(base, Shape))
        cls._shapes += shapes
        _DECLARED.update({shape.name: cls for shape in shapes})

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        raw: Any = None,
        attempts: int = 1,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(values)
        for field in _names(type(self)).nested:
            if values.get(field.wire) is not None:
                self[field.wire] = _read(field, values[field.wire])
        self.raw: Any = values if raw is None else raw
        self.attempts = attempts
        self.headers: Mapping[str, str] = headers or {}

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, from the headers."""
        return request_id_in(self.headers)

    def _received(self, answer: Answer) -> Self:
        """Return this result with what its response tells, as `Result` does."""
        self.attempts, self.headers = answer.attempts, dict(answer.headers)
        return self

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], types: Any = None, **own: Any) -> Self:
        """Return the view of a JSON object; of one that is a view already, itself."""
        return data if isinstance(data, cls) else cls(data, **own)

    def to_dict(self) -> dict[str, Any]:
        """Return a copy that is made of plain dicts and lists."""
        return cast("dict[str, Any]", _plain(self))

    if not TYPE_CHECKING:  # to a type checker there are only the names that the model has

        def __getattr__(self, name: str) -> Any:
            names = _names(type(self))
            if name in names.own:
                return dict.get(self, names.own[name])
            field = names.fields.get(name)
            if field is None:
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message, name=name, obj=self)
            if field.deprecated:
                message = f"{name} of {type(self).__name__} is deprecated"
                warnings.warn(message, DeprecationWarning, stacklevel=2)
            return _value(field, dict.get(self, field.wire))

        @property
        def additional_properties(self) -> dict[str, Any]:
            """What the document has no field for, by its name in JSON."""
            known = _names(type(self)).keys.values()
            return {key: value for key, value in self.items() if key not in known}

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_names(type(self)).keys})

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
        return _rebuilt, (self._made_for or type(self), dict(self), self.__dict__)


def _rebuilt(
    kind: type[NamedDict | Model], values: Mapping[str, Any], attributes: Mapping[str, Any]
) -> NamedDict:
    cls = kind if issubclass(kind, NamedDict) else _view_of(kind)
    made = cls.__new__(cls)
    made.update(values)
    made.__dict__.update(attributes)
    return made


_DECLARED: Final[dict[str, type[NamedDict]]] = {}
"""The views by the names of their models."""


def _view_of(model: type[Model]) -> type[NamedDict]:
    """Return the view of a model: the one that was declared, or one made for it."""
    name = model.__name__
    if name not in _DECLARED:
        made: Any = new_class(name, (NamedDict, Shape(name, lambda: model)))
        made._made_for = model
    return _DECLARED[name]


class _Views(Mapping["type[Model]", type[NamedDict]]):
    """The views that are made in place of models, however deep: of each model there is one."""

    def __getitem__(self, model: type[Model]) -> type[NamedDict]:
        return _view_of(model)

    def __iter__(self) -> Iterator[type[Model]]:
        return iter(())

    def __len__(self) -> int:
        return 0


_VIEWS: Final = cast("Types", _Views())


@attrs.frozen
class _Names:
    """The names in a view: keys by their Python names, and fields by either."""

    keys: Mapping[str, str]
    own: Mapping[str, str]
    fields: Mapping[str, Field]
    nested: tuple[Field, ...]
    """Those that hold objects with names of their own."""


@cache
def _names(cls: type[NamedDict]) -> _Names:
    from penstock_api import runtime

    found = [field for shape in cls._shapes for field in runtime.fields(shape.find())]
    kinds = (base for base in cls.__mro__ if issubclass(base, NamedDict) and base is not NamedDict)
    annotated = (name for kind in kinds for name in kind.__annotations__ if name[0] != "_")
    own = {**{name: name for name in annotated}, **cls._own}
    return _Names(
        keys={**{field.name: field.wire for field in found}, **own},
        own=own,
        fields={name: field for field in found for name in (field.name, field.wire)},
        nested=tuple(field for field in found if _holds_objects(field.codec)),
    )


def _holds_objects(codec: Codec) -> bool:
    """Return whether a codec reads models, wherever in its values."""
    from penstock_api import runtime

    match codec:
        case runtime.Array(inner) | runtime.Map(inner):
            return _holds_objects(inner)
        case runtime.OneOf():
            return bool(codec.tagged or codec.models) or any(map(_holds_objects, codec.others))
    return isinstance(codec, runtime.Ref)


def _read(field: Field, value: Any) -> Any:
    """Return a value with the objects in it as views; a list without what can't be in it."""
    from penstock_api import runtime

    read = field.codec.decode(value, field, _VIEWS)
    if isinstance(field.codec, runtime.Array) and isinstance(read, list):
        accepts = field.codec.item.accepts
        return [item for item in read if item is not None and accepts(item)]
    return read


def _value(field: Field, value: Any) -> Any:
    """Return a field's value in its own type, from what the dict has."""
    from penstock_api import runtime

    codec = field.codec
    if value is None or not codec.accepts(value):
        return _nothing(field)
    if isinstance(codec, runtime.Moment):
        read = codec.decode(value, field, _VIEWS)
        return read if isinstance(read, codec.kind) else _nothing(field)
    return value  # the objects in it have been read already, and are the same each time


def _nothing(field: Field) -> Any:
    """Return what stands for a value that can't be used."""
    from penstock_api import runtime

    match field.codec:
        case runtime.Array():
            return []
        case runtime.Scalar(kinds) if field.required and kinds[-1] is not bool:
            return kinds[-1]()
        case runtime.Ref(find) if field.required:
            target = find()
            return None if isinstance(target, runtime.Codec) else _view_of(target)({})
    return None if field.default is runtime.UNSET else field.default


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
