# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from decimal import Decimal

import attrs

from ..runtime import DECIMAL, INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyExecutionMetadata(Model):
    """What a node or a container used, and more that depends on its kind."""

    total_tokens: int | None = attrs.field(default=None, metadata=wire("total_tokens", INTEGER))
    """Tokens used."""
    total_price: Decimal | None = attrs.field(default=None, metadata=wire("total_price", DECIMAL))
    """What it cost. A decimal as text from every server, a number on the documented page."""
    currency: str | None = attrs.field(default=None, metadata=wire("currency", STRING))
    """Of the price, such as `USD`."""
    iteration_id: str | None = attrs.field(default=None, metadata=wire("iteration_id", STRING))
    """The iteration it is part of."""
    iteration_index: int | None = attrs.field(
        default=None, metadata=wire("iteration_index", INTEGER)
    )
    """The iteration's turn, from 0."""
    loop_id: str | None = attrs.field(default=None, metadata=wire("loop_id", STRING))
    """The loop it is part of."""
    loop_index: int | None = attrs.field(default=None, metadata=wire("loop_index", INTEGER))
    """The loop's turn, from 0."""
    error_strategy: str | None = attrs.field(default=None, metadata=wire("error_strategy", STRING))
    """How a failure was dealt with, `fail-branch` or `default-value`."""
