"""Batches of `penstock sandbox batch`: requests out of lines, outcomes as lines, and the bar."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import click

from penstock.cli import inputs
from penstock.cli.output import Output, on_stderr, outcome_fields
from penstock.cli.status import FAILED, OK, say, status_of
from penstock.errors import UsageError
from penstock.sandbox_fusion import RunCodeRequest, RunJupyterRequest, SubmitRequest

if TYPE_CHECKING:
    from penstock.batch import Outcome

Request: TypeAlias = RunCodeRequest | RunJupyterRequest | SubmitRequest


def requests(source: str) -> list[tuple[int, Request]]:
    """Return the requests with their lines' numbers. Raises click.UsageError with the line."""
    found: list[tuple[int, Request]] = []
    for index, line in enumerate(inputs.read_text(source).splitlines()):
        if not line.strip():
            continue
        fields = inputs.parsed(line, f"{source}, line {index + 1},")
        if not isinstance(fields, dict):
            raise click.UsageError(f"{source}, line {index + 1}, is no JSON object")
        kind: Any = RunCodeRequest
        if "dataset" in fields:
            kind = SubmitRequest
        elif "cells" in fields:
            kind = RunJupyterRequest
        try:
            found.append((index, kind.of(fields)))
        except UsageError as error:
            raise click.UsageError(f"{source}, line {index + 1}: {error}") from error
    return found


def done(out: str) -> set[int]:
    """Return the numbers of the requests that have a result in a file."""
    if not Path(out).exists():
        return set()
    rows = [inputs.json_or_text(line) for line in inputs.read_text(out).splitlines()]
    return {row["index"] for row in rows if isinstance(row, dict) and row.get("result") is not None}


@contextmanager
def opened(out: str | None, *, resume: bool) -> Iterator[IO[str]]:
    if out is None:
        yield sys.stdout
        return
    path = Path(out)
    if path.exists() and not resume:
        raise click.UsageError(f"{out} is there: give --resume, or another file")
    with ExitStack() as stack:
        try:
            rows = path.read_bytes() if path.exists() else b""
            target = stack.enter_context(
                path.open("a", encoding="utf-8", errors="backslashreplace")
            )
        except OSError as error:
            raise click.UsageError(f"can't write {out}: {error.strerror}") from error
        if rows and not rows.endswith(b"\n"):  # its last line was cut short
            target.write("\n")
        yield target


def written(index: int, outcome: Outcome[Any], target: IO[str]) -> int:
    """Write an outcome as a line, and return its exit status."""
    row: dict[str, Any] = {"index": index, "result": None, "error": None}
    if outcome.error is None:
        row |= {"result": outcome_fields(outcome.result())}
    else:
        error = outcome.error
        row |= {"error": {"type": type(error).__name__, "message": str(error)}}
    target.write(f"{json.dumps(row, ensure_ascii=False)}\n")
    target.flush()
    if outcome.error is not None:
        return status_of(outcome.error)
    return OK if outcome.result().succeeded else FAILED


class Tally:
    """Counts a batch, with a bar if stderr is a terminal: done, failures, rate and time left."""

    def __init__(self, total: int, output: Output) -> None:
        self._total = total
        self._output = output
        self._bar: Any = None
        self.status = 0
        self.done = self.failed = 0

    def __enter__(self) -> Tally:
        if sys.stderr.isatty():
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            columns = (
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[failed]} failed"),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, **on_stderr())
            self._task = self._bar.add_task("", total=self._total, failed=0, rate="")
            self._bar.start()
        return self

    def add(self, status: int) -> None:
        """Count one outcome by its exit status."""
        self.done += 1
        self.failed += status != 0
        self.status = max(self.status, status)
        if self._bar is not None:
            rate = f"{self._rate:.1f}/s"
            self._bar.update(self._task, completed=self.done, failed=self.failed, rate=rate)

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    @property
    def _rate(self) -> float:
        return self.done / max(self._output.elapsed, 0.001)

    def left(self, under_way: int, *, has_file: bool) -> str:
        """Return the state of the batch after an interruption, for a note."""
        remedy = "; --resume goes on with the rest" if has_file else ""
        return (
            f"{self.done} of {self._total} are done, and {under_way} under way may run on{remedy}"
        )

    def conclude(self) -> None:
        """Print the numbers on stderr."""
        self._stop()
        took = f"{self._output.seconds}, {self._rate:.1f}/s"
        say(f"{self.done} done, {self.failed} of them failed, {took}")

    def __exit__(self, *ended: object) -> None:
        self._stop()
