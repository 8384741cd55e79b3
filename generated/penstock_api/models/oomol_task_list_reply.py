# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Array, Enveloped, Ref

OOMOL_TASK_LIST_REPLY: Final[Enveloped] = Enveloped(
    field="tasks",
    content=Array(Ref(lambda: models.OomolTask)),
    envelope=Ref(lambda: models.OomolTaskList),
    value=Ref(lambda: models.OomolTaskList),
)
if TYPE_CHECKING:
    OomolTaskListReply: TypeAlias = models.OomolTaskList
    """The tasks in their envelope, as documented; or the list alone."""
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_TASK_LIST_REPLY.alias("OomolTaskListReply")
