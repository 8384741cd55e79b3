# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class DifyRunStatus(StrEnum):
    """Where a run is. succeeded, failed, stopped and partial-succeeded are the end of it; a
        `paused` one waits for a
        form. The documented page knows running, succeeded, failed and stopped.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    PARTIAL_SUCCEEDED = "partial-succeeded"
    FAILED = "failed"
    STOPPED = "stopped"

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
