# Made by `python codegen/generate.py` (`make generate`): edit codegen/runtime.py instead.
"""The base of every module of this package: models, operations, and a client to call them.

A model lists its fields once, each with its name in JSON and the codec that reads it. An operation
is a value: what it sends, what it answers with, which key it wants. Reading is lenient: a missing
field is None, a value of an unexpected type is kept as it came and reported once, an unknown field
is kept. Only attrs and httpx are needed, and httpx not before a client sends something.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from enum import Enum
from functools import cache
from inspect import currentframe
from threading import Lock
from types import FrameType, GenericAlias, MappingProxyType, MemberDescriptorType
from typing import (
    TYPE_CHECKING,
    Any,
    BinaryIO,
    ClassVar,
    Final,
    Generic,
    Literal,
    ParamSpec,
    Self,
    TypeAlias,
    TypeGuard,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)
from urllib.parse import quote, urlsplit

import attrs

if TYPE_CHECKING:
    import httpx

P = ParamSpec("P")
T = TypeVar("T")
E = TypeVar("E")

_log = logging.getLogger(__package__ or __name__)


class Unset(Enum):
    """The type of UNSET."""

    UNSET = "UNSET"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Stands for a field that isn't sent. None is sent, as null."""


@attrs.frozen
class File:
    """A file to upload."""

    payload: bytes | BinaryIO = attrs.field(repr=False)
    file_name: str | None = None
    mime_type: str | None = None


FileContent: TypeAlias = File | bytes | BinaryIO
"""A file to upload: bytes and files opened in binary mode have neither a name nor a type."""


# ---------------------------------------------------------------------------------------- reading


