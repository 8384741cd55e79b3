# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolFlowList(Model):
    """The workspace's flows."""

    flows: list[models.OomolFlow] = attrs.field(
        default=None, metadata=wire("flows", Array(Ref(lambda: models.OomolFlow)), required=True)
    )
    """The flows."""
