"""What became of a run, in one word: whether the code failed, or only the sandbox."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from penstock.errors import (
    TOO_LARGE,
    APIStatusError,
    BatchStoppedError,
    PayloadTooLargeError,
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
    """A signal, an exception or an exit code that isn't 0; or code that no server could take."""
    TIMEOUT = "timeout"
    MEMORY_LIMIT = "memory_limit"
    """The program, or its compiler, met the `memory_limit_MB` of the request."""
    TOOLCHAIN_MISSING = "toolchain_missing"
    """The server lacks the language's compiler or interpreter.

    That a compiler is missing shows in the response. A program can pretend that its interpreter is:
    see `RunCodeResponse.tool_missing`.
    """
    SANDBOX_ERROR = "sandbox_error"
    """The sandbox failed by itself; the code may be fine."""
    TRANSPORT_ERROR = "transport_error"
    """There is no answer, or none that can be used; the code may be fine."""
    REFUSED = "refused"
    """The request was wrong: it would be refused again."""

    @property
    def is_outage(self) -> bool:
        """True if this says nothing of the code: it must not be counted against it.

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

# The code of a UsageError for code that is no text.
UNENCODABLE: Final = "UNENCODABLE_CODE"

# Patterns are compiled on use: importing a client pays for none of them.

# What fails inside the server, and by the program's doing: each is compared from the ": " before it
# to the end of the message, since before that stands code, in which anything may stand.
_BAD_SCALA: Final = "Object name not found."
_JUDGE_FAILED: Final = "failed to request sandbox: Sanbox responded with error: "  # sic
# The errors of a notebook that overwrote its own results, while they are read.
_BAD_RESULTS: Final = (
    r"[A-Z][^:]*: line \d+ column \d+ \(char \d+\)"
    r"|'utf-8' codec can't decode byte [^:]*: [a-z ]+"
    r"|maximum recursion depth exceeded[^:\n]*"
    r"|Exceeds the limit \(\d+[^)]*\) for integer string conversion(?:: [^:\n]*)?"
    r"|'(?:cells|status)'"
    r"|'\w+' object is not subscriptable|(?:list|string) indices must be integers[^:\n]*"
    r"|\d+ validation errors? for RunJupyterResult\n.*"
)
# And of a program that left a file for `fetch_files` that can't be read, or not be held in memory
# (whose error has no text).
_ABOUT_A_FILE: Final = r"[\w /]+(?:: (?:'[^'\n]*'|\"[^\"\n]*\"))?"
_BAD_FILES: Final = rf"\[Errno (?:1|5|13|22)\] {_ABOUT_A_FILE}|"
_ITS_OWN: Final = (
    r"(?s)exception on running "
    rf"(?:jupyter .*: (?:{_BAD_RESULTS}|{_BAD_FILES})|code .*: (?:{_BAD_FILES})) None"
)
# A judge names files by the classes in the completion; names of the caller's own are refused before
# they are sent.
_BAD_NAMES: Final = (
    rf"(?s)exception on running code .*: \[Errno (?:17|20|21|36)\] {_ABOUT_A_FILE} None"
)
# The errors of an answer that holds what the program left, and has no JSON for it.
_UNWRITABLE: Final = (
    r"(?s)'utf-8' codec can't encode .*: surrogates not allowed"
    r"|Out of range float values are not JSON compliant.*"
    r"|maximum recursion depth exceeded.*"
)
# The functions of the server's that read what the program, or the completion, holds.
_READING_IT: Final = r'/utils/extraction\.py"|, in (?:parse_jest_cases|extract_\w+)\b'

# Of Python's the last line of a traceback: the lines of source above it, and other errors' texts,
# may name the class, too.
_MEMORY: Final = (
    r"(?m:^(?: *\| )?[\w.]*MemoryError(?=:|\s*$))|std::bad_alloc|OutOfMemoryError"
    r"|[Oo]ut of memory|[Cc]annot allocate memory|memory allocation of \d+ bytes failed"
    r"|NoMemoryError|failed to map segment"
)
# SIGKILL, as Python's subprocess and as a shell tell it: mostly the kernel's, for want of memory.
_KILLED: Final = frozenset({-9, 137})


def of_steps(
    status: object,
    compiled: CommandRunResult | None,
    run: CommandRunResult | None,
    *,
    message: object,
    language: str | None = None,
    tool_missing: bool = False,
    memory_limit: int,
) -> Verdict:
    """Return what became of a program, from its steps and what of the request counts.

    `language` is None where it isn't known; `tool_missing` tells that a probe found no interpreter;
    a `memory_limit` that isn't positive is none.

    The program writes stdout, stderr and exit status of its run: they may blame it, and never
    exempt it.
    """
    if status == "SandboxError":
        return of_message(message if isinstance(message, str) else "")
    compiled, run = _step(compiled), _step(run)
    for step, timeout, error in (
        (compiled, Verdict.COMPILE_TIMEOUT, Verdict.COMPILE_ERROR),
        (run, Verdict.TIMEOUT, Verdict.RUNTIME_ERROR),
    ):
        if step is not None and step.status == _TIME_IS_UP:
            return timeout
        if step is not None and _code(step):
            if compiled is None:
                lacks_tool = tool_missing and may_lack_tool(None, run, language)
            else:
                lacks_tool = _lacks_compiler(compiled, language)
            if lacks_tool:
                return Verdict.TOOLCHAIN_MISSING
            limited = memory_limit > 0 and lacked_memory(step)
            return Verdict.MEMORY_LIMIT if limited else error
    # A status that nobody knows says nothing of the code.
    known = _BY_STATUS.get(status) if isinstance(status, str) else None
    return known or Verdict.SANDBOX_ERROR


def _step(step: CommandRunResult | None) -> CommandRunResult | None:
    """Return a step; None for what came in its place."""
    return step if hasattr(step, "return_code") else None


def _code(step: CommandRunResult) -> int:
    """Return the code that a step ended with; 0 if it has none."""
    code: object = step.return_code
    return code if isinstance(code, int) and code is not True else 0


def _stderr(step: CommandRunResult) -> str:
    return step.stderr if isinstance(step.stderr, str) else ""


def of_message(message: str) -> Verdict:
    """Return what the message of a SandboxError says of the program, or that of a judge's."""
    told = message.removeprefix(_JUDGE_FAILED)
    if told == _BAD_SCALA:
        return Verdict.COMPILE_ERROR
    named = told != message and re.fullmatch(_BAD_NAMES, told)
    return Verdict.RUNTIME_ERROR if named or re.fullmatch(_ITS_OWN, told) else Verdict.SANDBOX_ERROR


