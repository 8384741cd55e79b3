# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownOomolLogType: TypeAlias = Literal[
    "SessionStarted",
    "SessionFinished",
    "FlowStarted",
    "FlowNodesWillRun",
    "FlowFinished",
    "BlockStarted",
    "BlockOutput",
    "BlockOutputs",
    "BlockFinished",
    "BlockProgress",
    "BlockLog",
    "BlockLogJSON",
    "BlockWarning",
    "BlockError",
    "BlockMessage",
    "BlockPreview",
    "SubflowBlockStarted",
    "SubflowBlockOutput",
    "SubflowBlockFinished",
    "SlotflowStarted",
    "SlotflowOutput",
    "SlotflowOutputs",
    "SlotflowFinished",
]
"""The values of OomolLogType that the document has."""
OomolLogType: TypeAlias = KnownOomolLogType | str
"""What a log entry reports: the name of an event of the workflow engine. Which of them a server
keeps, and which it will have tomorrow, is not told: pass on what you don't know.
"""
OOMOL_LOG_TYPE_VALUES: Final = literals(OomolLogType)
