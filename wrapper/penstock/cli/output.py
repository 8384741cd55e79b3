"""Formats of results: for readers at a terminal, as plain lines in a pipe, and as JSON.

Only results are written to stdout. Progress, states and notes go to stderr; progress only if that
is a terminal.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from penstock.cli.status import FAILED, OK, say
from penstock.cli.text import one_line, printable

if TYPE_CHECKING:
    from rich.console import Console

    from penstock import RunOutcome
    from penstock.hooks import WaitEvent

Form: TypeAlias = Literal["text", "json", "jsonl"]
Columns: TypeAlias = Mapping[str, str]
"""The columns of a listing: the heading of each, and the path of its value, as in "run.status"."""


class Output:
    """The output of one command.

    `json` is one document for the whole result, `jsonl` one a line: each event, state or item as it
    comes, and last the result. `text` is for readers at a terminal, and plain lines in a pipe.
    """

    def __init__(self, form: Form = "text") -> None:
        self.form: Final = form
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self._is_mid_line = False

    @cached_property
    def _console(self) -> Console | None:
        """Rich's console for stdout; None if that is no terminal."""
        if not sys.stdout.isatty():
            return None
        from rich.console import Console

        return Console(markup=False, emoji=False, highlight=False)

    def text(self, text: str) -> None:
        """Write a piece of text as it comes, such as a chunk of a stream."""
        if self.form != "text" or not text:
            return
        if self._console is not None:
            text = printable(text.replace("\r\n", "\n"))
        sys.stdout.write(text)
        sys.stdout.flush()
        self._is_mid_line = not text.endswith("\n")

    def end_line(self) -> None:
        """End the line that a text has begun."""
        if self._is_mid_line:
            self.text("\n")

    def event(self, value: Any) -> None:
        """Write an event of a stream, or a state of a run, as it was sent; in `jsonl` alone."""
        if self.form == "jsonl":
            self._write(_dumped(as_sent(value)))

    def documents(self, values: Iterable[Any]) -> None:
        """Write several documents, one a line as they come; with `json` a list, in the end."""
        if self.form == "json":
            self.document(list(values))
            return
        for value in values:
            self._write(_dumped(value))

    def document(self, value: Any) -> None:
        """Write a result: a text as it is, anything else as JSON."""
        if self.form == "text" and isinstance(value, str):
            self.text(value)
            self.end_line()
        elif self._console is not None and self.form != "jsonl":
            from rich.highlighter import JSONHighlighter

            shown = JSONHighlighter()(printable(_dumped(value, indent=2)))
            self._console.print(shown, soft_wrap=True)
        else:
            self._write(_dumped(value))

    def outcome(self, found: RunOutcome[Any], shown: Callable[[], object] | None = None) -> int:
        """Write a run that has ended, or was looked up; return the exit status of a run's command.

        `shown` writes its output as text, in place of the document of the output.
        """
        if self.form != "text":
            self.document(outcome_fields(found))
        elif shown is not None:
            shown()
        elif found.output is not None:
            self.document(found.output)
        self.end_line()
        return self._concluded(found)

    def outcomes(self, found: Sequence[RunOutcome[Any]]) -> int:
        """Write several runs, with `json` as a list; return the largest of their exit statuses."""
        if self.form != "json" or len(found) == 1:
            return max(map(self.outcome, found))
        self.document(list(map(outcome_fields, found)))
        return max(map(self._concluded, found))

    def _concluded(self, found: RunOutcome[Any]) -> int:
        run = f"run {found.run_id}" if found.run_id else "the run"
        if found.succeeded:
            if sys.stderr.isatty():
                say(f"{run}: {found.status}, {self.seconds}")
            return OK
        if found.is_paused:
            say(f"{run} is paused: it waits to be resumed")
            return OK
        state = f"is {found.status}" if found.status else "is in no known state"
        say(f"{run} failed: {found.error}" if found.error else f"{run} {state}")
        return FAILED

    @property
    def elapsed(self) -> float:
        """Seconds since the command began."""
        return time.monotonic() - self._started

    @property
    def seconds(self) -> str:
        """The same as text."""
        return f"{self.elapsed:.1f} s"

    def listing(
        self, items: Iterable[Any], columns: Columns, *, first: int = 0, more: str = ""
    ) -> None:
        """Write items: a table at a terminal, else one a line, its columns separated by tabs.

        After `first` of them (0 is no limit) it ends; `more` is the note if there are more.
        """
        found = iter(items)
        wanted = islice(found, first) if first else found
        if self.form == "json":
            self.document(list(wanted))
        elif self.form == "jsonl":
            for item in wanted:
                self._write(_dumped(item))
        elif self._console is not None:
            self._table(wanted, columns)
        else:
            for item in wanted:
                self._write("\t".join(_cells(item, columns)))
        if first and more and next(found, None) is not None:
            say(more)

    def record(self, value: Any, columns: Columns) -> None:
        """Write one thing by its columns: below one another at a terminal, else as one line."""
        if self.form != "text":
            self.document(value)
        elif self._console is None:
            self._write("\t".join(_cells(value, columns)))
        else:
            width = max(map(len, columns))
            for name, cell in zip(columns, _cells(value, columns), strict=True):
                self._console.print(f"{name:{width}}  {cell}", soft_wrap=True)

    def _table(self, items: Iterable[Any], columns: Columns) -> None:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        assert self._console is not None
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in columns:
            table.add_column(name, overflow="fold")
        for item in items:
            table.add_row(*map(Text, _cells(item, columns)))
        self._console.print(table)

    def _write(self, line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    @contextmanager
    def progress(self, label: str) -> Iterator[Progress]:
        """Show time and state of a run, if stderr is a terminal and not full of documents."""
        shown = Progress(label, is_shown=self.form != "jsonl" or self._console is None)
        self._progress = shown
        try:
            yield shown
        finally:
            shown.stop()

    def waits(self, event: WaitEvent) -> None:
        """Report the wait before another attempt."""
        text = f"{event.reason}; waiting {event.wait:.1f} s"
        if self._progress is not None and self._progress.is_running:
            self._progress.state(text)
        else:
            say(text)


class Progress:
    """A line with a spinner, the state and the time so far; without a terminal there is none."""

    def __init__(self, label: str, *, is_shown: bool = True) -> None:
        self._label = label
        self._bar = None
        if not (is_shown and sys.stderr.isatty()):
            return
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
        )
        self._bar = Progress(*columns, **on_stderr())
        self._task = self._bar.add_task(label, total=None)
        self._bar.start()

    @property
    def is_running(self) -> bool:
        """True while the line is there."""
        return self._bar is not None

    def state(self, state: object) -> None:
        """Show another state."""
        if self._bar is not None:
            self._bar.update(self._task, description=f"{self._label}: {one_line(str(state))}")

    def stop(self) -> None:
        """Remove the line."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def on_stderr() -> dict[str, Any]:
    """Return the arguments that rich's live displays take here: stdout is left to the results."""
    from rich.console import Console

    return {
        "console": Console(stderr=True),
        "transient": True,
        "redirect_stdout": False,
        "redirect_stderr": False,
    }


