"""The response that a dict or a list came in: attributes of it beside its items."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from penstock._core.message import request_id_in

if TYPE_CHECKING:
    from penstock._core.message import Answer

_Item = TypeVar("_Item")


class Received:
    """A result that may be written to."""

    raw: Any = None
    """The JSON as it came."""
    attempts: int = 1
    """The number of requests it took."""
    headers: Mapping[str, str] = MappingProxyType({})
    """Those of the response, names in lower case; empty for what is a part of a result."""

    @property
    def request_id(self) -> str | None:
        """The server's id of the request, from the headers."""
        return request_id_in(self.headers)

    def _received_in(self, answer: Answer | Received, raw: Any) -> Self:
        """Return this, after noting the response that it came in."""
        self.raw, self.attempts, self.headers = raw, answer.attempts, dict(answer.headers)
        return self


class ReceivedList(Received, list[_Item]):
    """A JSON array that is a result."""
