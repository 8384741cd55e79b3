"""Rows of figures: measured in turns, and judged by a goal and a budget.

A benchmark is a module `bench_*.py` with a function `rows()` that yields a Row for each figure, and
their NAMES, which the tests compare with those of the report. Run alone it prints them. `run.py`
runs all, each in a process of its own, and writes their report.

The less, the better, in every row. All that is compared takes turns, for some rounds: a figure is
the least of them, as other programs can only add to it, and a ratio the median of those of each
round, as they hit both sides alike. QUICK in the environment makes the rounds fewer.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from statistics import median
from typing import Any

from attrs import asdict, field, frozen

QUICK = bool(os.environ.get("QUICK"))
TIMES = "×"
_SCALE = {"µs": 1e6, "ms": 1e3, "s": 1.0}

Way = Callable[[], float]
"""Does something once and returns its cost, in seconds."""


@frozen(kw_only=True)
class Row:
    """A figure of ours beside those of others."""

    section: str
    """client or mock."""
    name: str
    unit: str = ""
    """Of `ours` and of all figures beside it."""
    ours: float | None = None
    """None for a row that is left out."""
    limit: Mapping[str, float] = field(factory=dict)
    """The layer below, done without any of ours: its name and figure."""
    peers: Mapping[str, float] = field(factory=dict)
    """The figures of other software for the same task."""
    ratio: float | None = None
    """Times the limit, or the first peer where there is no limit."""
    goal: str = ""
    """The most that is aimed at: "1.5 ×" the limit, or the first peer, or in the row's unit."""
    budget: str = ""
    """The most that is let through."""
    why: str = ""
    """The reason for a goal that isn't reached, and the change that it would take."""
    left_out: str = ""
    """The reason for a row without figures."""
    quoted: bool = False
    """It stands in the README."""

    def __attrs_post_init__(self) -> None:
        for bound in filter(None, (self.goal, self.budget)):
            if not self.left_out and self.value(bound) is None:
                raise ValueError(f"{self.name}: {bound!r} is neither in {self.unit} nor a ratio")

    @property
    def beside(self) -> str:
        """The name of what the ratio is to; "" for a row of a single figure."""
        return next(iter({**self.limit, **self.peers}), "")

    def value(self, bound: str) -> float | None:
        """The figure that a bound is for."""
        unit = bound.partition(" ")[2]
        return self.ratio if unit == TIMES else self.ours if unit == self.unit else None

    def over(self, bound: str) -> bool:
        """True for a figure that misses a bound."""
        value = self.value(bound) if bound else None
        return value is not None and value > number(bound)

    @property
    def is_over_budget(self) -> bool:
        """True for a row that has stepped back."""
        return self.over(self.budget)

    @property
    def judged(self) -> str:
        """The figure that counts: that of the goal, or of the budget where there is none."""
        bound = self.goal or self.budget
        unit = bound.partition(" ")[2]
        return _figure(self.value(bound), unit) + (f" {self.beside}" if unit == TIMES else "")

    @property
    def distance(self) -> str:
        """The figure as a multiple of the goal."""
        value, goal = self.value(self.goal), number(self.goal)
        assert value is not None
        return f"{value / goal:.2f} times the goal" if goal else _figure(value, self.unit)

    @property
    def note(self) -> str:
        """A sentence where there is more than figures to a row."""
        if self.left_out:
            return f"left out: {self.left_out}"
        missed = "over budget; " if self.is_over_budget else ""
        if self.over(self.goal):
            return f"{missed}{self.distance}: {self.why or 'no reason is known'}"
        return missed.removesuffix("; ")

    def cells(self) -> list[str]:
        """The texts of its columns."""
        limit, peers = (
            ", ".join(f"{name} {_figure(value, self.unit)}" for name, value in others.items())
            for others in (self.limit, self.peers)
        )
        ours = _figure(self.ours, self.unit)
        return [self.name, ours, limit, peers, _figure(self.ratio, TIMES), self.goal, self.budget]


NUMBERS = (1, 4, 5, 6)
COLUMNS = ("", "ours", "limit", "peers", "ratio", "goal", "budget")


def number(bound: str) -> float:
    return float(bound.partition(" ")[0].replace(",", ""))


