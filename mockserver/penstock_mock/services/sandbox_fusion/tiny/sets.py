"""The sets of a program, in the order in which Python has them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import define, field

_WORK: dict[str, Callable[[Any, Any], Any]] = {
    "|": operator.or_,
    "&": operator.and_,
    "-": operator.sub,
    "^": operator.xor,
}
_IN_PLACE: dict[str, Callable[[Any, Any], Any]] = {
    "|": operator.ior,
    "&": operator.iand,
    "-": operator.isub,
    "^": operator.ixor,
}


@define(eq=False)
class Set:
    """A set that every run prints the same.

    Numbers, and tuples of them, are in Python's own order: that of the table of a real set, which
    is made as the program makes its own. Other members are in the order they came in; Python's
    order of those differs from run to run.
    """

    members: dict[Any, None] = field(factory=dict)
    table: set[Any] = field(factory=set)
    settled: bool = True
    """Whether Python's order is the same in every run."""

    @classmethod
    def of(cls, given: Iterable[Any], table: set[Any] | None = None) -> Set:
        """A set of hashable values. table: one of the same, where it isn't filled one by one."""
        values = list(given)
        made = set(values) if table is None else table
        return cls(dict.fromkeys(values), made, all(map(_is_settled, values)))

    def __iter__(self) -> Iterator[Any]:
        return iter(self.table if self.settled else self.members)

    def __len__(self) -> int:
        return len(self.members)

    def copy(self) -> Set:
        """Another with the same members."""
        return Set(dict(self.members), self.table.copy(), self.settled)

    def add(self, value: Any) -> None:
        """One more."""
        self.members.setdefault(value)
        self.table.add(value)
        self.settled = self.settled and _is_settled(value)

    def remove(self, value: Any) -> None:
        """One less. Raises KeyError when it isn't in."""
        del self.members[value]
        self.table.remove(value)

    def clear(self) -> None:
        """None left."""
        self.members.clear()
        self.table.clear()
        self.settled = True

    def combined(self, sign: str, other: Set) -> Set:
        """What `self <sign> other` is, of `|`, `&`, `-` and `^`."""
        return Set.of(self._kept(sign, other), _WORK[sign](self.table, other.table))

    def change(self, sign: str, other: Set) -> None:
        """`self <sign>= other`."""
        kept = Set.of(self._kept(sign, other))
        self.table = _IN_PLACE[sign](self.table, other.table)
        self.members, self.settled = kept.members, kept.settled

    def _kept(self, sign: str, other: Set) -> list[Any]:
        if sign == "&":
            return [each for each in self.members if each in other.members]
        ours = [each for each in self.members if sign == "|" or each not in other.members]
        if sign == "-":
            return ours
        return ours + [each for each in other.members if each not in self.members]


def _is_settled(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_settled, value))
    return isinstance(value, (int, float))
