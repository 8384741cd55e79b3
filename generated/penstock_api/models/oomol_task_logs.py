# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolTaskLogs(Model):
    """A task's log so far."""

    logs: list[models.OomolTaskLog] = attrs.field(
        default=None, metadata=wire("logs", Array(Ref(lambda: models.OomolTaskLog)), required=True)
    )
    """The entries, usually the oldest first. Tell them apart by their ids, not by their place."""
    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Always true."""
