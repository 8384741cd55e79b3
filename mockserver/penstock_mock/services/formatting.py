"""Values as the services write them: JSON, texts, times, numbers and ids. Pure."""

from __future__ import annotations

import json
import math
import random
import re
import uuid
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Any

# The namespace of the UUIDs that are made from names.
_NAMES = uuid.UUID("7b7735b9-19e5-4bd6-818b-46aae2596e9f")
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def compact(value: Any) -> bytes:
    """JSON as `JSON.stringify` writes it: no spaces, non-ASCII as it is.

    A lone surrogate (a JSON escape can bring one in) is escaped, as well-formed
    `JSON.stringify` does since ES2019; UTF-8 has no bytes for it. Infinity (`1e999` parses to it)
    becomes null, as there.
    """
    try:
        text = ENCODER.encode(value)
    except ValueError:
        text = ENCODER.encode(_finite(value))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m.group()):04x}", text).encode()


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {name: _finite(inner) for name, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def spaced(value: Any) -> bytes:
    """JSON as Python's `json.dumps` writes it: a space after each separator, everything beyond
    ASCII escaped. Infinity becomes null, which is JSON.
    """
    try:
        return json.dumps(value, allow_nan=False).encode()
    except ValueError:
        return json.dumps(_finite(value)).encode()


def words(text: str) -> list[str]:
    """A text in pieces such as a model gives: each word with the space before it."""
    return re.findall(r"\s*\S+|\s+$", text)


def js_date(epoch: float) -> str:
    """`epoch` (seconds) as JavaScript's `String(new Date(…))` in UTC."""
    moment = datetime.fromtimestamp(epoch, UTC)
    return moment.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")


def rfc822(epoch: float) -> str:
    """`epoch` as email dates it: "Thu, 18 Jul 2024 03:17:40 -0000"."""
    return formatdate(whole(epoch))


def naive_iso(epoch: float, separator: str = "T") -> str:
    """`epoch` as Python's `utcnow().isoformat()`: UTC to the second, without saying so."""
    return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None).isoformat(separator)


def whole(epoch: float) -> int:
    """`epoch` in whole seconds."""
    return int(exact(epoch))


def exact(epoch: float) -> float:
    """`epoch` without the noise of adding steps: after ten times 3 seconds, 30 have passed."""
    return round(epoch, 4)


def rounded(seconds: float) -> float:
    """A duration without the noise of subtracting moments since 1970."""
    return round(seconds, 6)


def number(value: float) -> float:
    """A number as JavaScript would write it: 20, never 20.0."""
    return int(value) if value == int(value) else value


def uuid4(source: random.Random) -> str:
    """A version 4 UUID (RFC 9562 5.4) from `source`: a seed gives the same ids again."""
    return str(uuid.UUID(int=source.getrandbits(128), version=4))


def named_uuid(*parts: str) -> str:
    """The UUID of a thing that is given none: the same names always get the same one, so that a
    transcript can be compared between runs.
    """
    return str(uuid.uuid5(_NAMES, json.dumps(parts)))


def canonical_uuid(text: str) -> str | None:
    """The UUID that `text` spells, in lower case with hyphens; None for any other text."""
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None
