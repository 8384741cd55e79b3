"""The inputs of a batch, read one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penstock import UsageError
from penstock.batch import AsyncKind, Kind, Outcome, calls, check_concurrency, count


@pytest.mark.table(
    ("args", "kwargs", "expected", "total"),
    [
        ([[1], [2, 3]], None, [([1], {}), ([2, 3], {})], 2),
        (None, [{"a": 1}], [((), {"a": 1})], 1),
        ([(1,)], [{"a": 1}], [((1,), {"a": 1})], 1),
        ([[], []], None, [([], {}), ([], {})], 2),
        ([], None, [], 0),
        ([], [], [], 0),
        (({"x": 1}.keys() and [i] for i in range(2)), None, [([0], {}), ([1], {})], None),
        (iter([[1]]), [{"a": 1}], [([1], {"a": 1})], 1),
    ],
)
def test_calls_are_taken_from_the_inputs(args: Any, kwargs: Any, expected: Any, total: Any) -> None:
    """Lists in the documented form, or anything that can be gone through."""
    assert count(args, kwargs) == total
    assert list(calls(args, kwargs)) == expected


def test_inputs_are_taken_as_they_are_needed() -> None:
    """They may be endless."""
    taken = []

    def endless() -> Iterator[list[int]]:
        for number in itertools.count():
            taken.append(number)
            yield [number]

    assert list(itertools.islice(calls(endless(), None), 3)) == [([0], {}), ([1], {}), ([2], {})]
    assert taken == [0, 1, 2]


@pytest.mark.table(
    ("args", "kwargs", "message"),
    [
        ([5], None, r"args\[0\] is the list of one call's arguments, not int"),
        ([[1], "abc"], None, r"args\[1\] .*not str"),
        ([{"a": 1}], None, r"args\[0\] .*not dict"),
        (None, [[1]], r"kwargs\[0\] is the dict"),
        ("abc", None, "args and kwargs are lists, not str"),
        (5, None, "args and kwargs are lists, not int"),
        ({"a": [1]}, None, "lists, not dict"),
        (iter([[1], [2]]), iter([{}]), "differ in length"),
        (iter([[1]]), iter([{}, {}]), "differ in length"),
    ],
)
def test_inputs_that_are_none_are_refused(args: Any, kwargs: Any, message: str) -> None:
    """A forgotten pair of brackets, above all."""
    with pytest.raises(UsageError, match=message):
        list(calls(args, kwargs))


def test_unequal_or_missing_inputs_are_refused_at_once() -> None:
    """Where it shows before anything is called."""
    with pytest.raises(UsageError, match="differ in length"):
        count([[1], [2]], [{}])
    with pytest.raises(UsageError, match="args="):
        count(None, None)


@given(st.lists(st.lists(st.integers(), max_size=3), max_size=20))
def test_every_input_is_one_call(args: list[list[int]]) -> None:
    """In order, none lost, none twice."""
    assert [one for one, _ in calls(iter(args), None)] == args


@pytest.mark.table("value", [0, -1, 1.5, True, "5", None])
def test_an_impossible_concurrency_is_refused(value: Any) -> None:
    """No workers can do no work."""
    with pytest.raises(UsageError, match="concurrency"):
        check_concurrency(value)
    assert check_concurrency(1) == 1


def test_an_outcome_gives_back_what_happened() -> None:
    """The value, or the error itself."""
    error = ValueError("x")
    assert (Outcome(0, 5).result(), Outcome(0, 5).ok) == (5, True)
    assert not Outcome(1, error=error).ok
    with pytest.raises(ValueError) as caught:
        Outcome(1, error=error).result()
    assert caught.value is error


def test_each_kind_of_function_has_its_batch() -> None:
    """The error names the other one."""

    async def asynchronous() -> int:
        return 1

    for check in (Kind.check, AsyncKind.check):
        with pytest.raises(UsageError, match="must be a function, not int"):
            check(5)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="run_concurrent_async"):
        Kind.check(asynchronous)
    with pytest.raises(UsageError, match="run_concurrent_async"):
        Kind.read(asynchronous())
    with pytest.raises(UsageError, match="use run_concurrent or"):
        AsyncKind.read(5)  # type: ignore[type-var]
    assert Kind.read(5) == 5
