"""A small subset of Python, interpreted from its syntax tree: for programs without a script.

The text is parsed with `ast` and walked. Nothing of it reaches the interpreter underneath: no
`eval` or `exec`, no attribute but those listed in `library`, no real file, no real clock. Steps,
memory and depth are bounded; a program that uses up its steps counts as one that never ends.

Supported: numbers, text, lists, tuples and dictionaries with their usual methods, f-strings,
conditions, loops, functions, comprehensions, `raise`, `assert`, `print`, `input`, `open`, and of
the modules `sys` and `time` the streams, `exit`, `time` and `sleep`. Anything else is reported on
stderr, with the remedy.
"""

from .machine import Disk, Machine, Outcome, OutOfTime
from .program import run, run_cell

__all__ = ["Disk", "Machine", "OutOfTime", "Outcome", "run", "run_cell"]
