"""Behaviours one after another, for a workflow, block or program that is run several times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from ..document.values import define

B = TypeVar("B")


@define(eq=False)
class BehaviourSequence(Generic[B]):
    """Behaviours in turn; the last one stays."""

    behaviours: tuple[B, ...]
    at: int = 0

    @classmethod
    def of(cls, what: str, behaviours: Sequence[object], kind: type[B]) -> BehaviourSequence[B]:
        """Behaviours of `kind`. Raises ValueError, naming `what` they are for, unless all are."""
        right = tuple(each for each in behaviours if isinstance(each, kind))
        if len(right) == len(behaviours) and right:
            return cls(right)
        wrong = [each for each in behaviours if not isinstance(each, kind)]
        raise ValueError(
            f"{what} needs behaviours such as succeed() or fail(), not {wrong or 'none'}"
        )

    @property
    def current(self) -> B:
        """The behaviour to play next."""
        return self.behaviours[self.at]

    def advance(self) -> B:
        """The current behaviour, which is played now; then it is the next one's turn."""
        played = self.current
        self.at = min(self.at + 1, len(self.behaviours) - 1)
        return played

    def fresh(self) -> BehaviourSequence[B]:
        """The same behaviours, from the first one on."""
        return BehaviourSequence(self.behaviours)
