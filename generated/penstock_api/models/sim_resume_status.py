# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class SimResumeStatus(StrEnum):
    """How far the resume of a pause is. `paused` is one that waits.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    PAUSED = "paused"
    QUEUED = "queued"
    RESUMING = "resuming"
    RESUMED = "resumed"
    FAILED = "failed"

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
