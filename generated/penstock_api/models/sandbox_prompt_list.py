# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .. import models
from ..runtime import Array, Ref

if TYPE_CHECKING:
    SandboxPromptList: TypeAlias = list[models.SandboxPrompt]
    """Prompts."""
else:  # made on use, for it imports its members
    __getattr__ = Array(Ref(lambda: models.SandboxPrompt)).alias("SandboxPromptList")
