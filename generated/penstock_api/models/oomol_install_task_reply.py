# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Enveloped, OneOf, Ref

OOMOL_INSTALL_TASK_REPLY: Final[Enveloped] = Enveloped(
    field="task",
    content=Ref(lambda: models.OomolInstallTask),
    value=OneOf(
        models=(
            Ref(lambda: models.OomolInstallTask),
            Ref(lambda: models.OomolRefusal),
        )
    ),
)
if TYPE_CHECKING:
    OomolInstallTaskReply: TypeAlias = models.OomolInstallTask | models.OomolRefusal
    """The install task in its envelope; or the install task alone; or, when `success` is false, a
    refusal.
    """
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_INSTALL_TASK_REPLY.alias("OomolInstallTaskReply")
