"""A whole program, a file of tests, or a notebook's cell: from its text to its outcome."""

from __future__ import annotations

import ast
import re
import threading
import traceback
import warnings
from collections.abc import Callable
from itertools import islice
from typing import Any

from .expressions import evaluate
from .library import call, text
from .machine import Function, Machine, OutOfTime, Raised, Unsupported
from .process import Outcome, Process
from .statements import Break, Continue, Return, execute

# A tenth of a second's work for the parser; comments, long texts and runs of one sign count once.
MAX_TOKENS = 50_000
_TOKEN = re.compile(r"#[^\n]*|\w+|([^\w\s])\1*")
# Warnings are switched off for the whole process while it parses: one thread at a time.
_PARSING = threading.Lock()
_HEAD = "Traceback (most recent call last):\n"
# A rule and a heading, as notebooks print them.
_RULE = "-" * 75
_WIDE = 42
# The exit codes of pytest.
_TESTS_FAILED = 1
_NO_TESTS = 5


class BadSyntax(Exception):  # noqa: N818
    """The text is no Python; `text` is what Python prints."""

    def __init__(self, error: SyntaxError) -> None:
        super().__init__(str(error))
        self.text = "".join(traceback.format_exception_only(SyntaxError, error))


def run(process: Process, source: str) -> Outcome:
    """Interpret a program to its end. Never raises, and never executes anything of it."""

    def work(machine: Machine, tree: ast.Module) -> int:
        execute(machine.frames[0], tree.body)
        return 0

    return _finish(process, source, work)


def run_tests(process: Process, source: str) -> Outcome:
    """Interpret a file of tests as pytest does: the module, then each `test` function of it."""

    def work(machine: Machine, tree: ast.Module) -> int:
        execute(machine.frames[0], tree.body)
        variables = machine.frames[0].variables.items()
        tests = [f for n, f in variables if n.startswith("test") and isinstance(f, Function)]
        failures = list(filter(None, (_failure(machine, test) for test in tests)))
        passed = len(tests) - len(failures)
        counts = f"{len(failures)} failed, {passed} passed" if failures else f"{passed} passed"
        lines = (f"collected {len(tests)} items", *failures, counts if tests else "no tests ran")
        machine.out += "".join(f"{line}\n" for line in lines).encode()
        return _TESTS_FAILED if failures else 0 if tests else _NO_TESTS

    return _finish(process, source, work)


def _failure(machine: Machine, test: Function) -> str:
    """Return why a test failed, nothing if it passed. Its output is not shown."""
    before = bytes(machine.out)
    try:
        call(machine, test, [], {})
    except Raised as raised:
        return f"FAILED {machine.process.name}::{test.name} - {_last_line(machine, raised.error)}"
    finally:
        machine.out[:] = before
    return ""


def run_cell(machine: Machine, source: str, number: int) -> Outcome:
    """Interpret a cell; the machine has what the cells before it defined.

    Raises OutOfTime at the end of the notebook's time.
    """
    machine.out, machine.err = bytearray(), bytearray()
    displays: list[dict[str, str]] = []
    error: tuple[str, str, tuple[str, ...]] | None = None
    missing: str | None = None
    try:
        body = _parsed(source, f"<cell {number}>").body
        shown = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        execute(machine.frames[0], body)
        if isinstance(shown, ast.Expr):
            machine.frames[0].line = shown.lineno
            value = evaluate(machine.frames[0], shown.value)
            if value is not None:
                displays.append({"text/plain": text(machine, value, represented=True)})
    except BadSyntax as bad:
        error = ("SyntaxError", str(bad), tuple(bad.text.splitlines()))
    except Raised as raised:
        error = _cell_error(machine, raised, source, number)
    except (Unsupported, RecursionError, Break, Continue, Return) as lost:
        missing = _unsupported(machine, lost)
        error = ("NotImplementedError", missing, (missing,))
    return Outcome(bytes(machine.out), bytes(machine.err), 0, 0.0, missing, tuple(displays), error)


