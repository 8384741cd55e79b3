"""A whole program, a file of tests, or a notebook's cell: from its text to its outcome."""

from __future__ import annotations

import ast
import re
import threading
import traceback
import warnings
from functools import lru_cache
from itertools import islice
from typing import Any

from .evaluation import Break, Continue, Frame, Return
from .library import call, text
from .machine import Function, Machine, Outcome, OutOfTime, Raised, Unsupported

# A tenth of a second's work for the parser; comments, long texts and runs of one sign count once.
MAX_TOKENS = 50_000
_TOKEN = re.compile(r"#[^\n]*|\w+|([^\w\s])\1*")
# Trees that are kept, since programs are sent again: so many, of texts no longer than that.
_TREES, _SHORT = 64, 2_000
# Warnings are switched off for the whole process while it parses: one thread at a time.
_PARSING = threading.Lock()
# A rule and the width of a heading, as notebooks print them.
_RULE = "-" * 75
_WIDE = 42
# The exit codes of pytest.
_TESTS_FAILED = 1
_NO_TESTS = 5
# Raised for a program outside the subset, or one whose tree is too deep to be walked.
_LIMITS = (Unsupported, RecursionError, Break, Continue, Return)


class BadSyntax(Exception):  # noqa: N818
    """The text is no Python; `text` is the message that Python prints."""

    def __init__(self, error: SyntaxError) -> None:
        super().__init__(str(error))
        self.text = "".join(traceback.format_exception_only(SyntaxError, error))


def run(machine: Machine, source: str, *, tests: bool = False) -> Outcome:
    """Interpret a program to its end. Never raises, and never executes anything of it.

    tests: run the functions called `test...` after the module, as pytest does.
    """
    code: int | None = 0
    missing: str | None = None
    message = ""
    try:
        if machine.timeout <= 0:
            raise OutOfTime
        frame = _module(machine)
        frame.execute(_parsed(source, machine.path).body)
        code = _run_tests(frame) if tests else 0
    except BadSyntax as bad:
        code, message = 1, bad.text
    except Raised as raised:
        code, message = _uncaught(machine, raised, source)
    except OutOfTime:
        out = bytes(machine.out[: machine.flushed])
        return Outcome(out, bytes(machine.err), None, max(0.0, machine.timeout))
    except _LIMITS as error:
        code, message = 1, _unsupported(machine, error)
        missing = message
    machine.err += message.encode("utf-8", "backslashreplace")
    return Outcome(bytes(machine.out), bytes(machine.err), code, machine.elapsed, missing)


def run_cell(machine: Machine, source: str, number: int) -> Outcome:
    """Interpret a cell; the machine has the variables of the cells before it.

    Raises OutOfTime at the end of the notebook's time.
    """
    machine.out.clear()
    machine.err.clear()
    displays: list[dict[str, str]] = []
    error: tuple[str, str, tuple[str, ...]] | None = None
    missing: str | None = None
    frame = _module(machine)
    try:
        body = [*_parsed(source, f"<cell {number}>").body]
        last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
        frame.execute(body)
        if isinstance(last, ast.Expr):
            frame.line = last.lineno
            value = frame.visit(last.value)
            if value is not None:
                displays.append({"text/plain": text(machine, value, represented=True)})
    except BadSyntax as bad:
        error = ("SyntaxError", str(bad), tuple(bad.text.splitlines()))
    except Raised as raised:
        error = _cell_error(machine, raised, source, number)
    except _LIMITS as limit:
        missing = _unsupported(machine, limit)
        error = ("NotImplementedError", missing, (missing,))
    return Outcome(bytes(machine.out), bytes(machine.err), 0, 0.0, missing, tuple(displays), error)


def _module(machine: Machine) -> Frame:
    frame = Frame(machine, variables=machine.variables)
    machine.calls = [frame]
    return frame


