# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolInstallTaskList(Model):
    """All install tasks."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Always true."""
    tasks: list[models.OomolInstallTask] = attrs.field(
        default=None,
        metadata=wire("tasks", Array(Ref(lambda: models.OomolInstallTask)), required=True),
    )
    """The install tasks, in no promised order."""
