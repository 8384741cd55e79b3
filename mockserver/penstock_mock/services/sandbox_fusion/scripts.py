"""Which result belongs to which program: by its text, by a pattern, or by the test's own rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import define, field, frozen

from ..sequence import BehaviourSequence

Match: TypeAlias = str | re.Pattern[str] | Callable[[Any], bool]
R = TypeVar("R")
P = TypeVar("P", bound="Sourced")


class Sourced:
    """Something with source text."""

    @property
    def source(self) -> str:
        """The text scripts look at."""
        raise NotImplementedError


@frozen
class Program(Sourced):
    """A program that was sent, decoded."""

    code: str
    language: str = "python"
    stdin: str | None = None
    compile_timeout: float = 10.0
    run_timeout: float = 10.0
    memory_limit_mb: int = -1
    files: Mapping[str, bytes] = field(factory=dict)
    fetch_files: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        return self.code


@frozen
class Sheet(Sourced):
    """A notebook that was sent, decoded; `source` is its cells, a blank line between two."""

    cells: tuple[str, ...]
    total_timeout: float = 45.0
    files: Mapping[str, bytes] = field(factory=dict)
    fetch_files: tuple[str, ...] = ()
    asked: Mapping[str, Any] = field(factory=dict)

    @property
    def source(self) -> str:
        return "\n\n".join(self.cells)


@frozen
class CellSource(Sourced):
    """One cell of a notebook."""

    code: str

    @property
    def source(self) -> str:
        return self.code


@define(eq=False)
class Computed:
    """A result that is worked out from what was sent."""

    work: Callable[[Any], Any]


@define(eq=False)
class Entry(Generic[P, R]):
    """A script: what it is for, what it answers, and what it has answered."""

    match: Match
    script: BehaviourSequence[Any]
    """Results, and what works one out."""
    language: str | None = None
    answered: list[P] = field(factory=list)
    """What it answered, oldest first."""

    def takes(self, asked: P) -> bool:
        """True if it is for that."""
        if self.language is not None and getattr(asked, "language", None) != self.language:
            return False
        if isinstance(self.match, str):
            return self.match == asked.source
        if isinstance(self.match, re.Pattern):
            return self.match.search(asked.source) is not None
        return bool(self.match(asked))

    def answer(self, asked: P) -> R:
        """Its next result."""
        self.answered.append(asked)
        current = self.script.current
        self.script.advance()
        made: R = current.work(asked) if isinstance(current, Computed) else current
        return made


@define(eq=False)
class Scripts(Generic[P, R]):
    """The scripts of one kind of thing; the newest that takes it answers."""

    kind: type[R]
    entries: list[Entry[P, R]] = field(factory=list)

    def add(
        self, match: Match, results: tuple[Any, ...], language: str | None = None
    ) -> Entry[P, R]:
        """Add a script. Raises ValueError for what is no result and what can't be matched."""
        if not (isinstance(match, (str, re.Pattern)) or callable(match)):
            raise ValueError(f"a script is for a text, a pattern or a function, not {match!r}")
        taken = [Computed(r) if callable(r) else r for r in results]
        wrong = [r for r in taken if not isinstance(r, (self.kind, Computed))]
        if wrong or not taken:
            kind = self.kind.__name__.lower()
            raise ValueError(f"a script needs results, each a {kind}(...), not {wrong or 'none'}")
        entry: Entry[P, R] = Entry(match, BehaviourSequence(tuple(taken)), language)
        self.entries.append(entry)
        return entry

    def answer(self, asked: P) -> R | None:
        """The result for that; None when there is no script for it."""
        entry = next((each for each in reversed(self.entries) if each.takes(asked)), None)
        return None if entry is None else entry.answer(asked)
