# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Enveloped, OneOf, Ref

OOMOL_TASK_REPLY: Final[Enveloped] = Enveloped(
    field="task",
    content=Ref(lambda: models.OomolTask),
    value=OneOf(
        models=(
            Ref(lambda: models.OomolTask),
            Ref(lambda: models.OomolRefusal),
        )
    ),
)
if TYPE_CHECKING:
    OomolTaskReply: TypeAlias = models.OomolTask | models.OomolRefusal
    """The task in its envelope; or the task alone; or, when `success` is false, a refusal."""
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_TASK_REPLY.alias("OomolTaskReply")
