# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from ..runtime import ANY, BOOLEAN, INTEGER, STRING, UNSET, Array, Limits, Map, Model, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunRequest(Model):
    """The input of a run and how to run it. A field that is not named here is a 400."""

    input_: Mapping[str, Any] | Unset = attrs.field(default=UNSET, metadata=wire("input", Map(ANY)))
    """The workflow's input by field; an object. The server's default is `{}`."""
    async_: bool | Unset = attrs.field(default=UNSET, metadata=wire("async", BOOLEAN))
    """Queue the run. Needs a key; not together with stream, selectedOutputs, includeThinking,
    includeToolCalls, includeFileBase64 or base64MaxBytes. The server's default is false.
    """
    execution_timeout_seconds: int | Unset = attrs.field(
        default=UNSET,
        metadata=wire("executionTimeoutSeconds", INTEGER, limits=Limits(least=1, most=604800)),
    )
    """How long an async run may take, in seconds, at most what the plan allows. Only with `async`.
    """
    stream: bool | Unset = attrs.field(default=UNSET, metadata=wire("stream", BOOLEAN))
    """Answer with a stream of events. The server's default is false."""
    selected_outputs: Sequence[str] | Unset = attrs.field(
        default=UNSET, metadata=wire("selectedOutputs", Array(STRING))
    )
    """The outputs to stream, as `blockName.path` (the name without its spaces, in any case),
    `blockId.path` or `blockId`. Names that don't exist are ignored. Without any there are no
    chunks.
    """
    include_thinking: bool | Unset = attrs.field(
        default=UNSET, metadata=wire("includeThinking", BOOLEAN)
    )
    """Stream the agent's reasoning. Only with `stream`, and with X-Sim-Stream-Protocol."""
    include_tool_calls: bool | Unset = attrs.field(
        default=UNSET, metadata=wire("includeToolCalls", BOOLEAN)
    )
    """Stream the agent's tool calls. Only with `stream`, and with X-Sim-Stream-Protocol."""
    include_file_base_64: bool | Unset = attrs.field(
        default=UNSET, metadata=wire("includeFileBase64", BOOLEAN)
    )
    """Inline the content of files in the output. The server's default is true."""
    base_64_max_bytes: int | Unset = attrs.field(
        default=UNSET,
        metadata=wire("base64MaxBytes", INTEGER, limits=Limits(least=1, most=10485760)),
    )
    """How many bytes of files to inline at most."""
