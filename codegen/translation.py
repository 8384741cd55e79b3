"""Async source in, blocking source out.

Works on tokens, so that code is never confused with strings:

- `async` and `await` go; names are looked up in `RENAMES`, then lose a leading `Async` or a
  trailing `_async`, but for those in `KEPT`.
- Docstrings and comments get the same treatment, so that their examples stay true.
- Other strings stay, unless the whole string is a name (`__all__`, `cast("AsyncSim", …)`).
- `Awaitable[T]` and `Coroutine[…, T]` become `T`; `AsyncGenerator` gains its third argument.
- The marker `pytest.mark.anyio` goes, alone on its line or assigned to `pytestmark`.
- A line that ends in `# unasync: remove` goes; one that ends in `# unasync: replace CODE` becomes
  CODE, at its own indentation.

An f-string whose placeholder would need a change is refused: some interpreters show it as one
token and some as many, and the output must not depend on that. Bind the value to a name first.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tokens import LAYOUT, Edit, Token, apply, scan

# Beside these, `Async` is dropped from the front of any name and `_async` from its end. A rule that
# no longer fires in the real trees is an error of --check: it would only be read, and believed.
RENAMES: Mapping[str, str] = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "aclose": "close",
    "ainvoke": "invoke",
    "aiter": "iter",
    "aiter_raw": "iter_raw",
    "anext": "next",
    "aread": "read",
    "asleep": "sleep",
    "StopAsyncIteration": "StopIteration",
    "_async": "_sync",
}

# Their `Async` speaks of the service (a job that runs by itself), not of how one waits for it.
KEPT = ("AsyncExecutionResult",)

_PREFIX = re.compile(r"^(_*)Async(?=[A-Z])")
_SUFFIX = re.compile(r"(?<=[A-Za-z0-9])_async$")
_WRAPPERS = frozenset({"Awaitable", "Coroutine"})
_DIRECTIVE = re.compile(r"# unasync: (?:(remove)|replace (\S.*))$")
_MARKERS = frozenset({"@pytest.mark.anyio", "pytestmark=pytest.mark.anyio"})
_WHOLE_NAME = re.compile(r"""^(["'])[\w.]+(\[[\w., |\[\]]*\])?\1$""")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class TranslationError(Exception):
    """A source that can't be translated; the message has the place and the remedy."""


def translate(source: str, fired: set[str] | None = None) -> str:
    """Return the blocking form of *source*; note in *fired* each rule of `RENAMES` used."""
    used = set[str]() if fired is None else fired
    tokens = scan(source)
    lines = list(_line_edits(source, tokens))
    taken = {at for edit in lines for at in range(edit.start, edit.end)}
    kept = [token for token in tokens if token.start not in taken]
    return apply(source, [*lines, *_Translation(kept, used).edits()])


def rename(word: str, fired: set[str]) -> str:
    """Return the blocking name for *word*, which is often itself."""
    if word in RENAMES or word in KEPT:
        fired.add(word)
        return RENAMES.get(word, word)
    return _SUFFIX.sub("", _PREFIX.sub(r"\1", word))


def _line_edits(source: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """Yield the edits that take whole lines: directives in comments, and test markers."""
    for token in tokens:
        if token.kind == "COMMENT" and "unasync:" in token.text:
            yield _directive(source, token)
    line: list[Token] = []
    for token in tokens:
        if token.kind == "NEWLINE":
            if "".join(part.text for part in line) in _MARKERS:
                yield Edit(_line_start(source, line[0].start), token.end)
            line = []
        elif token.kind not in LAYOUT:
            line.append(token)


def _directive(source: str, comment: Token) -> Edit:
    found = _DIRECTIVE.search(comment.text)
    if found is None:
        raise TranslationError(
            f"line {comment.line}: unknown directive {comment.text!r}: "
            "write `# unasync: remove` or `# unasync: replace CODE`"
        )
    start = _line_start(source, comment.start)
    if found[1]:
        return Edit(start, comment.end + 1)
    indent = source[start:].partition(source[start:].lstrip(" ")[:1])[0]
    return Edit(start, comment.end, indent + found[2])


def _line_start(source: str, offset: int) -> int:
    return source.rfind("\n", 0, offset) + 1


class _Translation:
    """The edits for one file, found token by token."""

    def __init__(self, tokens: Sequence[Token], fired: set[str]) -> None:
        self.tokens = tokens
        self.fired = fired
        self.code = [token for token in tokens if token.kind not in {"NL", "COMMENT"}]

    def edits(self) -> Iterator[Edit]:
        for token, following in pairwise(self.tokens):
            if token.kind == "COMMENT":
                yield Edit(token.start, token.end, self._prose(token.text))
            elif _drops(token, following):
                yield Edit(token.start, following.start)
        for index, token in enumerate(self.code):
            if token.kind == "STRING":
                yield from self._string(index)
            elif token.kind == "NAME":
                yield from self._name(index)

    def _name(self, index: int) -> Iterator[Edit]:
        token = self.code[index]
        if token.text == "await":
            yield from self._grouping(index)
        elif self.code[index + 1].text != "[":
            yield from self._renamed(token)
        elif token.text in _WRAPPERS:
            yield from self._unwrapped(index)
        else:
            yield from self._renamed(token)
            if token.text == "AsyncGenerator":
                yield from self._third_argument(index)

    def _renamed(self, token: Token) -> Iterator[Edit]:
        name = rename(token.text, self.fired)
        if name != token.text:
            yield Edit(token.start, token.end, name)

    def _unwrapped(self, index: int) -> Iterator[Edit]:
        """Drop `Awaitable[` and `]`; of `Coroutine[X, Y, T]` keep T."""
        last, commas = self._subscript(index + 1)
        inner = commas[-1] if self.code[index].text == "Coroutine" else index + 1
        yield Edit(self.code[index].start, self.code[inner + 1].start)
        yield Edit(self.code[last].start, self.code[last].end)

    def _third_argument(self, index: int) -> Iterator[Edit]:
        """`AsyncGenerator` takes what is yielded and sent; `Generator` what is returned, too."""
        last, commas = self._subscript(index + 1)
        trailing = self.code[last - 1].text == ","
        missing = 2 - (len(commas) - trailing)
        text = ", ".join(["None"] * missing)
        end = self.code[last].start
        yield Edit(end, end, text if trailing else f", {text}")

    def _subscript(self, opening: int) -> tuple[int, list[int]]:
        """Return where the bracket at *opening* closes, and its own commas."""
        commas: list[int] = []
        depth = 0
        for index in range(opening, len(self.code)):
            text = self.code[index].text
            depth += (text in "([{") - (text in ")]}") if text else 0
            if depth == 0:
                return index, commas
            if text == "," and depth == 1:
                commas.append(index)
        raise TranslationError(f"line {self.code[opening].line}: this bracket is never closed")

    def _grouping(self, index: int) -> Iterator[Edit]:
        """Drop the parentheses of `(await x.y()).z`, which were there for `await` only."""
        opening = self.code[index - 1]
        if index < 2 or opening.text != "(" or _is_operand(self.code[index - 2]):
            return
        last, _ = self._subscript(index - 1)
        if opening.line == self.code[last].line and self._is_primary(index + 1, last):
            yield Edit(opening.start, opening.end)
            yield Edit(self.code[last].start, self.code[last].end)

    def _is_primary(self, index: int, end: int) -> bool:
        """Tell whether the tokens up to *end* are names, dots, calls and subscripts only."""
        while index < end:
            if self.code[index].text in {"(", "["}:
                index, _ = self._subscript(index)
            elif not (self.code[index].text == "." or _is_operand(self.code[index])):
                return False
            index += 1
        return True

    def _string(self, index: int) -> Iterator[Edit]:
        token = self.code[index]
        if self._is_docstring(index):
            yield Edit(token.start, token.end, self._prose(token.text))
        elif _WHOLE_NAME.match(token.text):
            yield Edit(token.start, token.end, self._words(token.text))
        elif "f" in token.text[: token.text.find(token.text[-1])].lower():
            self._refuse_placeholder(token)

    def _is_docstring(self, index: int) -> bool:
        """Tell whether the string is a whole statement: a docstring, also of an attribute."""
        before = self.code[index - 1].kind if index else "NEWLINE"
        return before in LAYOUT and self.code[index + 1].kind == "NEWLINE"

    def _refuse_placeholder(self, token: Token) -> None:
        for part in _PLACEHOLDER.findall(re.sub(r"\{\{|\}\}", "", token.text)):
            if self._prose(part) != part:
                raise TranslationError(
                    f"line {token.line}: the f-string's {part} needs translation: "
                    "bind the value to a name first"
                )

    def _prose(self, text: str) -> str:
        text = re.sub(r"\bawait (?=\w|\()|\basync (?=(?:def|with|for)\b)", "", text)
        return self._words(text)

    def _words(self, text: str) -> str:
        return re.sub(r"\w+", lambda found: rename(found[0], self.fired), text)


def _drops(token: Token, following: Token) -> bool:
    if token.kind != "NAME":
        return False
    return token.text == "await" or (
        token.text == "async" and following.text in {"def", "with", "for"}
    )


def _is_operand(token: Token) -> bool:
    if token.kind == "NAME":
        return not keyword.iskeyword(token.text)
    return token.text in {")", "]"} or token.kind == "STRING"
