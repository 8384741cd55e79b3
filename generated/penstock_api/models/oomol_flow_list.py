# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import Array, Record, Ref, item


class OomolFlowList(Record):
    """The workspace's flows."""

    flows: list[models.OomolFlow] = item(
        "flows", Array(Ref(lambda: models.OomolFlow)), required=True
    )
    """The flows."""
