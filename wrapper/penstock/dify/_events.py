"""The events of a run's stream, each with the frame it came in.

`run_id` and `task_id` are the frame's own; the other fields are those of its `data`. Pings are not
among them, they only keep the connection alive. What nobody knows yet is an UnknownEvent.
"""

# ruff: noqa: RUF009 - `told` makes a field, not a default
from __future__ import annotations

from base64 import b64decode
from binascii import Error
from datetime import datetime
from typing import Any, ClassVar, Final, TypeAlias, get_args

import attrs

from penstock._records import one, records, told
from penstock._times import moment
from penstock._values import mapping, number, text
from penstock.dify._read import object_of, task_of, texts, truth, whole, words
from penstock.dify._reply import Raw
from penstock.dify._types import ExecutionMetadata, FormAction, FormInput, OutputFile, PauseReason


@attrs.frozen(kw_only=True)
class _Event(Raw):
    kind: ClassVar[str] = ""

    run_id: str | None = None
    """None for what comes before the run has begun."""
    task_id: str | None = None
    """What `workflows.stop` takes; None in a snapshot, and of a run that had ended before."""


@attrs.frozen(kw_only=True)
class WorkflowStartedEvent(_Event):
    """The run has begun, or goes on after a pause."""

    kind = "workflow_started"

    id: str = told(words)
    workflow_id: str | None = told(text)
    inputs: dict[str, Any] | None = told(mapping)
    created_at: datetime | None = told(moment)
    reason: str | None = told(text)
    """initial or resumption; not told by older servers."""
    sequence_number: int | None = told(whole)
    """Told by older servers only."""


@attrs.frozen(kw_only=True)
class _NodeEvent(_Event):
    id: str = told(words)
    """Of this execution of the node; a loop executes a node more than once."""
    node_id: str = told(words)
    node_type: str = told(words)
    title: str = told(words)
    index: int | None = told(whole)
    predecessor_node_id: str | None = told(text)
    inputs: dict[str, Any] | None = told(mapping)
    inputs_truncated: bool = told(truth)
    created_at: datetime | None = told(moment)
    iteration_id: str | None = told(text)
    loop_id: str | None = told(text)


@attrs.frozen(kw_only=True)
class NodeStartedEvent(_NodeEvent):
    """A node begins."""

    kind = "node_started"

    extras: dict[str, Any] = told(object_of)
    agent_strategy: dict[str, Any] | None = told(mapping)


@attrs.frozen(kw_only=True)
class _NodeEndEvent(_NodeEvent):
    process_data: dict[str, Any] | None = told(mapping)
    process_data_truncated: bool = told(truth)
    outputs: dict[str, Any] | None = told(mapping)
    outputs_truncated: bool = told(truth)
    status: str = told(words)
    """succeeded, failed, exception (failed, and handled) or retry."""
    error: str | None = told(text)
    elapsed_time: float | None = told(number)
    """In seconds."""
    execution_metadata: ExecutionMetadata | None = told(one(ExecutionMetadata))
    finished_at: datetime | None = told(moment)
    files: tuple[OutputFile, ...] = told(records(OutputFile))


@attrs.frozen(kw_only=True)
class NodeFinishedEvent(_NodeEndEvent):
    """A node has ended, well or not: see `status`."""

    kind = "node_finished"


@attrs.frozen(kw_only=True)
class NodeRetryEvent(_NodeEndEvent):
    """A node has failed and is tried again."""

    kind = "node_retry"

    retry_index: int | None = told(whole)


@attrs.frozen(kw_only=True)
class _ContainerEvent(_Event):
    id: str = told(words)
    """The node's own, unlike elsewhere."""
    node_id: str = told(words)
    node_type: str = told(words)
    title: str = told(words)
    created_at: datetime | None = told(moment)
    extras: dict[str, Any] = told(object_of)


@attrs.frozen(kw_only=True)
class _ContainerStartEvent(_ContainerEvent):
    metadata: dict[str, Any] = told(object_of)
    inputs: dict[str, Any] | None = told(mapping)
    inputs_truncated: bool = told(truth)


@attrs.frozen(kw_only=True)
class _ContainerEndEvent(_ContainerEvent):
    inputs: dict[str, Any] | None = told(mapping)
    inputs_truncated: bool = told(truth)
    outputs: dict[str, Any] | None = told(mapping)
    outputs_truncated: bool = told(truth)
    status: str = told(words)
    error: str | None = told(text)
    """Servers leave it out even where `status` is failed."""
    elapsed_time: float | None = told(number)
    total_tokens: int | None = told(whole)
    execution_metadata: ExecutionMetadata | None = told(one(ExecutionMetadata))
    finished_at: datetime | None = told(moment)
    steps: int | None = told(whole)


