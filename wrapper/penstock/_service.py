"""What a service's own module tells the flows: how to read its refusals and its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from penstock._message import Answer
    from penstock.errors import PenstockError
    from penstock.ratelimit import RateLimit
    from penstock.retry import RetryHints


class Service(Protocol):
    """One service, as the flows see it. All of it is pure: times are handed in."""

    def refusal(self, answer: Answer) -> PenstockError | None:
        """Return the exception for an answer that means no, None for one that can be used."""
        ...

    def hints(self, answer: Answer, now_epoch: float) -> RetryHints:
        """Return what the answer says about trying again, beside its Retry-After header."""
        ...

    def limits(self, answer: Answer, now_epoch: float) -> tuple[RateLimit, ...]:
        """Return what the answer says of its bucket, from headers or body."""
        ...

    def wait_asked(self, answer: Answer, now_epoch: float) -> float | None:
        """Return the seconds that the answer asks to wait; None if it doesn't."""
        ...
