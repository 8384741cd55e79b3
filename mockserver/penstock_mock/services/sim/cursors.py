"""Pages of runs: opaque cursors that belong to one order and one set of filters. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

from attrs import frozen

UNREADABLE = "cursor is not a valid pagination cursor. Restart pagination without a cursor."
# The text was not recorded; that it is a 400 is known.
OTHER_FILTERS = (
    "cursor does not match the requested filters. "
    "Restart pagination without a cursor after changing a filter."
)


class BadCursorError(ValueError):
    """A cursor that is none, or that belongs to another list."""


@frozen
class Scope:
    """The query that a cursor belongs to: an order and the filters."""

    sort: str
    filter: str

    @classmethod
    def of(cls, order: str, filters: dict[str, str]) -> Scope:
        """The scope of a request."""
        canonical = json.dumps(filters, sort_keys=True).encode()
        return cls(f"startedAt:{order}", hashlib.sha256(canonical).hexdigest()[:22])

    def encode(self, started_at: str, row: int) -> str:
        """The cursor after a row."""
        payload = {"sort": self.sort, "keys": [started_at, str(row)], "filter": self.filter}
        return base64.b64encode(json.dumps(payload).encode()).decode()

    def decode(self, cursor: str) -> int:
        """The row a cursor of this scope comes after. Raises BadCursorError."""
        payload = _read(cursor)
        if payload.get("sort") != self.sort:
            raise BadCursorError(UNREADABLE)
        if payload.get("filter") != self.filter:
            raise BadCursorError(OTHER_FILTERS)
        keys = payload.get("keys")
        if not isinstance(keys, list) or len(keys) != 2 or not str(keys[1]).isdecimal():
            raise BadCursorError(UNREADABLE)
        return int(keys[1])


def _read(cursor: str) -> dict[str, Any]:
    try:
        payload = json.loads(base64.b64decode(cursor, validate=True))
    except (binascii.Error, ValueError):
        raise BadCursorError(UNREADABLE) from None
    if not isinstance(payload, dict):
        raise BadCursorError(UNREADABLE)
    return payload
