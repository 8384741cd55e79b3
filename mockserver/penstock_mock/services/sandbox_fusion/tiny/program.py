"""A whole program, a file of tests, or a notebook's cell, from its text to its end."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from .machine import Machine
from .parsing import BadSyntax, TooLong, parse
from .process import Ending, Process
from .rendering import shown, text
from .signals import Break, Continue, NotUnderstood, OutOfTime, Raised, Return
from .statements import execute
from .tracebacks import helpless, last_line, of_cell, printed
from .values import Function
from .walker import Walker

# What pytest ends with.
_TESTS_FAILED = 1
_NO_TESTS = 5


def run(process: Process, source: str) -> Ending:
    """Walk a program to its end. Never raises, and never runs anything of it."""
    machine = Walker(process)
    return _finish(machine, source, lambda tree: _whole(machine, tree))


def run_tests(process: Process, source: str) -> Ending:
    """Walk a file of tests as pytest would: the module, then each `test_` function in it."""
    machine = Walker(process)
    return _finish(machine, source, lambda tree: _tested(machine, tree, source))


def notebook(process: Process) -> Machine:
    """A machine for `run_cell`: what one cell defines, the next one knows."""
    return Walker(process)


def run_cell(machine: Machine, source: str, number: int) -> Ending:
    """Walk one cell. Raises OutOfTime at the end of the notebook's time."""
    machine.out, machine.err = bytearray(), bytearray()
    displays: list[dict[str, str]] = []
    error: tuple[str, str, tuple[str, ...]] | None = None
    missing: str | None = None
    try:
        _cell(machine, parse(source, f"<cell {number}>"), displays)
    except BadSyntax as bad:
        error = ("SyntaxError", str(bad.error), tuple(bad.text.splitlines()))
    except Raised as raised:
        error = of_cell(machine, raised, source, number)
    except (NotUnderstood, TooLong, RecursionError, Break, Continue, Return) as lost:
        missing = helpless(machine, _lost(lost))
        error = ("NotImplementedError", missing, (missing,))
    return Ending(bytes(machine.out), bytes(machine.err), 0, 0.0, missing, tuple(displays), error)


def _cell(machine: Machine, tree: ast.Module, displays: list[dict[str, str]]) -> None:
    *body, last = tree.body or [ast.Pass()]
    execute(machine, body)
    if not isinstance(last, ast.Expr):
        execute(machine, [last] if tree.body else [])
        return
    machine.at(last)
    value = machine.evaluate(last.value)
    if value is not None:
        displays.append({"text/plain": shown(machine, value)})


def _finish(machine: Machine, source: str, walk: Callable[[ast.Module], int]) -> Ending:
    code: int | None = 1
    missing: str | None = None
    try:
        if machine.process.timeout <= 0:
            raise OutOfTime
        code = walk(parse(source, machine.process.path))
    except BadSyntax as bad:
        machine.err += bad.text.encode("utf-8", "backslashreplace")
    except Raised as raised:
        code = _uncaught(machine, raised, source)
    except OutOfTime:
        code = None
    except (Break, Continue, Return, NotUnderstood, TooLong, RecursionError) as lost:
        missing = helpless(machine, _lost(lost))
        machine.err += missing.encode("utf-8", "backslashreplace")
    out = bytes(machine.out if code is not None else machine.out[: machine.flushed])
    return Ending(out, bytes(machine.err), code, _spent(machine, code), missing)


def _spent(machine: Machine, code: int | None) -> float:
    return machine.elapsed if code is not None else max(0.0, machine.process.timeout)


def _whole(machine: Machine, tree: ast.Module) -> int:
    execute(machine, tree.body)
    return 0


def _lost(lost: Exception) -> NotUnderstood:
    if isinstance(lost, NotUnderstood):
        return lost
    if isinstance(lost, TooLong):
        return NotUnderstood(str(lost), 0)
    if isinstance(lost, RecursionError):
        return NotUnderstood("a program nested so deeply", 0)
    return NotUnderstood("break, continue or return at this place", 0)


def _uncaught(machine: Machine, raised: Raised, source: str) -> int:
    """What a program that raises leaves on stderr, and its code."""
    if isinstance(raised.error, SystemExit):
        return _exit_code(machine, raised.error.args)
    machine.err += printed(machine, raised, source).encode("utf-8", "backslashreplace")
    return 1


def _exit_code(machine: Machine, arguments: tuple[Any, ...]) -> int:
    given = arguments[0] if len(arguments) == 1 else (arguments or None)
    if given is None:
        return 0
    if isinstance(given, int):
        return given & 0xFF  # all that a parent process is told
    try:
        said = text(machine, given)
    except (Raised, NotUnderstood, OutOfTime):
        said = ""
    machine.err += f"{said}\n".encode("utf-8", "backslashreplace")
    return 1


def _tested(machine: Machine, tree: ast.Module, source: str) -> int:
    execute(machine, tree.body)
    names = machine.frame.scope.names
    tests = [f for n, f in names.items() if n.startswith("test") and isinstance(f, Function)]
    failures = [line for test in tests if (line := _failure(machine, test, source))]
    said = "".join(f"{line}\n" for line in (f"collected {len(tests)} items", *failures))
    passed = len(tests) - len(failures)
    counts = f"{len(failures)} failed, {passed} passed" if failures else f"{passed} passed"
    machine.out += f"{said}{counts if tests else 'no tests ran'}\n".encode()
    return _TESTS_FAILED if failures else 0 if tests else _NO_TESTS


def _failure(machine: Machine, test: Function, source: str) -> str:
    """Why a test failed; nothing when it passed. What it printed is not shown."""
    before = bytes(machine.out)
    try:
        machine.call(test, [])
    except Raised as raised:
        return f"FAILED {machine.process.name}::{test.name} - {last_line(machine, raised.error)}"
    finally:
        machine.out[:] = before
    return ""
