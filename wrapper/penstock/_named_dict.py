"""JSON objects as results: dicts as they were sent, with typed names for what is in them.

class Job(NamedDict):
    job_id = Field("jobId", text_or_empty)

job["jobId"] == job["job_id"] == job.job_id
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeVar, overload

_T_co = TypeVar("_T_co", covariant=True)


class Field(Generic[_T_co]):
    """What a key of a named dict holds, as an attribute.

    `read` makes it from what was sent, from None if nothing was; it never fails.
    """

    __slots__ = ("key", "read")

    def __init__(self, key: str, read: Callable[[Any], _T_co]) -> None:
        self.key = key
        self.read = read

    @overload
    def __get__(self, holder: None, owner: type) -> Field[_T_co]: ...
    @overload
    def __get__(self, holder: NamedDict, owner: type) -> _T_co: ...
    def __get__(self, holder: NamedDict | None, owner: type) -> Field[_T_co] | _T_co:
        return self if holder is None else self.read(dict.get(holder, self.key))


class Nested(Field[_T_co]):
    """A field that is read when the dict is made: what it holds has names, too."""

    __slots__ = ()


class NamedDict(dict[str, Any]):
    """A JSON object of a service's: a dict, with typed names for what is in it.

    A key is also found by its Python name. Known keys that weren't sent are None when looked
    up, so that a server which leaves one out costs only that. `raw` is the JSON as it came and
    `attempts` the number of requests it took.
    """

    _keys: ClassVar[Mapping[str, str]] = {}
    """By Python name."""
    _nested: ClassVar[tuple[Nested[Any], ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = {name: field for name, field in vars(cls).items() if isinstance(field, Field)}
        cls._keys = {**cls._keys, **{name: field.key for name, field in own.items()}}
        cls._nested += tuple(field for field in own.values() if isinstance(field, Nested))

    def __init__(self, values: Mapping[str, Any], *, raw: Any = None, attempts: int = 1) -> None:
        super().__init__(values)
        for field in self._nested:
            if field.key in values:
                self[field.key] = field.read(values[field.key])
        self.raw = values if raw is None else raw
        self.attempts = attempts

    def __missing__(self, key: str) -> Any:
        if key in self._keys:
            return dict.get(self, self._keys[key])
        if key in self._keys.values():
            return None
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        other = self._keys.get(key) if isinstance(key, str) else None
        return super().__contains__(key) or super().__contains__(other)

    def get(self, key: str, default: Any = None, /) -> Any:
        """Return what the key holds, by either of its names; the default if it wasn't sent."""
        return self[key] if key in self else default  # noqa: SIM401 - this is what get() is

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), dict(self), self.__dict__)


def _rebuilt(
    cls: type[NamedDict], values: Mapping[str, Any], attributes: Mapping[str, Any]
) -> NamedDict:
    made = cls.__new__(cls)
    made.update(values)
    made.__dict__.update(attributes)
    return made
