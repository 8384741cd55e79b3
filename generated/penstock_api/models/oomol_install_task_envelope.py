# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import BOOLEAN, Record, Ref, item


class OomolInstallTaskEnvelope(Record):
    """An install task in its envelope."""

    success: bool = item("success", BOOLEAN, required=True)
    """Always true."""
    task: models.OomolInstallTask = item(
        "task", Ref(lambda: models.OomolInstallTask), required=True
    )
