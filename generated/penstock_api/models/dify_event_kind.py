# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownDifyEventKind: TypeAlias = Literal[
    "workflow_started",
    "workflow_paused",
    "workflow_finished",
    "node_started",
    "node_finished",
    "node_retry",
    "iteration_started",
    "iteration_next",
    "iteration_completed",
    "loop_started",
    "loop_next",
    "loop_completed",
    "parallel_branch_started",
    "parallel_branch_finished",
    "text_chunk",
    "text_replace",
    "reasoning_chunk",
    "agent_log",
    "human_input_required",
    "human_input_form_filled",
    "human_input_form_timeout",
    "tts_message",
    "tts_message_end",
    "error",
    "ping",
]
"""The values of DifyEventKind that the document has."""
DifyEventKind: TypeAlias = KnownDifyEventKind | str
"""The events that this document knows."""
DIFY_EVENT_KIND_VALUES: Final = literals(DifyEventKind)
