# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Array, Enveloped, Ref

OOMOL_FLOW_LIST_REPLY: Final[Enveloped] = Enveloped(
    field="flows",
    content=Array(Ref(lambda: models.OomolFlow)),
    envelope=Ref(lambda: models.OomolFlowList),
    value=Ref(lambda: models.OomolFlowList),
)
if TYPE_CHECKING:
    OomolFlowListReply: TypeAlias = models.OomolFlowList
    """The flows in their envelope, as documented; or the list alone."""
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_FLOW_LIST_REPLY.alias("OomolFlowListReply")