def is_object(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Return whether a value is a JSON object."""
    return type(value) is dict or isinstance(value, Mapping)


def is_list(value: Any) -> TypeGuard[Sequence[Any]]:
    """Return whether a value is sent as a JSON array."""
    return isinstance(value, list | tuple)


_NO_TYPES: Final[Types] = MappingProxyType({})


class Codec:
    """Reads one kind of JSON value. This one takes any as it is."""

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        """Return the value read; one of another kind as it came, after reporting it."""
        return value

    def encode(self, value: Any, raw: Any = None) -> Any:
        """Return a value as JSON has it; one that is no model is left as it is.

        `raw` is what the value was read from: where both mean the same, its form is kept.
        """
        if isinstance(value, Enum):
            return value.value
        return value.to_dict() if isinstance(value, _OBJECTS) else value

    def accepts(self, value: Any) -> bool:
        """Return whether a JSON value is of this kind, by its outermost type."""
        return True

    def lacking(self, value: Any, *, is_field: bool = False) -> tuple[str, ...]:
        """Return the required fields of which an object in a value has none; () if each has one.

        One is enough: servers of other versions leave some out. An object with none of them is
        something else, unless it is the value of a field: then the one around it has some.
        """
        return ()

    @property
    def hint(self) -> Any:
        """The type of what `decode` returns."""
        return Any

    def alias(self, name: str) -> Callable[[str], Any]:
        """Return a module's `__getattr__` that makes this type, called `name`, on use."""

        def found(asked: str) -> Any:
            if asked != name:
                raise AttributeError(asked)
            return self.hint

        return found


OR_NONE: Final[Mapping[str, Any]] = MappingProxyType({"default": None})
"""The default of a field that a server may leave out, and a program may not.

A type checker doesn't see it in `attrs.field(**OR_NONE)`, so to it the field must be given.
"""


# Here and below without methods that nothing calls: each that attrs writes costs time to import.
# Those that are made of others can be compared; the rest are the constants below.
@attrs.frozen(eq=False, repr=False)
class Scalar(Codec):
    """A plain value of one of some Python types."""

    kinds: tuple[type, ...]

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        return value if type(value) in self.kinds else field.report(value)

    def accepts(self, value: Any) -> bool:
        return type(value) in self.kinds

    @property
    def hint(self) -> Any:
        return self.kinds[-1]


@attrs.frozen(eq=False, repr=False)
class Whole(Scalar):
    """A whole number, which JSON may write with a fraction of nought."""

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        if type(value) is float and value.is_integer():
            return int(value)
        return super().decode(value, field, types)

    def accepts(self, value: Any) -> bool:
        return super().accepts(value) or (type(value) is float and value.is_integer())


@attrs.frozen(eq=False, repr=False)
class Moment(Codec):
    """A date, or a time with its date, in the form of RFC 3339."""

    kind: type[date]

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        try:
            return self.kind.fromisoformat(value)
        except (TypeError, ValueError):
            return field.report(value)

    def encode(self, value: Any, raw: Any = None) -> Any:
        if not isinstance(value, date):
            return value
        try:
            kept = bool(type(value).fromisoformat(raw) == value)
        except (TypeError, ValueError):
            kept = False
        return raw if kept else _moment(value)

    def accepts(self, value: Any) -> bool:
        return type(value) is str

    @property
    def hint(self) -> Any:
        return self.kind


@attrs.frozen(eq=False, repr=False)
class Written(Codec):
    """A value that JSON may write as a number or as a text, such as a time or an amount."""

    kind: type
    read: Callable[[str | float], Any]
    """Takes the text or the number. Raises one of _UNREADABLE for another."""
    write: Callable[[Any], Any]

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        try:
            return self.read(value) if type(value) in _WRITTEN else field.report(value)
        except _UNREADABLE:
            return field.report(value)

    def encode(self, value: Any, raw: Any = None) -> Any:
        if not isinstance(value, self.kind):
            return value
        try:
            kept = self.accepts(raw) and bool(self.read(raw) == value)
        except _UNREADABLE:
            kept = False
        return raw if kept else self.write(value)

    def accepts(self, value: Any) -> bool:
        return type(value) in _WRITTEN

    @property
    def hint(self) -> Any:
        return self.kind


_WRITTEN: Final = (str, int, float)
_UNREADABLE: Final = (ValueError, OverflowError, OSError, InvalidOperation)


def _whole(value: str | float) -> int:
    return int(str(value).removesuffix(".0"))


def _instant(value: str | float) -> datetime:
    """Return a time: seconds since 1970, ISO 8601 or RFC 5322. Without a zone it is in UTC."""
    try:
        return datetime.fromtimestamp(float(value), UTC)
    except ValueError:
        text = str(value)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _amount(value: str | float) -> Decimal:
    found = Decimal(str(value))
    if not found.is_finite():
        raise ValueError(value)
    return found


def _seconds(value: datetime) -> int | float:
    found = value.timestamp()
    return int(found) if found.is_integer() else found


@attrs.frozen(repr=False)
class Array(Codec):
    """A list of values of one kind."""

    item: Codec

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        if not is_list(value):
            return field.report(value)
        decode = self.item.decode
        return [item if item is None else decode(item, field, types) for item in value]

    def encode(self, value: Any, raw: Any = None) -> Any:
        if not is_list(value):
            return value
        if raw is None or not is_list(raw) or len(raw) != len(value):
            return [self.item.encode(item) for item in value]
        return [self.item.encode(*pair) for pair in zip(value, raw, strict=True)]

    def accepts(self, value: Any) -> bool:
        return type(value) is list

    def lacking(self, value: Any, *, is_field: bool = False) -> tuple[str, ...]:
        items = value if is_list(value) else ()
        return next(filter(None, (self.item.lacking(item) for item in items)), ())

    @property
    def hint(self) -> Any:
        return GenericAlias(list, self.item.hint)


@attrs.frozen(eq=False, repr=False)
class Embedded(Codec):
    """A value that may come as JSON in a text."""

    value: Codec

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        found = _embedded(value)
        return None if found is None else self.value.decode(found, field, types)

    def encode(self, value: Any, raw: Any = None) -> Any:
        found = _embedded(raw)
        made = self.value.encode(value, found)
        return raw if isinstance(raw, str) and made == found else made

    def accepts(self, value: Any) -> bool:
        return self.value.accepts(_embedded(value))

    def lacking(self, value: Any, *, is_field: bool = False) -> tuple[str, ...]:
        return self.value.lacking(_embedded(value), is_field=is_field)

    @property
    def hint(self) -> Any:
        return self.value.hint


def _embedded(value: Any) -> Any:
    """Return the JSON in a text; what is no text, or holds none, as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


@attrs.frozen(eq=False, repr=False)
class Map(Codec):
    """An object whose keys are data."""

    value: Codec

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        if value.__class__ is not dict and not is_object(value):
            return field.report(value)
        decode = self.value.decode
        if type(self.value) is Codec:
            return dict(value)
        return {
            key: item if item is None else decode(item, field, types) for key, item in value.items()
        }

    def encode(self, value: Any, raw: Any = None) -> Any:
        if value.__class__ is not dict and not is_object(value):
            return value
        came = raw if raw.__class__ is dict or is_object(raw) else _NOTHING
        return {key: self.value.encode(item, came.get(key)) for key, item in value.items()}

    def accepts(self, value: Any) -> bool:
        return is_object(value)

    @property
    def hint(self) -> Any:
        return GenericAlias(dict, (str, self.value.hint))


def _once(find: Callable[[], Kind | Codec]) -> Callable[[], Kind | Codec]:
    return cache(find)


@attrs.frozen(eq=False, repr=False)
class Ref(Codec):
    """A model, or a named codec, imported when the first value of it comes."""

    target: Callable[[], Kind | Codec] = attrs.field(converter=_once)

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        target = self.target()
        if not isinstance(target, type):
            return target.decode(value, field, types)
        if value.__class__ is not dict and not is_object(value):
            return field.report(value)
        return types.get(target, target).from_dict(value, types)

    def encode(self, value: Any, raw: Any = None) -> Any:
        if isinstance(value, _OBJECTS):
            return value.to_dict()
        target = self.target()
        return target.encode(value, raw) if isinstance(target, Codec) else value

    def accepts(self, value: Any) -> bool:
        target = self.target()
        if isinstance(target, Codec):
            return target.accepts(value)
        return value.__class__ is dict or is_object(value)

    def lacking(self, value: Any, *, is_field: bool = False) -> tuple[str, ...]:
        target = self.target()
        if isinstance(target, Codec):
            return target.lacking(value, is_field=is_field)
        table = _tables.get(target) or _table(target)
        return lacking(target, value, is_field=is_field) if table.required else ()

    @property
    def hint(self) -> Any:
        target = self.target()
        return target.hint if isinstance(target, Codec) else target


@attrs.frozen(kw_only=True, repr=False)
class OneOf(Codec):
    """A union. The tag of an object selects its model, else the required fields do.

    An object with an unknown tag, and one that no model fits, is read as one of `others` that
    takes any object, else as one of `models`: by its tag the last, which is the fallback; without a
    tag the one of which it has the most fields, for servers leave some out. Without any it is kept
    as it came.
    """

    tag: str = ""
    tagged: Mapping[str, Ref] = attrs.field(factory=dict[str, Ref])
    models: Sequence[Ref] = ()
    others: Sequence[Codec] = ()

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        found = self._model(value) if is_object(value) else None
        if found is None:
            found = next((codec for codec in self.others if codec.accepts(value)), None)
        if found is None and self.models and is_object(value):
            found = (
                self.models[-1] if self.tagged else max(reversed(self.models), key=_shared(value))
            )
        return field.report(value) if found is None else found.decode(value, field, types)

    def encode(self, value: Any, raw: Any = None) -> Any:
        if isinstance(value, _OBJECTS):
            return value.to_dict()
        found = next((codec for codec in self.others if codec.accepts(value)), ANY)
        return found.encode(value, raw)

    def _model(self, value: Mapping[str, Any]) -> Codec | None:
        tag = value.get(self.tag)
        if self.tagged and isinstance(tag, str):
            return self.tagged.get(tag)
        return next((ref for ref in self.models if _fits(ref, value)), None)

    def accepts(self, value: Any) -> bool:
        if is_object(value):
            return bool(self.tagged or self.models) or _any_accepts(self.others, value)
        return _any_accepts(self.others, value)

    def lacking(self, value: Any, *, is_field: bool = False) -> tuple[str, ...]:
        for other in self.others:
            if other.accepts(value):
                return other.lacking(value, is_field=is_field)
        members = (*self.tagged.values(), *self.models)
        found = [member.lacking(value, is_field=is_field) for member in members]
        return tuple(dict.fromkeys(name for names in found for name in names if all(found)))

    @property
    def hint(self) -> Any:
        members = (*self.tagged.values(), *self.models, *self.others)
        hints: Any = Union
        return hints[tuple(dict.fromkeys(member.hint for member in members))]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Enveloped(Codec):
    """A value that stands in a field of an object, its envelope, or alone: servers differ.

    Whichever form comes, the result is always of one.
    """

    field: str
    """The envelope's, in JSON."""
    content: Codec
    envelope: Codec | None = None
    """That of the result; None if the result is the content."""
    value: Codec
    """Of the result, or of what may come in its place."""

    @property
    def result(self) -> Codec:
        """The codec of the result."""
        return self.envelope or self.content

    def opened(self, value: Any) -> Any:
        """Return a value in the form of the result; one that has neither form as it came."""
        if (value.__class__ is dict or is_object(value)) and self.field in value:
            return value if self.envelope else value[self.field]
        alone = self.envelope and self.content.accepts(value) and not self.content.lacking(value)
        return {self.field: value} if alone else value

    def decode(self, value: Any, field: Field, types: Types) -> Any:
        return self.value.decode(self.opened(value), field, types)

    def encode(self, value: Any, raw: Any = None) -> Any:
        return self.value.encode(value, self.opened(raw))

    def accepts(self, value: Any) -> bool:
        return self.value.accepts(self.opened(value))

    def lacking(self, value: Any, *, is_field: bool = False) -> tuple[str, ...]:
        return self.value.lacking(self.opened(value), is_field=is_field)

    @property
    def hint(self) -> Any:
        return self.value.hint


def _any_accepts(codecs: Sequence[Codec], value: Any) -> bool:
    return any(codec.accepts(value) for codec in codecs)


def _fits(ref: Ref, value: Mapping[str, Any]) -> bool:
    target = ref.target()
    return not isinstance(target, Codec) and all(
        name in value and (const is UNSET or const == value[name])
        for name, const in ((field.wire, field.const) for field in fields(target) if field.required)
    )


def _shared(value: Mapping[str, Any]) -> Callable[[Ref], int]:
    """Return what counts the fields of a model that an object has."""

    def count(ref: Ref) -> int:
        target = ref.target()
        return 0 if isinstance(target, Codec) else len(_table(target).by_wire.keys() & value.keys())

    return count


def literals(alias: Any) -> tuple[str, ...]:
    """Return the values that a type names, in order: those of its literals."""
    members = (alias,) if get_origin(alias) is Literal else get_args(alias)
    return tuple(value for member in members for value in get_args(member))


class Content(Codec):
    """The content of a file, in a form."""

    def encode(self, value: Any, raw: Any = None) -> Any:
        if isinstance(value, File):
            return value
        if isinstance(value, bytes | bytearray | memoryview):
            return File(bytes(cast("bytes", value)))
        if hasattr(value, "read"):
            return File(value)
        kind = type(value).__name__
        raise ValueError(f"give a file as bytes, opened in binary mode or as File, not as {kind}")


ANY: Final = Codec()
FILE: Final = Content()
STRING: Final = Scalar((str,))
INTEGER: Final = Whole((int,))
NUMBER: Final = Scalar((int, float))
BOOLEAN: Final = Scalar((bool,))
DATETIME: Final = Moment(datetime)
DATE: Final = Moment(date)
INT64: Final = Written(int, _whole, int)
DECIMAL: Final = Written(Decimal, _amount, str)
UNIXTIME: Final = Written(datetime, _instant, _seconds)
"""Seconds since 1970; texts that mean a time are read as well."""
UTC_TIME: Final = Written(datetime, _instant, lambda value: value.astimezone(UTC).isoformat()[:-6])
"""ISO 8601 in UTC, without a zone."""


# -------------------------------------------------------------------------------------- notebooks


class Shown:
    """A value that a notebook shows as a table: see `html_of`."""

    __slots__ = ()

    def _members(self) -> Iterator[tuple[str, Any]]:
        """Yield its fields by name, but for those that repeat the response it came in."""
        yield from _fields_of(self)

    def _repr_html_(self) -> str:
        return html_of(self)


_OF_RESPONSE: Final = frozenset({"raw", "headers", "content", "model"})
_LONG: Final = 1000
_SHORT: Final = 80
_MOST_FIELDS: Final = 40
_MOST_ROWS: Final = 20
_MOST_COLUMNS: Final = 10
_MOST_NESTED: Final = 10
_DEEPEST: Final = 3
_STARS: Final = "**********"
# A field that holds a secret, by a word of its name. Plurals count tokens, and hold none.
_SECRET_NAME: Final = re.compile(
    r"(^|_)(token|secret|passw(or)?d|passphrase|authorization|cookie|credentials?|signature|apikey"
    r"|(api|access|private|secret|signing|encryption)_key)(_|$)"
)
# A secret by its form: after a scheme's name, in a query, and before the host of an address.
_SECRET_TEXT: Final = re.compile(
    r"(\b(?:bearer|basic)\s+|[?&][\w.-]*(?:token|secret|sign|sig|signature|passw(?:or)?d|key"
    r"|credential)=|://[^\s/@]*?:(?=[^\s/@]+@))[^\s&@\"'<>]{4,}",
    re.IGNORECASE,
)


def members_of(value: Any) -> dict[str, Any] | None:
    """Return the fields of an object by name, or the items of a mapping; None for other values."""
    if isinstance(value, Shown) and not isinstance(value, list):
        return dict(value._members())  # pyright: ignore[reportPrivateUsage]
    if is_object(value):
        return {str(key): item for key, item in value.items()}
    if attrs.has(value.__class__) or hasattr(value.__class__, "__dataclass_fields__"):
        return dict(_fields_of(value))
    return None


def _fields_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an attrs object or a dataclass."""
    cls = value.__class__
    names = [each.name for each in attrs.fields(cls)] if attrs.has(cls) else ()
    for name in names or getattr(cls, "__dataclass_fields__", ()):
        if name not in _OF_RESPONSE:
            yield name, getattr(value, name)


def html_of(value: Any) -> str:
    """Return a small table in HTML: the fields of an object, or the items of a list, a row each.

    Members that are None or empty are left out. Every text is escaped. A long one is cut, and so
    are lists, each with its count; secrets, by their fields' names or their form, are stars.
    """
    if is_list(value):
        return _rows_html(type(value).__name__, value)
    members = _filled(value)
    lists = {name: held for name, held in members.items() if is_list(held) and _is_listing(held)}
    rows = [[name, _cell(name, held, _LONG)] for name, held in members.items() if name not in lists]
    left = len(rows) - _MOST_FIELDS
    note = f"{left} more fields" if left > 0 else ""
    word = getattr(value, "verdict", None) or members.get("status")
    title = type(value).__name__ + (f": {_cell('', word, _SHORT)}" if word else "")
    tables = [_rows_html(name, held) for name, held in lists.items()]
    return "".join([_table_html(title, [], rows[:_MOST_FIELDS], note), *tables])


def _filled(value: Any) -> dict[str, Any]:
    """Return the members that hold something."""
    return {
        name: held
        for name, held in (members_of(value) or {}).items()
        if not (held is None or held is UNSET or (hasattr(held, "__len__") and not len(held)))
    }


def _is_listing(items: Sequence[Any]) -> bool:
    return all(members_of(item) is not None for item in items[:_MOST_ROWS])


def _rows_html(title: str, items: Sequence[Any]) -> str:
    """Return a table of the first items of a list; their members are its columns."""
    shown = items[:_MOST_ROWS]
    found = list(map(_filled, shown)) if _is_listing(shown) else [{"": item} for item in shown]
    names = list(dict.fromkeys(name for row in found for name in row))
    kept = names[:_MOST_COLUMNS]
    rows = [[_cell(name, row.get(name, ""), _SHORT) for name in kept] for row in found]
    left = {"more": len(items) - len(shown), "more columns": len(names) - len(kept)}
    note = ", ".join(f"{count} {kind}" for kind, count in left.items() if count)
    return _table_html(f"{title} ({len(items)})", kept, rows, note)


def _table_html(title: str, names: Sequence[str], rows: Sequence[Sequence[str]], note: str) -> str:
    # A notebook renders text between dollar signs as a formula, but for these classes.
    return "".join(
        (
            '<table class="tex2jax_ignore mathjax_ignore">',
            f'<caption style="text-align:left">{_escaped(title)}</caption>',
            _row_html("th", names) if any(names) else "",
            *(_row_html("td", row) for row in rows),
            f"</table><p>{_escaped(note)}</p>" if note else "</table>",
        )
    )


def _row_html(tag: str, cells: Sequence[str]) -> str:
    style = "text-align:left;white-space:pre-wrap"
    return "".join(
        ["<tr>", *(f'<{tag} style="{style}">{_escaped(cell)}</{tag}>' for cell in cells), "</tr>"]
    )


def _escaped(text: str) -> str:
    from html import escape

    return escape(text.encode("utf-8", "backslashreplace").decode())


def _cell(name: str, value: Any, most: int) -> str:
    """Return a member as text of about so many characters."""
    text = _text(value, name, most)
    return text if len(text) <= 2 * most else f"{text[:most]}… ({len(text)} characters)"


def _text(value: Any, name: str, most: int, depth: int = 0) -> str:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool):
        return str(value)
    if _SECRET_NAME.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])|\W+", "_", name).lower()):
        return _STARS
    if isinstance(value, str):
        # Cut after hiding, or half a secret would be left; what is far behind isn't looked at.
        text = _SECRET_TEXT.sub(rf"\g<1>{_STARS}", value[: 2 * most])[:most]
        cut = f"… ({len(value)} characters)" if len(value) > most else ""
        return (repr(text) if depth else text) + cut
    held = list(value) if is_list(value) else members_of(value)
    return _plain_text(value, most) if held is None else _nested_text(held, most, depth)


def _plain_text(value: Any, most: int) -> str:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    try:
        text = f"{type(value).__name__}: {value}" if isinstance(value, Exception) else str(value)
    except Exception:  # of anybody's class, or an integer of too many digits
        return f"<{type(value).__name__}>"
    return _text(text, "", most)


def _nested_text(held: list[Any] | dict[str, Any], most: int, depth: int) -> str:
    most, count, inner = min(most, 4 * _SHORT), len(held), depth + 1
    end = _MOST_NESTED if depth < _DEEPEST else 0
    if isinstance(held, list):
        shown = [_text(item, "", most, inner) for item in held[:end]]
    else:
        names = list(held)[:end]
        shown = [f"{name[:_SHORT]!r}: {_text(held[name], name, most, inner)}" for name in names]
    shown += [f"… ({count})"] if count > len(shown) else []
    return f"{{{', '.join(shown)}}}" if isinstance(held, dict) else f"[{', '.join(shown)}]"


# ----------------------------------------------------------------------------------------- models


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Limits:
    """The bounds of a value that is sent, both included; None where the document has none."""

    least: float | None = None
    most: float | None = None
    shortest: int | None = None
    """Of a text, in characters."""
    longest: int | None = None
    pattern: str = ""
    """The regular expression that a text matches somewhere; empty without one."""


UNLIMITED: Final = Limits()


@attrs.frozen(eq=False, repr=False)
class Wire:
    """The form of a field in JSON."""

    name: str
    codec: Codec
    required: bool = False
    const: str | Unset = UNSET
    deprecated: bool = False
    limits: Limits = UNLIMITED


def wire(
    name: str,
    codec: Codec,
    *,
    required: bool = False,
    const: str | Unset = UNSET,
    deprecated: bool = False,
    limits: Limits = UNLIMITED,
) -> dict[str, Wire]:
    """Return the metadata of a model's field.

    `name` is its key in JSON, `required`, `const` and `limits` are as the document has them.
    """
    return {"wire": Wire(name, codec, required, const, deprecated, limits)}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Field:
    """A field of a model: its names, and how it is read."""

    owner: str
    name: str
    wire: str
    codec: Codec
    plain: tuple[type, ...] = ()
    """The types of the values that are read as they are."""
    attribute: str = ""
    """The attribute that holds it: another than its name, if its name warns of deprecation."""
    required: bool = False
    const: str | Unset = UNSET
    deprecated: bool = False
    limits: Limits = UNLIMITED
    default: Any = None
    empty: Callable[[], Any] | None = None
    """Makes the default, which null is read as; None for any other default."""
    convert: Any = None
    """The converter of the attribute."""

    def report(self, value: Any) -> Any:
        """Log, once for each field, that a value of an unexpected type came; return the value.

        The value itself stays out of the log: it may be anybody's data.
        """
        if (place := f"{self.owner}.{self.name}") not in _reported:
            _reported.add(place)
            kind = type(value).__name__
            _log.warning("%s: a value of type %s was unexpected; kept as it came", place, kind)
        return value


_reported: Final[set[str]] = set()


@attrs.frozen(eq=False, repr=False)
class _Table:
    """The fields of a model, in the ways they are looked up."""

    fields: tuple[Field, ...]
    by_wire: Mapping[str, Field]
    required: tuple[str, ...]
    holding: tuple[Field, ...]
    """Those whose values may hold an object that lacks what it must have."""
    due: tuple[Field, ...]
    """Those that must be there, and that a model can be made without."""
    setting: _Setting | None
    """The steps to make a model of JSON; None if only its `__init__` can."""


def fields(model: Kind) -> tuple[Field, ...]:
    """Return the fields of a model, in the document's order."""
    return _table(model).fields


def _table(model: Kind) -> _Table:
    """Return the table of a model; made on first use."""
    table = _tables.get(model)
    if table is None:
        found = _record_fields(model) if issubclass(model, Record) else _model_fields(model)
        table = _tables[model] = _Table(
            found,
            {field.wire: field for field in found},
            tuple(field.wire for field in found if field.required),
            tuple(field for field in found if _may_lack(field.codec)),
            tuple(field for field in found if field.required and field.default is None),
            _setting(model, found) if issubclass(model, Model) else None,
        )
    return table


_tables: Final[dict[Kind, _Table]] = {}


def _may_lack(codec: Codec) -> bool:
    inner = codec.item if isinstance(codec, Array) else codec
    return type(inner).lacking is not Codec.lacking


def _model_fields(model: type[Model] | type[Body]) -> tuple[Field, ...]:
    # A field that a subclass has again keeps its place, and its form in JSON.
    forms: dict[str, Wire] = {}
    for base in filter(attrs.has, reversed(model.__mro__)):
        for attribute in attrs.fields(base):
            if "wire" in attribute.metadata:
                forms[attribute.name] = attribute.metadata["wire"]
            elif issubclass(model, Body):  # a program's own field, which its server has
                forms[attribute.name] = Wire(attribute.name, ANY)
    own = attrs.fields_dict(cast("Any", model))
    return tuple(_field(model, own[name], form) for name, form in forms.items())


def _plain_kinds(codec: Codec) -> tuple[type, ...]:
    if isinstance(codec, Scalar):
        return codec.kinds
    return _JSON if type(codec) is Codec else ()


_JSON: Final = (str, dict, list, int, float, bool)


def _field(model: type[Model] | type[Body], attribute: Any, written: Wire) -> Field:
    given = attribute.default
    empty = given.factory if isinstance(given, attrs.Factory) else None  # type: ignore[arg-type]
    return Field(
        owner=model.__name__,
        name=attribute.alias or attribute.name,
        attribute=attribute.name,
        wire=written.name,
        codec=written.codec,
        plain=_plain_kinds(written.codec),
        required=written.required,
        const=written.const,
        deprecated=written.deprecated,
        limits=written.limits,
        default=empty() if empty else UNSET if given is attrs.NOTHING else given,
        empty=empty,
        convert=attribute.converter,
    )


_Put: TypeAlias = Callable[[Any, Any], None]
"""Sets an attribute of a model that is being made."""


@attrs.frozen(eq=False, repr=False)
class _Setting:
    """The attributes of a model, to be set one by one: its `__init__` takes twice as long."""

    places: tuple[tuple[str, _Put, frozenset[type], Any, Field], ...]
    """Of each field its key, what sets it, the types that are kept as they are, and its default."""
    others: tuple[Field, ...]
    """The attributes that the document lacks."""
    names: Mapping[str, str]
    """The attributes by the names that `__init__` takes."""
    finish: Callable[[Any], None] | None
    """The method that `__init__` calls in the end."""


def _setting(model: type[Model], known: tuple[Field, ...]) -> _Setting | None:
    """Return the steps to make a model without `__init__`; None if that does more than set."""
    attributes, document = attrs.fields(model), {field.attribute for field in known}
    called, finish = model.__init__.__code__, "__attrs_post_init__"
    if (
        not called.co_filename.startswith("<attrs")
        or model.__new__ is not object.__new__
        or "__attrs_pre_init__" in called.co_names
        or not all(map(_is_only_set, attributes))
    ):
        return None
    others = [each for each in attributes if each.name not in document | _OWN]
    if any(each.converter for each in others):
        return None
    return _Setting(
        tuple(
            (field.wire, _putter(model, field.attribute), *_kept(field), field) for field in known
        ),
        tuple(_field(model, each, Wire(each.name, ANY)) for each in others),
        {each.alias or "": each.name for each in attributes if each.init and not each.converter},
        getattr(model, finish) if finish in called.co_names else None,
    )


def _kept(field: Field) -> tuple[frozenset[type], Any]:
    """Return the types of values that an attribute is set to as they are, and its default."""
    if field.convert is not None:
        return frozenset(), field.default
    if field.empty is not None:
        return frozenset(field.plain), None
    return frozenset({*field.plain, type(None), type(field.default)}), field.default


def _putter(model: type[Model], name: str) -> _Put:
    """Return what sets an attribute: its slot, if it has one."""
    slot = getattr(model, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda made, value: _set(made, name, value)


_set: Final = object.__setattr__


def _is_only_set(attribute: Any) -> bool:
    """Return whether attrs sets an attribute to what it is given, but for a plain converter."""
    return (
        attribute.validator is None
        and attribute.default is not attrs.NOTHING
        and not getattr(attribute.default, "takes_self", False)
        and not isinstance(attribute.converter, attrs.Converter)
    )


def _unknown(data: Mapping[str, Any], table: _Table) -> dict[str, Any]:
    """Return what an object has beside the fields of a model."""
    return {name: value for name, value in data.items() if name not in table.by_wire}


def _arguments(data: Mapping[str, Any], table: _Table, types: Types) -> dict[str, Any]:
    """Return what the `__init__` of a model is called with to stand for an object."""
    found: dict[str, Any] = {"raw": data, "additional_properties": _unknown(data, table)}
    for field in table.fields:
        value = data.get(field.wire)
        read = None if value is None else field.codec.decode(value, field, types)
        if read is not None or (field.wire in data and field.empty is None):
            found[field.name] = read
    return found


def lacking(model: Kind, value: Any, *, is_field: bool = False) -> tuple[str, ...]:
    """Return the required fields of which an object in JSON has none, as `Codec.lacking` does.

    What is no object has none to lack.
    """
    if value.__class__ is not dict and not is_object(value):
        return ()
    table = _tables.get(model) or _table(model)
    if table.required and not is_field and value.keys().isdisjoint(table.required):
        return table.required
    for field in table.holding:
        inner = value.get(field.wire)
        if inner is not None and (due := field.codec.lacking(inner, is_field=True)):
            return due
    return ()


@cache
def limits_of(owner: Kind | Operation[..., Any], name: str) -> Limits:
    """Return the limits of a model's field or an operation's parameter, by its name in Python.

    Raises LookupError if there is none of that name.
    """
    parts = owner.parameters if isinstance(owner, Operation) else fields(owner)
    for part in parts:
        if part.name == name:
            return part.limits
    raise LookupError(name)


def required_names(model: Kind) -> tuple[str, ...]:
    """Return the names, in JSON, of the fields that an object of this kind must have."""
    return _table(model).required


def _nothing() -> dict[str, Any]:
    return {}


@attrs.frozen(kw_only=True, repr=False)
class Model(Shown):
    """An object of the document. Models are compared field by field; `raw` doesn't count.

    A field has the type that the document gives it. A field that an answer must have, and a server
    leaves out or sends in another type, is None or as it came when the program runs.
    """

    _types: ClassVar[Mapping[Any, Any]] = _NO_TYPES
    """The subclasses that what is nested is made of, unless a reader has others."""
    additional_properties: Mapping[str, Any] = attrs.field(factory=_nothing, kw_only=True)
    """The fields that the document lacks, by name in JSON."""
    raw: Mapping[str, Any] | None = attrs.field(default=None, eq=False, kw_only=True)
    """The JSON object that this was read from."""

    @classmethod
    def from_dict(  # noqa: C901
        cls, data: Mapping[str, Any], types: Types = _NO_TYPES, **own: Any
    ) -> Self:
        """Return the model of a JSON object.

        `types` names subclasses to make in place of models, however deep. `own` are fields that
        the object doesn't have, such as those that a subclass adds; they go before what it has. A
        request's model raises TypeError when a field is missing that must be there.
        """
        table, types = _tables.get(cls) or _table(cls), types or cls._types
        setting, left = table.setting, len(data)
        if setting is None or (own and not own.keys() <= setting.names.keys()):
            return cls(**{**_arguments(data, table, types), **own})
        made, get = object.__new__(cls), data.get
        for key, put, kept, default, field in setting.places:
            value = get(key, UNSET)
            if value is UNSET:
                value = default
            else:
                left -= 1
            if type(value) not in kept:
                is_read = value is not None and value is not default
                if is_read and type(value) not in field.plain:
                    value = field.codec.decode(value, field, types)
                if value is None and field.empty is not None:
                    value = field.empty()
                if field.convert is not None:
                    value = field.convert(value)
            put(made, value)
        _put_raw(made, data)
        _put_unknown(made, _unknown(data, table) if left else {})
        for other in setting.others:
            if other.name not in own:
                _set(made, other.attribute, other.default if other.empty is None else other.empty())
        for name, value in own.items():
            _set(made, setting.names[name], value)
        if setting.finish is not None:
            setting.finish(made)
        return made

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that this stands for, unknown fields included.

        It equals `raw` in what wasn't changed since.
        """
        raw = _NOTHING if self.raw is None else self.raw
        made: dict[str, Any] = {}
        for field in (_tables.get(type(self)) or _table(type(self))).fields:
            value, name = getattr(self, field.attribute), field.wire
            if value is UNSET:
                continue
            # Only a value of the default's type can equal it: few need to be compared.
            is_comparable = type(value) is type(field.default) and name not in raw
            if is_comparable and _is_left_out(field, value):
                continue
            came = raw.get(name, UNSET)
            if came is None and field.empty and not value:
                made[name] = None
            else:
                is_plain = type(value) in field.plain
                made[name] = value if is_plain else field.codec.encode(value, came)
        for name, value in self.additional_properties.items():
            made.setdefault(name, value if type(value) in _JSON else ANY.encode(value))
        return made

    def _own(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield the name, the value and the default of each field; the document's come first."""
        known = fields(type(self))
        for field in known:
            yield field.name, getattr(self, field.attribute), field.default
        others = _OWN.union(field.attribute for field in known)
        for own in attrs.fields(type(self)):
            if own.repr and own.name not in others:
                yield own.name, getattr(self, own.name), own.default

    def _members(self) -> Iterator[tuple[str, Any]]:
        yield from ((name, value) for name, value, _ in self._own())
        yield from self.additional_properties.items()

    def __repr__(self) -> str:
        shown = [
            f"{name}={value!r}"
            for name, value, default in self._own()
            if not _is_default(value, default)
        ]
        if self.additional_properties:
            shown.append(f"additional_properties={self.additional_properties!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


# So that the hints of a subclass's __init__ are resolved, wherever that stands.
attrs.resolve_types(Model)
_put_raw: Final = _putter(Model, "raw")
_put_unknown: Final = _putter(Model, "additional_properties")


# Without slots: it stands beside a class that has its own.
@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)
class FlatEvent(Model):
    """A frame of a stream as one object, with the fields of its data; `raw` is the frame."""

    kind: ClassVar[str] = ""
    """The frame's tag."""
    data_key: ClassVar[str] = ""
    """The key of the data in the frame; empty for a frame that is its own data."""

    def _decoded(self, codec: Codec) -> Any:
        field = Field(owner=type(self).__name__, name="frame", wire="", codec=codec)
        return codec.decode(self.raw, field, _NO_TYPES)


def from_base64(value: Any) -> bytes:
    """Return the bytes in a text; empty for what is no base64."""
    from base64 import b64decode

    try:
        return b64decode(value)
    except (TypeError, ValueError):
        return b""


class Item:
    """A field of a record: an attribute that reads the item of its key, and can't be set.

    It differs from the item where the item is null or missing and the document has another
    default, and where JSON has no such value: a time is one as an attribute.
    """

    def __init__(
        self, wire: Wire, default: Any, empty: Callable[[], Any] | None, by_key: bool
    ) -> None:
        self._wire = wire
        self._by_key = by_key
        self._default = default
        self._empty = empty
        self.is_late = _is_converted(wire.codec)
        """True if only the attribute is decoded: JSON has no such value."""

    def __set_name__(self, owner: type[Record], name: str) -> None:
        written, default = self._wire, self._empty() if self._empty else self._default
        codec = written.codec
        self.field = Field(
            owner=owner.__name__,
            name=name,
            attribute=name,
            wire=written.name,
            codec=codec,
            plain=_plain_kinds(codec),
            required=written.required,
            const=written.const,
            deprecated=written.deprecated,
            default=default,
            empty=self._empty,
        )
        if self._by_key and not hasattr(owner, written.name):
            setattr(owner, written.name, self)

    def __get__(self, record: Record | None, owner: type[Record]) -> Any:
        field = self.field
        if record is None:
            return self
        if field.deprecated:
            warn_used(owner, field.name)
        value = dict[str, Any].get(record, field.wire)
        if value is None:
            return self._empty() if self._empty else self._default
        return field.codec.decode(value, field, owner.types) if self.is_late else value

    def __set__(self, record: Record, value: Any) -> None:
        raise AttributeError(f"{self.field.name} can't be set; set the item {self.field.wire!r}")


def item(
    name: str,
    codec: Codec,
    *,
    required: bool = False,
    const: str | Unset = UNSET,
    deprecated: bool = False,
    default: Any = None,
    empty: Callable[[], Any] | None = None,
    by_key: bool = True,
) -> Any:
    """Return a field of a record.

    `default` is its value as an attribute where the item is missing or null; `empty` makes one.
    With `by_key` its key is an attribute, too. The rest is as in `wire`.
    """
    return Item(Wire(name, codec, required, const, deprecated), default, empty, by_key)


class Record(Shown, dict[str, Any]):
    """A JSON object as it was sent: a dict, with its fields as attributes as well.

    A key is also found by its Python name. A known key that wasn't sent is None when looked up, so
    that a server which leaves one out costs only that. A value of an unexpected type is kept as it
    came. The names of a dict's own methods are no attributes.
    """

    types: ClassVar[Types] = _NO_TYPES
    """The subclasses that what is nested is made of, unless a reader has others."""
    table: ClassVar[Mapping[str, Item]] = MappingProxyType({})
    """The fields by their keys."""
    _keys: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The keys by their Python names."""
    raw: Any = None
    """The JSON as it came."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        found = [
            one
            for base in reversed(cls.__mro__)
            for one in vars(base).values()
            if type(one) is Item
        ]
        cls.table = {one.field.wire: one for one in found}
        cls._keys = {one.field.name: one.field.wire for one in found}

    def __init__(
        self,
        values: Mapping[str, Any] | Iterable[tuple[str, Any]],
        *,
        raw: Any = None,
        types: Types = _NO_TYPES,
    ) -> None:
        given: Any = values
        if given.__class__ is not dict and not is_object(given):
            given = dict(given)  # pairs, as asdict copies a dict
        super().__init__(self._completed(given))
        types, table = types or self.types, self.table
        for name, value in self.items():
            one = table.get(name)
            if one is None or value is None or one.is_late or type(value) in one.field.plain:
                continue
            self[name] = one.field.codec.decode(value, one.field, types)
        self.raw = given if raw is None else raw

    @classmethod
    def _completed(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return an object with what is known from the rest of it."""
        return values

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], types: Types = _NO_TYPES, **own: Any) -> Self:
        """Return the record of a JSON object; one that is a record already, as it is."""
        return data if isinstance(data, cls) else cls(data, types=types, **own)

    def to_dict(self) -> dict[str, Any]:
        """Return a copy that is made of plain dicts and lists."""
        return {key: _plain(value) for key, value in self.items()}

    def _members(self) -> Iterator[tuple[str, Any]]:
        yield from self.items()

    @property
    def additional_properties(self) -> dict[str, Any]:
        """The items that the document has no field for, by name in JSON."""
        return {key: value for key, value in self.items() if key not in self.table}

    def __missing__(self, key: str) -> Any:
        if key in self._keys:
            return dict[str, Any].get(self, self._keys[key])
        if key in self.table:
            return None
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        return isinstance(key, str) and super().__contains__(self._keys.get(key))

    def get(self, key: str, default: Any = None, /) -> Any:
        """Return what the key holds, by either of its names; the default if it wasn't sent."""
        return self[key] if key in self else default  # noqa: SIM401 - this is what get() is


class Body:
    """A request that a program fills in: its fields can be set, and None is left out."""

    __slots__ = ()

    if not TYPE_CHECKING:  # a type checker knows the fields that can be set
        # attrs sets fields so, too.
        def __setattr__(self, name: str, value: Any) -> None:
            field = next((field for field in fields(type(self)) if field.name == name), None)
            if field is not None:
                value = self._converted(field, value)
                if field.deprecated and not _is_default(value, field.default):
                    _warn(f"{name} of {type(self).__name__} is deprecated")
            super().__setattr__(name, value)

        # attrs writes a __setattr__ for a program's own attrs class, and an __init__ that goes past
        # the one above: the fields are set once more, to be checked and converted.
        def __attrs_post_init__(self) -> None:
            if type(self).__setattr__ is not Body.__setattr__:
                for field in fields(type(self)):
                    Body.__setattr__(self, field.name, getattr(self, field.name))

    def _converted(self, field: Field, value: Any) -> Any:
        """Return the value to keep of one that is set; a subclass may refuse it."""
        default: object = field.default
        if value is None and isinstance(default, Body | dict):
            value = {}
        return type(default)(**value) if isinstance(default, Body) and is_object(value) else value

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], types: Types = _NO_TYPES, **own: Any) -> Self:
        """Return the request of a JSON object; fields that the document lacks are left out."""
        names = {field.wire: field.name for field in fields(cls)}
        known = {names[key]: value for key, value in data.items() if key in names}
        return cls(**known, **own)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that is sent."""
        found: dict[str, Any] = {}
        for field in (_tables.get(type(self)) or _table(type(self))).fields:
            value = getattr(self, field.attribute)
            if value is not None and value is not UNSET:
                is_plain = type(value) in field.plain or value in _EMPTY
                found[field.wire] = value if is_plain else field.codec.encode(value)
        return found


def given(value: object) -> Any:
    """Return a value that can be given in more forms than its field has: `Body` converts it."""
    return value


Kind: TypeAlias = type[Model] | type[Record] | type[Body]
"""The class that an object of JSON is read as."""
Types: TypeAlias = Mapping[Kind, Kind]
"""The subclass to make in place of a class, for those that have one."""


def _record_fields(record: type[Record]) -> tuple[Field, ...]:
    return tuple(one.field for one in record.table.values())


def _is_converted(codec: Codec) -> bool:
    """Return whether a codec makes of JSON what JSON doesn't have, such as a time."""
    match codec:
        case Array(inner) | Map(inner):
            return _is_converted(inner)
        case OneOf():
            return any(map(_is_converted, codec.others))
        case _:
            return isinstance(codec, Moment | Written | Embedded)


