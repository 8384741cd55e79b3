# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Array, Enveloped, OneOf, Ref

OOMOL_INSTALL_TASK_LIST_REPLY: Final[Enveloped] = Enveloped(
    field="tasks",
    content=Array(Ref(lambda: models.OomolInstallTask)),
    envelope=Ref(lambda: models.OomolInstallTaskList),
    value=OneOf(
        models=(
            Ref(lambda: models.OomolInstallTaskList),
            Ref(lambda: models.OomolRefusal),
        )
    ),
)
if TYPE_CHECKING:
    OomolInstallTaskListReply: TypeAlias = models.OomolInstallTaskList | models.OomolRefusal
    """All install tasks in their envelope; or the list alone; or, when `success` is false, a
    refusal.
    """
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_INSTALL_TASK_LIST_REPLY.alias("OomolInstallTaskListReply")