def _short(value: float) -> str:
    """A number to three digits, or to its last whole one."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:.2f} {unit}" if unit == TIMES and value < 10 else f"{_short(value)} {unit}"


# -- measuring ------------------------------------------------------------------------------------


def rounds(full: int) -> int:
    """So many rounds, or a quarter of them."""
    return max(2, full // 4) if QUICK else full


def cpu(call: Callable[[], object], times: int = 1, parts: int = 1) -> Way:
    """The CPU time of one of the parts of a call, which is made so many times in a row."""

    def way() -> float:
        started = time.process_time()
        for _ in range(times):
            call()
        return (time.process_time() - started) / times / parts

    return way


def peak() -> float:
    """The most memory that this process ever held, in MB; 0 where the system has no count."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def in_turns(ways: Mapping[str, Way], times: int) -> dict[str, list[float]]:
    """The costs of each way; those of a first round, which imports and opens, aside."""
    first, *costs = ([way() for way in ways.values()] for _ in range(times + 1))
    return dict(zip(ways, map(list, zip(*costs or [first], strict=True)), strict=True))


def judged(
    section: str,
    name: str,
    costs: Mapping[str, Sequence[float]],
    *,
    limit: str = "",
    unit: str = "µs",
    **texts: Any,
) -> Row:
    """A row of the costs that ways had in turns, in seconds: ours first, and then the others'."""
    figures = {way: min(found) * _SCALE[unit] for way, found in costs.items()}
    ours, *others = costs
    beside = limit or next(iter(others), "")
    ratios = [a / b for a, b in zip(costs[ours], costs[beside], strict=True)] if beside else []
    return Row(
        section=section,
        name=name,
        unit=unit,
        ours=figures[ours],
        limit={way: figures[way] for way in others if way == limit},
        peers={way: figures[way] for way in others if way != limit},
        ratio=median(ratios) if ratios else None,
        **texts,
    )


def compared(
    section: str, name: str, ours: Way, others: Mapping[str, Way], times: int, **texts: Any
) -> Row:
    """A row of ways, after so many turns."""
    return judged(section, name, in_turns({"ours": ours, **others}, times), **texts)


# -- printing -------------------------------------------------------------------------------------


def table(rows: Sequence[Row]) -> str:
    """The rows of each section in columns, each note below its row."""
    shown = [row.cells() for row in rows]
    widths = [max(map(len, column)) for column in zip(COLUMNS, *shown, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if number in NUMBERS else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join(padded).rstrip()

    lines = []
    for section, its in by_section(rows):
        lines += ["", line((section.upper(), *COLUMNS[1:]))]
        for row in its:
            lines += [line(row.cells()), *([f"    {row.note}"] if row.note else [])]
    return "\n".join(lines)


def by_section(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of the client, then those of the mock."""
    found = list(rows)
    for section in ("client", "mock"):
        if its := [row for row in found if row.section == section]:
            yield section, its


def as_dict(row: Row) -> dict[str, Any]:
    """A row for JSON: without what is empty, and figures to four digits."""

    def rounded(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: rounded(inner) for name, inner in value.items()}
        return float(f"{value:.4g}") if isinstance(value, float) else value

    found = asdict(row)
    return {name: rounded(v) for name, v in found.items() if v or isinstance(v, float)}


def read_rows(found: Iterable[dict[str, Any]]) -> list[Row]:
    """The rows that `as_dict` was given."""
    return [Row(**row) for row in found]


def misnamed(rows: Iterable[Row], names: Iterable[str]) -> list[str]:
    """The names of rows that no name stands for, and the names that stand for no row.

    A `*` in a name stands for what depends on the machine.
    """
    left = list(names)
    unknown = []
    for row in rows:
        name = next((name for name in left if fnmatchcase(row.name, name)), None)
        if name is None:
            unknown.append(row.name)
        else:
            left.remove(name)
    return [*unknown, *left]


def main(rows: Iterable[Row], names: Iterable[str]) -> None:
    """Print a benchmark's rows: as JSON for `run.py`, or as a table; exit 1 for a missed budget."""
    logging.disable(logging.WARNING)
    found = list(rows)
    if wrong := misnamed(found, names):
        sys.exit(f"the rows and NAMES differ in {', '.join(map(repr, wrong))}: correct either")
    if sys.argv[1:] == ["--json"]:
        print(json.dumps([as_dict(row) for row in found]))
    else:
        print(table(found))
        sys.exit(any(row.is_over_budget for row in found))
