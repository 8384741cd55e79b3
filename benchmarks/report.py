"""The report of a run: as JSON, as a page of the documentation, and as the README's figures."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence

from attrs import frozen
from harness import COLUMNS, Row, as_dict, by_section, read_rows

PAGE = """\
# Benchmarks

`make bench` measures all of this and fails where a budget is missed; `QUICK=1 make bench` takes
fewer rounds and writes nothing. This page, the plot and the README's figures are made of
`docs/benchmarks.json`, which it writes.

The less, the better, in every row. Times are CPU times of the process that is measured, except by
the clock. All that is compared takes turns, for some rounds: a figure is the least of them, as
other programs can only add to it, and a ratio the median of those of each round, as they hit both
sides alike. Figures differ from machine to machine, and ratios less so.

- The limit is the layer below without any of Penstock: bare httpx, a bare application.
- The ratio is to the limit, or to the first peer where there is none.
- The goal is what is aimed at. The budget is what no change may go beyond.

Measured on {machine}.

![Each figure as a multiple of its goal, with those of the limit and the peers](benchmarks.svg)
"""


@frozen
class Report:
    """The rows of one run, and the machine it was on."""

    rows: Sequence[Row]
    machine: str

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Report:
        """A report of rows that were measured here."""
        python = f"{platform.python_implementation()} {platform.python_version()}"
        system = f"{platform.system()} {platform.machine()}"
        return cls(rows, f"{python}, {system}, {os.cpu_count()} processors")

    @classmethod
    def load(cls, text: str) -> Report:
        """The report that was written as JSON."""
        read = json.loads(text)
        return cls(read_rows(read["rows"]), read["machine"])

    def dump(self) -> str:
        """JSON."""
        found = {"machine": self.machine, "rows": [as_dict(row) for row in self.rows]}
        return json.dumps(found, indent=1, ensure_ascii=False) + "\n"

    def page(self) -> str:
        """The documentation's page, in Markdown."""
        parts = [PAGE.format(machine=self.machine)]
        for section, rows in by_section(self.rows):
            parts.append(f"## The {section}\n\n{_table(COLUMNS, [row.cells() for row in rows])}")
            if notes := [f"- **{row.name}**: {row.note}" for row in rows if row.note]:
                parts.append("\n".join(notes) + "\n")
        return "\n".join(parts)

    def quoted(self) -> str:
        """The README's table."""
        rows = [
            (row.name, row.judged, row.goal, row.budget)
            for row in self.rows
            if row.quoted and not row.left_out
        ]
        return _table(("", "measured", "goal", "budget"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "".join(f"| {cell} ".replace("  ", " ") for cell in line) + "|\n" for line in lines
    )
