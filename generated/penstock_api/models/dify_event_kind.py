# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from enum import StrEnum
from typing import Any, Self


class DifyEventKind(StrEnum):
    """The events that this document knows.

    Open: a value the document doesn't name yet is kept as it came. Compare with `==`.
    """

    WORKFLOW_STARTED = "workflow_started"
    WORKFLOW_PAUSED = "workflow_paused"
    WORKFLOW_FINISHED = "workflow_finished"
    NODE_STARTED = "node_started"
    NODE_FINISHED = "node_finished"
    NODE_RETRY = "node_retry"
    ITERATION_STARTED = "iteration_started"
    ITERATION_NEXT = "iteration_next"
    ITERATION_COMPLETED = "iteration_completed"
    LOOP_STARTED = "loop_started"
    LOOP_NEXT = "loop_next"
    LOOP_COMPLETED = "loop_completed"
    PARALLEL_BRANCH_STARTED = "parallel_branch_started"
    PARALLEL_BRANCH_FINISHED = "parallel_branch_finished"
    TEXT_CHUNK = "text_chunk"
    TEXT_REPLACE = "text_replace"
    REASONING_CHUNK = "reasoning_chunk"
    AGENT_LOG = "agent_log"
    HUMAN_INPUT_REQUIRED = "human_input_required"
    HUMAN_INPUT_FORM_FILLED = "human_input_form_filled"
    HUMAN_INPUT_FORM_TIMEOUT = "human_input_form_timeout"
    TTS_MESSAGE = "tts_message"
    TTS_MESSAGE_END = "tts_message_end"
    ERROR = "error"
    PING = "ping"

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
