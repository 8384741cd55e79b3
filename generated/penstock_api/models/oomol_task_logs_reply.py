# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Array, Enveloped, OneOf, Ref

OOMOL_TASK_LOGS_REPLY: Final[Enveloped] = Enveloped(
    field="logs",
    content=Array(Ref(lambda: models.OomolTaskLog)),
    value=OneOf(
        models=(Ref(lambda: models.OomolRefusal),),
        others=(Array(Ref(lambda: models.OomolTaskLog)),),
    ),
)
if TYPE_CHECKING:
    OomolTaskLogsReply: TypeAlias = list[models.OomolTaskLog] | models.OomolRefusal
    """The log in its envelope; or the list of its entries alone; or, when `success` is false, a
    refusal.
    """
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_TASK_LOGS_REPLY.alias("OomolTaskLogsReply")
