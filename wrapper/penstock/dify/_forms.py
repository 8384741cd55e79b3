"""Forms that were submitted, so that a pause that is over isn't taken for a new one.

A worker resumes a run a moment after its form was submitted. Until then the server reports the
run as paused, and a snapshot of its events ends with that pause.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from penstock.dify._defaults import FORM_TAKEN_UP
from penstock.errors import APIStatusError


class AnsweredForms:
    """The forms a client has just answered, by their tokens; times are its clock's."""

    __slots__ = ("_at",)

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    @contextmanager
    def answering(self, token: str, now: Callable[[], float]) -> Iterator[None]:
        """Note that a form was answered, unless the answer is refused; it may well be lost."""
        taken = True
        try:
            yield
        except APIStatusError as error:
            # By an earlier attempt, or by another caller; or a gateway gave up on the server.
            taken = error.code == "human_input_form_submitted" or (error.status or 0) >= 500
            raise
        finally:
            if taken:
                at = now()
                self._at = {**self._recent(at), token: at}

    def tokens(self, now: float) -> frozenset[str]:
        """Return the tokens of the forms whose runs may still be reported as paused."""
        return frozenset(self._recent(now))

    def stale_until(self, now: float) -> float:
        """Return until when such a run may be reported as paused; -inf without any form."""
        return max(self._recent(now).values(), default=-math.inf) + FORM_TAKEN_UP

    def _recent(self, now: float) -> dict[str, float]:
        return {token: at for token, at in self._at.items() if now - at < FORM_TAKEN_UP}
