# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, INTEGER, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyWorkflowLogPage(Model):
    """One page of the app's runs."""

    page: int = attrs.field(default=None, metadata=wire("page", INTEGER, required=True))
    """The page, from 1."""
    limit: int = attrs.field(default=None, metadata=wire("limit", INTEGER, required=True))
    """Entries a page."""
    total: int = attrs.field(default=None, metadata=wire("total", INTEGER, required=True))
    """Entries in all."""
    has_more: bool = attrs.field(default=None, metadata=wire("has_more", BOOLEAN, required=True))
    """Whether there is another page."""
    items: list[models.DifyWorkflowLog] = attrs.field(
        default=None,
        metadata=wire("data", Array(Ref(lambda: models.DifyWorkflowLog)), required=True),
    )
    """The entries, newest first."""
