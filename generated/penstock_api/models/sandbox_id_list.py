# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .. import models
from ..runtime import INTEGER, STRING, Array, OneOf

if TYPE_CHECKING:
    SandboxIdList: TypeAlias = list[models.SandboxProblemId]
    """Ids of problems."""
else:  # made on use, for it imports its members
    __getattr__ = Array(
        OneOf(
            others=(
                INTEGER,
                STRING,
            )
        )
    ).alias("SandboxIdList")
