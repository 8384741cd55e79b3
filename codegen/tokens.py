"""Source text as tokens with offsets, and edits to it.

What no edit touches stays as it was written, to the byte.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Kinds of tokens that carry no code.
LAYOUT = frozenset({"NEWLINE", "NL", "INDENT", "DEDENT", "COMMENT", "ENCODING", "ENDMARKER"})


class Token(NamedTuple):
    """A token by its offsets in the text, f-strings in one piece on every interpreter."""

    kind: str
    text: str
    start: int
    end: int
    line: int


class Edit(NamedTuple):
    """Replace the text between two offsets."""

    start: int
    end: int
    text: str = ""


def scan(source: str) -> list[Token]:
    """Return the tokens of *source* with their offsets."""
    lines = [0, 0]  # rows are counted from 1
    for line in io.StringIO(source):
        lines.append(lines[-1] + len(line))
    lines.append(lines[-1])  # the end is in a row of its own
    names, tokens = tokenize.tok_name, list[Token]()
    for kind, text, start, end, _ in tokenize.generate_tokens(io.StringIO(source).readline):
        row, column = start
        begin = lines[row] + column
        tokens.append(Token(names[kind], text, begin, lines[end[0]] + end[1], row))
    return list(_whole_fstrings(source, tokens))


def _whole_fstrings(source: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """Join what Python 3.12 and later take apart, so that 3.11 sees the same."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "FSTRING_START":
            opened.append(token)
        elif token.kind == "FSTRING_END":
            first = opened.pop()
            if not opened:
                text = source[first.start : token.end]
                yield Token("STRING", text, first.start, token.end, first.line)
        elif not opened:
            yield token


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Make *edits*; one that begins inside an earlier one is already covered by it."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= at:
            pieces += [source[at : edit.start], edit.text]
            at = edit.end
    return "".join([*pieces, source[at:]])
