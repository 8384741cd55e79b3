# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import Array, Record, Ref, item


class OomolBlockList(Record):
    """The blocks of every installed package, in every version."""

    blocks: list[models.OomolBlock] = item(
        "blocks", Array(Ref(lambda: models.OomolBlock)), required=True
    )
    """The blocks."""
