# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import OneOf, Ref

DIFY_FILE: Final[OneOf] = OneOf(
    tag="transfer_method",
    tagged={
        "local_file": Ref(lambda: models.DifyLocalFile),
        "remote_url": Ref(lambda: models.DifyRemoteFile),
    },
)
if TYPE_CHECKING:
    DifyFile: TypeAlias = models.DifyLocalFile | models.DifyRemoteFile
    """A file for a run: in `files`, or as the value of a variable, one object for the type `file`
    and a list for `file-list`.
    """
else:  # made on use, for it imports its members
    __getattr__ = DIFY_FILE.alias("DifyFile")
