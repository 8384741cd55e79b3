"""A part of a client, for services whose calls come in groups: `client.tasks.run(…)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from penstock._core.call_options import CallOptions, ExtraOptions
from penstock._core.uncopied import Uncopied

if TYPE_CHECKING:
    from penstock._core._async.client import AsyncClient
    from penstock._core.call_options import ExtraOptions
    from penstock._core.message import RawResponse, Request

_Client = TypeVar("_Client", bound="AsyncClient")
_Read = TypeVar("_Read")


class AsyncResource(Uncopied, Generic[_Client]):
    """Some of a client's calls; it has no settings of its own.

    The client makes it anew at each look: were it kept there, the two would hold each other, and
    a client that is forgotten would keep its connections until the next collection.
    """

    __slots__ = ("_client",)
    _instead = "take it from the client anew, or make a client in each process"

    def __init__(self, client: _Client) -> None:
        self._client = client

    def __repr__(self) -> str:
        made = hasattr(getattr(self, "_client", None), "_caller")
        where = f"of {self._client.base_url}" if made else "that wasn't made"
        return f"<{type(self).__name__} {where}>"

    def _with(
        self,
        method: Callable[..., object],
        options: ExtraOptions,
        known: type[ExtraOptions] = CallOptions,
    ) -> Self:
        """Return this part of the client as it is for one call, with the options of the call."""
        return self._of(self._client._with(method, options, known)) if options else self

    def _taking(self, options: ExtraOptions) -> Self:
        """Return the same; the client's options are taken out of those of the call."""
        return self._of(self._client._taking(options))

    def _of(self, client: _Client) -> Self:
        return self if client is self._client else type(self)(client)

    async def _ask(self, request: Request, read: Callable[[RawResponse], _Read]) -> _Read:
        return await self._client._caller.ask(request, self._client._budget(), read)
