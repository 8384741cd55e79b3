# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyUnknownEvent(Model):
    """An event that this document does not know. Keep it as it is."""

    event: str | None = attrs.field(default=None, metadata=wire("event", STRING))
    """The tag, if it has one."""
