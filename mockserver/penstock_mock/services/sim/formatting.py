"""Sim's formats of values: times, codes, ids, JSON, cursors, references to large values. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import random
import re
import string
import uuid
from datetime import UTC, datetime
from typing import Any

from attrs import frozen

from ...document.headers import iso as iso
from ..javascript import dumps as dumps
from ..javascript import uuid4 as uuid4

_LOWER_ALNUM = string.digits + string.ascii_lowercase

# Trigger.dev run ids: "run_" and a cuid, which is a "c" and 24 lower-case letters and digits.
_JOB_ID_LENGTH = 24

# Blocks and workflows have no id of their own unless one is given; the same name always gets
# the same UUID, so a transcript can be compared between runs.
_NAMES = uuid.UUID("7b7735b9-19e5-4bd6-818b-46aae2596e9f")


# No recorded answer holds these texts: of a run that was cancelled while a client waited for it,
# and of a failure without a message of its own. Clients must not rely on them.
CANCELLED = "Workflow execution was cancelled"
FAILED = "Execution failed"


def js_date(epoch: float) -> str:
    """`epoch` as JavaScript's `String(new Date(…))` in UTC: what one 429 message contains."""
    moment = datetime.fromtimestamp(epoch, UTC)
    return moment.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")


def code_of(message: str) -> str:
    """The code dialect A derives from a message: upper case, white space to `_`, the rest kept."""
    return re.sub(r"\s+", "_", message.upper())


def number(value: float) -> float:
    """A number as JavaScript would write it: 20, never 20.0."""
    return int(value) if value == int(value) else value


def pretty(value: Any) -> str:
    """`JSON.stringify(value, null, 2)`: how a block that is no agent streams its output."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def job_id(source: random.Random) -> str:
    """An async task id such as Trigger.dev mints: `run_c…`."""
    return "run_c" + "".join(source.choices(_LOWER_ALNUM, k=_JOB_ID_LENGTH))


def request_id(source: random.Random) -> str:
    """The form of today's `x-request-id`: eight hexadecimal digits."""
    return f"{source.getrandbits(32):08x}"


def named_uuid(*parts: str) -> str:
    """The UUID a name always has."""
    return str(uuid.uuid5(_NAMES, "\x00".join(parts)))


def is_uuid(text: str) -> bool:
    """Return whether `text` is a UUID in its canonical form."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


# How much of a text a reference shows.
PREVIEW = 1000


def referred(value: Any, limit: int, place: str, run_id: str) -> Any:
    """The output with a reference in place of each value of more than `limit` bytes of JSON.

    The innermost is replaced, so that what is around it stays; the output itself, never.
    """
    if len(dumps(value)) <= limit:
        return value
    if isinstance(value, dict):
        return {name: _part(part, limit, place, run_id) for name, part in value.items()}
    return _part(value, limit, place, run_id)


def _part(value: Any, limit: int, place: str, run_id: str) -> Any:
    size = len(dumps(value))
    if size <= limit:
        return value
    if isinstance(value, dict):
        inner: Any = {name: _part(part, limit, place, run_id) for name, part in value.items()}
    elif isinstance(value, list):
        inner = [_part(part, limit, place, run_id) for part in value]
    else:
        return _reference(value, "string", size, place, run_id)
    if len(dumps(inner)) <= limit:
        return inner
    return _reference(value, "object" if isinstance(value, dict) else "array", size, place, run_id)


def _reference(value: Any, kind: str, size: int, place: str, run_id: str) -> dict[str, Any]:
    name = "lv_" + named_uuid(run_id, str(size), kind).replace("-", "")[:12]
    preview = value[:PREVIEW] if isinstance(value, str) else {"length": len(value)}
    return {
        "__simLargeValueRef": True,
        "version": 1,
        "id": name,
        "kind": kind,
        "size": size,
        "key": f"execution/{place}/{run_id}/large-value-{name}.json",
        "executionId": run_id,
        "preview": preview,
    }


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
