"""Verdicts: whether the code failed, or only the sandbox."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
from penstock.sandbox_fusion._warnings import OutputCutWarning, SandboxWarning

if TYPE_CHECKING:
    from penstock.sandbox_fusion._models import CommandRunResult


class Verdict(StrEnum):
    """The outcome of a run or a submission."""

    SUCCESS = "success"
    """The program exited with 0, or no cell of the notebook raised."""
    ACCEPTED = "accepted"
    """The submission passed."""
    WRONG_ANSWER = "wrong_answer"
    """The program ran, and its output failed a test."""
    REJECTED = "rejected"
    """The submission failed without a failed test: mostly there was no code in it."""
    COMPILE_ERROR = "compile_error"
    COMPILE_TIMEOUT = "compile_timeout"
    RUNTIME_ERROR = "runtime_error"
    """A signal, an exception or an exit code other than 0; or code that can't be sent as JSON."""
    TIMEOUT = "timeout"
    MEMORY_LIMIT = "memory_limit"
    """The program, or its compiler, exceeded the `memory_limit_MB` of the request."""
    TOOLCHAIN_MISSING = "toolchain_missing"
    """The server lacks the language's compiler or interpreter.

    A missing compiler shows in the response. A missing interpreter can be faked by a program: see
    `RunCodeResponse.tool_missing`.
    """
    SANDBOX_ERROR = "sandbox_error"
    """The sandbox failed by itself; the code may be fine."""
    TRANSPORT_ERROR = "transport_error"
    """There is no response, or an unusable one; the code may be fine."""
    REFUSED = "refused"
    """The request is invalid, and would fail again."""

    @property
    def is_outage(self) -> bool:
        """True if the outcome is independent of the code, and mustn't be counted against it.

        A program that kills or blocks the server looks like an outage, too: bound the number of
        runs of one program.
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

# A shell's exit status for an unknown command.
_NO_COMMAND: Final = 127

# The error code of a UsageError for code that can't be encoded.
UNENCODABLE: Final = "UNENCODABLE_CODE"

# Patterns are compiled on use, to keep imports fast.

# Failures inside the server that the program caused. Each is matched from the ": " before it to the
# end of the message, because the message begins with code, which may contain any text.
_BAD_SCALA: Final = "Object name not found."
_JUDGE_FAILED: Final = "failed to request sandbox: Sanbox responded with error: "  # sic
# Errors in reading the results of a notebook that has overwritten them.
_BAD_RESULTS: Final = (
    r"[A-Z][^:]*: line \d+ column \d+ \(char \d+\)"
    r"|'utf-8' codec can't decode byte [^:]*: [a-z ]+"
    r"|maximum recursion depth exceeded[^:\n]*"
    r"|Exceeds the limit \(\d+[^)]*\) for integer string conversion(?:: [^:\n]*)?"
    r"|'(?:cells|status)'"
    r"|'\w+' object is not subscriptable|(?:list|string) indices must be integers[^:\n]*"
    r"|\d+ validation errors? for RunJupyterResult\n.*"
)
# Errors in reading a file for `fetch_files` that the program left unreadable, or too large for the
# memory (an error without text).
_ABOUT_A_FILE: Final = r"[\w /]+(?:: (?:'[^'\n]*'|\"[^\"\n]*\"))?"
_BAD_FILES: Final = rf"\[Errno (?:1|5|13|22)\] {_ABOUT_A_FILE}|"
_CAUSED_BY_CODE: Final = (
    r"(?s)exception on running "
    rf"(?:jupyter .*: (?:{_BAD_RESULTS}|{_BAD_FILES})|code .*: (?:{_BAD_FILES})) None"
)
# A judge names files after the classes in the completion. The caller's own file names are validated
# before they are sent.
_BAD_NAMES: Final = (
    rf"(?s)exception on running code .*: \[Errno (?:17|20|21|36)\] {_ABOUT_A_FILE} None"
)
# Errors in writing a response whose values, left by the program, have no form in JSON.
_UNWRITABLE: Final = (
    r"(?s)'utf-8' codec can't encode .*: surrogates not allowed"
    r"|Out of range float values are not JSON compliant.*"
    r"|maximum recursion depth exceeded.*"
)
# The server's functions that parse the program's output, or the completion.
_READING_IT: Final = r'/utils/extraction\.py"|, in (?:parse_jest_cases|extract_\w+)\b'

# For Python, the last line of a traceback: source lines above it, and texts of other errors, may
# contain the class's name.
_MEMORY: Final = (
    r"(?m:^(?: *\| )?[\w.]*MemoryError(?=:|\s*$))|std::bad_alloc|OutOfMemoryError"
    r"|[Oo]ut of memory|[Cc]annot allocate memory|memory allocation of \d+ bytes failed"
    r"|NoMemoryError|failed to map segment"
)
# SIGKILL, as Python's subprocess and as a shell report it: mostly the kernel's, out of memory.
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
    """Return the verdict on a program from its steps and the relevant parts of the request.

    `language` is None where it isn't known; `tool_missing` is True if a probe found no interpreter;
    a `memory_limit` of 0 or less is no limit.

    The program controls stdout, stderr and exit status of its run, so they can only count against
    it.
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
            else:  # nothing of the program has run by then
                no_command = _code(compiled) == _NO_COMMAND
                lacks_tool = no_command and compiler_missing(language, _stderr(compiled))
            if lacks_tool:
                return Verdict.TOOLCHAIN_MISSING
            limited = memory_limit > 0 and lacked_memory(step)
            return Verdict.MEMORY_LIMIT if limited else error
    # An unknown status is independent of the code.
    known = _BY_STATUS.get(status) if isinstance(status, str) else None
    return known or Verdict.SANDBOX_ERROR


