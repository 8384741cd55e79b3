# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class OomolLogType(StrEnum):
    """What a log entry reports: the name of an event of the workflow engine. Which of them a
        server keeps, and which
        it will have tomorrow, is not told: pass on what you don't know.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    SESSIONSTARTED = "SessionStarted"
    SESSIONFINISHED = "SessionFinished"
    FLOWSTARTED = "FlowStarted"
    FLOWNODESWILLRUN = "FlowNodesWillRun"
    FLOWFINISHED = "FlowFinished"
    BLOCKSTARTED = "BlockStarted"
    BLOCKOUTPUT = "BlockOutput"
    BLOCKOUTPUTS = "BlockOutputs"
    BLOCKFINISHED = "BlockFinished"
    BLOCKPROGRESS = "BlockProgress"
    BLOCKLOG = "BlockLog"
    BLOCKLOGJSON = "BlockLogJSON"
    BLOCKWARNING = "BlockWarning"
    BLOCKERROR = "BlockError"
    BLOCKMESSAGE = "BlockMessage"
    BLOCKPREVIEW = "BlockPreview"
    SUBFLOWBLOCKSTARTED = "SubflowBlockStarted"
    SUBFLOWBLOCKOUTPUT = "SubflowBlockOutput"
    SUBFLOWBLOCKFINISHED = "SubflowBlockFinished"
    SLOTFLOWSTARTED = "SlotflowStarted"
    SLOTFLOWOUTPUT = "SlotflowOutput"
    SLOTFLOWOUTPUTS = "SlotflowOutputs"
    SLOTFLOWFINISHED = "SlotflowFinished"

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
