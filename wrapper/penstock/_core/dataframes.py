"""Tables of pandas or polars, made of results; neither is loaded before one is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, get_args

from penstock._core.call_options import Library
from penstock.batch import Outcome
from penstock.errors import UsageError
from penstock_api.runtime import UNSET, Array, Kind, Record, fields, is_list, members_of

_LIBRARIES: Final[tuple[Library, ...]] = get_args(Library)
_SCALARS: Final = frozenset({bool, int, float, str, bytes, date, datetime, Decimal})
_LARGEST: Final = 2**63 - 1


def to_dataframe(items: Iterable[Any], library: Library | None = None) -> Any:
    """Return a data frame with a row for each item: a result, an event, or a batch's outcome.

    Columns are named as fields are. Those of an object in a field have its name before theirs, as
    in "run.status"; the row of a result with a verdict has that as well. An outcome's row has its
    `index`, its `exception` as text, and the fields of its value. Times are in UTC. Where values
    of one column are of several types, or are lists of objects, pandas holds them as they are, and
    polars their JSON as text.

    `library` is "pandas" or "polars"; by default the one that is installed, pandas if both are.
    Raises UsageError if it isn't.
    """
    return framer(library)(items, ())


def framer(library: Library | None = None) -> Callable[[Iterable[Any], Sequence[str]], Any]:
    """Return what makes a data frame of items, and of the names of its columns if there are none.

    Raises UsageError for a library that isn't there.
    """
    if library is not None and library not in _LIBRARIES:
        raise UsageError(f'library is "pandas" or "polars", not {library!r}')
    wanted = _LIBRARIES if library is None else (library,)
    found = next((name for name in wanted if find_spec(name) is not None), None)
    if found is None:
        remedies = " or ".join(f"pip install 'penstock[{name}]'" for name in wanted)
        raise UsageError(f"to_dataframe() needs {' or '.join(wanted)}: {remedies}")
    make = _pandas if found == "pandas" else _polars
    return lambda items, names: make(
        import_module(found), _columns(map(_row, items)) or {name: [] for name in names}
    )


def listed(found: Any) -> tuple[Iterable[Any], Sequence[str]]:
    """Return the items of a result that holds one list, and the names of their fields."""
    if isinstance(found, list):
        (kind,) = get_args(type(found).__orig_bases__[0])  # type: ignore[attr-defined]
        return found, _field_names(kind)
    listing = next(field for field in fields(type(found)) if isinstance(field.codec, Array))
    assert isinstance(listing.codec, Array)
    kind = get_args(listing.codec.hint)[0]
    items = found[listing.wire] if isinstance(found, Record) else getattr(found, listing.name)
    return items or (), _field_names(kind)


def _field_names(kind: Kind) -> Sequence[str]:
    is_record = issubclass(kind, Record)
    return [field.wire if is_record else field.name for field in fields(kind)]


def _row(item: Any) -> dict[str, Any]:
    if isinstance(item, Outcome):
        error = item.error
        named = {"index": item.index, "exception": None if error is None else _described(error)}
        return named if item.value is None else {**named, **_row(item.value)}
    verdict = getattr(item, "verdict", None)
    found = {} if verdict is None else {"verdict": _plain(verdict)}
    members = members_of(item)
    return {**found, **(dict(_flat("", members)) if members is not None else {"value": item})}


def _described(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _flat(prefix: str, members: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the values of an object by the paths of their names."""
    for name, value in members.items():
        inner = members_of(value)
        if inner:
            yield from _flat(f"{prefix}{name}.", inner)
        else:
            yield f"{prefix}{name}", None if inner is not None else _plain(value)


def _plain(value: Any) -> Any:
    """Return a value as data frames hold it: lists and dicts in place of results."""
    if isinstance(value, Enum):
        return None if value is UNSET else value.value
    if isinstance(value, BaseException):
        return _described(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    if is_list(value):
        return [_plain(item) for item in value]
    members = members_of(value)
    return value if members is None else {name: _plain(held) for name, held in members.items()}


def _columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return the values of each column; None where a row has none."""
    held = list(rows)
    names = dict.fromkeys(name for row in held for name in row)
    columns = {name: [row.get(name) for row in held] for name in names}
    # Those of objects that are None in some rows.
    objects = {name[:end] for name in columns for end, char in enumerate(name) if char == "."}
    return {
        name: values
        for name, values in columns.items()
        if name not in objects or any(value is not None for value in values)
    }


def _kinds(values: Iterable[Any]) -> set[type]:
    return {type(value) for value in values} - {type(None)}


def _fits(values: Iterable[Any]) -> bool:
    return all(value is None or -_LARGEST <= value <= _LARGEST for value in values)


def _pandas(pandas: Any, columns: Mapping[str, list[Any]]) -> Any:
    def column(values: list[Any]) -> Any:
        kinds = _kinds(values)
        if None in values and kinds == {int} and _fits(values):
            return pandas.array(values, dtype="Int64")  # by itself it makes floats of them
        is_mixed = len(kinds) > 1 and not kinds <= {int, float}
        return pandas.Series(values, dtype=object) if is_mixed else values

    return pandas.DataFrame({name: column(values) for name, values in columns.items()})


def _polars(polars: Any, columns: Mapping[str, list[Any]]) -> Any:
    def column(name: str, values: list[Any]) -> Any:
        if _is_uniform(values):
            try:
                return polars.Series(name, _of_one_kind(values))
            except (TypeError, ValueError, OverflowError, polars.exceptions.PolarsError):
                pass  # beyond what its types hold
        return polars.Series(name, list(map(_as_text, values)), dtype=polars.String)

    return polars.DataFrame([column(name, values) for name, values in columns.items()])


def _is_uniform(values: Sequence[Any]) -> bool:
    """True for values of one type, or lists of such."""
    kinds = _kinds(values)
    if kinds == {list}:
        items = [item for value in values if value for item in value]
        return list not in _kinds(items) and _is_uniform(items)
    return kinds <= {int, float} or (len(kinds) < 2 and kinds <= _SCALARS)


def _of_one_kind(values: list[Any]) -> list[Any]:
    if _kinds(values) == {int, float}:
        return [None if value is None else float(value) for value in values]
    return values


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
