# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from ..runtime import STRING, Record, item


class SimJobOutputMetadata(Record):
    """About the run."""

    trigger_type: str | None = item("triggerType", STRING)
    """What started it, such as `api`."""
