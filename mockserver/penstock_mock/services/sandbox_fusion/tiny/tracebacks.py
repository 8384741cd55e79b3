"""What Python prints when a program ends with an exception."""

from __future__ import annotations

from .machine import MAX_DEPTH, Machine
from .rendering import message
from .signals import NotUnderstood, OutOfTime, Raised

_HEAD = "Traceback (most recent call last):\n"
# A rule and a heading, as notebooks print them.
_RULE = "-" * 75
_WIDE = 42


def printed(machine: Machine, raised: Raised, source: str) -> str:
    """The traceback and the exception, for stderr."""
    path, lines = machine.process.path, source.splitlines()
    frames = "".join(
        f'  File "{path}", line {number}, in {name}\n{_quoted(lines, number)}'
        for number, name in raised.trace
    )
    return f"{_HEAD}{frames}{last_line(machine, raised.error)}\n{_hint(machine, raised)}"


def of_cell(
    machine: Machine, raised: Raised, source: str, number: int
) -> tuple[str, str, tuple[str, ...]]:
    """Name, text and traceback of what a notebook's cell raised."""
    name, lines = type(raised.error).__name__, source.splitlines()
    line = raised.trace[0][0] if raised.trace else 0
    quoted = lines[line - 1] if 0 < line <= len(lines) else ""
    trace = (
        _RULE,
        f"{name:<{_WIDE}}Traceback (most recent call last)",
        f"Cell In[{number}], line {line}\n----> {line} {quoted}",
        last_line(machine, raised.error),
    )
    return name, _said(machine, raised.error), trace


def last_line(machine: Machine, error: BaseException) -> str:
    """An exception's name and its text."""
    said = _said(machine, error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def helpless(machine: Machine, missing: NotUnderstood) -> str:
    """What is said of a program that isn't understood."""
    place = f' (line {missing.line} of "{machine.process.path}")' if missing.line else ""
    return (
        "penstock-mock: it executes nothing it is sent, and its own small Python does not know "
        f"{missing.what}{place}. {machine.process.remedy}\n"
    )


def _hint(machine: Machine, raised: Raised) -> str:
    if not (machine.deepened and isinstance(raised.error, RecursionError)):
        return ""
    why = f"penstock-mock: its small Python nests {MAX_DEPTH} levels only. "
    return f"{why}{machine.process.remedy}\n"


def _quoted(lines: list[str], number: int) -> str:
    return f"    {lines[number - 1].strip()}\n" if 0 < number <= len(lines) else ""


def _said(machine: Machine, error: BaseException) -> str:
    try:
        return message(machine, error)
    except (Raised, NotUnderstood, OutOfTime):  # its text is too much; Python says so as well
        return "<exception str() failed>"
