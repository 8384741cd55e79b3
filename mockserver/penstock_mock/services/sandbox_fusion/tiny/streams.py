"""Writing to where a program may write: its two streams and its files."""

from __future__ import annotations

from typing import Any, Literal

from .files import OpenFile
from .machine import Machine
from .methods import write
from .values import type_name


def stream(machine: Machine, name: Literal["stdout", "stderr"]) -> OpenFile:
    """A stream as a file."""
    return OpenFile(f"<{name}>", machine.out if name == "stdout" else machine.err)


def put(machine: Machine, file: Any, text: Any) -> None:
    """Write to what `print(file=...)` names. Raises as Python does, in the program."""
    if not isinstance(file, OpenFile):
        machine.fail(AttributeError(f"{type_name(file)!r} object has no attribute 'write'"))
    write(machine, file, text)