def _finish(process: Process, source: str, work: Callable[[Machine, ast.Module], int]) -> Outcome:
    machine = Machine(process)
    code: int | None = 1
    missing: str | None = None
    said = ""
    try:
        if process.timeout <= 0:
            raise OutOfTime
        code = work(machine, _parsed(source, process.path))
    except BadSyntax as bad:
        said = bad.text
    except Raised as raised:
        code, said = _uncaught(machine, raised, source)
    except OutOfTime:
        code = None
    except (Unsupported, RecursionError, Break, Continue, Return) as lost:
        said = missing = _unsupported(machine, lost)
    machine.err += said.encode("utf-8", "backslashreplace")
    if code is None:
        seconds, out = max(0.0, process.timeout), machine.out[: machine.flushed]
    else:
        seconds, out = machine.elapsed, machine.out
    return Outcome(bytes(out), bytes(machine.err), code, seconds, missing)


def _parsed(source: str, path: str) -> ast.Module:
    """Return the tree. Raises BadSyntax, and Unsupported for what is too long or too deep."""
    counted = sum(1 for _ in islice(_TOKEN.finditer(source), MAX_TOKENS + 1))
    if counted > MAX_TOKENS:
        raise Unsupported(f"a program of more than {MAX_TOKENS} words and signs")
    try:
        with _PARSING, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, path)
    except SyntaxError as error:
        raise BadSyntax(error) from None
    except UnicodeError as error:  # half a surrogate pair
        raise BadSyntax(SyntaxError(f"(unicode error) {error}")) from None
    except ValueError:
        raise BadSyntax(SyntaxError("source code cannot contain null bytes")) from None
    except (RecursionError, MemoryError):
        raise Unsupported("a program nested so deeply") from None


# -- messages -------------------------------------------------------------------------------------


def _unsupported(machine: Machine, lost: Exception) -> str:
    """Return the message about something outside the subset, with the remedy."""
    if isinstance(lost, RecursionError):
        lost = Unsupported("a program nested so deeply")
    elif not isinstance(lost, Unsupported):
        lost = Unsupported("break, continue or return at this place")
    place = f' (line {lost.line} of "{machine.process.path}")' if lost.line else ""
    return (
        "penstock-mock: it executes nothing it is sent, and the subset of Python it interprets "
        f"does not include {lost.feature}{place}. {machine.process.remedy}\n"
    )


def _uncaught(machine: Machine, raised: Raised, source: str) -> tuple[int, str]:
    """Return the exit code of a program that raised, and what it leaves on stderr."""
    error, lines = raised.error, source.splitlines()
    if not isinstance(error, SystemExit):
        path = machine.process.path
        frames = "".join(
            f'  File "{path}", line {number}, in {name}\n{_quoted(lines, number)}'
            for number, name in raised.trace
        )
        return 1, f"{_HEAD}{frames}{_last_line(machine, error)}\n"
    given = error.args[0] if len(error.args) == 1 else (error.args or None)
    if given is None or isinstance(given, int):
        return (given or 0) & 0xFF, ""  # all that a parent process gets
    return 1, f"{_message(machine, given)}\n"


def _cell_error(
    machine: Machine, raised: Raised, source: str, number: int
) -> tuple[str, str, tuple[str, ...]]:
    """Return name, text and traceback of an exception in a cell."""
    name, lines = type(raised.error).__name__, source.splitlines()
    line = raised.trace[0][0] if raised.trace else 0
    quoted = lines[line - 1] if 0 < line <= len(lines) else ""
    trace = (
        _RULE,
        f"{name:<{_WIDE}}Traceback (most recent call last)",
        f"Cell In[{number}], line {line}\n----> {line} {quoted}",
        _last_line(machine, raised.error),
    )
    return name, _message(machine, raised.error), trace


def _last_line(machine: Machine, error: BaseException) -> str:
    said = _message(machine, error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _quoted(lines: list[str], number: int) -> str:
    return f"    {lines[number - 1].strip()}\n" if 0 < number <= len(lines) else ""


def _message(machine: Machine, value: Any) -> str:
    machine.memory = machine.process.memory  # for a program that used it up
    try:
        return text(machine, value)
    except (Raised, Unsupported, OutOfTime):
        return "<exception str() failed>"
