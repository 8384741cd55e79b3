"""A list that comes in pages."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, Generic, Protocol, Self, TypeVar

from penstock._core.call_options import Library
from penstock._core.results import details_of
from penstock._core.steps import AsyncSteps
from penstock._core.uncopied import Uncopied
from penstock.errors import ResponseError

_Item = TypeVar("_Item")
_Item_co = TypeVar("_Item_co", covariant=True)


class Page(Protocol[_Item_co]):
    """A page: items, and the cursor of the next page."""

    @property
    def items(self) -> Sequence[_Item_co]:
        """The items of the page."""
        ...

    @property
    def next_cursor(self) -> str | None:
        """Where the next page begins; None on the last."""
        ...


class AsyncPager(Uncopied, Generic[_Item]):
    """Items one by one; each page is asked for when it is needed.

    `pages()` gives the pages themselves. Each loop begins at the beginning. `key` returns an
    item's identity, for pages that may overlap: items seen before are left out. A step that is
    cancelled or interrupted, or that fails, loses nothing: the next one goes on from there.
    """

    _instead = "copy the list of what it gives"

    def __init__(
        self,
        fetch: Callable[[str | None], Awaitable[Page[_Item]]],
        cursor: str | None = None,
        *,
        key: Callable[[_Item], object] | None = None,
    ) -> None:
        self._fetch = fetch
        self._cursor = cursor
        self._key = key

    def __repr__(self) -> str:
        start = "the first page" if self._cursor is None else "a page in the middle"
        return f"<{type(self).__name__} from {start} on>"

    def __aiter__(self) -> AsyncIterator[_Item]:
        return _AsyncItems(self.pages(), self._key)

    def pages(self) -> AsyncIterator[Page[_Item]]:
        """Iterate over the pages. Raises ResponseError for a cursor that is sent twice."""
        return AsyncSteps(_AsyncPages(self._fetch, self._cursor))

    async def to_dataframe(self, library: Library | None = None) -> Any:
        """Ask for all pages, and return their items as a data frame: see `penstock.to_dataframe`.

        Nothing is asked for if that can't be made.
        """
        from penstock._core.dataframes import framer

        frame = framer(library)
        return frame([item async for item in self], ())


# Not generators: an exception that passes through a generator ends it.


class _AsyncPages(Generic[_Item]):
    """Iterates over pages, each requested when it is needed."""

    def __init__(
        self, fetch: Callable[[str | None], Awaitable[Page[_Item]]], cursor: str | None
    ) -> None:
        self._fetch = fetch
        self._cursor = cursor
        self._seen = set[str]()
        self._last: object = None
        self._is_over = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Page[_Item]:
        if self._is_over:
            raise StopAsyncIteration
        if self._cursor in self._seen:  # or this would never end
            message = f"the server sent the cursor {self._cursor!r} twice"
            raise ResponseError(message, **details_of(self._last))
        self._last = page = await self._fetch(self._cursor)
        if self._cursor is not None:
            self._seen.add(self._cursor)
        self._cursor = page.next_cursor
        self._is_over = self._cursor is None
        return page


class _AsyncItems(Uncopied, Generic[_Item]):
    """Iterates over the items of pages."""

    _instead = AsyncPager._instead

    def __init__(
        self, pages: AsyncIterator[Page[_Item]], key: Callable[[_Item], object] | None
    ) -> None:
        self._pages = pages
        self._key = key
        self._seen = set[object]()
        self._ready = deque[_Item]()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> _Item:
        while not self._ready:
            page = await anext(self._pages)
            self._ready.extend(filter(self._is_new, page.items))
        return self._ready.popleft()

    def _is_new(self, item: _Item) -> bool:
        if self._key is None:
            return True
        key = self._key(item)
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new
