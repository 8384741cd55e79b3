"""What one session knows of SandboxFusion: what programs do, and which datasets there are."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from ...engine.session import Session
from ..base import ServiceState
from . import samples, scenarios
from .datasets import Dataset
from .languages import LANGUAGES
from .options import Options
from .results import Cell, Notebook, Result
from .scripts import CellSource, Entry, Match, Program, Scripts, Sheet

_PATTERN = "re:"
# Requests of which it is known when they were there: more are never there at once.
_REMEMBERED = 10_000


@define(eq=False)
class SandboxFusionState(ServiceState[Options]):
    """SandboxFusion's world in one session."""

    service = "sandbox_fusion"
    options_type = Options

    session: Session
    programs: Scripts[Program, Result] = field(factory=lambda: Scripts(Result))
    cells: Scripts[CellSource, Cell] = field(factory=lambda: Scripts(Cell))
    notebooks: Scripts[Sheet, Notebook] = field(factory=lambda: Scripts(Notebook))
    datasets: dict[str, Dataset] = field(factory=samples.registered)
    """The registered ones, by id."""
    not_understood: list[str] = field(factory=list)
    """Errors for programs without a script that couldn't be parsed, and for unknown datasets."""
    busy: deque[tuple[float, float]] = field(factory=lambda: deque(maxlen=_REMEMBERED))
    """When each request came and when its answer was, or will be, ready: epoch seconds."""

    # -- what a test says -----------------------------------------------------------------------

    def script(
        self, match: Match, *results: Any, language: str | None = None
    ) -> Entry[Program, Result]:
        """Say what becomes of a program: each result once, in turn, the last one from then on.

        match: the code's whole text, a pattern to be found in it, or a function of the `Program`.
        results: `result(...)` and its like, or functions from the `Program` to one. language: only
        where it is sent as that. The newest script wins. Its `answered` lists what it answered.

        Raises ValueError for what is no result and for what can't be matched.
        """
        return self.programs.add(match, results, language)

    def script_cell(self, match: Match, *results: Any) -> Entry[CellSource, Cell]:
        """Say what becomes of a notebook's cell: `cell(...)` or `cell_error(...)`."""
        return self.cells.add(match, results)

    def script_notebook(self, match: Match, *results: Any) -> Entry[Sheet, Notebook]:
        """Say what becomes of a notebook, by its cells' text with a blank line between two."""
        return self.notebooks.add(match, results)

    def dataset(
        self,
        name: str,
        rows: Sequence[Mapping[str, Any]] | None,
        *,
        kind: str = "CommonOJDataset",
        metrics_function: str | None = None,
        metrics: Mapping[str, Any] | None = None,
    ) -> None:
        """Register a dataset, or another in its place.

        rows: objects of `id`, `content`, `labels` and `test`; None registers one whose table is
        not there. kind: "CommonOJDataset" or "AutoEvalDataset"; rows of any other class raise
        ValueError.
        """
        mine = None if rows is None else [dict(row) for row in rows]
        if any("id" not in row for row in mine or ()):
            raise ValueError("each row of a dataset needs an id")
        given = Dataset(name, kind, mine, metrics_function, dict(metrics or {}))
        self.datasets[name] = given

    def configure(self, name: str, *steps: Any) -> None:
        """Like the scripts, from plain JSON; see `scenarios`.

        name: the code's whole text, or `re:` and a pattern. Before either, `cell:` or `notebook:`
        is for those, and `<language>:` for programs in one language only. `dataset:<id>` registers
        the steps as its rows.
        """
        kind, _, rest = name.partition(":")
        if kind == "dataset":
            self.dataset(rest, steps)
        elif kind == "cell":
            self.script_cell(_matcher(rest), *map(scenarios.cell, steps))
        elif kind == "notebook":
            self.script_notebook(_matcher(rest), *map(scenarios.notebook, steps))
        else:
            language = kind if kind in LANGUAGES else None
            match = _matcher(name if language is None else rest)
            self.script(match, *map(scenarios.scenario, steps), language=language)

    # -- what the handlers ask ------------------------------------------------------------------

    @property
    def full(self) -> bool:
        """True if the server takes no further request just now."""
        limit, now = self.options.limit_concurrency, self.session.clock.time()
        return limit is not None and sum(end > now for _, end in self.busy) >= limit

    def work(self, seconds: float) -> None:
        """A request keeps the server busy from now on for so long."""
        now = self.session.clock.time()
        self.busy.append((now, now + seconds))

    @property
    def peak(self) -> int:
        """How many requests there were at once, at most."""
        moments = [(start, 1) for start, _ in self.busy] + [(end, -1) for _, end in self.busy]
        most = current = 0
        for _, change in sorted(moments):  # at one moment, who leaves makes room first
            current += change
            most = max(most, current)
        return most


def _matcher(text: str) -> str | re.Pattern[str]:
    if not text.startswith(_PATTERN):
        return text
    try:
        return re.compile(text.removeprefix(_PATTERN), re.DOTALL)
    except re.error as error:
        raise ValueError(f"{text!r} is no pattern: {error}") from None
