# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, Final, TypeAlias

from .. import models
from ..runtime import ANY, OneOf, Ref

SIM_EXECUTE_REFUSAL: Final[OneOf] = OneOf(
    models=(Ref(lambda: models.SimExecuteErrorBody),), others=(ANY,)
)
SimExecuteRefusal: TypeAlias = Any
"""An error of v1's execute; or, from a workflow that ends in a Response block whose author chose
this status, whatever JSON its author wrote.
"""
