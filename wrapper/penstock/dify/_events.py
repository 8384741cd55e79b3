"""The events of a run's stream, each with the frame it came in.

`run_id` and `task_id` are the frame's own; the other fields are those of its `data`. Pings are not
among them, they only keep the connection alive. What nobody knows yet is an UnknownEvent.
"""

from __future__ import annotations

# The names of inherited annotations are looked up here, too.
import datetime  # noqa: F401
from base64 import b64decode
from typing import Any, ClassVar, Final, Literal, TypeAlias, get_args  # noqa: F401

import attrs

from penstock._values import mapping, text
from penstock.dify._read import task_of
from penstock.dify._reply import known
from penstock_api import models
from penstock_api.runtime import Model


# Without slots: it stands beside the generated class that an event extends, which has its own.
@attrs.frozen(kw_only=True, repr=False, slots=False)
class _Event(Model):
    kind: ClassVar[str] = ""

    run_id: str | None = None
    """None for what comes before the run has begun."""
    task_id: str | None = None
    """What `workflows.stop` takes; None in a snapshot, and of a run that had ended before."""


@attrs.frozen(kw_only=True, repr=False)
class WorkflowStartedEvent(_Event, models.DifyWorkflowStartedData):
    """The run has begun, or goes on after a pause."""

    kind = "workflow_started"


@attrs.frozen(kw_only=True, repr=False)
class NodeStartedEvent(_Event, models.DifyNodeStartedData):
    """A node begins."""

    kind = "node_started"


@attrs.frozen(kw_only=True, repr=False)
class NodeFinishedEvent(_Event, models.DifyNodeFinishedData):
    """A node has ended, well or not: see `status`."""

    kind = "node_finished"


@attrs.frozen(kw_only=True, repr=False)
class NodeRetryEvent(_Event, models.DifyNodeRetryData):
    """A node has failed and is tried again."""

    kind = "node_retry"


@attrs.frozen(kw_only=True, repr=False)
class IterationStartedEvent(_Event, models.DifyContainerStartedData):
    """An iteration begins; the nodes in it have events of their own."""

    kind = "iteration_started"


@attrs.frozen(kw_only=True, repr=False)
class IterationNextEvent(_Event, models.DifyContainerNextData):
    """An iteration comes to its next item."""

    kind = "iteration_next"


@attrs.frozen(kw_only=True, repr=False)
class IterationCompletedEvent(_Event, models.DifyContainerCompletedData):
    """An iteration has ended."""

    kind = "iteration_completed"


@attrs.frozen(kw_only=True, repr=False)
class LoopStartedEvent(_Event, models.DifyContainerStartedData):
    """A loop begins; the nodes in it have events of their own."""

    kind = "loop_started"


@attrs.frozen(kw_only=True, repr=False)
class LoopNextEvent(_Event, models.DifyContainerNextData):
    """A loop comes to its next round."""

    kind = "loop_next"


@attrs.frozen(kw_only=True, repr=False)
class LoopCompletedEvent(_Event, models.DifyContainerCompletedData):
    """A loop has ended."""

    kind = "loop_completed"


@attrs.frozen(kw_only=True, repr=False)
class TextChunkEvent(_Event, models.DifyTextData):
    """Text that a node has added; `from_variable_selector` is the node and the variable."""

    kind = "text_chunk"
    text: str = known(models.DifyTextData, "text")


@attrs.frozen(kw_only=True, repr=False)
class TextReplaceEvent(_Event, models.DifyTextData):
    """Text in place of all there was; from older servers."""

    kind = "text_replace"
    text: str = known(models.DifyTextData, "text")


@attrs.frozen(kw_only=True, repr=False)
class ReasoningChunkEvent(_Event, models.DifyReasoningData):
    """A piece of a model's reasoning."""

    kind = "reasoning_chunk"
    reasoning: str = known(models.DifyReasoningData, "reasoning")


@attrs.frozen(kw_only=True, repr=False)
class AgentLogEvent(_Event, models.DifyAgentLogData):
    """What an agent is doing."""

    kind = "agent_log"


@attrs.frozen(kw_only=True, repr=False)
class HumanInputRequiredEvent(_Event, models.DifyFormRequiredData):
    """A form waits for somebody; `form_token` is what to answer it with."""

    kind = "human_input_required"


@attrs.frozen(kw_only=True, repr=False)
class HumanInputFormFilledEvent(_Event, models.DifyFormFilledData):
    """Somebody has answered a form."""

    kind = "human_input_form_filled"


@attrs.frozen(kw_only=True, repr=False)
class HumanInputFormTimeoutEvent(_Event, models.DifyFormTimeoutData):
    """Nobody has answered a form in time."""

    kind = "human_input_form_timeout"


@attrs.frozen(kw_only=True, repr=False)
class WorkflowPausedEvent(_Event, models.DifyWorkflowPausedData):
    """The run waits for forms, which `reasons` tell; mostly the last event."""

    kind = "workflow_paused"


@attrs.frozen(kw_only=True, repr=False)
class WorkflowFinishedEvent(_Event, models.DifyWorkflowFinishedData):
    """The run is over; the last event.

    `status` is stopped also where the frame calls it a failure, as the run itself does.
    """

    kind = "workflow_finished"
    status: str = known(models.DifyWorkflowFinishedData, "status")


@attrs.frozen(kw_only=True, repr=False)
class TtsMessageEvent(_Event, models.DifyAudioEvent):  # pyright: ignore[reportIncompatibleVariableOverride]
    """A piece of speech; `audio` is MP3 in base64, `mp3` its bytes."""

    kind = "tts_message"
    audio: str = known(models.DifyAudioEvent, "audio")

    @property
    def mp3(self) -> bytes:
        """The sound itself; empty if it can't be decoded."""
        try:
            return b64decode(self.audio)
        except ValueError:
            return b""


@attrs.frozen(kw_only=True, repr=False)
class TtsMessageEndEvent(_Event, models.DifyAudioEndEvent):  # pyright: ignore[reportIncompatibleVariableOverride]
    """The speech is over; today's servers hang up before they say so."""

    kind = "tts_message_end"


@attrs.frozen(kw_only=True, repr=False)
class ParallelBranchStartedEvent(_Event, models.DifyBranchStartedData):
    """A parallel branch begins; from servers of 0.8 to 1.8."""

    kind = "parallel_branch_started"


@attrs.frozen(kw_only=True, repr=False)
class ParallelBranchFinishedEvent(_Event, models.DifyBranchFinishedData):
    """A parallel branch has ended; from servers of 0.8 to 1.8."""

    kind = "parallel_branch_finished"


@attrs.frozen(kw_only=True, repr=False)
class ErrorEvent(_Event, models.DifyErrorEvent):
    """The run was refused or broke down; the last event, and the next step raises.

    `status` is as it was sent: 500 also for wrong inputs, for which the exception has 400.
    """

    kind = "error"
    message: str = known(models.DifyErrorEvent, "message")


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """A frame of a kind nobody knows yet: `raw` is its JSON, or its text if it isn't any."""

    raw: Any

    @property
    def kind(self) -> str:
        """What the frame calls itself; "" if it doesn't."""
        return text(self._told("event")) or ""

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
