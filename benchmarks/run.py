"""Run all benchmarks, print one table, and write the report.

    python benchmarks/run.py [NAME ...]

With names, such as `sse` of bench_sse.py, these alone run, and the other rows of the report stay.
Each module runs in a process of its own, as memory and caches carry over within one. Fails where a
budget is missed or a benchmark breaks off. Without QUICK it writes docs/benchmarks.json and what is
made of it: the page, the plot and the README's table of figures.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from harness import QUICK, Row, read_rows, table
from plot import plotted
from report import Report

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "benchmarks.json"
_FIGURES = re.compile(r"(?<=\n## Figures\n)(.*?\n\n)\|.*?\n(?=\n)", re.DOTALL)


def measured(names: Sequence[str]) -> Iterator[Row]:
    """The rows of these benchmarks."""
    for path in sorted(p for name in names for p in ROOT.glob(f"benchmarks/bench_{name}.py")):
        began = time.monotonic()
        command = [sys.executable, str(path), "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        print(f"{path.name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        yield from read_rows(json.loads(done.stdout))


def written(report: Report, readme: str) -> dict[Path, str]:
    """The text of each file that is made of a report."""
    return {
        REPORT: report.dump(),
        REPORT.with_suffix(".md"): report.page(),
        REPORT.with_suffix(".svg"): plotted(report.rows),
        ROOT / "README.md": _FIGURES.sub(lambda found: found[1] + report.quoted(), readme, count=1),
    }


def renewed(kept: Iterable[Row], rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of the report, each as it was measured last."""
    return list({row.name: row for row in (*kept, *rows)}.values())


def main(names: Sequence[str]) -> bool:
    """Print the table, and write the files; return True if a budget is missed."""
    unknown = [name for name in names if not (ROOT / f"benchmarks/bench_{name}.py").exists()]
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}: see benchmarks/bench_*.py")
    rows = list(measured(names or "*"))
    print(table(rows))
    if not QUICK:
        kept = Report.load(REPORT.read_text("utf-8")).rows if names else ()
        readme = (ROOT / "README.md").read_text("utf-8")
        for path, text in written(Report.of(renewed(kept, rows)), readme).items():
            path.write_text(text, encoding="utf-8")
    return any(row.is_over_budget for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
