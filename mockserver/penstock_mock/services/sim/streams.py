"""A streamed run: the outputs that were selected, its bytes and the waits between them.

Everything a stream may do is here: chunks word by word, a blank line before each further output,
and each ending ever seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import evolve, field

from ...document.values import define, frozen
from ...engine.timeline import Head, Timeline, split
from ..formatting import compact, named_uuid, words
from .context import Context
from .plans import (
    CANCELLED,
    FAILED,
    AgentEvent,
    Block,
    BlockError,
    Frame,
    Raw,
    Result,
    Say,
    Step,
    StreamPlan,
    Wait,
)
from .state import Dialect, Run

# -- selected outputs -----------------------------------------------------------------------------

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@frozen
class Selection:
    """A selected part of a block's output."""

    block_id: str
    path: str
    """Dot-separated; empty for the whole output."""
    value: Any
    agent: bool


@frozen
class Stage:
    """The blocks of one workflow, and the output they have unless they have their own."""

    workflow_id: str
    blocks: Sequence[Block]
    output: Any

    def block_id(self, name: str) -> str:
        """The UUID of a block, by its name or by that UUID."""
        if _UUID.fullmatch(name):
            return name
        block = self._named(normal(name))
        return block.id if block and block.id else named_uuid(self.workflow_id, normal(name))

    def find(self, name: str) -> Block | None:
        """The block of that name or UUID; any is there when none was declared."""
        if not self.blocks:
            return Block(name, self.output)
        wanted = name.lower()
        identified = (b for b in self.blocks if self.block_id(b.name).lower() == wanted)
        return self._named(normal(name)) or next(identified, None)

    def _named(self, name: str) -> Block | None:
        return next((block for block in self.blocks if normal(block.name) == name), None)


def normal(name: str) -> str:
    """A block's name as the server compares it: lower case, no white space at all."""
    return re.sub(r"\s+", "", name).lower()


def resolve(wanted: Iterable[str], stage: Stage, dialect: Dialect) -> list[Selection]:
    """The selections that lead somewhere; the others are ignored without a word."""
    found: list[Selection] = []
    for text in wanted:
        parts = split_selector(text, dialect)
        block = stage.find(parts[0]) if parts else None
        if parts is None or block is None:
            continue
        value = dig(stage.output if block.output is None else block.output, parts[1])
        if value is not None:
            found.append(Selection(stage.block_id(parts[0]), parts[1], value, block.agent))
    return found


def split_selector(text: str, dialect: Dialect) -> tuple[str, str] | None:
    """(block, path) of `name.path` or `<uuid>_path`; since 2026-08 also `<uuid>.path`, `<uuid>`."""
    match = _UUID.match(text)
    if match:
        rest = text[match.end() :]
        if rest[:1] == "_" and rest[1:]:
            return match.group(), rest[1:]
        if dialect == "2026-08" and (not rest or (rest[0] == "." and rest[1:])):
            return match.group(), rest[1:]
    name, dot, path = text.partition(".")
    return (name, path) if name and dot and path else None


def dig(value: Any, path: str) -> Any:
    """The part of `value` at a dot-separated path; None when there is none."""
    for key in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


# -- the transcript -------------------------------------------------------------------------------

Break: TypeAlias = Literal["reset", "stall"]
Timed: TypeAlias = tuple[float, bytes]


@frozen
class Scene:
    """Everything a transcript depends on."""

    plan: StreamPlan
    result: Result
    stage: Stage
    dialect: Dialect
    selected: tuple[str, ...] = ()
    negotiated: bool = False
    """The client declared that it understands agent events."""
    thinking: bool = False
    tools: bool = False
    served: bool = False
    """In 2025-10 it ends as that server's did, not as the documented page shows."""
    inlined: Callable[[Any], Any] = lambda output: output
    """Puts references in place of what is too large to be sent in the final frame."""

    def streams(self, selection: Selection) -> bool:
        """Return whether it comes in chunks: since 2026-08 only an agent's text does."""
        return selection.agent or self.dialect == "2025-10"

    @property
    def selections(self) -> list[Selection]:
        return resolve(self.selected, self.stage, self.dialect)


@frozen
class Transcript:
    """Bytes, each with the seconds before it; and how the connection breaks, if it does."""

    writes: tuple[Timed, ...]
    end: Break | None = None

    @property
    def seconds(self) -> float:
        """From the head to the last byte."""
        return sum(wait for wait, _ in self.writes)


