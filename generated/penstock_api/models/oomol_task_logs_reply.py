# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import OneOf, Ref

OOMOL_TASK_LOGS_REPLY: Final[OneOf] = OneOf(
    models=(
        Ref(lambda: models.OomolTaskLogs),
        Ref(lambda: models.OomolRefusal),
    )
)
if TYPE_CHECKING:
    OomolTaskLogsReply: TypeAlias = models.OomolTaskLogs | models.OomolRefusal
    """The log; or, when `success` is false, a refusal."""
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_TASK_LOGS_REPLY.alias("OomolTaskLogsReply")
