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
from _pytest.tmpdir import tmppath_result_key

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

    The marker is shorter, and sets the fixtures up anew for each case.
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


def pytest_configure(config: pytest.Config) -> None:
    line = "table(names, rows, ids=None): as parametrize, but all rows are called in one test"
    config.addinivalue_line("markers", line)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrize a test with the first row of each of its tables."""
    for marker in metafunc.definition.iter_markers("table"):
        _, row = next(_rows(marker))
        metafunc.parametrize([*row], [pytest.param(*row.values(), id=pytest.HIDDEN_PARAM)])


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """Call a test once for each row of its tables, and fail with every row that failed."""
    tables = [_rows(marker) for marker in pyfuncitem.iter_markers("table")]
    if not tables or _IN_ROWS in pyfuncitem.stash:
        return None
    pyfuncitem.stash[_IN_ROWS] = True
    with _table() as case:
        for number, row in enumerate(product(*tables)):
            with case(" ".join(label for label, _ in row)):
                if number:
                    _set_up(pyfuncitem, {name: it for _, part in row for name, it in part.items()})
                _call(pyfuncitem)
    return True


def _set_up(item: pytest.Function, row: dict[str, Any]) -> None:
    """Give a test the values of a row, and fixtures that no other row has used.

    For which pytest has no public interface: this is the start and the end of its own.
    """
    used = [*item._request._fixture_defs.values()]
    item.callspec.params.update(row)
    if all(definition.scope != "function" or definition.argname in row for definition in used):
        item.funcargs.update(row)
        return
    item.stash.setdefault(tmppath_result_key, {})  # each end of a `tmp_path` takes it away
    for definition in reversed(used):
        if definition.scope == "function":
            definition.finish(item._request)
    item._initrequest()
    item._request._fillfixtures()
    if "caplog" in item.funcargs:
        item.funcargs["caplog"].clear()


def _call(item: pytest.Function) -> None:
    try:
        item.ihook.pytest_pyfunc_call(pyfuncitem=item)
    except (pytest.skip.Exception, pytest.xfail.Exception):
        pytest.fail("a row of a table can't be skipped or expected to fail: parametrize the test")


def _names(given: str | Sequence[str]) -> list[str]:
    return [*map(str.strip, given.split(","))] if isinstance(given, str) else [*given]


def _rows(marker: pytest.Mark) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a marker `table`: the label of each, and its values by name."""
    names, given = _names(marker.args[0]), [*marker.args[1]]
    assert given, f"a table without rows: {names}"
    ids = marker.kwargs.get("ids", [None] * len(given))
    labels = map(ids, given) if callable(ids) else ids
    for label, row in zip(labels, given, strict=True):
        yield _row(names, label, row)


def _row(names: list[str], label: object, given: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(given, _PARAM):
        assert not given.marks, "a row of a table can't be marked: parametrize the test"
        label, values = given.id, given.values
    else:
        values = given if len(names) > 1 else [given]
    row = dict(zip(names, values, strict=True))
    return str(label or " ".join(f"{n}={reprlib.repr(v)}" for n, v in row.items())), row
