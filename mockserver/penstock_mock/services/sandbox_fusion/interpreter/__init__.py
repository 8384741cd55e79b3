"""A small subset of Python, interpreted from its syntax tree: for programs without a script.

The text is parsed with `ast` and walked. Nothing of it reaches the interpreter underneath: no
`eval` or `exec`, no attribute but those listed in `library`, no real file, no real clock. Steps,
memory and depth are bounded; a program that uses up its steps counts as one that never ends.

Supported: numbers, text, lists, tuples and dictionaries with their usual methods, f-strings,
functions, loops, `try`, `with open(...)`, comprehensions, and of modules `sys`, `time` and `math`.
Anything else is reported on stderr, with the remedy.
"""

from .machine import Machine, OutOfTime
from .process import Disk, Outcome, Process
from .program import run, run_cell, run_tests

__all__ = ["Disk", "Machine", "OutOfTime", "Outcome", "Process", "run", "run_cell", "run_tests"]
