"""State shared by a client and its `with_options()` views: clock, RNG, limits, retry quota."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Collection

from penstock._core.checks import LONGEST_SECONDS
from penstock._core.clock import Clock, SystemClock
from penstock._core.concurrency import Scopes
from penstock._core.endpoints import Addresses, Endpoints, Health
from penstock._core.lock import Lock
from penstock.ratelimit import RateLimit, RateLimits
from penstock.retry import Quota


class State:
    """Clock, random numbers, rate limits and retry quota of one client."""

    __slots__ = (
        "_endpoints",
        "_lock",
        "_process",
        "awaiting",
        "clock",
        "last",
        "limits",
        "quota",
        "random",
    )

    def __init__(
        self,
        clock: Clock | None = None,
        random_source: Callable[[], float] | None = None,
        awaiting: Scopes | None = None,
    ) -> None:
        self.clock = clock or SystemClock()
        self.random = random_source or random.random
        self.awaiting = awaiting or Scopes()
        """The callbacks that are awaited, in all views of the client."""
        self.limits = RateLimits(max_wait=LONGEST_SECONDS)  # the policy bounds the wait of a call
        self.last: tuple[tuple[RateLimit, ...], float | None] = ((), None)
        """The rate limits of the last response, in any bucket, and its wait in seconds."""
        self.quota = Quota()
        """The budget for retries; changed by `take` and `give_back` alone."""
        self._endpoints = Endpoints()
        self._process = os.getpid()
        self._lock = Lock()

    def stop(self) -> None:
        """End the waits between attempts and polls, and those for callbacks.

        A clock that was given does as it likes.
        """
        self.awaiting.close()
        if isinstance(self.clock, SystemClock):
            self.clock.stop()

    def take(self, tokens: int) -> bool:
        """Take tokens for a retry; return whether there were enough."""
        with self._lock:
            return self.quota.take(tokens)

    def _known(self) -> Endpoints:
        """Return what is known of addresses; a fork's child begins anew.

        What was in flight stayed behind with its parent, and would never be settled here.
        """
        if self._process != os.getpid():
            self._process, self._endpoints = os.getpid(), Endpoints()
        return self._endpoints

    def choose(self, addresses: Addresses, avoid: Collection[str]) -> str:
        """Return the address for the next request, whose end is passed to `record_health`."""
        with self._lock:
            return self._known().choose(addresses, self.clock.monotonic(), avoid)

    def record_health(self, url: str, health: Health) -> None:
        """Note how a request to one of several addresses has ended."""
        with self._lock:
            self._known().record_health(url, health, self.clock.monotonic())

    def has_responded(self, addresses: Addresses) -> bool:
        """Return whether one of several addresses has answered."""
        with self._lock:
            return self._known().has_responded(addresses)

    def give_back(self, tokens: int | None) -> None:
        """Return tokens after a success."""
        with self._lock:
            self.quota.give_back(tokens)
