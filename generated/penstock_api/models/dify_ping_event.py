# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyPingEvent(Model):
    """Keeps the connection alive, as data."""

    event: Literal["ping"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="ping")
    )
    """The tag."""
