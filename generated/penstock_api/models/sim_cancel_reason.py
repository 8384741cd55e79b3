# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSimCancelReason: TypeAlias = Literal[
    "recorded",
    "already_cancelled",
    "already_completed",
    "already_failed",
    "redis_unavailable",
    "redis_write_failed",
    "paused_event_publish_failed",
    "paused_database_cancel_failed",
]
"""The values of SimCancelReason that the document has."""
SimCancelReason: TypeAlias = KnownSimCancelReason | str
"""What came of it. `recorded` is success, `already_...` says that the run had ended, the rest
failed. But `redis_unavailable` is also said of a run that had ended, by a server without Redis.
"""
SIM_CANCEL_REASON_VALUES: Final = literals(SimCancelReason)
