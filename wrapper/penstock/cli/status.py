"""Exit statuses, and the line on stderr that goes with each failure."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from penstock.cli.text import printable

OK: Final = 0
FAILED: Final = 1
REFUSED: Final = 2
LOST: Final = 3
INTERRUPTED: Final = 130
"""128 and the number of SIGINT, as shells have it."""

# The help of a group that is called without a command; before click 8.2 it is no error.
_NO_ARGUMENTS: Final = getattr(click.exceptions, "NoArgsIsHelpError", ())

EPILOG: Final = (
    "Exit status: 0 for success, 1 for a run that failed, 2 for a call that is wrong or was "
    "refused, 3 where the outcome is unknown (connection lost, server failing, time over, "
    "unreadable answer), 130 after Ctrl-C."
)


def status_of(error: BaseException) -> int:
    """Return the exit status for an exception that a command ends with."""
    from penstock import errors

    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            return INTERRUPTED
        case errors.ExecutionError():
            return FAILED
        case (
            errors.TransportError()
            | errors.ServerError()
            | errors.StreamError()
            | errors.WaitTimeoutError()
            | errors.ResponseError()
        ):
            return LOST
    return REFUSED


def report(error: BaseException) -> int:
    """Print an exception as one line on stderr and return the exit status.

    An exception that is neither click's nor one of the package's is a defect, and raised again.
    """
    from penstock.errors import PenstockError

    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            say("interrupted")
        case click.UsageError():
            _usage(error)
        case click.ClickException():
            say(error.format_message())
        case PenstockError():
            say("; ".join([str(error), *getattr(error, "__notes__", ())]))
        case BrokenPipeError():  # a reader such as `head` ended; nothing is flushed at exit either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED
        case OSError():
            say(str(error))
        case _:
            raise error
    return status_of(error)


def _usage(error: click.UsageError) -> None:
    if isinstance(error, _NO_ARGUMENTS):
        print(error.format_message(), file=sys.stderr)
        return
    if error.ctx is not None:
        print(error.ctx.get_usage(), file=sys.stderr)
    say(error.format_message())
    if error.ctx is not None:
        print(f"See '{error.ctx.command_path} --help'.", file=sys.stderr)


def say(text: str) -> None:
    """Print one line on stderr, escaped; nothing if it is closed."""
    try:
        print(f"penstock: {printable(' '.join(text.split()))}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return
