# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Array, Enveloped, Ref

OOMOL_APPLET_LIST_REPLY: Final[Enveloped] = Enveloped(
    field="applets",
    content=Array(Ref(lambda: models.OomolApplet)),
    value=Array(Ref(lambda: models.OomolApplet)),
)
if TYPE_CHECKING:
    OomolAppletListReply: TypeAlias = list[models.OomolApplet]
    """The applets as a bare list; or in an envelope, as other lists come."""
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_APPLET_LIST_REPLY.alias("OomolAppletListReply")
