"""For what holds connections: neither copied nor pickled, with an error that names the remedy."""

from __future__ import annotations

from typing import ClassVar, NoReturn, SupportsIndex


class Uncopied:
    """Refuses `copy.copy`, `copy.deepcopy` and `pickle.dumps`.

    A copy would share sockets and locks with the original, and a pickle would hold the key.
    """

    __slots__ = ()
    _instead: ClassVar[str]
    """The remedy in the error."""

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:  # which copying asks for, too
        kind = type(self).__name__.lstrip("_")
        message = f"a {kind} holds connections and can't be copied or pickled; {self._instead}"
        raise TypeError(message)
