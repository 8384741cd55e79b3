"""Datasets: which there are, whose rows they have, and how a row is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import define, field

from .registry import KINDS, Columns, table
from .replies import ServerError

PLAYED = ("CommonOJDataset", "AutoEvalDataset")
"""Those the mock can judge by; the others' rules are their own."""

REMEDY = (
    "penstock-mock holds no such dataset. Give it one: mock.sandbox_fusion.dataset(name, rows), on "
    'a port the scenario "dataset:<name>", or send config.provided_data'
)
_NUMBER = re.compile(
    r"[ \t\n\r\f\v]*[+-]?(?:\d{1,18}(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?[ \t\n\r\f\v]*", re.I | re.A
)
_UNPLAYED = (
    f"penstock-mock plays {' and '.join(PLAYED)} only. Give the problems in the form of one of them"
    ": mock.sandbox_fusion.dataset(name, rows, kind=...), or config.provided_data with that "
    "dataset_type; or stub the operation"
)


@define(eq=False)
class Dataset:
    """A registered dataset."""

    name: str
    kind: str = "CommonOJDataset"
    rows: list[dict[str, Any]] | None = None
    """None: it is registered, and its table is not there."""
    metrics_function: str | None = None
    metrics: dict[str, Any] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if self.rows is not None and self.kind not in PLAYED:
            raise ValueError(f"the mock judges by {' and '.join(PLAYED)}, not by {self.kind!r}")

    def same_id(self, given: int | str) -> Callable[[dict[str, Any]], bool]:
        """Return what compares rows with an id, as their column does.

        A column of numbers compares text that is one as a number, and a column of texts a number
        as its text; the mock's rows may have both, and then an id's type counts.
        """
        kinds = {type(row["id"]) for row in self.rows or ()}
        wanted: Any = given
        if kinds == {int} and isinstance(given, str) and _NUMBER.fullmatch(given):
            wanted = float(given)
            return lambda row: bool(row["id"] == wanted)
        if kinds == {str}:
            wanted = str(given)
        return lambda row: bool(type(row["id"]) is type(wanted) and row["id"] == wanted)


def found(registered: Mapping[str, Dataset], name: str, config: Mapping[str, Any]) -> Dataset:
    """The dataset a request means; one without a table where it isn't registered.

    Raises ServerError as the server does for one there is not.
    """
    if name in registered:
        return registered[name]
    kind = config["dataset_type"]
    if kind is None:
        raise ServerError(400, f"no eval class found for dataset {name}", remedy=REMEDY)
    if kind not in KINDS:
        raise ServerError(400, f"eval class {kind} not found")
    return Dataset(name, kind)


def played(dataset: Dataset) -> None:
    """Raise ServerError where the mock goes no further, as a server does that lacks the class."""
    if dataset.kind not in PLAYED:
        raise ServerError(400, f"eval class {dataset.kind} not found", remedy=_UNPLAYED)


def rows(dataset: Dataset, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a request for prompts or ids. Raises ServerError."""
    columns = KINDS[dataset.kind].prompt
    found = _rows(dataset, fields, columns)
    played(dataset)
    return found


def _rows(dataset: Dataset, fields: Mapping[str, Any], columns: Columns) -> list[dict[str, Any]]:
    provided = fields["config"]["provided_data"]
    if provided:
        if not isinstance(provided, list):
            what = "request.config.provided_data should be a list of str -> str | int"
            raise ServerError(400, what)
        return [_columns(row, columns) for row in provided]
    offset, limit = fields["offset"], fields["limit"]
    if dataset.rows is None:
        part = f"ORDER BY id LIMIT {offset}, {limit}"
        raise _no_table(dataset, columns, part, "fetch_all")
    start = max(0, offset)
    end = None if limit < 0 else start + limit
    return [_columns(row, columns) for row in _in_order(dataset.rows)[start:end]]


def ids(dataset: Dataset, fields: Mapping[str, Any]) -> list[int | str]:
    """Return the ids of a request's rows. Raises ServerError."""
    return [each["id"] for each in rows(dataset, fields)]


def prompt_row(dataset: Dataset, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a request for one prompt. Raises ServerError."""
    found = _row(dataset, fields, KINDS[dataset.kind].prompt)
    played(dataset)
    return found


def test_row(dataset: Dataset, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a submission. Raises ServerError."""
    return _row(dataset, fields, KINDS[dataset.kind].test)


def _row(dataset: Dataset, fields: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    provided = fields["config"]["provided_data"]
    if provided:
        if not isinstance(provided, dict):
            what = "request.config.provided_data should be a dict with str -> str | int"
            raise ServerError(400, what)
        return _columns(provided, columns)
    given = fields["id"]
    quoted = given if isinstance(given, int) else f"'{given}'"
    if dataset.rows is None:
        raise _no_table(dataset, columns, f"WHERE id = {quoted}", "fetch_one")
    if isinstance(given, str) and "'" in given:  # the id is pasted into the query as it is
        named = f'"{table(dataset.name)}"'
        raise _failed(named, columns, f"WHERE id = {quoted}", "syntax error")
    mine = next(filter(dataset.same_id(given), dataset.rows), None)
    if mine is None:
        error = TypeError("'NoneType' object is not iterable")
        raise ServerError(500, str(error), error)
    return _columns(mine, columns)


def _in_order(given: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """By id, as the database does: numbers first, then text."""
    return sorted(given, key=lambda r: (isinstance(r["id"], str), r["id"]))


def _columns(mine: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    if not columns:
        return dict(mine)
    for name in columns:
        if name not in mine:
            error = KeyError(name)
            raise ServerError(500, str(error), error)
    return {name: mine[name] for name in columns}


def _no_table(dataset: Dataset, columns: Columns, rest: str, asked: str) -> ServerError:
    """The server finds no database for the table, and asks nothing for it."""
    why = f"'NoneType' object has no attribute {asked!r}"
    return _failed(table(dataset.name), columns, rest, why)


def _failed(named: str, columns: Columns, rest: str, why: str) -> ServerError:
    query = f"SELECT {', '.join(columns) or '*'} FROM {named} {rest}"  # noqa: S608 - only told
    said = f"failed to request database with query {query}: {why}"
    return ServerError(500, said, remedy=REMEDY)