def _plain(value: Any) -> Any:
    if is_object(value):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if is_list(value) else value


_OBJECTS: Final = (Model, Body)
_EMPTY: Final[tuple[list[Any], dict[str, Any]]] = ([], {})
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_OWN: Final = frozenset({"additional_properties", "raw"})


def _is_left_out(field: Field, value: Any) -> bool:
    return (field.const is UNSET or value is None) and _is_default(value, field.default)


def _is_default(value: Any, default: Any) -> bool:
    return value is default or (type(value) is type(default) and bool(value == default))


def _moment(value: date) -> str:
    """Return a date, or a time with its offset: a time without one is taken as local."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.astimezone()
        return aware.isoformat().replace("+00:00", "Z")
    return value.isoformat()


# ------------------------------------------------------------------------------------- operations


def by_status(
    responses: Mapping[str, Mapping[str, Codec]],
) -> Mapping[str, Mapping[str, Codec]]:
    """Return responses by status; a key may hold several statuses, with spaces between them."""
    return {status: kinds for key, kinds in responses.items() for status in key.split()}


@attrs.frozen(eq=False, repr=False)
class Parameter:
    """A parameter of an operation: its name in Python, where it goes, and its name there."""

    name: str
    place: str
    """"path", "query" or "header"."""
    wire: str
    deprecated: bool = False
    secret: bool = False
    """True for a credential (format: password): it is kept out of logs."""
    limits: Limits = UNLIMITED


@attrs.frozen(eq=False, repr=False)
class Security:
    """The place of an operation's key: `place` is "header" or "query"."""

    name: str
    prefix: str = ""
    """Stands before the key, such as "Bearer "."""
    place: str = "header"


