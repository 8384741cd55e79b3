# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class SimCancelReason(StrEnum):
    """What came of it. `recorded` is success, `already_...` says that the run had ended, the
        rest failed. But
        `redis_unavailable` is also said of a run that had ended, by a server without Redis.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    RECORDED = "recorded"
    ALREADY_CANCELLED = "already_cancelled"
    ALREADY_COMPLETED = "already_completed"
    ALREADY_FAILED = "already_failed"
    REDIS_UNAVAILABLE = "redis_unavailable"
    REDIS_WRITE_FAILED = "redis_write_failed"
    PAUSED_EVENT_PUBLISH_FAILED = "paused_event_publish_failed"
    PAUSED_DATABASE_CANCEL_FAILED = "paused_database_cancel_failed"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None  # the enum machinery then raises ValueError
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        # By value: some releases of Python look a member up by its name, and find no unknown one.
        return self.__class__, (self.value,)

    def __str__(self) -> str:
        return str(self.value)