@attrs.frozen(kw_only=True)
class IterationStartedEvent(_ContainerStartEvent):
    """An iteration begins; the nodes in it have events of their own."""

    kind = "iteration_started"


@attrs.frozen(kw_only=True)
class IterationNextEvent(_ContainerEvent):
    """An iteration comes to its next item."""

    kind = "iteration_next"

    index: int | None = told(whole)


@attrs.frozen(kw_only=True)
class IterationCompletedEvent(_ContainerEndEvent):
    """An iteration has ended."""

    kind = "iteration_completed"


@attrs.frozen(kw_only=True)
class LoopStartedEvent(_ContainerStartEvent):
    """A loop begins; the nodes in it have events of their own."""

    kind = "loop_started"


@attrs.frozen(kw_only=True)
class LoopNextEvent(_ContainerEvent):
    """A loop comes to its next round."""

    kind = "loop_next"

    index: int | None = told(whole)
    pre_loop_output: dict[str, Any] | None = told(mapping)


@attrs.frozen(kw_only=True)
class LoopCompletedEvent(_ContainerEndEvent):
    """A loop has ended."""

    kind = "loop_completed"


@attrs.frozen(kw_only=True)
class TextChunkEvent(_Event):
    """Text that a node has added."""

    kind = "text_chunk"

    text: str = told(words)
    from_variable_selector: tuple[str, ...] = told(texts)
    """The node and the variable it is the text of."""


@attrs.frozen(kw_only=True)
class TextReplaceEvent(_Event):
    """Text in place of all there was; from older servers."""

    kind = "text_replace"

    text: str = told(words)


@attrs.frozen(kw_only=True)
class ReasoningChunkEvent(_Event):
    """A piece of a model's reasoning."""

    kind = "reasoning_chunk"

    reasoning: str = told(words)
    node_id: str | None = told(text)
    is_final: bool = told(truth)


@attrs.frozen(kw_only=True)
class AgentLogEvent(_Event):
    """What an agent is doing."""

    kind = "agent_log"

    id: str = told(words)
    node_execution_id: str | None = told(text)
    node_id: str | None = told(text)
    parent_id: str | None = told(text)
    label: str = told(words)
    status: str = told(words)
    """start, success, error …"""
    error: str | None = told(text)
    data: dict[str, Any] = told(object_of)
    metadata: dict[str, Any] = told(object_of)


@attrs.frozen(kw_only=True)
class HumanInputRequiredEvent(_Event):
    """A form waits for somebody; `form_token` is what to answer it with."""

    kind = "human_input_required"

    form_id: str = told(words)
    form_token: str | None = told(text)
    """None for a form that can't be answered through the API."""
    node_id: str = told(words)
    node_title: str | None = told(text)
    form_content: str = told(words)
    inputs: tuple[FormInput, ...] = told(records(FormInput))
    actions: tuple[FormAction, ...] = told(records(FormAction))
    resolved_default_values: dict[str, Any] = told(object_of)
    display_in_ui: bool = told(truth)
    expiration_time: datetime | None = told(moment)
    approval_channels: tuple[str, ...] = told(texts)


@attrs.frozen(kw_only=True)
class HumanInputFormFilledEvent(_Event):
    """Somebody has answered a form."""

    kind = "human_input_form_filled"

    node_id: str = told(words)
    node_title: str | None = told(text)
    rendered_content: str = told(words)
    action_id: str = told(words)
    action_text: str = told(words)
    submitted_data: dict[str, Any] | None = told(mapping)


@attrs.frozen(kw_only=True)
class HumanInputFormTimeoutEvent(_Event):
    """Nobody has answered a form in time."""

    kind = "human_input_form_timeout"

    node_id: str = told(words)
    node_title: str | None = told(text)
    expiration_time: datetime | None = told(moment)


@attrs.frozen(kw_only=True)
class WorkflowPausedEvent(_Event):
    """The run waits for forms, which `reasons` tell; mostly the last event."""

    kind = "workflow_paused"

    paused_nodes: tuple[str, ...] = told(texts)
    outputs: dict[str, Any] = told(object_of)
    reasons: tuple[PauseReason, ...] = told(records(PauseReason))
    status: str = told(words)
    created_at: datetime | None = told(moment)
    elapsed_time: float | None = told(number)
    total_tokens: int | None = told(whole)
    total_steps: int | None = told(whole)


