# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
"""The events of DifyStreamEvent, each with the fields of its data."""

from __future__ import annotations

import datetime as datetime
from collections.abc import Mapping
from typing import Any as Any, ClassVar, Final, Literal as Literal, TypeAlias, cast

import attrs

from .. import models
from ..runtime import FlatEvent


# Without slots: it stands beside a class that has its own.
@attrs.frozen(kw_only=True, repr=False, slots=False)
class _Event(FlatEvent):
    run_id: str | None = None
    """The run's id; None for what comes before the run has begun."""
    task_id: str | None = None
    """The id that stops the run; None in a snapshot and for a run that had ended."""

    @property
    def frame(self) -> models.DifyStreamEvent:
        """The frame in all its fields, those that stand beside its data as well."""
        return cast("models.DifyStreamEvent", self._decoded(models.DIFY_STREAM_EVENT))


@attrs.frozen(kw_only=True, repr=False)
class WorkflowStartedEvent(models.DifyWorkflowStartedData, _Event):
    """The run began, or goes on after a pause."""

    kind: ClassVar[str] = "workflow_started"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class WorkflowPausedEvent(models.DifyWorkflowPausedData, _Event):
    """The run waits for somebody; the end of this stream, but not of the run. Servers of 2026-08
    only.
    """

    kind: ClassVar[str] = "workflow_paused"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class WorkflowFinishedEvent(models.DifyWorkflowFinishedData, _Event):
    """The run ended, also when it failed or was stopped; the end of the stream."""

    kind: ClassVar[str] = "workflow_finished"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class NodeStartedEvent(models.DifyNodeStartedData, _Event):
    """A node begins."""

    kind: ClassVar[str] = "node_started"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class NodeFinishedEvent(models.DifyNodeFinishedData, _Event):
    """A node ended, also when it failed."""

    kind: ClassVar[str] = "node_finished"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class NodeRetryEvent(models.DifyNodeRetryData, _Event):
    """A node failed and is tried again."""

    kind: ClassVar[str] = "node_retry"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class IterationStartedEvent(models.DifyContainerStartedData, _Event):
    """An iteration begins."""

    kind: ClassVar[str] = "iteration_started"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class IterationNextEvent(models.DifyContainerNextData, _Event):
    """The next turn of an iteration."""

    kind: ClassVar[str] = "iteration_next"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class IterationCompletedEvent(models.DifyContainerCompletedData, _Event):
    """An iteration ended."""

    kind: ClassVar[str] = "iteration_completed"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class LoopStartedEvent(models.DifyContainerStartedData, _Event):
    """A loop begins."""

    kind: ClassVar[str] = "loop_started"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class LoopNextEvent(models.DifyContainerNextData, _Event):
    """The next turn of a loop."""

    kind: ClassVar[str] = "loop_next"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class LoopCompletedEvent(models.DifyContainerCompletedData, _Event):
    """A loop ended."""

    kind: ClassVar[str] = "loop_completed"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class ParallelBranchStartedEvent(models.DifyBranchStartedData, _Event):
    """A branch begins beside others. Servers of 0.8 to 1.8."""

    kind: ClassVar[str] = "parallel_branch_started"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class ParallelBranchFinishedEvent(models.DifyBranchFinishedData, _Event):
    """A branch ended. Servers of 0.8 to 1.8."""

    kind: ClassVar[str] = "parallel_branch_finished"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class TextChunkEvent(models.DifyTextData, _Event):
    """Text to append to its variable; it comes before the node's end."""

    kind: ClassVar[str] = "text_chunk"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class TextReplaceEvent(models.DifyTextData, _Event):
    """Text in place of all text so far. Never seen."""

    kind: ClassVar[str] = "text_replace"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class ReasoningChunkEvent(models.DifyReasoningData, _Event):
    """Reasoning to append to the node's. Servers since 1.15."""

    kind: ClassVar[str] = "reasoning_chunk"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class AgentLogEvent(models.DifyAgentLogData, _Event):
    """A step of an agent."""

    kind: ClassVar[str] = "agent_log"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class HumanInputRequiredEvent(models.DifyFormRequiredData, _Event):
    """Somebody has to answer a form, by its `form_token`; a pause follows. Servers of 2026-08 only."""

    kind: ClassVar[str] = "human_input_required"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class HumanInputFormFilledEvent(models.DifyFormFilledData, _Event):
    """A form was answered; the run goes on. Servers of 2026-08 only."""

    kind: ClassVar[str] = "human_input_form_filled"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class HumanInputFormTimeoutEvent(models.DifyFormTimeoutData, _Event):
    """A form's time is over; the run goes on without an answer. Servers of 2026-08 only."""

    kind: ClassVar[str] = "human_input_form_timeout"
    data_key: ClassVar[str] = "data"


