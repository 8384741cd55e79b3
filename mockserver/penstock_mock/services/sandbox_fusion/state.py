"""SandboxFusion's state in one session: its options, the scripts of programs, and the datasets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import field
from attrs.validators import deep_iterable, in_

from ...document.values import define, frozen
from ...engine import checks
from ...engine.checks import check_arguments
from ..base import RecentList, ServiceState, by_annotation, dialects
from ..behaviours import BehaviourSequence
from . import behaviours, datasets
from .behaviours import Cell, Notebook, Result
from .datasets import Dataset
from .languages import LANGUAGES

# More requests than these are never there at once.
_REMEMBERED = 10_000


# -- options ---------------------------------------------------------------------------------------


def _seconds(_: Any, attribute: Any, value: float) -> None:
    checks.seconds(attribute.name, value)


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (str, list, tuple, set, frozenset)):
        raise ValueError(f"missing must be a list of languages, not {value!r}")
    return (value,) if isinstance(value, str) else tuple(value)


@frozen(field_transformer=by_annotation)
class Options:
    """Options of the service "sandbox_fusion" in one session.

    dialect: "2026-11", the only one: the server of that month.
    executor_pod_name: the field of that name in the answer to every run, as in a cluster.
    missing: languages whose tools the server lacks: their programs are Failed with 127, those in
        Python and bash SandboxError.
    run_seconds, compile_seconds, kernel_seconds: the time, on the session's clock, to start a
        program, to compile it, and to start a notebook. 0 lets a benchmark measure the client.
    output_limit: bytes of stdout, and of stderr, after which a program's output is cut
        silently: the server doesn't drain its pipes (219264 was seen). None keeps all of it.
    output_hang: bytes after which such a program is out of time instead (440320 was seen); None
        only cuts.
    steps: of a program that is interpreted, before it counts as one without an end.
    judge_attempts: runs of a test of a CommonOJ dataset, while it is a SandboxError.
    judge_parallel: tests of a submission that run side by side.
    limit_concurrency: answer 503 to more requests than these at once, as a server does that was
        started with such a limit; None has none.
    """

    dialect: str = field(**dialects("2026-11"))
    executor_pod_name: str | None = None
    missing: tuple[str, ...] = field(
        default=(), converter=_names, validator=deep_iterable(in_(LANGUAGES))
    )
    # An interpreter's own start, about as it was measured: enough to be seen in
    # `execution_time`, too little to be waited for on a port.
    run_seconds: float = field(default=0.01, validator=_seconds)
    compile_seconds: float = field(default=0.1, validator=_seconds)
    # A real kernel takes about a second; a test should not.
    kernel_seconds: float = field(default=0.1, validator=_seconds)
    output_limit: int | None = field(default=219_264, validator=checks.at_least(1, or_none=True))
    output_hang: int | None = field(default=440_320, validator=checks.at_least(1, or_none=True))
    steps: int = field(default=500_000, validator=checks.at_least(1))
    judge_attempts: int = field(default=5, validator=checks.at_least(1))
    judge_parallel: int = field(default=3, validator=checks.at_least(1))
    limit_concurrency: int | None = field(default=None, validator=checks.at_least(1, or_none=True))


# -- scripts ---------------------------------------------------------------------------------------

Match: TypeAlias = str | re.Pattern[str] | Callable[[Any], bool]
R = TypeVar("R")
P = TypeVar("P", "Program", "CellSource", "NotebookSource")


@frozen
class Program:
    """A program that was sent, decoded."""

    code: str
    language: str = "python"
    stdin: str | None = None
    compile_timeout: float = 10.0
    run_timeout: float = 10.0
    memory_limit_mb: int = -1
    files: Mapping[str, bytes] = field(factory=dict)
    fetch_files: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Its bytes, about."""
        return len(self.code) + len(self.stdin or "") + sum(map(len, self.files.values()))


@frozen
class NotebookSource:
    """A notebook that was sent, decoded; `code` is its cells, a blank line between two."""

    cells: tuple[str, ...]
    total_timeout: float = 45.0
    files: Mapping[str, bytes] = field(factory=dict)
    fetch_files: tuple[str, ...] = ()
    config: Mapping[str, Any] = field(factory=dict)

    @property
    def code(self) -> str:
        """The text that is matched."""
        return "\n\n".join(self.cells)

    @property
    def size(self) -> int:
        """Its bytes, about."""
        return sum(map(len, (*self.cells, *self.files.values())))


@frozen
class CellSource:
    """One cell of a notebook."""

    code: str

    @property
    def size(self) -> int:
        """Its bytes, about."""
        return len(self.code)


@define(eq=False)
class Computed:
    """A result that is computed from the program that was sent."""

    work: Callable[[Any], Any]


@define(eq=False)
class Script(Generic[P, R]):
    """The results of the programs that it matches, in turn."""

    match: Match
    results: BehaviourSequence[Any]
    language: str | None = None
    answered: list[P] = field(
        factory=lambda: RecentList("The programs of a script", lambda source: source.size)
    )
    """The programs it matched, oldest first."""

    def matches(self, source: P) -> bool:
        """Return whether the script is for that."""
        if self.language is not None and getattr(source, "language", None) != self.language:
            return False
        if isinstance(self.match, str):
            return self.match == source.code
        if isinstance(self.match, re.Pattern):
            return self.match.search(source.code) is not None
        return bool(self.match(source))