@attrs.frozen(kw_only=True)
class WorkflowFinishedEvent(_Event):
    """The run is over; the last event."""

    kind = "workflow_finished"

    id: str = told(words)
    workflow_id: str | None = told(text)
    status: str = told(words)
    """succeeded, failed, stopped or partial-succeeded; stopped also where the frame calls it a
    failure, as the run itself does."""
    outputs: dict[str, Any] = told(object_of)
    error: str | None = told(text)
    elapsed_time: float | None = told(number)
    """In seconds."""
    total_tokens: int | None = told(whole)
    total_steps: int | None = told(whole)
    created_by: dict[str, Any] | None = told(mapping)
    created_at: datetime | None = told(moment)
    finished_at: datetime | None = told(moment)
    exceptions_count: int | None = told(whole)
    files: tuple[OutputFile, ...] = told(records(OutputFile))


@attrs.frozen(kw_only=True)
class TtsMessageEvent(_Event):
    """A piece of speech."""

    kind = "tts_message"

    audio: str = told(words)
    """MP3 in base64, as it came; `mp3` is its bytes."""

    @property
    def mp3(self) -> bytes:
        """The sound itself; empty if it can't be decoded."""
        try:
            return b64decode(self.audio)
        except Error:
            return b""


@attrs.frozen(kw_only=True)
class TtsMessageEndEvent(_Event):
    """The speech is over; today's servers hang up before they say so."""

    kind = "tts_message_end"

    audio: str = told(words)


@attrs.frozen(kw_only=True)
class ParallelBranchStartedEvent(_Event):
    """A parallel branch begins; from servers of 0.8 to 1.8."""

    kind = "parallel_branch_started"

    parallel_id: str = told(words)
    parallel_branch_id: str = told(words)
    parent_parallel_id: str | None = told(text)
    parent_parallel_start_node_id: str | None = told(text)
    iteration_id: str | None = told(text)
    created_at: datetime | None = told(moment)


@attrs.frozen(kw_only=True)
class ParallelBranchFinishedEvent(_Event):
    """A parallel branch has ended; from servers of 0.8 to 1.8."""

    kind = "parallel_branch_finished"

    parallel_id: str = told(words)
    parallel_branch_id: str = told(words)
    parent_parallel_id: str | None = told(text)
    parent_parallel_start_node_id: str | None = told(text)
    iteration_id: str | None = told(text)
    status: str = told(words)
    error: str | None = told(text)
    created_at: datetime | None = told(moment)


@attrs.frozen(kw_only=True)
class ErrorEvent(_Event):
    """The run was refused or broke down; the last event, and the next step raises."""

    kind = "error"

    message: str = told(words)
    code: str | None = told(text)
    """None where the run failed before it had begun."""
    status: int | None = told(whole)
    """As it was sent: 500 also for wrong inputs, for which the exception has 400."""


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """A frame of a kind nobody knows yet: `raw` is its JSON, or its text if it isn't any."""

    raw: Any

    @property
    def kind(self) -> str:
        """What the frame calls itself; "" if it doesn't."""
        return words(self._told("event"))

    @property
    def run_id(self) -> str | None:
        """The frame's own, as other events have it."""
        return text(self._told("workflow_run_id"))

    @property
    def task_id(self) -> str | None:
        """What `workflows.stop` takes, as other events have it."""
        return task_of(mapping(self.raw) or {})

    def _told(self, name: str) -> object:
        return (mapping(self.raw) or {}).get(name)


StreamEvent: TypeAlias = (
    WorkflowStartedEvent
    | NodeStartedEvent
    | NodeFinishedEvent
    | NodeRetryEvent
    | IterationStartedEvent
    | IterationNextEvent
    | IterationCompletedEvent
    | LoopStartedEvent
    | LoopNextEvent
    | LoopCompletedEvent
    | TextChunkEvent
    | TextReplaceEvent
    | ReasoningChunkEvent
    | AgentLogEvent
    | HumanInputRequiredEvent
    | HumanInputFormFilledEvent
    | HumanInputFormTimeoutEvent
    | WorkflowPausedEvent
    | WorkflowFinishedEvent
    | TtsMessageEvent
    | TtsMessageEndEvent
    | ParallelBranchStartedEvent
    | ParallelBranchFinishedEvent
    | ErrorEvent
    | UnknownEvent
)

EVENTS: Final[dict[str, Any]] = {
    cls.kind: cls for cls in get_args(StreamEvent) if cls is not UnknownEvent
}

# Their fields stand beside `event` and not under `data`.
FLAT: Final = (TtsMessageEvent, TtsMessageEndEvent, ErrorEvent)