def outcome_fields(found: RunOutcome[Any]) -> dict[str, Any]:
    """Return the attributes that runs of all services share, and a sandbox's verdict."""
    from penstock import RunOutcome

    names = [name for name, own in vars(RunOutcome).items() if isinstance(own, property)]
    verdict = getattr(found, "verdict", None)
    fields = {name: plain(getattr(found, name)) for name in names}
    return fields if verdict is None else {**fields, "verdict": plain(verdict)}


def as_sent(value: Any) -> Any:
    """Return the JSON that a value was read from; any other value as it is."""
    raw = getattr(value, "raw", None)
    return value if raw is None else raw


def plain(value: Any) -> Any:
    """Return a value as JSON has it: a result as the service sent it."""
    from datetime import date
    from enum import Enum

    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if as_sent(value) is not value:
        return plain(as_sent(value))
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    return plain(vars(value)) if hasattr(value, "__dict__") else str(value)


def _dumped(value: Any, indent: int | None = None) -> str:
    return json.dumps(plain(value), ensure_ascii=False, indent=indent)


def _cells(item: Any, columns: Mapping[str, str]) -> list[str]:
    return [_cell(item, path) for path in columns.values()]


def _cell(item: Any, path: str) -> str:
    for name in path.split("."):
        is_key = isinstance(item, Mapping) and name in item
        item = item[name] if is_key else getattr(item, name, None)
    if item is None:
        return "-"
    found = plain(item)
    return one_line(found if isinstance(found, str) else _dumped(found))
