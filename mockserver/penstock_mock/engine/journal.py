"""The journal: a bounded ring of exchanges, secrets redacted."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator

from attrs import evolve

from ..document.request import Headers, Request
from ..document.security import LOGGABLE
from ..document.validation import is_secret
from .exchange import Exchange

# 1000 exchanges cover any one test; a server that runs for days must not grow.
CAPACITY = 1000
# Enough to see what was sent; a 20 MB upload is not worth keeping.
BODY_LIMIT = 64 * 1024
REDACTED = "[redacted]"


class Journal:
    """The exchanges of one session, oldest first."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._ring: deque[Exchange] = deque(maxlen=capacity)
        self.seen = 0
        """The number of exchanges, the forgotten ones included."""

    def add(self, exchange: Exchange) -> None:
        """Record an exchange; the oldest gives way when the ring is full."""
        self.seen += 1
        self._ring.append(exchange)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._ring))

    def __len__(self) -> int:
        return len(self._ring)

    def __getitem__(self, index: int) -> Exchange:
        return self._ring[index]

    @property
    def last(self) -> Exchange:
        """The newest exchange. Raises LookupError when nothing was called yet."""
        if not self._ring:
            raise LookupError("the journal is empty: nothing was called in this session")
        return self._ring[-1]

    def calls(self, operation_id: str | None = None) -> tuple[Exchange, ...]:
        """Exchanges of one operation, or all."""
        return tuple(e for e in self._ring if operation_id in (None, e.operation_id))

    def get(self, exchange_id: str) -> Exchange | None:
        """The exchange whose id an answer carried in X-Mock-Exchange."""
        return next((e for e in self._ring if e.id == exchange_id), None)

    @property
    def unexpected(self) -> tuple[Exchange, ...]:
        """Requests no operation matches."""
        return self._with("unexpected")

    @property
    def crashed(self) -> tuple[Exchange, ...]:
        """Requests the mock itself failed on."""
        return self._with("crashed")

    @property
    def breaches(self) -> tuple[Exchange, ...]:
        """Exchanges in which something breaks the contract."""
        return tuple(e for e in self._ring if e.findings)

    def clear(self) -> None:
        """Forget everything but the number of exchanges seen (ids stay unique)."""
        self._ring.clear()

    def _with(self, verdict: str) -> tuple[Exchange, ...]:
        return tuple(e for e in self._ring if e.verdict == verdict)


def recorded(
    request: Request,
    secret_query: Collection[str] = (),
    loggable: Collection[str] = LOGGABLE,
) -> Request:
    """The request as the journal keeps it: only allow-listed header values, a bounded body.

    A query parameter is redacted when `secret_query` has it or its name is that of a secret.
    """
    return evolve(
        request,
        headers=redacted(request.headers, loggable),
        query=tuple(
            [(n, REDACTED if n in secret_query or is_secret(n) else v) for n, v in request.query]
        ),
        body=request.body[:BODY_LIMIT],
    )


def redacted(headers: Headers, loggable: Collection[str] = LOGGABLE) -> Headers:
    """Every header's name, and the value of those that can't hold a secret."""
    return tuple([(n, v if n.lower() in loggable else REDACTED) for n, v in headers])
