# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Array, Enveloped, Ref

OOMOL_BLOCK_LIST_REPLY: Final[Enveloped] = Enveloped(
    field="blocks",
    content=Array(Ref(lambda: models.OomolBlock)),
    envelope=Ref(lambda: models.OomolBlockList),
    value=Ref(lambda: models.OomolBlockList),
)
if TYPE_CHECKING:
    OomolBlockListReply: TypeAlias = models.OomolBlockList
    """The blocks in their envelope, as documented; or the list alone."""
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_BLOCK_LIST_REPLY.alias("OomolBlockListReply")
