# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, Final, TypeAlias

from .. import models
from ..runtime import ANY, OneOf, Ref

SIM_EXECUTE_RESPONSE: Final[OneOf] = OneOf(
    models=(Ref(lambda: models.SimExecutionResult),), others=(ANY,)
)
SimExecuteResponse: TypeAlias = Any
"""A run's result; or, from a workflow that ends in a Response block, whatever JSON its author
wrote. A value without a boolean `success` beside `output` or `metadata` is the author's.
"""
