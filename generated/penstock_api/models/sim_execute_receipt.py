# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, Final, TypeAlias

from .. import models
from ..runtime import ANY, OneOf, Ref

SIM_EXECUTE_RECEIPT: Final[OneOf] = OneOf(
    models=(Ref(lambda: models.SimAsyncReceipt),), others=(ANY,)
)
SimExecuteReceipt: TypeAlias = Any
"""The receipt of a queued run; or, from a run that was waited for and ends in a Response block
whose author chose 202, whatever JSON its author wrote.
"""
