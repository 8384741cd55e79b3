"""Choose the base URL of each request, without clock or lock.

Of the healthy ones, the one with the fewest requests in flight, in turn. A URL that accepts no
connection, or fails repeatedly, is set aside for a while; then one request probes it, and it is
used again if that succeeds. If all are set aside, the one whose pause ends first is tried, since
its error is better than none.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

import attrs

from penstock._core.checks import grow
from penstock.errors import (
    ConnectionLostError,
    NotSentError,
    PenstockError,
    RequestTimeoutError,
    ServerError,
)

Health = Literal["well", "down", "faulty", "unknown"]

# One failure may be the request's own; three in a row, with nothing that worked between, are the
# address's.
_MOST_FAULTS: Final = 3

# A server that restarts is back within seconds; one that is gone costs a lost connection a minute.
_FIRST_PAUSE: Final = 5.0
_LONGEST_PAUSE: Final = 60.0

# What a gateway answers for a server behind it that is down or too slow.
_GATEWAY: Final = frozenset({502, 503, 504})


@attrs.frozen
class Addresses:
    """Base URLs of one service, without trailing slashes; there is at least one."""

    urls: tuple[str, ...]
    chosen: bool = True
    """True if someone chose them. Otherwise they are where a server usually is, tried in order."""


@attrs.define
class _Address:
    """The state of one base URL."""

    in_flight: int = 0
    turn: int = 0
    """When it was last chosen, counted in choices."""
    faults: int = 0
    """Failures in a row."""
    pauses: int = 0
    """The number of times in a row it was set aside."""
    until: float | None = None
    """When it may be tried again, if it was set aside."""

    def is_free(self, now: float) -> bool:
        """True if a request may go there: after a pause, one at a time."""
        return self.until is None or (now >= self.until and not self.in_flight)


class Endpoints:
    """The state of all base URLs of a client. Not locked: threads need a lock around it."""

    __slots__ = ("_known", "_last", "_turn")

    def __init__(self) -> None:
        self._known: dict[str, _Address] = {}
        self._turn = 0
        self._last: str | None = None
        """The address that worked last."""

    def choose(self, addresses: Addresses, now: float, avoid: Collection[str] = ()) -> str:
        """Return the address for the next request, and count that as in flight there.

        `avoid` are those where this very request has just failed; one of them is only chosen if
        there is no other. Times are in monotonic seconds.
        """
        urls = [url for url in addresses.urls if url not in avoid] or list(addresses.urls)
        free = [url for url in urls if self._of(url).is_free(now)]
        if not free:
            chosen = min(urls, key=lambda url: self._of(url).until or now)
        elif addresses.chosen:
            chosen = min(free, key=lambda url: (self._of(url).in_flight, self._of(url).turn))
        else:
            chosen = self._last if self._last in free else free[0]
        self._turn += 1
        found = self._of(chosen)
        found.turn = self._turn
        found.in_flight += 1
        return chosen

    def record_health(self, url: str, health: Health, now: float) -> None:
        """Note how a request that `choose` sent to `url` has ended."""
        found = self._of(url)
        found.in_flight = max(0, found.in_flight - 1)
        if health == "well":
            found.faults = found.pauses = 0
            found.until = None
            self._last = url
        elif health != "unknown":
            found.faults += 1
            # One that is aside already was tried before that was known.
            is_aside = found.until is not None and now < found.until
            if not is_aside and (health == "down" or found.faults >= _MOST_FAULTS):
                found.until = now + grow(_FIRST_PAUSE, 2, _LONGEST_PAUSE, found.pauses)
                found.pauses += 1

    def has_responded(self, addresses: Addresses) -> bool:
        """True if one of these addresses has answered."""
        return self._last in addresses.urls

    def is_aside(self, url: str, now: float) -> bool:
        """True if an address is set aside now."""
        until = self._of(url).until
        return until is not None and now < until

    def _of(self, url: str) -> _Address:
        return self._known.setdefault(url, _Address())


def unreachable(error: BaseException) -> bool:
    """True if no connection came about, so that another address can be tried at once."""
    if isinstance(error, RequestTimeoutError):
        return error.phase == "connect"
    return isinstance(error, NotSentError)


def health(error: PenstockError) -> Health:
    """Return the health of the base URL that an attempt's error implies."""
    if unreachable(error):
        return "down"
    if isinstance(error, ServerError) and error.status in _GATEWAY:
        return "faulty"
    if isinstance(error, RequestTimeoutError):
        return "faulty" if error.sent else "unknown"
    if isinstance(error, ConnectionLostError):
        return "faulty"
    return "unknown" if error.status is None else "well"
