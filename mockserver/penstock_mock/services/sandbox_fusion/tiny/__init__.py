"""A tiny Python that is read, never executed: what the mock runs when no script says otherwise.

The text is parsed with `ast` and walked. Nothing in it reaches the interpreter it is walked by: no
`eval`, no `exec`, no attribute of a real object, no real file, no real clock. Steps, memory, depth
and time are bounded; what runs out of steps is a program that does not end.

What it knows: literals, arithmetic, comparisons, f-strings, variables, unpacking, `if`, `for`,
`while`, `try`, `with open(...)`, `assert`, functions with variables of their own, `global` and
`nonlocal`, comprehensions and iterators; `print`, `input`, `len`, `sorted` and their like; the
usual methods of str, list, dict and set; `sys`, `time`, `math`. Of anything else it says so on
stderr, and how to script the program instead. What differs without a word: sets of text keep the
order they were made in, and calls nest less deep than Python's, which an error's text tells.
"""

from .machine import Machine
from .process import Disk, Ending, Process
from .program import notebook, run, run_cell, run_tests
from .signals import OutOfTime

__all__ = [
    "Disk",
    "Ending",
    "Machine",
    "OutOfTime",
    "Process",
    "notebook",
    "run",
    "run_cell",
    "run_tests",
]
