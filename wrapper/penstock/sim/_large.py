"""References in an output, in place of values too large to be sent: found, and made readable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs

from penstock._core.decoding import number, text

_MARK: Final = "__simLargeValueRef"


@attrs.frozen
class LargeValue:
    """A value that the server kept, because it is too large for an answer.

    No call of the API returns it. Select a smaller part of it, or let the workflow write it to a
    file.
    """

    path: tuple[str | int, ...]
    """Where the reference is in the output: names and list positions. Empty for all of it."""
    kind: str
    """string, array, object, or a newer one."""
    size: int | None = None
    """Bytes of the value as JSON, where the server tells it."""
    preview: Any = attrs.field(default=None, repr=False)
    """As much of it as the server sends, such as its beginning."""
    id: str | None = None
    raw: dict[str, Any] = attrs.field(factory=dict, repr=False, eq=False)


def large_values(output: Any) -> list[LargeValue]:
    """Return the references in an output, in their order. Raises nothing, whatever the output."""
    return [_read(path, found) for path, found in _references(output)]


def _references(output: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), output)]
    while waiting:  # no recursion: JSON may be nested deeper than the stack is
        path, value = waiting.pop()
        if isinstance(value, dict) and value.get(_MARK) is True:
            yield path, value
        elif isinstance(value, dict):
            waiting += [((*path, name), part) for name, part in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*path, n), part) for n, part in reversed([*enumerate(value)])]


def _read(path: tuple[str | int, ...], found: dict[str, Any]) -> LargeValue:
    size = number(found.get("size"))
    return LargeValue(
        path=path,
        kind=text(found.get("kind")) or "unknown",
        size=None if size is None else int(size),
        preview=found.get("preview"),
        id=text(found.get("id")),
        raw=found,
    )