@attrs.frozen(kw_only=True, repr=False)
class TtsMessageEvent(models.DifyAudioEvent, _Event):
    """A piece of speech. There is no `data`; the documented page's ids and time are not sent by any
    server.
    """

    kind: ClassVar[str] = "tts_message"


@attrs.frozen(kw_only=True, repr=False)
class TtsMessageEndEvent(models.DifyAudioEndEvent, _Event):
    """The end of the speech. Servers of 2026-08 close the stream before it."""

    kind: ClassVar[str] = "tts_message_end"


@attrs.frozen(kw_only=True, repr=False)
class ErrorEvent(models.DifyErrorEvent, _Event):
    """The run failed, or never began; the end of the stream. A run that could not begin on servers
    of 2026-08 has neither a code nor an id here, and the status 500 whatever was wrong.
    """

    kind: ClassVar[str] = "error"


Event: TypeAlias = (
    WorkflowStartedEvent
    | WorkflowPausedEvent
    | WorkflowFinishedEvent
    | NodeStartedEvent
    | NodeFinishedEvent
    | NodeRetryEvent
    | IterationStartedEvent
    | IterationNextEvent
    | IterationCompletedEvent
    | LoopStartedEvent
    | LoopNextEvent
    | LoopCompletedEvent
    | ParallelBranchStartedEvent
    | ParallelBranchFinishedEvent
    | TextChunkEvent
    | TextReplaceEvent
    | ReasoningChunkEvent
    | AgentLogEvent
    | HumanInputRequiredEvent
    | HumanInputFormFilledEvent
    | HumanInputFormTimeoutEvent
    | TtsMessageEvent
    | TtsMessageEndEvent
    | ErrorEvent
)
"""An event of DifyStreamEvent."""
EVENTS: Final[Mapping[str, type[Event]]] = {
    "workflow_started": WorkflowStartedEvent,
    "workflow_paused": WorkflowPausedEvent,
    "workflow_finished": WorkflowFinishedEvent,
    "node_started": NodeStartedEvent,
    "node_finished": NodeFinishedEvent,
    "node_retry": NodeRetryEvent,
    "iteration_started": IterationStartedEvent,
    "iteration_next": IterationNextEvent,
    "iteration_completed": IterationCompletedEvent,
    "loop_started": LoopStartedEvent,
    "loop_next": LoopNextEvent,
    "loop_completed": LoopCompletedEvent,
    "parallel_branch_started": ParallelBranchStartedEvent,
    "parallel_branch_finished": ParallelBranchFinishedEvent,
    "text_chunk": TextChunkEvent,
    "text_replace": TextReplaceEvent,
    "reasoning_chunk": ReasoningChunkEvent,
    "agent_log": AgentLogEvent,
    "human_input_required": HumanInputRequiredEvent,
    "human_input_form_filled": HumanInputFormFilledEvent,
    "human_input_form_timeout": HumanInputFormTimeoutEvent,
    "tts_message": TtsMessageEvent,
    "tts_message_end": TtsMessageEndEvent,
    "error": ErrorEvent,
}
"""The events by their kinds."""
