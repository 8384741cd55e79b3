# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class SimRunStatus(StrEnum):
    """Where a run is. completed, failed and cancelled are the end of it. `paused` waits to be
        resumed. `redacting` is
        a moment after the end in which the output is scrubbed. A list never holds queued runs,
        and the answer to an
        execute or a resume is completed, failed, paused or cancelled.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    QUEUED = "queued"
    PENDING = "pending"
    RUNNING = "running"
    PAUSED = "paused"
    REDACTING = "redacting"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

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
