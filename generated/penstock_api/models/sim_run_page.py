# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunPage(Model):
    """One page of a list of runs."""

    items: list[models.SimRunSummary] = attrs.field(
        default=None, metadata=wire("data", Array(Ref(lambda: models.SimRunSummary)), required=True)
    )
    """The runs, at most `limit` of them."""
    next_cursor: str | None = attrs.field(
        default=None, metadata=wire("nextCursor", STRING, required=True)
    )
    """Where the next page begins; null on the last one."""
