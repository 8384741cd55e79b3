"""What became of a run, in one word: whether the code failed, or only the sandbox."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from penstock.errors import (
    APIStatusError,
    BatchStoppedError,
    RateLimitError,
    ResponseError,
    SandboxError,
    ServerError,
    TransportError,
    UsageError,
)

if TYPE_CHECKING:
    from penstock.sandbox_fusion._results import CommandRunResult


class Verdict(StrEnum):
    """What became of a run, or of a submission."""

    SUCCESS = "success"
    """It ran to its end with exit code 0; of a notebook, no cell raised."""
    ACCEPTED = "accepted"
    """The submission passed."""
    WRONG_ANSWER = "wrong_answer"
    """The program ran, and a test didn't like what it wrote."""
    REJECTED = "rejected"
    """The submission didn't pass, and no test says why: mostly there was no code in it."""
    COMPILE_ERROR = "compile_error"
    COMPILE_TIMEOUT = "compile_timeout"
    RUNTIME_ERROR = "runtime_error"
    """A signal, an exception or an exit code that isn't 0."""
    TIMEOUT = "timeout"
    TOOLCHAIN_MISSING = "toolchain_missing"
    """The server lacks the language's compiler or interpreter."""
    SANDBOX_ERROR = "sandbox_error"
    """The sandbox failed by itself; the code may be fine."""
    TRANSPORT_ERROR = "transport_error"
    """There is no answer, or none that can be used; the code may be fine."""
    REFUSED = "refused"
    """The request was wrong: it would be refused again."""

    @property
    def is_outage(self) -> bool:
        """Whether this says nothing of the code: it must not be counted against it."""
        return self in _OUTAGES


_OUTAGES: Final = frozenset(
    {
        Verdict.TOOLCHAIN_MISSING,
        Verdict.SANDBOX_ERROR,
        Verdict.TRANSPORT_ERROR,
        Verdict.REFUSED,
    }
)

_BY_STATUS: Final = {"Success": Verdict.SUCCESS, "Failed": Verdict.RUNTIME_ERROR}

_TIME_IS_UP: Final = "TimeLimitExceeded"

# What a shell ends with when it finds no such command.
_NO_COMMAND: Final = 127
# Beside the code stand scripts of the sandbox itself; a command that the code's own script lacks
# is named with that script, in the run's directory.
_LACKING: Final = re.compile(r"^(?!.*/tmp/tmp).*not found", re.MULTILINE)

_MEMORY: Final = re.compile(
    r"MemoryError|std::bad_alloc|OutOfMemoryError|[Oo]ut of memory|[Cc]annot allocate memory"
    r"|memory allocation of \d+ bytes failed|NoMemoryError"
)
# SIGKILL, as Python's subprocess and as a shell tell it: mostly the kernel's, for want of memory.
_KILLED: Final = frozenset({-9, 137})


def of_steps(
    status: str | None, compiled: CommandRunResult | None, run: CommandRunResult | None
) -> Verdict:
    """Return what became of a program, from its steps."""
    if status == "SandboxError":
        return Verdict.SANDBOX_ERROR
    for step, timeout, error in (
        (compiled, Verdict.COMPILE_TIMEOUT, Verdict.COMPILE_ERROR),
        (run, Verdict.TIMEOUT, Verdict.RUNTIME_ERROR),
    ):
        if step is not None and step.status == _TIME_IS_UP:
            return timeout
        if step is not None and step.return_code:
            return Verdict.TOOLCHAIN_MISSING if _is_lacking(step) else error
    # A status that nobody knows says nothing of the code.
    return _BY_STATUS.get(status or "", Verdict.SANDBOX_ERROR)


def _is_lacking(step: CommandRunResult) -> bool:
    said = step.stderr or ""
    return step.return_code == _NO_COMMAND and (not said or bool(_LACKING.search(said)))


def lacked_memory(*steps: CommandRunResult | None) -> bool:
    """Return whether a step looks as if it had run out of memory; no status says so."""
    failed = [step for step in steps if step is not None and step.return_code]
    return any(
        step.return_code in _KILLED or bool(_MEMORY.search(step.stderr or "")) for step in failed
    )


def verdict(outcome: Any) -> Verdict:
    """Return what became of a run, from its response or from the exception it ended in.

    Raises UsageError for anything else.
    """
    found = getattr(outcome, "verdict", None)
    if isinstance(found, Verdict):
        return found
    if isinstance(outcome, Exception):
        return of_error(outcome)
    raise UsageError(
        f"there is no verdict on {type(outcome).__name__}; give a response or an error"
    )


def of_error(error: Exception) -> Verdict:
    """Return what an exception says of the run it ended."""
    if isinstance(error, SandboxError):
        return Verdict.SANDBOX_ERROR
    if isinstance(error, ServerError) and error.status == 500:
        return Verdict.SANDBOX_ERROR
    if isinstance(error, ServerError | RateLimitError | ResponseError | TransportError):
        return Verdict.TRANSPORT_ERROR
    if isinstance(error, BatchStoppedError | OSError):
        return Verdict.TRANSPORT_ERROR
    if isinstance(error, APIStatusError | UsageError | TypeError | ValueError):
        return Verdict.REFUSED
    return Verdict.TRANSPORT_ERROR