def _step(step: CommandRunResult | None) -> CommandRunResult | None:
    """Return a step; None for a value of another type."""
    return step if hasattr(step, "return_code") else None


def _code(step: CommandRunResult) -> int:
    """Return the exit code of a step; 0 if it has none."""
    code: object = step.return_code
    return code if isinstance(code, int) and code is not True else 0


def _stderr(step: CommandRunResult) -> str:
    return step.stderr if isinstance(step.stderr, str) else ""


def of_message(message: str) -> Verdict:
    """Return the verdict on a program from the message of a SandboxError, or of a judge's error."""
    own = message.removeprefix(_JUDGE_FAILED)
    if own == _BAD_SCALA:
        return Verdict.COMPILE_ERROR
    named = own != message and re.fullmatch(_BAD_NAMES, own)
    is_by_code = named or re.fullmatch(_CAUSED_BY_CODE, own)
    return Verdict.RUNTIME_ERROR if is_by_code else Verdict.SANDBOX_ERROR


def _of_server_error(error: ServerError) -> Verdict:
    """Return the verdict on a program from the server's 500."""
    if re.fullmatch(_UNWRITABLE, error.message):
        return Verdict.RUNTIME_ERROR
    trace = error.body.get("traceback") if isinstance(error.body, dict) else None
    lines = trace if isinstance(trace, list) else []
    if any(isinstance(line, str) and re.search(_READING_IT, line) for line in lines):
        return Verdict.RUNTIME_ERROR
    return of_message(error.message)


def may_lack_tool(
    compiled: CommandRunResult | None, run: CommandRunResult | None, language: str | None
) -> bool:
    """Return True if a run looks as if there were no interpreter, which a program can fake."""
    if run is None or getattr(run, "return_code", None) != _NO_COMMAND or _step(compiled):
        return False
    return interpreter_missing(language, _stderr(run))


