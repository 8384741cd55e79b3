# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, NUMBER, STRING, Array, Map, Record, Ref, item


class OomolLogEvent(Record):
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

    type: str | None = item("type", STRING)
    """The entry's type again."""
    session_id: str | None = item("session_id", STRING)
    """The session again."""
    job_id: str | None = item("job_id", STRING)
    """The run of the block or flow."""
    stacks: list[models.OomolStackFrame] = item(
        "stacks", Array(Ref(lambda: models.OomolStackFrame)), empty=list[Any]
    )
    """The flows around it, the outermost first; empty for what was run by itself."""
    block_path: str | None = item("block_path", STRING)
    """The block's file, on the server."""
    flow_path: str | None = item("flow_path", STRING)
    """The flow's file, on the server."""
    path: str | None = item("path", STRING)
    """The file that the session runs, on the server."""
    partial: bool | None = item("partial", BOOLEAN)
    """Whether the session runs only some of the flow's nodes."""
    cache: bool | None = item("cache", BOOLEAN)
    """Whether the session may take results from an earlier one."""
    create_at: int | None = item("create_at", INTEGER)
    finish_at: int | None = item("finish_at", INTEGER)
    start_nodes: list[str] = item("start_nodes", Array(STRING), empty=list[Any])
    """The nodes the flow begins with."""
    mid_nodes: list[str] = item("mid_nodes", Array(STRING), empty=list[Any])
    """The nodes between."""
    end_nodes: list[str] = item("end_nodes", Array(STRING), empty=list[Any])
    """The nodes the flow ends with."""
    inputs: models.OomolJsonObject | None = item("inputs", Map(ANY))
    """The inputs by handle; null when there are none."""
    handle: str | None = item("handle", STRING)
    """The output's name."""
    output: Any = item("output", ANY)
    """The output's value, of any JSON type."""
    outputs: models.OomolJsonObject | None = item("outputs", Map(ANY))
    """Outputs by handle."""
    result: models.OomolJsonObject | None = item("result", Map(ANY))
    """What the block returned, by handle."""
    error: str | None = item("error", STRING)
    """Why it failed; null when it didn't."""
    progress: float | None = item("progress", NUMBER)
    """How far the block is, in percent."""
    rate: float | None = item("rate", NUMBER)
    """The same under an older name."""
    log: str | None = item("log", STRING)
    """What the block printed."""
    stdio: str | None = item("stdio", STRING)
    """Where it printed it, `stdout` or `stderr` as a rule."""
    json: Any = item("json", ANY)
    """What the block logged, of any JSON type."""
    warning: str | None = item("warning", STRING)
    """What the block warns of."""
    payload: Any = item("payload", ANY)
    """A message of any JSON type; of a preview an object with `type`, `data` and perhaps `id`."""
    node_id: str | None = item("node_id", STRING)
    """The node of a preview."""
