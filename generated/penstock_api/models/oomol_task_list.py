# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolTaskList(Model):
    """All tasks."""

    tasks: list[models.OomolTask] = attrs.field(
        default=None, metadata=wire("tasks", Array(Ref(lambda: models.OomolTask)), required=True)
    )
    """The tasks, in no promised order."""
