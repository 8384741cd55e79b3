# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolCreatedTask(Model):
    """A new task in its envelope."""

    task: models.OomolTask = attrs.field(
        default=None, metadata=wire("task", Ref(lambda: models.OomolTask), required=True)
    )
    user_id: str = attrs.field(default=None, metadata=wire("userID", STRING, required=True))
    """Whose task it is. The wire's spelling."""
    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Always true."""
