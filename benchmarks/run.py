"""Run all benchmarks, print one table, and write the report.

    python benchmarks/run.py

Each module runs in a process of its own, as memory and caches carry over within one. Fails where a
budget is missed or a benchmark breaks off. Without QUICK it writes docs/benchmarks.json and what is
made of it: the page, the plot and the README's table of figures.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from harness import QUICK, Row, read_rows, table
from plot import plotted
from report import Report

ROOT = Path(__file__).resolve().parent.parent
_FIGURES = re.compile(r"(?<=\n## Figures\n)(.*?\n\n)\|.*?\n(?=\n)", re.DOTALL)


def measured() -> Iterator[Row]:
    """The rows of all benchmarks."""
    for path in sorted(ROOT.glob("benchmarks/bench_*.py")):
        print(f"{path.name} ...", file=sys.stderr, flush=True)
        command = [sys.executable, str(path), "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        yield from read_rows(json.loads(done.stdout))


def written(report: Report, readme: str) -> dict[Path, str]:
    """The text of each file that is made of a report."""
    docs = ROOT / "docs" / "benchmarks.json"
    return {
        docs: report.dump(),
        docs.with_suffix(".md"): report.page(),
        docs.with_suffix(".svg"): plotted(report.rows),
        ROOT / "README.md": _FIGURES.sub(lambda found: found[1] + report.quoted(), readme, count=1),
    }


def main() -> bool:
    """Print the table, and write the files; return True if a budget is missed."""
    rows = list(measured())
    print(table(rows))
    if not QUICK:
        readme = (ROOT / "README.md").read_text("utf-8")
        for path, text in written(Report.of(rows), readme).items():
            path.write_text(text, encoding="utf-8")
    return any(row.is_over_budget for row in rows)


if __name__ == "__main__":
    sys.exit(main())
