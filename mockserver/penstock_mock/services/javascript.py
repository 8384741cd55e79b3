"""JSON and ids as servers written in JavaScript send them. Pure."""

from __future__ import annotations

import json
import math
import random
import re
from typing import Any

# Of a UUID: the bits of its version and its variant, and those of version 4.
_FIXED, _VERSION_4 = 0xF000C << 60, 0x40008 << 60
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def dumps(value: Any) -> bytes:
    """JSON as `JSON.stringify` writes it: no spaces, non-ASCII as it is.

    A lone surrogate (a JSON escape can bring one in) is escaped, as well-formed
    `JSON.stringify` does since ES2019; UTF-8 has no bytes for it. Infinity (`1e999` parses to it)
    becomes null, as there.
    """
    try:
        text = _ENCODER.encode(value)
    except ValueError:
        text = _ENCODER.encode(_finite(value))
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


def uuid4(source: random.Random) -> str:
    """A version 4 UUID (RFC 9562 5.4) from `source`: a seed gives the same ids again."""
    digits = f"{source.getrandbits(128) & ~_FIXED | _VERSION_4:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
