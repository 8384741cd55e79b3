"""The events of a run's stream, each with the frame it came in: `raw`.

`run_id` and `task_id` are the frame's own; the other fields are those of its `data`. Pings are not
among them, they only keep the connection alive. What nobody knows yet is an UnknownEvent.
"""

from __future__ import annotations

# The names of inherited annotations are looked up here, too.
import datetime  # noqa: F401
import re
from base64 import b64decode
from typing import Any, ClassVar, Final, Literal, TypeAlias, cast, get_args  # noqa: F401

import attrs

from penstock._values import mapping, text
from penstock.dify._outcome import task_of
from penstock_api import models
from penstock_api.runtime import Field, Model


# Without slots: it stands beside the generated class that an event extends, which has its own.
@attrs.frozen(kw_only=True, repr=False, slots=False)
class _Event(Model):
    kind: ClassVar[str] = ""
    """The frame's own `event`, after which the class is named."""
    run_id: str | None = None
    """None for what comes before the run has begun."""

    def __init_subclass__(cls) -> None:
        cls.kind = re.sub("(?<!^)(?=[A-Z])", "_", cls.__name__.removesuffix("Event")).lower()

    @property
    def frame(self) -> models.DifyStreamEvent:
        """The frame in all its fields, those that stand beside its `data` as well."""
        codec = models.DIFY_STREAM_EVENT
        field = Field(owner="DifyStreamEvent", name="frame", wire="", codec=codec)
        return cast("models.DifyStreamEvent", codec.decode(self.raw, field, {}))


@attrs.frozen(kw_only=True, repr=False, slots=False)
class _DataEvent(_Event):
    task_id: str | None = None
    """The id that `workflows.stop` takes; None in a snapshot and for a run that had ended."""


@attrs.frozen(kw_only=True, repr=False)
class WorkflowStartedEvent(_DataEvent, models.DifyWorkflowStartedData):
    """The run has begun, or goes on after a pause."""


@attrs.frozen(kw_only=True, repr=False)
class NodeStartedEvent(_DataEvent, models.DifyNodeStartedData):
    """A node begins."""


@attrs.frozen(kw_only=True, repr=False)
class NodeFinishedEvent(_DataEvent, models.DifyNodeFinishedData):
    """A node has ended, well or not: see `status`."""


@attrs.frozen(kw_only=True, repr=False)
class NodeRetryEvent(_DataEvent, models.DifyNodeRetryData):
    """A node has failed and is tried again."""


@attrs.frozen(kw_only=True, repr=False)
class IterationStartedEvent(_DataEvent, models.DifyContainerStartedData):
    """An iteration begins; the nodes in it have events of their own."""


@attrs.frozen(kw_only=True, repr=False)
class IterationNextEvent(_DataEvent, models.DifyContainerNextData):
    """An iteration comes to its next item."""


@attrs.frozen(kw_only=True, repr=False)
class IterationCompletedEvent(_DataEvent, models.DifyContainerCompletedData):
    """An iteration has ended."""


@attrs.frozen(kw_only=True, repr=False)
class LoopStartedEvent(_DataEvent, models.DifyContainerStartedData):
    """A loop begins; the nodes in it have events of their own."""


@attrs.frozen(kw_only=True, repr=False)
class LoopNextEvent(_DataEvent, models.DifyContainerNextData):
    """A loop comes to its next round."""


@attrs.frozen(kw_only=True, repr=False)
class LoopCompletedEvent(_DataEvent, models.DifyContainerCompletedData):
    """A loop has ended."""


@attrs.frozen(kw_only=True, repr=False)
class TextChunkEvent(_DataEvent, models.DifyTextData):
    """Text that a node has added; `from_variable_selector` is the node and the variable."""


@attrs.frozen(kw_only=True, repr=False)
class TextReplaceEvent(_DataEvent, models.DifyTextData):
    """Text in place of all there was; from older servers."""


@attrs.frozen(kw_only=True, repr=False)
class ReasoningChunkEvent(_DataEvent, models.DifyReasoningData):
    """A piece of a model's reasoning."""


@attrs.frozen(kw_only=True, repr=False)
class AgentLogEvent(_DataEvent, models.DifyAgentLogData):
    """What an agent is doing."""


@attrs.frozen(kw_only=True, repr=False)
class HumanInputRequiredEvent(_DataEvent, models.DifyFormRequiredData):
    """A form waits for somebody; `form_token` is what to answer it with."""


@attrs.frozen(kw_only=True, repr=False)
class HumanInputFormFilledEvent(_DataEvent, models.DifyFormFilledData):
    """Somebody has answered a form."""


@attrs.frozen(kw_only=True, repr=False)
class HumanInputFormTimeoutEvent(_DataEvent, models.DifyFormTimeoutData):
    """Nobody has answered a form in time."""


@attrs.frozen(kw_only=True, repr=False)
class WorkflowPausedEvent(_DataEvent, models.DifyWorkflowPausedData):
    """The run waits for forms, which `reasons` tell; mostly the last event."""


@attrs.frozen(kw_only=True, repr=False)
class WorkflowFinishedEvent(_DataEvent, models.DifyWorkflowFinishedData):
    """The run is over; the last event.

    `status` is stopped also where the frame calls it a failure, as the run itself does.
    """


@attrs.frozen(kw_only=True, repr=False)
class TtsMessageEvent(_Event, models.DifyAudioEvent):
    """A piece of speech; `audio` is MP3 in base64, `mp3` its bytes."""

    @property
    def mp3(self) -> bytes:
        """The sound itself; empty if it can't be decoded."""
        try:
            return b64decode(self.audio)
        except (TypeError, ValueError):
            return b""


@attrs.frozen(kw_only=True, repr=False)
class TtsMessageEndEvent(_Event, models.DifyAudioEndEvent):
    """The speech is over; servers of 2026-08 close the stream before it."""


@attrs.frozen(kw_only=True, repr=False)
class ParallelBranchStartedEvent(_DataEvent, models.DifyBranchStartedData):
    """A parallel branch begins; from servers of 0.8 to 1.8."""


@attrs.frozen(kw_only=True, repr=False)
class ParallelBranchFinishedEvent(_DataEvent, models.DifyBranchFinishedData):
    """A parallel branch has ended; from servers of 0.8 to 1.8."""


@attrs.frozen(kw_only=True, repr=False)
class ErrorEvent(_Event, models.DifyErrorEvent):
    """The run was refused or broke down; the last event, and the next step raises.

    `status` is as it was sent: 500 also for wrong inputs, for which the exception has 400.
    """


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """A frame of a kind nobody knows yet: `raw` is its JSON, or its text if it isn't any."""

    raw: Any

    @property
    def kind(self) -> str:
        """The frame's own `event`; "" without one."""
        return text(self._value("event")) or ""

    @property
    def run_id(self) -> str | None:
        """The frame's own, as other events have it."""
        return text(self._value("workflow_run_id"))

    @property
    def task_id(self) -> str | None:
        """What `workflows.stop` takes, as other events have it."""
        return task_of(mapping(self.raw) or {})

    def _value(self, name: str) -> object:
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
