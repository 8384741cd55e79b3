# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from ..runtime import ANY, BOOLEAN, INTEGER, STRING, UNSET, Array, Limits, Model, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecuteRequest(Model):
    """The workflow's input, at the root or under `input`, beside the control fields named here.
    With the input at the root, servers of 2025-10 hand the control fields to the workflow too.
    `isSecureMode` is the service's own; never send it.

    A file is an object `{"type": "file", "data": "data:<mime>;base64,...", "name": ..., "mime"?:
    ...}`, or `{"type": "url", "data": "https://...", "name": ...}`, or a list of them, in a
    field that the workflow declares as a file; up to 20 MB each, decoded.
    """

    input_: Any = attrs.field(default=UNSET, metadata=wire("input", ANY))
    """The workflow's input, of any JSON type. When absent, the rest of the body is the input."""
    stream: bool | Unset = attrs.field(default=UNSET, metadata=wire("stream", BOOLEAN))
    """Answer with a stream of events."""
    selected_outputs: Sequence[str] | Unset = attrs.field(
        default=UNSET, metadata=wire("selectedOutputs", Array(STRING))
    )
    """The outputs to stream, as `blockName.path` (the name without its spaces, in any case) or
    `blockId_path`; in 2026-08 also `blockId.path` and `blockId`. Names that don't exist are
    ignored. Without any there are no chunks.
    """
    workflow_trigger_type: str | Unset = attrs.field(
        default=UNSET, metadata=wire("workflowTriggerType", STRING)
    )
    """Which start block to use, `api` (the default) or `chat`. Servers of 2025-10 only."""
    trigger_type: str | Unset = attrs.field(default=UNSET, metadata=wire("triggerType", STRING))
    """Reserved; anything but `api` is refused. Servers of 2026-08 only."""
    execution_id: str | Unset = attrs.field(default=UNSET, metadata=wire("executionId", STRING))
    """An older spelling of the header X-Execution-Id. Servers of 2026-08 only."""
    include_thinking: bool | Unset = attrs.field(
        default=UNSET, metadata=wire("includeThinking", BOOLEAN)
    )
    """Stream the agent's reasoning. Needs X-Sim-Stream-Protocol. Servers of 2026-08 only."""
    include_tool_calls: bool | Unset = attrs.field(
        default=UNSET, metadata=wire("includeToolCalls", BOOLEAN)
    )
    """Stream the agent's tool calls. Needs X-Sim-Stream-Protocol. Servers of 2026-08 only."""
    include_file_base_64: bool | Unset = attrs.field(
        default=UNSET, metadata=wire("includeFileBase64", BOOLEAN)
    )
    """Inline the content of files in the output. The server's default is true. Servers of 2026-08
    only.
    """
    base_64_max_bytes: int | Unset = attrs.field(
        default=UNSET, metadata=wire("base64MaxBytes", INTEGER, limits=Limits(least=1))
    )
    """The largest file to inline, in bytes. Servers of 2026-08 only."""
    trigger_block_id: str | Unset = attrs.field(
        default=UNSET, metadata=wire("triggerBlockId", STRING)
    )
    """The block to start from. Servers of 2026-08 only."""
    start_block_id: str | Unset = attrs.field(default=UNSET, metadata=wire("startBlockId", STRING))
    """The same as triggerBlockId. Servers of 2026-08 only."""
    stop_after_block_id: str | Unset = attrs.field(
        default=UNSET, metadata=wire("stopAfterBlockId", STRING)
    )
    """The block to stop after. Servers of 2026-08 only."""