def _of_crash(error: ServerError) -> Verdict:
    """Return what a server's own failure says of the program."""
    if re.fullmatch(_UNWRITABLE, error.message):
        return Verdict.RUNTIME_ERROR
    trace = error.body.get("traceback") if isinstance(error.body, dict) else None
    lines = trace if isinstance(trace, list) else []
    if any(isinstance(line, str) and re.search(_READING_IT, line) for line in lines):
        return Verdict.RUNTIME_ERROR
    return of_message(error.message)


def _lacks_compiler(compiled: CommandRunResult, language: str | None) -> bool:
    """Return whether compiling found no compiler; nothing of the program has run by then."""
    return _code(compiled) == _NO_COMMAND and compiler_missing(language, _stderr(compiled))


def may_lack_tool(
    compiled: CommandRunResult | None, run: CommandRunResult | None, language: str | None
) -> bool:
    """Return whether a run reads as if there were no interpreter, which a program can write."""
    run = _step(run)
    if _step(compiled) is not None or run is None or _code(run) != _NO_COMMAND:
        return False
    return interpreter_missing(language, _stderr(run))


def lacked_memory(*steps: CommandRunResult | None) -> bool:
    """Return whether a step looks as if it had run out of memory; no status says so."""
    failed = [step for step in map(_step, steps) if step is not None and _code(step)]
    return any(_code(step) in _KILLED or bool(re.search(_MEMORY, _stderr(step))) for step in failed)


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


def _is_its_own(error: Exception) -> bool:
    """Return whether a call came to nothing by what the code holds, or what the program wrote."""
    if isinstance(error, ResponseError):
        return error.code == TOO_LARGE and error.status == 200
    if isinstance(error, UsageError):
        return error.code == UNENCODABLE
    # The warning is one where warnings are errors.
    return isinstance(error, PayloadTooLargeError | OutputCutWarning)


def of_error(error: Exception) -> Verdict:
    """Return what an exception says of the run it ended."""
    if isinstance(error, SandboxError):
        told: Verdict | None = getattr(error.response, "verdict", None)
        return told or Verdict.SANDBOX_ERROR
    if isinstance(error, ServerError) and error.status == 500:
        return _of_crash(error)
    if _is_its_own(error):
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
