# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from .. import models
from ..runtime import OneOf, Ref

DIFY_STREAM_EVENT: Final[OneOf] = OneOf(
    tag="event",
    tagged={
        "workflow_started": Ref(lambda: models.DifyWorkflowStartedEvent),
        "workflow_paused": Ref(lambda: models.DifyWorkflowPausedEvent),
        "workflow_finished": Ref(lambda: models.DifyWorkflowFinishedEvent),
        "node_started": Ref(lambda: models.DifyNodeStartedEvent),
        "node_finished": Ref(lambda: models.DifyNodeFinishedEvent),
        "node_retry": Ref(lambda: models.DifyNodeRetryEvent),
        "iteration_started": Ref(lambda: models.DifyIterationStartedEvent),
        "iteration_next": Ref(lambda: models.DifyIterationNextEvent),
        "iteration_completed": Ref(lambda: models.DifyIterationCompletedEvent),
        "loop_started": Ref(lambda: models.DifyLoopStartedEvent),
        "loop_next": Ref(lambda: models.DifyLoopNextEvent),
        "loop_completed": Ref(lambda: models.DifyLoopCompletedEvent),
        "parallel_branch_started": Ref(lambda: models.DifyBranchStartedEvent),
        "parallel_branch_finished": Ref(lambda: models.DifyBranchFinishedEvent),
        "text_chunk": Ref(lambda: models.DifyTextChunkEvent),
        "text_replace": Ref(lambda: models.DifyTextReplaceEvent),
        "reasoning_chunk": Ref(lambda: models.DifyReasoningChunkEvent),
        "agent_log": Ref(lambda: models.DifyAgentLogEvent),
        "human_input_required": Ref(lambda: models.DifyFormRequiredEvent),
        "human_input_form_filled": Ref(lambda: models.DifyFormFilledEvent),
        "human_input_form_timeout": Ref(lambda: models.DifyFormTimeoutEvent),
        "tts_message": Ref(lambda: models.DifyAudioEvent),
        "tts_message_end": Ref(lambda: models.DifyAudioEndEvent),
        "error": Ref(lambda: models.DifyErrorEvent),
        "ping": Ref(lambda: models.DifyPingEvent),
    },
    models=(Ref(lambda: models.DifyUnknownEvent),),
)
if TYPE_CHECKING:
    DifyStreamEvent: TypeAlias = (
        models.DifyWorkflowStartedEvent
        | models.DifyWorkflowPausedEvent
        | models.DifyWorkflowFinishedEvent
        | models.DifyNodeStartedEvent
        | models.DifyNodeFinishedEvent
        | models.DifyNodeRetryEvent
        | models.DifyIterationStartedEvent
        | models.DifyIterationNextEvent
        | models.DifyIterationCompletedEvent
        | models.DifyLoopStartedEvent
        | models.DifyLoopNextEvent
        | models.DifyLoopCompletedEvent
        | models.DifyBranchStartedEvent
        | models.DifyBranchFinishedEvent
        | models.DifyTextChunkEvent
        | models.DifyTextReplaceEvent
        | models.DifyReasoningChunkEvent
        | models.DifyAgentLogEvent
        | models.DifyFormRequiredEvent
        | models.DifyFormFilledEvent
        | models.DifyFormTimeoutEvent
        | models.DifyAudioEvent
        | models.DifyAudioEndEvent
        | models.DifyErrorEvent
        | models.DifyPingEvent
        | models.DifyUnknownEvent
    )
    """One frame of a stream: the JSON behind one `data:`. Which it is, its key `event` says; the
    stream has no `id:` and no `retry:` lines, no comments and no sentinel.

    - The line `event: ping` alone, without data, keeps the connection alive: every 10 silent
      seconds, and in 2026-08 at the very start. Newer servers may send it as data.
    - A run is `workflow_started`, then events of nodes (of branches side by side, interleaved),
      then `workflow_finished`; or `workflow_paused` after one or more `human_input_required`; or
      `error`. Whichever comes is the end. A stream that ends without any of them was cut: read
      the run.
    - After `error` servers of 2026-08 leave the connection open, pinging, for 300 seconds: close
      it.
    - Iterations and loops have events of their own in place of node_started and node_finished;
      the nodes inside them name them in `iteration_id` and `loop_id`.
    - On servers of 2024-12 audio may follow `workflow_finished`, up to `tts_message_end`; in
      2026-08 it is lost there.
    - What this document does not know is to be passed on as it is.
    """
else:  # made on use, for it imports its members
    __getattr__ = DIFY_STREAM_EVENT.alias("DifyStreamEvent")
