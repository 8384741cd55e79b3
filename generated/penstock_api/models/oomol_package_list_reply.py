# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import Array, Enveloped, Ref

OOMOL_PACKAGE_LIST_REPLY: Final[Enveloped] = Enveloped(
    field="packages",
    content=Array(Ref(lambda: models.OomolPackage)),
    envelope=Ref(lambda: models.OomolPackageList),
    value=Ref(lambda: models.OomolPackageList),
)
if TYPE_CHECKING:
    OomolPackageListReply: TypeAlias = models.OomolPackageList
    """The packages in their envelope, as documented; or the list alone."""
else:  # made on use, for it imports its members
    __getattr__ = OOMOL_PACKAGE_LIST_REPLY.alias("OomolPackageListReply")
