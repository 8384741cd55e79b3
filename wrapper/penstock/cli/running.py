"""Runs that a command follows: their streams, their states, and Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import attrs
import click

from penstock import EventStream
from penstock.cli.output import Output, Progress
from penstock.cli.status import INTERRUPTED, LOST, say, status_of
from penstock.errors import ExecutionError, NotSentError, PenstockError

_Event = TypeVar("_Event")
_Result = TypeVar("_Result")


@attrs.define
class Run:
    """A run under way, as far as it is known."""

    id: str | None = None
    noun: str = "run"
    cancel: Callable[[], str] | None = None
    """Cancels it, and returns its state for a note: "was cancelled". None where nothing can."""
    otherwise: str = "nothing was left running"
    """The state of things after an interruption without a `cancel`."""
    lookup: str = ""
    """The command that looks it up, with {id} for its id."""

    def left(self) -> str:
        """Cancel the run; return its state, for a note."""
        name = f"{self.noun} {self.id}" if self.id else f"the {self.noun}"
        if self.cancel is None:
            return self.otherwise
        try:
            return f"{name} {self.cancel()}"
        except PenstockError as error:
            return f"{name} is left running: {error}"
        except KeyboardInterrupt:
            return f"{name} may be left running"


@contextmanager
def interruptible() -> Iterator[Run]:
    """Have Ctrl-C cancel the run, and report one that is left running.

    An error that leaves the outcome of a known run open gets the command that looks it up.
    """
    run = Run()
    try:
        yield run
    except PenstockError as error:
        is_sent = not isinstance(error, NotSentError) and getattr(error, "sent", True)
        run_id = run.id or error.run_id
        if run_id and run.lookup and is_sent and status_of(error) == LOST:
            error.add_note(f"see '{run.lookup.format(id=run_id)}'")
        raise
    except KeyboardInterrupt:
        say(f"interrupted; {run.left()}")
        raise click.exceptions.Exit(INTERRUPTED) from None


def follow(
    stream: EventStream[_Event, _Result],
    output: Output,
    progress: Progress,
    show: Callable[[_Event], object],
) -> _Result:
    """Read a stream to its end, show each event as it comes, and return the result."""
    with stream as events:
        with suppress(ExecutionError):  # a run that failed is a result, too
            for event in events:
                show(event)
                output.event(event)
        progress.stop()
        output.end_line()
        return events.collect()
