# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import BOOLEAN, Record, Ref, item


class OomolTaskEnvelope(Record):
    """A task in its envelope."""

    task: models.OomolTask = item("task", Ref(lambda: models.OomolTask), required=True)
    success: bool = item("success", BOOLEAN, required=True)
    """Always true."""
