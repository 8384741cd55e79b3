"""What every answer of Dify's has."""

from __future__ import annotations

from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class Raw:
    """A part of an answer, with the JSON it came in: also what has no field here."""

    raw: Any = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class Reply(Raw):
    """An answer: `attempts` counts the requests it took, `raw` is its JSON as it came."""

    attempts: int = attrs.field(default=1, repr=False, eq=False)
