"""Source text as tokens with offsets, and edits to it.

What no edit touches stays as it was written, to the byte.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterable, Iterator, Sequence
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
    lines = [0]
    for line in io.StringIO(source):
        lines.append(lines[-1] + len(line))
    raw = tokenize.generate_tokens(io.StringIO(source).readline)
    return list(_whole_fstrings(source, (_token(item, lines) for item in raw)))


def _token(item: tokenize.TokenInfo, lines: Sequence[int]) -> Token:
    (row, column), (end_row, end_column) = item.start, item.end
    start = lines[min(row, len(lines)) - 1] + column
    end = lines[min(end_row, len(lines)) - 1] + end_column
    return Token(tokenize.tok_name[item.type], item.string, start, end, row)


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
