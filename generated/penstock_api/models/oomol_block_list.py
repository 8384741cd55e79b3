# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolBlockList(Model):
    """The blocks of every installed package, in every version."""

    blocks: list[models.OomolBlock] = attrs.field(
        default=None, metadata=wire("blocks", Array(Ref(lambda: models.OomolBlock)), required=True)
    )
    """The blocks."""
