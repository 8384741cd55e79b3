# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .. import models
from ..runtime import STRING, Map, OneOf, Ref

if TYPE_CHECKING:
    DifyToolIcons: TypeAlias = dict[str, models.DifyToolIcon | str]
    """An icon for each tool, by the tool's name."""
else:  # made on use, for it imports its members
    __getattr__ = Map(OneOf(models=(Ref(lambda: models.DifyToolIcon),), others=(STRING,))).alias(
        "DifyToolIcons"
    )
