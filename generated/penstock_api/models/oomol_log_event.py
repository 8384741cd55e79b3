# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, NUMBER, STRING, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolLogEvent(Model):
    """The engine's event. Which fields it has follows from the entry's `type`; none is promised,
    and whether it repeats the entry's own `type` and `session_id` isn't either.

    - SessionStarted: `create_at`, `path`, `partial`, `cache`. SessionFinished: `finish_at` in
      its place, and when the session failed `error`.
    - FlowStarted, FlowNodesWillRun, FlowFinished: `job_id`, `stacks`, `flow_path`; the second
      with `start_nodes`, `mid_nodes` and `end_nodes`, the third with `finish_at` and `error`
      (null when nothing went wrong).
    - All of a block's: `job_id`, `stacks`, `block_path`. BlockStarted: `inputs`, `create_at`.
      BlockOutput: `handle`, `output`. BlockOutputs: `outputs`. BlockFinished: `finish_at` and
      either `result` (absent from a block that reports its outputs one by one) or `error`.
      BlockProgress: `progress`. BlockLog: `log`, `stdio`.
      BlockLogJSON: `json`. BlockWarning: `warning`. BlockError: `error`. BlockMessage and
      BlockPreview: `payload`.
    - SubflowBlock… and Slotflow…: Started, Output, Outputs and Finished have the fields of their
      block's namesakes, but Finished has no `result`, and an `error` that is null when nothing
      went wrong.
    - Where a session, a flow or a subflow failed, `_error` may hold `{message?, stack}` beside
      `error`.

    A value that JSON can't hold is an object with `__OOMOL_TYPE__` (`oomol/bin`, `oomol/var`)
    and `value`. A file is its path on the server.
    """

    type: str | None = attrs.field(default=None, metadata=wire("type", STRING))
    """The entry's type again."""
    session_id: str | None = attrs.field(default=None, metadata=wire("session_id", STRING))
    """The session again."""
    job_id: str | None = attrs.field(default=None, metadata=wire("job_id", STRING))
    """The run of the block or flow."""
    stacks: list[models.OomolStackFrame] = attrs.field(
        factory=list[Any], metadata=wire("stacks", Array(Ref(lambda: models.OomolStackFrame)))
    )
    """The flows around it, the outermost first; empty for what was run by itself."""
    block_path: str | None = attrs.field(default=None, metadata=wire("block_path", STRING))
    """The block's file, on the server."""
    flow_path: str | None = attrs.field(default=None, metadata=wire("flow_path", STRING))
    """The flow's file, on the server."""
    path: str | None = attrs.field(default=None, metadata=wire("path", STRING))
    """The file that the session runs, on the server."""
    partial: bool | None = attrs.field(default=None, metadata=wire("partial", BOOLEAN))
    """Whether the session runs only some of the flow's nodes."""
    cache: bool | None = attrs.field(default=None, metadata=wire("cache", BOOLEAN))
    """Whether the session may take results from an earlier one."""
    create_at: int | None = attrs.field(default=None, metadata=wire("create_at", INTEGER))
    finish_at: int | None = attrs.field(default=None, metadata=wire("finish_at", INTEGER))
    start_nodes: list[str] = attrs.field(
        factory=list[Any], metadata=wire("start_nodes", Array(STRING))
    )
    """The nodes the flow begins with."""
    mid_nodes: list[str] = attrs.field(factory=list[Any], metadata=wire("mid_nodes", Array(STRING)))
    """The nodes between."""
    end_nodes: list[str] = attrs.field(factory=list[Any], metadata=wire("end_nodes", Array(STRING)))
    """The nodes the flow ends with."""
    inputs: models.OomolJsonObject | None = attrs.field(
        default=None, metadata=wire("inputs", Map(ANY))
    )
    """The inputs by handle; null when there are none."""
    handle: str | None = attrs.field(default=None, metadata=wire("handle", STRING))
    """The output's name."""
    output: Any = attrs.field(default=None, metadata=wire("output", ANY))
    """The output's value, of any JSON type."""
    outputs: models.OomolJsonObject | None = attrs.field(
        default=None, metadata=wire("outputs", Map(ANY))
    )
    """Outputs by handle."""
    result: models.OomolJsonObject | None = attrs.field(
        default=None, metadata=wire("result", Map(ANY))
    )
    """What the block returned, by handle."""
    error: str | None = attrs.field(default=None, metadata=wire("error", STRING))
    """Why it failed; null when it didn't."""
    progress: float | None = attrs.field(default=None, metadata=wire("progress", NUMBER))
    """How far the block is, in percent."""
    rate: float | None = attrs.field(default=None, metadata=wire("rate", NUMBER))
    """The same under an older name."""
    log: str | None = attrs.field(default=None, metadata=wire("log", STRING))
    """What the block printed."""
    stdio: str | None = attrs.field(default=None, metadata=wire("stdio", STRING))
    """Where it printed it, `stdout` or `stderr` as a rule."""
    json: Any = attrs.field(default=None, metadata=wire("json", ANY))
    """What the block logged, of any JSON type."""
    warning: str | None = attrs.field(default=None, metadata=wire("warning", STRING))
    """What the block warns of."""
    payload: Any = attrs.field(default=None, metadata=wire("payload", ANY))
    """A message of any JSON type; of a preview an object with `type`, `data` and perhaps `id`."""
    node_id: str | None = attrs.field(default=None, metadata=wire("node_id", STRING))
    """The node of a preview."""
