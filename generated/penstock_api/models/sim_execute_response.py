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
wrote. Every server sends `metadata.duration` and `metadata.startTime` with a result; those of
2026-08 may leave them out of a failed one that has an error's status. A value without a boolean
`success` beside `output` or `metadata` is the author's, and so is one without those times that
has a field no result has. An author who writes nothing but a result's fields can't be told from
the service.
"""
