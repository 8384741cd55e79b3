"""The sessions of one server, by name, so that tests running side by side can share it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from .session import Session

# The name of the session a request gets that asks for none.
DEFAULT = ""
# A test suite of that size at once is unlikely; a server that runs for days must not grow.
LIMIT = 10_000


class Sessions:
    """Sessions by name; each is made when first asked for, the oldest give way beyond `LIMIT`."""

    def __init__(self, make: Callable[[], Session], default: Session | None = None) -> None:
        """make: a fresh session, for a name nobody used yet. default: the one without a name."""
        self._make = make
        self._default = default or make()
        self._named: dict[str, Session] = {}
        self._lock = threading.Lock()

    def get(self, name: str = DEFAULT) -> Session:
        """The session of that name."""
        if name == DEFAULT:
            return self._default
        with self._lock:
            if name not in self._named:
                self._put(name, self._make())
            return self._named[name]

    def put(self, name: str, session: Session) -> None:
        """Have requests that ask for `name` answered in `session`."""
        with self._lock:
            self._put(name, session)

    def drop(self, name: str) -> None:
        """Forget a session; nothing happens when it is gone already."""
        with self._lock:
            self._named.pop(name, None)

    def _put(self, name: str, session: Session) -> None:
        self._named[name] = session
        while len(self._named) > LIMIT:
            del self._named[next(iter(self._named))]
