# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime

import attrs

from ..runtime import STRING, UNIXTIME, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFormTimeoutData(Model):
    """A form whose time is over."""

    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node."""
    node_title: str = attrs.field(default=None, metadata=wire("node_title", STRING, required=True))
    """The node's name."""
    expiration_time: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("expiration_time", UNIXTIME)
    )
    """Until when it could be answered, seconds since 1970."""