def transcribe(scene: Scene) -> Transcript:
    writer = _Writer(scene)
    writes = [*writer.steps(), *writer.ending()]
    ending = scene.plan.ending
    return Transcript(
        tuple(split(writes, scene.plan.split)),
        ending if ending in ("reset", "stall") else None,
    )


def steps_of(scene: Scene) -> list[Step]:
    """The plan's steps; or those of the selected outputs: an agent's text word by word."""
    if scene.plan.steps is not None:
        return list(scene.plan.steps)
    if not scene.result.success:
        return []
    steps: list[Step] = []
    for number, selection in enumerate(filter(scene.streams, scene.selections)):
        spoken = selection.agent and isinstance(selection.value, str)
        texts = words(selection.value) or [""] if spoken else [rendered(selection.value)]
        blank = "\n\n" if number else ""
        steps += (
            Frame({"blockId": selection.block_id, "chunk": (blank if i == 0 else "") + text})
            for i, text in enumerate(texts)
        )
    return steps


def rendered(value: Any) -> str:
    """The text of a block that is no agent: a string as it is, anything else as pretty JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


@define
class _Writer:
    scene: Scene
    spoken: dict[str, str] = field(factory=dict)
    """The text of each block's scripted chunks."""

    def steps(self) -> Iterator[Timed]:
        waited = 0.0
        for step in steps_of(self.scene):
            if isinstance(step, Wait):
                waited += step.seconds
                continue
            data = self._data(step)
            if data:
                gap = self.scene.plan.gap if step.gap is None else step.gap
                yield waited + gap, data
                waited = 0.0

    def ending(self) -> Iterator[Timed]:
        kind = self._kind
        data = self._last(kind)
        if data:
            yield self.scene.plan.gap, data
        if kind in ("final", "error_sentinel"):
            yield 0.0, SENTINEL
        elif kind in ("bare_done", "done_event", "sentinel_only"):
            yield 0.0, BARE_SENTINEL

    def _data(self, step: Say | Frame | Raw | BlockError | AgentEvent) -> bytes:
        match step:
            case Say(block, text):
                block_id = self._id(block)
                blank = "\n\n" if self.spoken and block_id not in self.spoken else ""
                self.spoken[block_id] = self.spoken.get(block_id, "") + text
                return frame({"blockId": block_id, "chunk": blank + text})
            case Frame(value):
                return frame(value)
            case Raw(data):
                return data
            case BlockError(block, text, fatal):
                block_id = self._id(block)
                if fatal:
                    return error_frame(text, block_id)
                return frame({"event": "stream_error", "blockId": block_id, "error": text})
            case AgentEvent(block, fields, needs):
                asked = {"thinking": self.scene.thinking, "tools": self.scene.tools, None: True}
                if not self.scene.negotiated or not asked[needs]:
                    return b""
                return frame({"blockId": self._id(block), **fields})

    def _id(self, block: str) -> str:
        return self.scene.stage.block_id(block)

    @property
    def _kind(self) -> str:
        # The ending, "auto" put into the outcome's and the dialect's terms.
        scene, ending = self.scene, self.scene.plan.ending
        if ending != "auto":
            return ending
        result = scene.result
        if result.success:
            # The documented page shows its readers a `done` event, and their loops wait for it.
            # The server never sent one: ending="final", or the option, is what it did send.
            shown = scene.dialect == "2025-10" and not scene.served and result.status != "paused"
            return "done_event" if shown else "final"
        if scene.dialect == "2026-08":
            return "error_sentinel"
        # The server of 2025-10 puts a failed run into its final frame, and closes the connection
        # after anything that kept it from running.
        ran = result.status == "failed" and not result.setup and result.code != "TIMEOUT"
        return "final" if ran or result.status == "cancelled" else "error_close"

    def _last(self, kind: str) -> bytes:
        scene, result = self.scene, self.scene.result
        if kind in ("final", "bare_done", "no_sentinel"):
            data: dict[str, Any] = {"success": result.success}
            data |= {} if result.error is None else {"error": result.error}
            data["output"] = self._output()
            data |= {"status": "paused"} if result.status == "paused" else {}
            return frame({"event": "final", "data": data})
        if kind == "done_event":
            seconds = sum(wait for wait, _ in _Writer(scene).steps()) + scene.plan.gap
            # The documented page's last frame, which no server ever sent.
            event = {"event": "done", "success": result.success, "output": self._output()}
            return frame(event | {"metadata": {"duration": round(seconds * 1000)}})
        if kind in ("error_close", "error_sentinel"):
            unnamed = CANCELLED if result.status == "cancelled" else FAILED
            return error_frame(scene.plan.error or result.error or unnamed)
        return b""

    def _output(self) -> Any:
        """The output of the final frame: all of it, all that was selected, or the rest of that."""
        scene = self.scene
        if not scene.selected:
            return scene.result.output
        output: dict[str, dict[str, Any]] = {}
        for selection in scene.selections if scene.result.success else ():
            value = selection.value
            if isinstance(value, str):  # as it was streamed, when the stream was scripted
                value = self.spoken.get(selection.block_id, value)
            if scene.dialect == "2025-10":
                output.setdefault(selection.block_id, {})[selection.path] = value
            elif selection.block_id not in self.spoken and (
                scene.plan.steps is not None or not scene.streams(selection)
            ):
                value = scene.inlined(selection.value)
                output.setdefault(selection.block_id, {})[selection.path] = value
        return output


