"""Runs that count the contract coverage of all the mocks which are made while they last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import penstock_mock  # the count is loaded when one is asked for

from ..document.contract import Contract
from . import checks


class Collector(Protocol):
    """A run that counts for all the mocks which are made while it lasts."""

    def of(self, contract: Contract) -> penstock_mock.Coverage:
        """The count of a contract that its mocks share."""
        ...

    def add(self, coverage: penstock_mock.Coverage) -> None:
        """Add a count that a mock keeps for itself."""


_collectors: list[Collector] = []


@contextmanager
def collecting(collector: Collector) -> Iterator[None]:
    """Within this context mocks count for the collector, too; of nested ones for the innermost."""
    _collectors.append(collector)
    try:
        yield
    finally:
        _collectors.remove(collector)


def chosen(
    coverage: penstock_mock.Coverage | bool | None, contract: Contract
) -> penstock_mock.Coverage | None:
    """The count of a new mock. coverage: True makes one of its own, False none; None: that of the
    run, if there is one.

    Raises ValueError for the count of another contract, TypeError for what is none.
    """
    if coverage is not None and not isinstance(coverage, bool):
        remedy = "True, False or a Coverage"
        checks.of_type("coverage", coverage, penstock_mock.Coverage, remedy)
    collector = _collectors[-1] if _collectors else None
    if coverage is None:
        return collector.of(contract) if collector else None
    if coverage is False:
        return None
    count = penstock_mock.Coverage(contract) if coverage is True else coverage
    if count.contract is not contract:
        raise ValueError("coverage is of another contract; give that of this mock")
    if collector is not None:
        collector.add(count)
    return count
