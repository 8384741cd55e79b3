"""Source text to a tree, within bounds, and a syntax error in Python's own words."""

from __future__ import annotations

import ast
import re
import threading
import traceback
import warnings
from itertools import islice

# What the tree of a program of the mock may be made of. A tenth of a second's work for the parser,
# and far more than anybody writes by hand; comments, long texts and runs of one sign count once.
MAX_TOKENS = 50_000
_TOKEN = re.compile(r"#[^\n]*|\w+|([^\w\s])\1*")

# Warnings are switched off for the whole process while it parses: one at a time, or the switches
# of two threads would stay as they are.
_ONE_AT_A_TIME = threading.Lock()


class BadSyntax(Exception):  # noqa: N818
    """The text is no Python; `text` is what Python prints, `error` its exception."""

    def __init__(self, error: SyntaxError) -> None:
        super().__init__(str(error))
        self.error = error
        self.text = "".join(traceback.format_exception_only(SyntaxError, error))


class TooLong(Exception):  # noqa: N818
    """The text has more in it than the mock wants to read."""


def parse(source: str, path: str) -> ast.Module:
    """The tree. Raises BadSyntax; TooLong for what is beyond `MAX_TOKENS` or nested too deep."""
    counted = sum(1 for _ in islice(_TOKEN.finditer(source), MAX_TOKENS + 1))
    if counted > MAX_TOKENS:
        raise TooLong(f"a program of more than {MAX_TOKENS} words and signs")
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, path)
    except SyntaxError as error:
        raise BadSyntax(error) from None
    except UnicodeError as error:  # half a surrogate pair
        raise BadSyntax(SyntaxError(f"(unicode error) {error}")) from None
    except ValueError:  # a zero byte
        raise BadSyntax(SyntaxError("source code cannot contain null bytes")) from None
    except (RecursionError, MemoryError):
        raise TooLong("a program nested so deeply") from None
