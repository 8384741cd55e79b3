"""Tables of cases that run in one test, as `@pytest.mark.table(names, rows)` or by a fixture.

A test of its own for each case costs some milliseconds, which is more than most cases take.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import product
from typing import Any

import pytest

# Of a test whose rows are being called.
_IN_ROWS = pytest.StashKey[bool]()
_PARAM = type(pytest.param())


@pytest.fixture
def table() -> AbstractContextManager[Any]:
    """Runs all the cases of a table in one test, which then fails with every case that failed.

        with table as case:
            for value in VALUES:
                with case(value):
                    ...

    Where the cases share no fixture that keeps state, the marker is shorter.
    """
    return _table()


@contextmanager
def _table() -> Iterator[Any]:
    failures: dict[str, BaseException] = {}

    @contextmanager
    def case(label: object) -> Iterator[None]:
        try:
            yield
        except (Exception, pytest.fail.Exception) as failure:
            name = label if isinstance(label, str) else reprlib.repr(label)
            failure.add_note(f"case: {name}")
            failures[f"{name} ({len(failures) + 1})" if name in failures else name] = failure

    yield case
    if failures:
        raise BaseExceptionGroup(f"cases {', '.join(failures)}", [*failures.values()])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give the names of a table a value that `pytest_pyfunc_call` replaces."""
    for marker in metafunc.definition.iter_markers("table"):
        names = _names(marker.args[0])
        metafunc.parametrize(names, [pytest.param(*names, id=pytest.HIDDEN_PARAM)])


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """Call a test once for each row of its tables, and fail with every row that failed.

    The rows share what the fixtures gave: a test of a fixture that keeps state has to be
    parametrized.
    """
    tables = [_rows(marker) for marker in pyfuncitem.iter_markers("table")]
    if not tables or _IN_ROWS in pyfuncitem.stash:
        return None
    pyfuncitem.stash[_IN_ROWS] = True
    with _table() as case:
        for row in product(*tables):
            with case(" ".join(label for label, _ in row)):
                for _, values in row:
                    pyfuncitem.funcargs.update(values)
                _call_once(pyfuncitem)
    return True


def _call_once(item: pytest.Function) -> None:
    try:
        item.ihook.pytest_pyfunc_call(pyfuncitem=item)
    except (pytest.skip.Exception, pytest.xfail.Exception):
        pytest.fail("a row of a table can't be skipped or expected to fail: parametrize the test")


def _names(given: str | Sequence[str]) -> list[str]:
    return [*map(str.strip, given.split(","))] if isinstance(given, str) else [*given]


def _rows(marker: pytest.Mark) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows of a marker `table`: the label of each, and its values by name."""
    names, given = _names(marker.args[0]), [*marker.args[1]]
    assert given, f"a table without rows: {names}"
    ids = marker.kwargs.get("ids", [None] * len(given))
    labels = map(ids, given) if callable(ids) else ids
    return [_row(names, *row) for row in zip(labels, given, strict=True)]


def _row(names: list[str], label: object, given: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(given, _PARAM):
        assert not given.marks, "a row of a table can't be marked: parametrize the test"
        label, values = given.id, given.values
    else:
        values = given if len(names) > 1 else [given]
    row = dict(zip(names, values, strict=True))
    return str(label or " ".join(f"{n}={reprlib.repr(v)}" for n, v in row.items())), row
