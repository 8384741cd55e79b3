"""Dify's formats of values: JSON of two kinds, times of four, ids. Pure."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

from ..javascript import dumps as compact

# The namespace of the UUIDs that are made from names.
_NAMES = uuid.UUID("0f5c3cbe-52a8-4c1c-9f0e-5b8f3f6d1a20")


def spaced(value: Any) -> bytes:
    """JSON as Python's `json.dumps` writes it, and so most of the server's answers: a space after
    each separator, everything beyond ASCII escaped. Infinity becomes null, which is JSON.
    """
    try:
        return json.dumps(value, allow_nan=False).encode()
    except ValueError:
        return json.dumps(json.loads(compact(value))).encode()


def rfc822(epoch: float) -> str:
    """`epoch` (seconds) as old servers date a run: "Thu, 18 Jul 2024 03:17:40 -0000"."""
    return formatdate(whole(epoch))


def clock_iso(epoch: float) -> str:
    """`epoch` as end users are dated: ISO 8601 of UTC, without saying so."""
    return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None).isoformat()


def version_text(epoch: float) -> str:
    """`epoch` as a published version is called: the moment it was published."""
    moment = datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
    return f"{moment.isoformat(' ')}.123456"


def whole(epoch: float) -> int:
    """`epoch` in whole seconds, as nearly every answer has it."""
    return int(exact(epoch))


def exact(epoch: float) -> float:
    """`epoch` without the noise of adding steps: after ten times 3 seconds, 30 have passed."""
    return round(epoch, 4)


def number(seconds: float) -> float:
    """A duration without the noise of subtracting moments since 1970."""
    return round(seconds, 6)


def named_uuid(*parts: str) -> str:
    return str(uuid.uuid5(_NAMES, json.dumps(parts)))


def is_uuid(text: str) -> bool:
    """Return whether `text` is a UUID, in any form the server's parser takes."""
    return canonical_uuid(text) is not None


def canonical_uuid(text: str) -> str | None:
    """The UUID that `text` spells, in lower case with hyphens; None for any other text."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None
