"""The addresses at which mocks of this process listen: a router that patches httpx lets them by."""

from __future__ import annotations

from ..engine.engine import is_local

_listening: set[tuple[str, int]] = set()


def add(host: str, port: int) -> None:
    """Note that a mock listens there."""
    _listening.add((host, port))


def discard(host: str, port: int) -> None:
    """Note that none listens there any longer."""
    _listening.discard((host, port))


def listens(host: str, port: int | None) -> bool:
    """Return whether a mock of this process is reached there, by its host or a name of this
    machine.
    """
    return any(
        port == its_port and (host == its_host or is_local(host))
        for its_host, its_port in _listening
    )