def lacked_memory(*steps: CommandRunResult | None) -> bool:
    """Return True if a step looks as if the memory ran out, which no status shows."""
    failed = [step for step in map(_step, steps) if step is not None and _code(step)]
    return any(_code(step) in _KILLED or bool(re.search(_MEMORY, _stderr(step))) for step in failed)


def verdict(outcome: Any) -> Verdict:
    """Return the verdict on a run from its response or exception.

    Raises UsageError for anything else.
    """
    found = getattr(outcome, "verdict", None)
    if isinstance(found, Verdict):
        return found
    if isinstance(outcome, Exception):
        return of_error(outcome)
    raise UsageError(
        f"there is no verdict on a {type(outcome).__name__}; give a response or an exception"
    )


def _is_caused_by_code(error: Exception) -> bool:
    """Return True if a call failed because of the code itself, or of the program's output."""
    if isinstance(error, ResponseError):
        return error.code == TOO_LARGE and error.status == 200
    if isinstance(error, UsageError):
        return error.code == UNENCODABLE
    # A warning is raised where warnings are errors.
    return isinstance(error, PayloadTooLargeError | OutputCutWarning)


def of_error(error: Exception) -> Verdict:
    """Return the verdict on a run from its exception."""
    if isinstance(error, SandboxError):
        found: Verdict | None = getattr(error.response, "verdict", None)
        return found or Verdict.SANDBOX_ERROR
    if isinstance(error, ServerError) and error.status == 500:
        return _of_server_error(error)
    if _is_caused_by_code(error):
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


# The server starts every language by one command of bash's. If the command isn't found, nothing of
# the program has run, and bash writes exactly one line with the command's name. In the compile step
# that line is proof. In the run step it isn't: a program controls its exit status, stdout and
# stderr, this line included.

# Commands as of bytedance/SandboxFusion 469de08, sandbox/runners. The exit status and messages of a
# compiler are its own, so no program can fake its absence.
COMPILERS: Final[Mapping[str, str]] = {
    "cpp": "g++",
    "cuda": "cmake",
    "D_ut": "dmd",
    "go": "go",
    "java": "javac",
    "junit": "javac",
    "rust": "rustc",
    "scala": "scalac",
    "swift": "swiftc",
    "verilog": "iverilog",
}

# Commands that run the program without compiling. python, python_gpu and bash are left out: the
# server looks for its Python before each run, and fails with SandboxError without it, and bash is
# the shell.
INTERPRETERS: Final[Mapping[str, str]] = {
    "csharp": "dotnet",
    "go_test": "go",
    "jest": "npm",
    "julia": "julia",
    "kotlin_script": "kotlin",
    "lean": "lake",
    "lua": "lua",
    "nodejs": "node",
    "perl": "perl",
    "php": "php",
    "pytest": "pytest",
    "R": "Rscript",
    "racket": "racket",
    "ruby": "ruby",
    "typescript": "tsx",
}

# npm starts jest with a shell of its own, and may add lines.
_BY_NPM: Final = r"sh: (?:line )?1: jest: (?:command )?not found\n(?:npm [^\n]*\n)*"

# bash before 5.1 prints no line number; isolated runs start it without its path.
_BY_BASH: Final = r"(?:/bin/)?bash: (?:line 1: )?(\S+): command not found\n?"


def compiler_missing(language: str | None, stderr: str) -> bool:
    """Return True if compiling failed because there is no compiler.

    `language` is None where it isn't known; then any compiler may be the missing one.
    """
    wanted = set(COMPILERS.values()) if language is None else {COMPILERS.get(language)}
    found = re.fullmatch(_BY_BASH, stderr)
    return found is not None and found[1] in wanted


def interpreter_missing(language: str | None, stderr: str) -> bool:
    """Return True if the stderr of a run without compiling is that of a missing interpreter."""
    if language == "jest" and re.fullmatch(_BY_NPM, stderr):
        return True
    found = re.fullmatch(_BY_BASH, stderr)
    return found is not None and found[1] == INTERPRETERS.get(language or "")
