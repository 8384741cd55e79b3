# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, INTEGER, STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyImageUpload(Model):
    """Which images a run may have."""

    enabled: bool | None = attrs.field(default=None, metadata=wire("enabled", BOOLEAN))
    """Whether there may be any."""
    number_limits: int | None = attrs.field(default=None, metadata=wire("number_limits", INTEGER))
    """How many at most."""
    detail: str | None = attrs.field(default=None, metadata=wire("detail", STRING))
    """How closely the model looks, `high` or `low`."""
    transfer_methods: list[models.DifyTransferMethod] | None = attrs.field(
        default=None, metadata=wire("transfer_methods", Array(STRING))
    )
    """How they may be handed over."""
