"""A budget for retries, shared by all calls of a client."""

from __future__ import annotations

from penstock._core.checks import check_count


class Quota:
    """Tokens that all calls of a client spend on retries, so that an outage isn't made worse.

    The numbers are botocore's: 500 tokens, 5 for a retry, 10 after a timeout, which costs the
    service more. A call that succeeds gives back what its last retry took, or 1 if there was
    none. So a client whose calls all fail soon sends each of them once.

    Not locked: a caller with threads holds a lock around `decide` and `take`.
    """

    __slots__ = ("available", "capacity", "cost", "refund", "timeout_cost")

    def __init__(
        self, capacity: int = 500, cost: int = 5, timeout_cost: int = 10, refund: int = 1
    ) -> None:
        self.capacity = check_count("capacity", capacity)
        self.cost = check_count("cost", cost)
        self.timeout_cost = check_count("timeout_cost", timeout_cost)
        self.refund = check_count("refund", refund)
        self.available = capacity

    def price(self, *, timeout: bool) -> int:
        """Return the tokens a retry takes: after a timeout, or after any other failure."""
        return self.timeout_cost if timeout else self.cost

    def take(self, tokens: int) -> bool:
        """Take `tokens`, all or none; return whether they were there."""
        if tokens > self.available:
            return False
        self.available -= tokens
        return True

    def give_back(self, tokens: int | None = None) -> None:
        """After a success, return what its last retry took, or the refund if there was none."""
        back = self.refund if tokens is None else tokens
        self.available = min(self.capacity, self.available + back)