# -- the answer -----------------------------------------------------------------------------------

SSE_HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Type", "text/event-stream"),
    ("Cache-Control", "no-cache"),
    ("Connection", "keep-alive"),
    ("X-Accel-Buffering", "no"),
)

AGENT_PROTOCOL = "agent-events-v1"

# The sentinel on the wire is a JSON string, quotes and all; the documented page has it without.
SENTINEL = b'data: "[DONE]"\n\n'
BARE_SENTINEL = b"data: [DONE]\n\n"


def frame(value: Any) -> bytes:
    return b"data: " + compact(value) + b"\n\n"


def error_frame(text: str, block_id: str | None = None) -> bytes:
    """The failure that ends a stream; with a block id, one output of it."""
    named = {} if block_id is None else {"blockId": block_id}
    return frame({"event": "error", "error": text} | named)


def negotiates(context: Context) -> bool:
    """Return whether the client declared that it understands agent events."""
    sent = context.header("x-sim-stream-protocol") or ""
    return sent.strip().lower() == AGENT_PROTOCOL


def scene_of(context: Context, result: Result) -> Scene:
    behaviour, asked = context.behaviour, context.controls
    return Scene(
        plan=behaviour.stream,
        result=evolve(result, output=context.inlined(result.output, context.run_id)),
        stage=Stage(context.workflow_id, behaviour.blocks, result.output),
        dialect="2025-10" if context.oldest else "2026-08",
        selected=asked.selected,
        negotiated=not context.oldest and negotiates(context),
        thinking=asked.thinking,
        tools=asked.tools,
        served=context.options.served_streams,
        inlined=lambda output: context.inlined(output, context.run_id),
    )


def play(context: Context, scene: Scene, *, charged: bool = True) -> Timeline:
    """The stream's timeline. charged: it runs at all, so that it is a run and costs."""
    written = transcribe(scene)
    timeline = _stream_of(context, scene, written)
    if not charged:
        context.behaviours.advance()
        return timeline
    run = context.start("stream", scene.result, seconds=written.seconds)
    run.selected = scene.selected
    return context.tied(timeline, run)


def play_rest(context: Context, run: Run, resume_id: str) -> Timeline:
    """The stream of a run that was started as one and goes on after a pause."""
    scene = Scene(
        plan=StreamPlan(gap=run.behaviour.seconds),
        result=run.result,
        stage=Stage(run.workflow_id, run.behaviour.blocks, run.result.output),
        dialect="2026-08",
        selected=run.selected,
        inlined=lambda output: context.inlined(output, run.id),
    )
    context.extra.append(("X-Execution-Id", resume_id))
    return context.tied(_stream_of(context, scene, transcribe(scene)), run)


def _stream_of(context: Context, scene: Scene, written: Transcript) -> Timeline:
    """The answer that a transcript is the body of."""
    protocol = [("x-sim-stream-protocol", AGENT_PROTOCOL)] if scene.negotiated else []
    pairs = (*SSE_HEADERS, *protocol, *context.limit_headers(), *context.extra)
    return Timeline.stream(Head(200, pairs), written.writes, end=written.end)