@define(eq=False)
class ScriptTable(Generic[P, R]):
    """The scripts of programs, cells or notebooks; the newest that matches is used."""

    kind: type[R]
    scripts: list[Script[P, R]] = field(factory=list)

    @property
    def held(self) -> int:
        """The bytes of the programs that were answered."""
        return sum(getattr(script.answered, "held", 0) for script in self.scripts)

    def add(
        self, match: Match, results: tuple[Any, ...], language: str | None = None
    ) -> Script[P, R]:
        """Add a script. Raises ValueError for other values than results and matches."""
        if not (isinstance(match, (str, re.Pattern)) or callable(match)):
            raise ValueError(f"a script is for a text, a pattern or a function, not {match!r}")
        taken = [Computed(r) if callable(r) else r for r in results]
        made = f"results, each a {self.kind.__name__.lower()}(...)"
        sequence = BehaviourSequence.of("a script", taken, (self.kind, Computed), made)
        script: Script[P, R] = Script(match, sequence, language)
        self.scripts.append(script)
        return script

    def result(self, source: P) -> R | None:
        """The next result for that; None when there is no script for it."""
        if not self.scripts:
            return None
        script = next((each for each in reversed(self.scripts) if each.matches(source)), None)
        if script is None:
            return None
        script.answered.append(source)
        current = script.results.advance()
        made: R = current.work(source) if isinstance(current, Computed) else current
        return made


# -- the state -------------------------------------------------------------------------------------


@define(eq=False)
class SandboxFusionState(ServiceState[Options]):
    """SandboxFusion's state in one session."""

    service = "sandbox_fusion"
    options_type = Options

    programs: ScriptTable[Program, Result] = field(factory=lambda: ScriptTable(Result))
    cells: ScriptTable[CellSource, Cell] = field(factory=lambda: ScriptTable(Cell))
    notebooks: ScriptTable[NotebookSource, Notebook] = field(factory=lambda: ScriptTable(Notebook))
    datasets: dict[str, Dataset] = field(factory=datasets.registered)
    """The registered ones, by id."""
    not_understood: list[str] = field(
        factory=lambda: RecentList("Messages of SandboxFusion's not_understood", len)
    )
    """Errors for programs without a script that couldn't be parsed, and for unknown datasets."""
    busy: deque[tuple[float, float]] = field(factory=lambda: deque(maxlen=_REMEMBERED))
    """The start and the end of each request, in epoch seconds."""

    # -- for tests --------------------------------------------------------------------------------

    def script(
        self, match: Match, *results: Any, language: str | None = None
    ) -> Script[Program, Result]:
        """Set the results of a program: each once, in turn, the last one from then on.

        match: the code's whole text, a pattern to be found in it, or a function of the `Program`.
        results: `result(...)` and its like, or functions from the `Program` to one. language: of
        the programs to match; None matches all. The newest script is used. Its `answered` lists the
        programs it matched.

        Raises ValueError for other values than results and matches.
        """
        return self.programs.add(match, results, language)

    def script_cell(self, match: Match, *results: Any) -> Script[CellSource, Cell]:
        """Set the results of a notebook's cell: `cell(...)` or `cell_error(...)`."""
        return self.cells.add(match, results)

    def script_notebook(self, match: Match, *results: Any) -> Script[NotebookSource, Notebook]:
        """Set the results of a notebook, by its cells' text with a blank line between two."""
        return self.notebooks.add(match, results)

    @check_arguments
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
        self.datasets[name] = Dataset(name, kind, mine, metrics_function, dict(metrics or {}))

    def configure(self, name: str, *steps: Any) -> None:
        """Like the scripts, from plain JSON; see `behaviours`.

        name: the code's whole text, or `re:` and a pattern. Before either, `cell:` or `notebook:`
        is for those, and `<language>:` for programs in one language only. `dataset:<id>` registers
        the steps as its rows.
        """
        kind, _, rest = name.partition(":")
        if kind == "dataset":
            self.dataset(rest, steps)
        elif kind == "cell":
            self.script_cell(_matcher(rest), *map(behaviours.cell_scenario, steps))
        elif kind == "notebook":
            self.script_notebook(_matcher(rest), *map(behaviours.notebook_scenario, steps))
        else:
            language = kind if kind in LANGUAGES else None
            match = _matcher(name if language is None else rest)
            self.script(match, *map(behaviours.scenario, steps), language=language)

    # -- for the handlers -----------------------------------------------------------------------

    @property
    def full(self) -> bool:
        """True while the server takes no further request."""
        limit = self.options.limit_concurrency
        if limit is None:
            return False
        now = self.session.clock.time()
        return sum(end > now for _, end in self.busy) >= limit

    def work(self, seconds: float) -> None:
        """Count a request that takes so long from now on."""
        now = self.session.clock.time()
        self.busy.append((now, now + seconds))

    @property
    def peak(self) -> int:
        """The most requests that there were at once."""
        moments = [(start, 1) for start, _ in self.busy] + [(end, -1) for _, end in self.busy]
        most = current = 0
        for _, change in sorted(moments):  # at one moment, those that end come first
            current += change
            most = max(most, current)
        return most


def _matcher(text: str) -> str | re.Pattern[str]:
    if not text.startswith("re:"):
        return text
    try:
        return re.compile(text.removeprefix("re:"), re.DOTALL)
    except re.error as error:
        raise ValueError(f"{text!r} is no pattern: {error}") from None
