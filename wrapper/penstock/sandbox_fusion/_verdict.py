"""What became of a run, in one word: whether the code failed, or only the sandbox."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from penstock.errors import (
    TOO_LARGE,
    APIStatusError,
    BatchStoppedError,
    RateLimitError,
    ResponseError,
    SandboxError,
    ServerError,
    TransportError,
    UsageError,
)
from penstock.sandbox_fusion._tools import compiler_missing, interpreter_missing
from penstock.sandbox_fusion._warnings import OutputCutWarning, SandboxWarning

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
    MEMORY_LIMIT = "memory_limit"
    """The program, or its compiler, met the `memory_limit_MB` of the request."""
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
        """Whether this says nothing of the code: it must not be counted against it.

        A program that kills the server, or keeps it from answering, looks like an outage, too: put
        a bound on how often one program is tried.
        """
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

# What fails inside the server, and by the program's doing: a Scala program without an object, and a
# notebook that overwrote its own results.
_BAD_SCALA: Final = "Object name not found."
_JUDGE_FAILED: Final = "failed to request sandbox: Sanbox responded with error: "  # sic
_BAD_NOTEBOOK: Final = re.compile(
    r"exception on running jupyter .*: (?:"
    r"[A-Z][^:]*: line \d+ column \d+ \(char \d+\)"
    r"|'utf-8' codec can't decode byte [^:]*: [a-z ]+"
    r"|'(?:cells|status)'"
    r") None",
    re.DOTALL,
)

_MEMORY: Final = re.compile(
    r"MemoryError|std::bad_alloc|OutOfMemoryError|[Oo]ut of memory|[Cc]annot allocate memory"
    r"|memory allocation of \d+ bytes failed|NoMemoryError|failed to map segment"
)
# SIGKILL, as Python's subprocess and as a shell tell it: mostly the kernel's, for want of memory.
_KILLED: Final = frozenset({-9, 137})


def of_steps(
    status: str | None,
    compiled: CommandRunResult | None,
    run: CommandRunResult | None,
    *,
    message: str,
    language: str | None = None,
    memory_limit: int,
) -> Verdict:
    """Return what became of a program, from its steps and what of the request counts.

    `language` is None where it isn't known; a `memory_limit` that isn't positive is none.

    The program writes stdout, stderr and exit status of its run: they may blame it, and never
    exempt it, but for the one line of a shell that didn't find the interpreter.
    """
    if status == "SandboxError":
        return of_message(message)
    for step, timeout, error in (
        (compiled, Verdict.COMPILE_TIMEOUT, Verdict.COMPILE_ERROR),
        (run, Verdict.TIMEOUT, Verdict.RUNTIME_ERROR),
    ):
        if step is not None and step.status == _TIME_IS_UP:
            return timeout
        if step is not None and step.return_code:
            if _lacks_tool(compiled, run, language):
                return Verdict.TOOLCHAIN_MISSING
            limited = memory_limit > 0 and lacked_memory(step)
            return Verdict.MEMORY_LIMIT if limited else error
    # A status that nobody knows says nothing of the code.
    return _BY_STATUS.get(status or "", Verdict.SANDBOX_ERROR)


def of_message(message: str) -> Verdict:
    """Return what the message of a SandboxError says of the program."""
    if message == _BAD_SCALA:
        return Verdict.COMPILE_ERROR
    return Verdict.RUNTIME_ERROR if _BAD_NOTEBOOK.fullmatch(message) else Verdict.SANDBOX_ERROR


def _lacks_tool(
    compiled: CommandRunResult | None, run: CommandRunResult | None, language: str | None
) -> bool:
    """Return whether the first step found no tool; a later one may be the program's own."""
    first, missing = (
        (run, interpreter_missing) if compiled is None else (compiled, compiler_missing)
    )
    if first is None or first.return_code != _NO_COMMAND:
        return False
    return missing(language, first.stderr or "")


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
        told: Verdict | None = getattr(error.response, "verdict", None)
        return told or Verdict.SANDBOX_ERROR
    if isinstance(error, ServerError) and error.status == 500:
        return of_message(error.message.removeprefix(_JUDGE_FAILED))
    if isinstance(error, ResponseError) and error.code == TOO_LARGE and error.status == 200:
        return Verdict.RUNTIME_ERROR  # its size is that of what the program wrote
    if isinstance(error, OutputCutWarning):  # where warnings are errors
        return Verdict.RUNTIME_ERROR
    if isinstance(error, SandboxWarning):
        return Verdict.REFUSED
    if isinstance(error, ServerError | RateLimitError | ResponseError | TransportError):
        return Verdict.TRANSPORT_ERROR
    if isinstance(error, BatchStoppedError | OSError):
        return Verdict.TRANSPORT_ERROR
    if isinstance(error, APIStatusError | UsageError | TypeError | ValueError):
        return Verdict.REFUSED
    return Verdict.TRANSPORT_ERROR
