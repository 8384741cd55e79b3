"""A marker calls a test with all rows of a table, and each failure names its row."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import pytest

made = []

@pytest.fixture
def fresh(number):
    made.append(number)
    yield []
    made.remove(number)

@pytest.mark.table("number", [1, 2, 3])
@pytest.mark.table(("left", "right"), [(1, 1), pytest.param(2, 1, id="odd")])
def test_sum(fresh, number, left, right):
    fresh.append(number)
    assert fresh == made == [number]
    assert left == right

@pytest.mark.anyio
@pytest.mark.table("number", [1, 2], ids=["one", "two"])
async def test_async(number, fresh):
    assert number == 1

@pytest.mark.table("number", [1, 2, 3])
def test_pure(number, tmp_path):
    (tmp_path / "file").mkdir()

@pytest.mark.table("number", [1, 2])
def test_skipped(number):
    pytest.skip("no")
"""


def test_rows_have_fixtures_of_their_own_and_failures_name_theirs(
    pytester: pytest.Pytester,
) -> None:
    """In blocking and async tests; a row can't be skipped, which would skip those after it."""
    pytester.makepyfile(TESTS)
    pytester.makeconftest(
        "import tables\n\ndef pytest_configure(config):\n"
        "    config.pluginmanager.register(tables)\n"
    )
    result = pytester.runpytest("-p", "no:penstock_mock")
    result.assert_outcomes(passed=1, failed=4)  # the async one on two event loops
    result.stdout.fnmatch_lines(
        [
            "*cases odd number=1, odd number=2, odd number=3 (3 sub-exceptions)",
            "*case: odd number=1",
            "*case: two",
            "*a row of a table can't be skipped*",
            "*case: number=2",
        ]
    )