@attrs.frozen(kw_only=True, eq=False)
class Request(Generic[T]):
    """One call of an operation, ready to be sent any number of times; T is its answer's type."""

    operation: Operation[..., T]
    path: str = attrs.field(repr=False)
    """Escaped; it is appended to the address of the server."""
    query: Sequence[tuple[str, str]] = attrs.field(default=(), repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    media_type: str | None = None
    """The type of the body, if there is one."""
    body: Any = attrs.field(default=None, repr=False)
    """JSON; for a form its parts, pairs of a name and a text or File; else bytes."""
    secrets: Sequence[str] = attrs.field(default=(), repr=False)
    """The values of parameters that are secret."""
    arguments: Mapping[str, Any] = attrs.field(default=_NOTHING, repr=False)
    """Those that it was made of, but for the body."""

    @property
    def method(self) -> str:
        return self.operation.method

    @property
    def is_json(self) -> bool:
        """True if the body is written as JSON."""
        return self.media_type is not None and _is_json(self.media_type)

    @property
    def has_files(self) -> bool:
        """True if the body is a file, or a form that holds one."""
        parts = self.body if self.media_type in _FORMS else [(None, self.body)]
        return any(isinstance(part, File) for _, part in parts)


class StreamRequest(Request[T], Generic[T, E]):
    """A call that may be answered with a stream of events, whose type is E."""


def _is_json(media_type: str) -> bool:
    return media_type == "application/json" or media_type.endswith("+json")


_FORMS: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
_IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})
_EVENT_STREAM: Final = "text/event-stream"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Operation(Generic[P, T]):
    """An operation of the document: how it is asked for, and what it answers with.

    P are the arguments of `build`, T is the type of a successful answer.
    """

    _makes: ClassVar[type[Request[Any]]] = Request

    build: Callable[P, Request[T]]
    """Makes the request of the operation's arguments."""
    id: str
    method: str
    path: str
    """With a place in braces for each parameter in it."""
    server: str
    """The default base URL of the operation."""
    own_server: bool = False
    """True if that isn't the server of the tag's other operations."""
    tag: str
    parameters: Sequence[Parameter] = ()
    """Those in the path as they stand in it, before the others."""
    bodies: Mapping[str, Codec] = _NOTHING
    """The codecs of its bodies, by media type."""
    responses: Mapping[str, Mapping[str, Codec]] = _NOTHING
    """The codecs of its responses, by status ("200", "4XX" or "default") and media type."""
    security: Sequence[Sequence[Security]] = ()
    """The ways to show a key, any of which will do; an empty one means that none is needed."""
    bucket: str = attrs.field(default=attrs.Factory(lambda self: self.id, takes_self=True))
    """The name of the rate limit a call draws on: operations of one bucket share it."""
    repeatable: bool = False
    """True if sending a call twice does no more than once (RFC 9110 section 9.2.2)."""
    deprecated: bool = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}: {self.method} {self.path}>"

    # Every call passes through it, so that it is one function.
    def fill(self, body: Any = UNSET, /, **arguments: Any) -> Request[T]:  # noqa: C901
        """Return the request for some arguments, by their names in Python; UNSET isn't sent.

        Raises ValueError for a text in the path that would lead elsewhere, and for a model without
        a required field.
        """
        if self.deprecated:
            _warn(f"{self.id} is deprecated")
        path = self.path
        query: list[tuple[str, str]] = []
        headers: dict[str, str] = {}
        secrets: list[str] = []
        for parameter in self.parameters:
            value = arguments[parameter.name]
            if (value is UNSET or value is None) and parameter.place != "path":
                continue
            if parameter.deprecated:
                _warn(f"{parameter.name} of {self.id} is deprecated")
            if parameter.secret:
                secrets += _texts(value)
            if parameter.place == "path":
                path = path.replace(f"{{{parameter.wire}}}", _segment(parameter.name, value))
            elif parameter.place == "query":
                query += [(parameter.wire, text) for text in _texts(value)]
            else:
                headers[parameter.wire] = ",".join(_texts(value))
        kinds = self.bodies
        kind: str | None = None
        content: Any = None
        if body is not UNSET:
            if isinstance(body, _OBJECTS):
                table = _tables.get(type(body)) or _table(type(body))
                for field in (*table.due, *table.holding):
                    inner = getattr(body, field.attribute)
                    if (inner is None or isinstance(inner, _PARTS)) and (lost := _unset_in(body)):
                        raise ValueError(f"{lost} is required, and isn't set")
            kind = next(iter(kinds)) if len(kinds) == 1 else self._media_type(body)
            content = kinds[kind].encode(body)
        return self._makes(
            operation=self,
            path=path,
            query=query,
            headers=headers,
            media_type=kind,
            body=list(_parts(content)) if kind in _FORMS else content,
            secrets=secrets,
            arguments=arguments,
        )

    def _media_type(self, body: Any) -> str:
        for media_type, codec in self.bodies.items():
            target = codec.target() if isinstance(codec, Ref) else None
            if isinstance(target, type) and isinstance(body, target):
                return media_type
        return next(iter(self.bodies))

    @property
    def accept(self) -> str:
        """The media types of a successful answer, as a request names them."""
        kinds = [
            kind for status in self.responses if status[0] == "2" for kind in self.responses[status]
        ]
        return ", ".join(dict.fromkeys([*kinds, "application/json"]))

    def read(
        self,
        status: int,
        headers: Mapping[str, str],
        content: bytes,
        types: Types = _NO_TYPES,
    ) -> Response[T]:
        """Return an answer, read by what the document has for its status and media type.

        The names of `headers` are in lower case. Never raises: `Response.result` does.
        """
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        keys = (str(status), f"{status // 100}XX", "default")
        key = next((key for key in keys if key in self.responses), None)
        kinds: Mapping[str, Codec] = self.responses[key] if key else _NOTHING
        if media_type not in kinds and (not media_type or _is_json(media_type)):
            media_type = "application/json"
        codec, problem, parsed = kinds.get(media_type), "", None
        if codec is not None and media_type != _EVENT_STREAM:
            try:
                body = _decoded(media_type, content)
            except (ValueError, RecursionError):
                problem = "the answer isn't JSON"
            else:
                answer = Field(owner=self.id, name=key or "", wire="", codec=codec)
                parsed = None if body is None else codec.decode(body, answer, types)
        succeeded = 200 <= status < 300 and key is not None and key[0] == "2"
        return Response(
            operation_id=self.id,
            status_code=status,
            headers=headers,
            content=content,
            parsed=parsed if succeeded else None,
            error=None if succeeded else parsed,
            is_documented=key is not None,
            is_success=succeeded,
            problem=problem or _missing(kinds, media_type, content),
        )

    def sync(self, client: Client, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the operation and return its answer. Raises ApiError as `Client.send` does."""
        return client.send(self.build(*args, **kwargs)).result()

    def sync_detailed(self, client: Client, /, *args: P.args, **kwargs: P.kwargs) -> Response[T]:
        """Call the operation and return all of its answer, whatever the status."""
        return client.send(self.build(*args, **kwargs))

    async def asyncio(self, client: Client, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the operation and return its answer. Raises ApiError as `Client.asend` does."""
        return (await client.asend(self.build(*args, **kwargs))).result()

    async def asyncio_detailed(
        self, client: Client, /, *args: P.args, **kwargs: P.kwargs
    ) -> Response[T]:
        """Call the operation and return all of its answer, whatever the status."""
        return await client.asend(self.build(*args, **kwargs))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StreamOperation(Operation[P, T], Generic[P, T, E]):
    """An operation that may answer with a stream of events, whose type is E."""

    _makes: ClassVar[type[Request[Any]]] = StreamRequest

    build: Callable[P, StreamRequest[T, E]]

    if TYPE_CHECKING:

        def fill(self, body: Any = UNSET, /, **arguments: Any) -> StreamRequest[T, E]: ...

    @property
    def events(self) -> Codec:
        """The codec of an event."""
        kinds = (self.responses[status].get(_EVENT_STREAM) for status in self.responses)
        return next(codec for codec in kinds if codec is not None)

    def stream(self, client: Client, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[E]:
        """Call the operation and yield its events as they come, as `Client.stream` does."""
        return client.stream(self.build(*args, **kwargs))

    def astream(self, client: Client, /, *args: P.args, **kwargs: P.kwargs) -> AsyncIterator[E]:
        """Call the operation and yield its events as they come, as `Client.astream` does."""
        return client.astream(self.build(*args, **kwargs))


_PARTS: Final = (*_OBJECTS, list, tuple)


def _unset_in(value: Any) -> str:
    """Return a required field that a model made by a program has no value of; "" without one.

    One that answers hold as well can be made without it.
    """
    if is_list(value):
        names = (_unset_in(part) for part in value)
        return next((name for name in names if name), "")
    if not isinstance(value, _OBJECTS):
        return ""
    table = _tables.get(type(value)) or _table(type(value))
    for field in table.due if getattr(value, "raw", None) is None else ():
        if getattr(value, field.attribute) is None:
            return f"{field.name} of {type(value).__name__}"
    for field in table.holding:
        if lost := _unset_in(getattr(value, field.attribute)):
            return lost
    return ""


def _segment(name: str, value: Any) -> str:
    """Return a value as a segment of a path; one that is empty or made of dots names another."""
    is_given = value is not None and value is not UNSET
    text = value if type(value) is str else "".join(_texts(value)) if is_given else ""
    if text in {"", ".", ".."}:
        raise ValueError(f"{name} can't be {value!r}: it would lead to another path")
    return quote(text, safe="")


def _texts(value: Any) -> list[str]:
    """Return the texts of a parameter, one for each item of a list."""
    if type(value) is str:
        return [value]
    if isinstance(value, bool):
        return [str(value).lower()]
    if is_list(value):
        return [text for item in value for text in _texts(item)]
    return [_moment(value) if isinstance(value, date) else str(value)]


def _parts(form: Mapping[str, Any]) -> Iterator[tuple[str, str | File]]:
    """Yield the parts of a form: each file of a list is one, and what is no text is JSON."""
    for name, value in form.items():
        files: Sequence[Any] = value if is_list(value) else [value]
        if any(isinstance(item, File) for item in files):
            yield from ((name, item) for item in files)
        else:
            try:
                text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            except (TypeError, ValueError) as error:
                raise ValueError(f"{name} can't be sent in a form: {error}") from error
            yield name, text


def _decoded(media_type: str, content: bytes) -> Any:
    if _is_json(media_type):
        return json.loads(content) if content.strip() else None
    return content.decode("utf-8", "replace") if media_type.startswith("text/") else content


def _missing(kinds: Mapping[str, Codec | None], media_type: str, content: bytes) -> str:
    """Return what keeps an answer from being read, if it should have been."""
    if media_type == _EVENT_STREAM and media_type in kinds:
        return "the answer is a stream of events: call stream or astream"
    if kinds and (media_type not in kinds or not content.strip()):
        return f"the answer is none of {', '.join(kinds)}"
    return ""


def warn_given(instance: Model, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Warn of a deprecated field that is given: a validator."""
    if value is not UNSET:
        _warn(f"{attribute.name} of {type(instance).__name__} is deprecated")


def warn_used(model: Kind, name: str) -> None:
    """Warn of a deprecated field where it is used; not where the wrapper passes it on."""
    package, frame = __name__.partition(".")[0], currentframe()
    while frame is not None and (_package(frame) == package or _is_written(frame)):
        frame = frame.f_back
    if frame is None or _package(frame) != _home(package):
        _warn(f"{name} of {model.__name__} is deprecated")


def _warn(message: str) -> None:
    """Warn of deprecation where the package is used, however deep the call is inside of it."""
    home = _home(__name__)
    frame, level = currentframe(), 1
    while frame is not None and _is_inside(frame, home):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, DeprecationWarning, stacklevel=level)


def _is_inside(frame: FrameType, home: str) -> bool:
    return _home(_package(frame)) == home or _is_written(frame)


def _package(frame: FrameType) -> str:
    name: str = frame.f_globals.get("__name__", "")
    return name.partition(".")[0]


def _is_written(frame: FrameType) -> bool:
    """Return whether a frame is of attrs, or of code that it wrote: that has a file of its own."""
    return _package(frame) == "attr" or frame.f_code.co_filename.startswith("<attrs")


def _home(module: str) -> str:
    """Return the package of a module; `x_api` and `x`, the wrapper around it, count as one."""
    return module.partition(".")[0].removesuffix("_api")


# ----------------------------------------------------------------------------------------- client


@attrs.frozen(kw_only=True)
class Response(Generic[T]):
    """All of an answer."""

    operation_id: str
    status_code: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    content: bytes = attrs.field(repr=False)
    parsed: T | None
    """The answer of a call that succeeded."""
    error: Any = None
    """The answer of a call that didn't."""
    is_success: bool
    is_documented: bool
    """True if the document has a response of this status."""
    problem: str = ""
    """Why the answer could not be read, if so."""

    def result(self) -> T:
        """Return the answer of a call that succeeded.

        Raises UnexpectedStatus if the document has no such status, else ApiError if the call
        failed or the answer could not be read.
        """
        if not self.is_documented:
            raise UnexpectedStatus(self)
        if not self.is_success or self.problem:
            raise ApiError(self)
        return cast("T", self.parsed)


class ApiError(Exception):
    """A call failed, or its answer could not be read."""

    def __init__(self, response: Response[Any]) -> None:
        super().__init__(response)
        self.response = response

    @property
    def status_code(self) -> int:
        return self.response.status_code

    @property
    def error(self) -> Any:
        """The answer as the document has it for this status."""
        return self.response.error

    def __str__(self) -> str:
        answer = self.response
        reason = f": {answer.problem}" if answer.problem else ""
        return f"{answer.operation_id} was answered with status {answer.status_code}{reason}"


class UnexpectedStatus(ApiError):  # noqa: N818 - as the generator calls it
    """The answer's status is none that the document has."""


CONNECT_TIMEOUT: Final = 10.0
"""Seconds until a connection must be there."""
READ_TIMEOUT: Final = 60.0
"""Seconds until something must have been sent or received, or a connection be free."""


@attrs.frozen
class _Secret:
    """A text that is shown nowhere by itself."""

    text: str = attrs.field(repr=False)


class Client:
    """Sends requests over httpx, blocking and async. It never retries; redirects aren't followed.

    `base_url` takes the place of the server that the document names for an operation. `token` is
    shown where the operation wants it, and in no repr. `headers` are sent with each request.
    `timeout` is in seconds, for whatever is waited for. `http_client` and `async_http_client` are
    used instead of clients of its own, and are the caller's to close; their time-outs hold.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        http_client: httpx.Client | None = None,
        async_http_client: httpx.AsyncClient | None = None,
    ) -> None:
        self.base_url = base_url
        self._token = None if token is None else _Secret(token)
        self._headers = dict(headers or {})
        self._timeout = timeout
        self._lock = Lock()
        self._given = (http_client, async_http_client)
        self._client = http_client
        self._async_client = async_http_client

    def __repr__(self) -> str:
        shown = "" if self.base_url is None else repr(_host(self.base_url))
        return f"{type(self).__name__}({shown})"

    def send(self, request: Request[T]) -> Response[T]:
        """Send a request and return its answer, whatever the status. httpx's errors are raised."""
        client = self._blocking()
        answer = client.send(client.build_request(**self._arguments(request)))
        return request.operation.read(answer.status_code, _lower(answer), answer.content)

    async def asend(self, request: Request[T]) -> Response[T]:
        """Send a request and return its answer, whatever the status. httpx's errors are raised."""
        client = self._asynchronous()
        answer = await client.send(client.build_request(**self._arguments(request)))
        return request.operation.read(answer.status_code, _lower(answer), answer.content)

    def stream(self, request: StreamRequest[T, E]) -> Iterator[E]:
        """Send a request and yield the events of its answer as they come.

        Raises ApiError if the answer is no stream of events.
        """
        frames = _Frames(request.operation)
        with self._blocking().stream(**self._arguments(request)) as answer:
            if not frames.begin(answer):
                answer.read()
                raise _refusal(request, answer)
            for chunk in answer.iter_bytes():
                yield from frames.feed(chunk)

    async def astream(self, request: StreamRequest[T, E]) -> AsyncIterator[E]:
        """Send a request and yield the events of its answer as they come.

        Raises ApiError if the answer is no stream of events.
        """
        frames = _Frames(request.operation)
        async with self._asynchronous().stream(**self._arguments(request)) as answer:
            if not frames.begin(answer):
                await answer.aread()
                raise _refusal(request, answer)
            async for chunk in answer.aiter_bytes():
                for event in frames.feed(chunk):
                    yield event

    def _blocking(self) -> httpx.Client:
        import httpx

        with self._lock:  # threads may share a client
            if self._client is None:
                self._client = httpx.Client(timeout=self._limits())
            return self._client

    def _asynchronous(self) -> httpx.AsyncClient:
        if self._async_client is None:
            import httpx

            self._async_client = httpx.AsyncClient(timeout=self._limits())
        return self._async_client

    def _limits(self) -> httpx.Timeout:
        import httpx

        if self._timeout is not None:
            return httpx.Timeout(self._timeout)
        return httpx.Timeout(READ_TIMEOUT, connect=CONNECT_TIMEOUT)

    def _arguments(self, request: Request[Any]) -> dict[str, Any]:
        """Return what httpx is called with."""
        operation = request.operation
        headers = {"Accept": operation.accept, **self._headers, **request.headers}
        query = list(request.query)
        if self._token is not None and (way := next(filter(None, operation.security), ())):
            for place in way:
                shown = place.prefix + self._token.text
                if place.place == "query":
                    query.append((place.name, shown))
                else:
                    headers[place.name] = shown
        server = operation.server if self.base_url is None else self.base_url
        return {
            "method": operation.method,
            "url": server.rstrip("/") + request.path,
            "params": query or None,
            "headers": headers,
            **_httpx_body(request, headers),
        }

    def close(self) -> None:
        """Close the connections of the blocking form."""
        if self._client is not None and self._client is not self._given[0]:
            self._client.close()
            self._client = None

    async def aclose(self) -> None:
        """Close the connections of the async form."""
        if self._async_client is not None and self._async_client is not self._given[1]:
            await self._async_client.aclose()
            self._async_client = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _host(url: str) -> str:
    """Return an address without its credentials: user, password and query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _lower(answer: httpx.Response) -> dict[str, str]:
    return {name.lower(): text for name, text in answer.headers.items()}


def _httpx_body(request: Request[Any], headers: dict[str, str]) -> dict[str, Any]:
    """Return a body as httpx takes it; add its type to `headers` where httpx wouldn't."""
    if request.media_type is None:
        return {}
    if request.media_type == "multipart/form-data":
        return {"files": [(name, _httpx_part(part)) for name, part in request.body]}
    if request.media_type in _FORMS:
        return {"data": dict(request.body)}
    headers["Content-Type"] = request.media_type
    if request.is_json:
        text = json.dumps(request.body, ensure_ascii=False, allow_nan=False)
        return {"content": text.encode()}
    return {"content": request.body}


def _httpx_part(part: str | File) -> tuple[Any, ...]:
    if isinstance(part, str):
        return (None, part)
    name = part.file_name or "file"  # without a name servers take it for a text
    return (name, part.payload, part.mime_type) if part.mime_type else (name, part.payload)


def _refusal(request: Request[Any], answer: httpx.Response) -> ApiError:
    read = request.operation.read(answer.status_code, _lower(answer), answer.content)
    if read.is_success:
        read = attrs.evolve(read, problem="the answer is no stream of events")
    return ApiError(read) if read.is_documented else UnexpectedStatus(read)


_SENTINEL: Final = "[DONE]"
"""Ends many a stream, and is no event."""


class _Frames:
    """The events in the bytes of a stream (WHATWG HTML, section 9.2.6)."""

    def __init__(self, operation: Operation[..., Any]) -> None:
        assert isinstance(operation, StreamOperation)
        self._codec = operation.events
        self._field = Field(owner=operation.id, name="event", wire="", codec=self._codec)
        self._rest = b""
        self._data: list[str] = []

    def begin(self, answer: httpx.Response) -> bool:
        """Return whether an answer is a stream of events."""
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return answer.is_success and kind == _EVENT_STREAM

    def feed(self, chunk: bytes) -> Iterator[Any]:
        """Yield the events that are complete with these bytes."""
        # A carriage return at the end may be half a line break: it waits for what follows.
        *lines, self._rest = re.split(rb"\r\n|\n|\r(?=[\s\S])", self._rest + chunk)
        for line in lines:
            name, _, text = line.decode("utf-8", "replace").partition(":")
            if name == "data":
                self._data.append(text.removeprefix(" "))
            elif not line and self._data:
                text, self._data = "\n".join(self._data), []
                if text.strip('"') != _SENTINEL:
                    yield self._event(text)

    def _event(self, text: str) -> Any:
        try:
            value = json.loads(text)
        except ValueError:
            value = text
        return None if value is None else self._codec.decode(value, self._field, _NO_TYPES)
