"""The benchmarks' harness, and the committed report, of which all quoted figures are made."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import Row, Way, as_dict, compared, judged, misnamed, read_rows, table
from plot import plotted
from report import Report
from run import REPORT, renewed, written

ROOT = Path(__file__).resolve().parent.parent


def row(**fields: Any) -> Row:
    given = {"section": "client", "name": "A call", "unit": "µs", "ours": 30.0}
    return Row(
        **given | {"limit": {"bare": 20.0}, "peers": {"theirs": 60.0}, "ratio": 1.5} | fields
    )


def committed() -> Report:
    return Report.load(REPORT.read_text("utf-8"))


def test_the_pages_and_the_plot_are_those_of_the_committed_figures() -> None:
    report = committed()
    for path, text in written(report, (ROOT / "README.md").read_text("utf-8")).items():
        assert path.read_text("utf-8") == text, f"{path.name} has other figures: run `make bench`"


def test_the_committed_run_kept_its_budgets_and_states_what_missed_goals_would_take() -> None:
    rows = committed().rows
    names = [row.name for row in rows]
    assert len(set(names)) == len(names) > 40
    assert [row.name for row in rows if row.is_over_budget] == []
    missed = [row for row in rows if row.over(row.goal)]
    assert [row.name for row in missed if "would take" not in row.why] == []


def names() -> Iterator[str]:
    """The names of the rows of every benchmark; none of them is run."""
    for path in ROOT.glob("benchmarks/bench_*.py"):
        (found,) = (
            ast.literal_eval(node.value)
            for node in ast.parse(path.read_text("utf-8")).body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets) == "NAMES"
        )
        yield from found


def test_the_committed_rows_are_those_of_the_benchmarks() -> None:
    """None was renamed, added or removed without being measured."""
    assert misnamed(committed().rows, names()) == []


def test_a_row_under_another_name_and_one_that_is_missing_are_found() -> None:
    rows = [row(name="A call"), row(name="A page of 54 kB")]
    assert misnamed(rows, ["A page of * kB", "A call"]) == []
    assert misnamed(rows, ["A call", "Import"]) == ["A page of 54 kB", "Import"]
    assert misnamed([*rows, rows[0]], ["A page of * kB", "A call"]) == ["A call"]


BENCHMARK = """
from harness import Row, main
main([Row(section="client", name="A call", unit="µs", ours={ours}, budget="30 µs")], {names})
"""


@pytest.mark.parametrize(
    ("ours", "named", "fails"),
    [(30.0, ["A call"], False), (31.0, ["A call"], True), (30.0, ["Another"], True)],
)
def test_a_run_fails_for_a_missed_budget_and_for_rows_of_other_names(
    tmp_path: Path, ours: float, named: list[str], fails: bool
) -> None:
    """By its exit status, which is what make and CI look at."""
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    for path in ("harness.py", "plot.py", "report.py", "run.py"):
        shutil.copy(ROOT / "benchmarks" / path, folder)
    (folder / "bench_call.py").write_text(BENCHMARK.format(ours=ours, names=named), "utf-8")
    done = subprocess.run(
        [sys.executable, str(folder / "run.py")],
        env={**os.environ, "QUICK": "1"},
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode != 0) is fails
    assert (b"over budget" in done.stdout) is (ours > 30)


def test_a_row_is_judged_by_its_ratio_or_its_figure(table: Any) -> None:
    cases = {
        "1.5 ×": False,
        "1.49 ×": True,
        "30 µs": False,
        "29 µs": True,
        "1,000 µs": False,
    }
    with table as case:
        for bound, missed in cases.items():
            with case(bound):
                assert row(budget=bound).is_over_budget is missed
                assert not row(goal=bound).is_over_budget
                assert row(goal=bound).over(bound) is missed
        with case("another unit"), pytest.raises(ValueError, match="neither in µs nor a ratio"):
            row(goal="3 ms")
        with case("no figure"):
            assert not row(ours=None, ratio=None, budget="1 ×", left_out="-").is_over_budget


def test_the_table_has_distances_and_reasons() -> None:
    rows = [
        row(goal="1.2 ×", budget="2 ×", why="a copy; a view would do"),
        row(section="mock", name="Streams cut", unit="streams", ours=2.0, goal="0 streams"),
        row(section="mock", name="Beside Prism", ours=None, left_out="no node here"),
        row(name="Far off", budget="1 ×"),
    ]
    shown = table(rows).splitlines()
    client, mock = (
        next(n for n, line in enumerate(shown) if s in line) for s in ("CLIENT", "MOCK")
    )
    assert client < mock
    words = ["A call", "30 µs", "bare 20 µs", "theirs 60 µs", "1.50 ×", "1.2 ×", "2 ×"]
    assert re.split(" {2,}", shown[client + 1]) == words
    assert shown[client + 2] == "    1.25 times the goal: a copy; a view would do"
    assert shown[client + 4] == "    over budget"
    assert shown[mock + 2] == "    2 streams: no reason is known"
    assert shown[mock + 4] == "    left out: no node here"


def test_a_figure_is_the_least_of_rounds_in_turns_and_a_ratio_the_median(table: Any) -> None:
    costs = {"ours": [9.0, 2e-5, 6e-5, 4e-5], "bare": [0.1, 1e-5, 2e-5, 4e-5]}
    costs["theirs"] = [0.1, 5e-5, 8e-5, 4e-5]
    left = {name: iter(of_way) for name, of_way in costs.items()}
    order = []

    def way(name: str) -> Way:
        def cost() -> float:
            order.append(name)
            return next(left[name])

        return cost

    others = {name: way(name) for name in ("bare", "theirs")}
    made = compared("client", "A call", way("ours"), others, 3, limit="bare", goal="1 ×")
    assert order == ["ours", "bare", "theirs"] * 4
    assert made.ours == pytest.approx(20)
    assert made.limit == {"bare": pytest.approx(10)}
    assert made.peers == {"theirs": pytest.approx(40)}
    assert made.ratio == pytest.approx(2)
    with table as case:
        with case("to the first peer"):
            assert judged("client", "A", {"ours": [0.3], "theirs": [0.2]}).ratio == 0.3 / 0.2
        with case("alone"):
            assert judged("client", "A call", {"ours": [2e-5, 3e-5]}).ratio is None


def test_a_row_outlives_json() -> None:
    made = row(goal="1 ×", why="a copy", ours=0.0)
    found = as_dict(made)
    assert (found["ours"], found["ratio"], "budget" in found) == (0.0, 1.5, False)
    assert read_rows([found]) == [made]


def test_a_part_that_is_measured_anew_takes_its_place_in_the_report() -> None:
    kept = [row(name="A"), row(name="B"), row(name="C")]
    rows = renewed(kept, [row(name="B", ours=1.0), row(name="D")])
    assert [(it.name, it.ours) for it in rows] == [("A", 30), ("B", 1), ("C", 30), ("D", 30)]


def drawn(svg: str) -> Iterator[str]:
    for element in ET.fromstring(svg).iter():
        yield element.text or ""


def test_the_plot_is_the_same_for_the_same_rows_and_has_each_of_them() -> None:
    rows = [
        row(name="A <call> & more", goal="1.2 ×"),
        row(name="Nothing", unit="KiB", ours=0.0, limit={}, peers={}, ratio=None, budget="64 KiB"),
        row(name="Left out", ours=None, goal="1 ×", left_out="no node"),
    ]
    svg = plotted(rows)
    assert svg == plotted(read_rows([as_dict(row) for row in rows]))
    texts = set(drawn(svg))
    assert {"A <call> & more", "1.50 × bare", "Nothing", "0 KiB", "theirs"} <= texts
    assert "Left out" not in texts
    assert "prefers-color-scheme: dark" in svg
