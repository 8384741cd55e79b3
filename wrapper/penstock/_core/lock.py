"""A lock that a fork's child finds open."""

from __future__ import annotations

import os
import threading
from typing import Final
from weakref import WeakSet


class Lock:
    """As `threading.Lock`, for `with` only.

    The thread that holds a lock at a fork doesn't come along, so the child would wait for ever.
    """

    __slots__ = ("__weakref__", "_lock")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        _ALL.add(self)

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


_ALL: Final[WeakSet[Lock]] = WeakSet()


def _forked() -> None:
    for lock in _ALL:
        lock._lock = threading.Lock()


if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork either
    os.register_at_fork(after_in_child=_forked)
