"""Behaviours one after another: what a test writes for something that is asked several times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from attrs import define

B = TypeVar("B")


@define(eq=False)
class Script(Generic[B]):
    """Something's behaviours in turn; the last one stays."""

    behaviours: tuple[B, ...]
    at: int = 0

    @classmethod
    def of(cls, what: str, behaviours: Sequence[object], kind: type[B]) -> Script[B]:
        """A script of `kind`. Raises ValueError, naming `what` it is for, unless all are such."""
        right = tuple(each for each in behaviours if isinstance(each, kind))
        if len(right) == len(behaviours) and right:
            return cls(right)
        wrong = [each for each in behaviours if not isinstance(each, kind)]
        raise ValueError(
            f"{what} needs behaviours such as succeed() or fail(), not {wrong or 'none'}"
        )

    @property
    def current(self) -> B:
        """What comes next."""
        return self.behaviours[self.at]

    def spend(self) -> None:
        """The current behaviour was played; the next one's turn, if there is one."""
        self.at = min(self.at + 1, len(self.behaviours) - 1)

    def fresh(self) -> Script[B]:
        """The same behaviours, from the first one on."""
        return Script(self.behaviours)