def _run_tests(module: Frame) -> int:
    """Print pytest's report, and return its exit code. The output of the tests is not shown."""
    machine = module.machine
    tests = [
        value
        for name, value in module.variables.items()
        if name.startswith("test") and isinstance(value, Function)
    ]
    printed, failures = bytes(machine.out), list[str]()
    for test in tests:
        try:
            call(machine, test, [], {})
        except Raised as raised:
            why = _last_line(machine, raised.error)
            failures.append(f"FAILED {machine.name}::{test.name} - {why}")
    passed = f"{len(tests) - len(failures)} passed"
    counts = f"{len(failures)} failed, {passed}" if failures else passed
    report = (f"collected {len(tests)} items", *failures, counts if tests else "no tests ran")
    machine.out[:] = printed + "".join(f"{line}\n" for line in report).encode()
    return _TESTS_FAILED if failures else 0 if tests else _NO_TESTS


def _parsed(source: str, path: str) -> ast.Module:
    """Return the tree. Raises BadSyntax, and Unsupported for a program too long or too deep."""
    if len(source) > MAX_TOKENS:
        found = islice(_TOKEN.finditer(source), MAX_TOKENS + 1)
        if sum(1 for _ in found) > MAX_TOKENS:
            raise Unsupported(f"a program of more than {MAX_TOKENS} words and signs")
    try:
        return (_kept_tree if len(source) <= _SHORT else _tree)(source)
    except SyntaxError as error:
        error.filename = path
        raise BadSyntax(error) from None
    except UnicodeError as error:  # half a surrogate pair
        raise BadSyntax(SyntaxError(f"(unicode error) {error}")) from None
    except ValueError:
        raise BadSyntax(SyntaxError("source code cannot contain null bytes")) from None
    except (RecursionError, MemoryError):
        raise Unsupported("a program nested so deeply") from None


def _tree(source: str) -> ast.Module:
    with _PARSING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


_kept_tree = lru_cache(_TREES)(_tree)


# -- messages -------------------------------------------------------------------------------------


def _unsupported(machine: Machine, error: Exception) -> str:
    """Return the message about a program outside the subset, with the remedy."""
    feature, place = "break, continue or return at this place", ""
    if isinstance(error, RecursionError):
        feature = "a program nested so deeply"
    elif isinstance(error, Unsupported):
        feature = error.feature
        place = f' (line {error.line} of "{machine.path}")' if error.line else ""
    return (
        "penstock-mock: it executes nothing it is sent, and the subset of Python it interprets "
        f"does not include {feature}{place}. {machine.remedy}\n"
    )


def _uncaught(machine: Machine, raised: Raised, source: str) -> tuple[int, str]:
    """Return the exit code of a program that raised, and its traceback on stderr."""
    error, lines = raised.error, source.splitlines()
    if not isinstance(error, SystemExit):
        trace = ["Traceback (most recent call last):"]
        for number, name in raised.trace:
            trace.append(f'  File "{machine.path}", line {number}, in {name}')
            trace += [f"    {line.strip()}" for line in lines[number - 1 : number]]
        return 1, "\n".join((*trace, _last_line(machine, error), ""))
    given = error.args[0] if len(error.args) == 1 else (error.args or None)
    if given is None or isinstance(given, int):
        return (given or 0) & 0xFF, ""  # all that a parent process gets
    return 1, f"{_message(machine, given)}\n"


def _cell_error(
    machine: Machine, raised: Raised, source: str, number: int
) -> tuple[str, str, tuple[str, ...]]:
    """Return name, text and traceback of an exception in a cell."""
    name, line = type(raised.error).__name__, raised.trace[0][0]
    quoted = "".join(source.splitlines()[line - 1 : line])
    trace = (
        _RULE,
        f"{name:<{_WIDE}}Traceback (most recent call last)",
        f"Cell In[{number}], line {line}\n----> {line} {quoted}",
        _last_line(machine, raised.error),
    )
    return name, _message(machine, raised.error), trace


def _last_line(machine: Machine, error: BaseException) -> str:
    message = _message(machine, error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def _message(machine: Machine, value: Any) -> str:
    machine.allocated = 0  # for a program that used it up
    try:
        return text(machine, value)
    except (Raised, Unsupported, OutOfTime):
        return "<exception str() failed>"
