"""A list that comes in pages."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Generic, Protocol, TypeVar

from penstock._uncopied import Uncopied
from penstock.errors import ResponseError

_Item = TypeVar("_Item")
_Item_co = TypeVar("_Item_co", covariant=True)


class Page(Protocol[_Item_co]):
    """One page."""

    @property
    def items(self) -> Sequence[_Item_co]:
        """What is on it."""
        ...

    @property
    def next_cursor(self) -> str | None:
        """Where the next page begins; None on the last."""
        ...


class AsyncPager(Uncopied, Generic[_Item]):
    """Items one by one; each page is asked for when it is needed.

    `pages()` gives the pages themselves. Each loop begins at the beginning. `key` tells an item
    from all others where pages may overlap: what was there before is left out.
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

    async def __aiter__(self) -> AsyncGenerator[_Item, None]:
        tell, seen = self._key, set[object]()
        async for page in self.pages():
            for item in page.items:
                if tell is not None:
                    if tell(item) in seen:
                        continue
                    seen.add(tell(item))
                yield item

    async def pages(self) -> AsyncGenerator[Page[_Item], None]:
        """Yield page after page. Raises ResponseError if the server sends one twice."""
        cursor, seen = self._cursor, set[str]()
        while True:
            page = await self._fetch(cursor)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return
            if cursor in seen:  # or this would never end
                raise ResponseError("the server's pages go round in a circle")
            seen.add(cursor)
