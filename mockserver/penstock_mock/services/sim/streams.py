"""A streamed run: the outputs that were selected, its bytes and the waits between them.

Everything a stream may do is here: chunks word by word, a blank line before each further output,
and each ending ever seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import Factory, field

from ...document.values import define, frozen
from ...engine.timeline import FaultKind, Head, Timeline, split
from ..behaviours import Progress
from ..formatting import compact, named_uuid, words
from .behaviours import (
    AgentEvent,
    Block,
    BlockError,
    Frame,
    JobPlan,
    Raw,
    Result,
    Say,
    Step,
    StreamPlan,
    Wait,
)
from .context import Context
from .state import CANCELLED, FAILED, SUCCESSES, Dialect, Run

AGENT_PROTOCOL = "agent-events-v1"
SSE_HEADERS = (
    ("Content-Type", "text/event-stream"),
    ("Cache-Control", "no-cache"),
    ("Connection", "keep-alive"),
    ("X-Accel-Buffering", "no"),
)
# The sentinel on the wire is a JSON string, quotes and all; the documented page has it without.
SENTINEL = b'data: "[DONE]"\n\n'
BARE_SENTINEL = b"data: [DONE]\n\n"

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

Timed: TypeAlias = tuple[float, bytes]


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
        block = self._named(name)
        return block.id if block and block.id else named_uuid(self.workflow_id, normal(name))

    def find(self, name: str) -> Block | None:
        """The block of that name or UUID; any is there when none was declared."""
        if not self.blocks:
            return Block(name, self.output)
        wanted = name.lower()
        identified = (b for b in self.blocks if self.block_id(b.name).lower() == wanted)
        return self._named(name) or next(identified, None)

    def _named(self, name: str) -> Block | None:
        wanted = normal(name)
        return next((block for block in self.blocks if normal(block.name) == wanted), None)

    def select(self, selectors: Iterable[str], dialect: Dialect) -> list[Selection]:
        """The selections that lead somewhere; the others are ignored without a word."""
        found: list[Selection] = []
        for text in selectors:
            parts = split_selector(text, dialect)
            if parts is None or (block := self.find(parts[0])) is None:
                continue
            value = dig(self.output if block.output is None else block.output, parts[1])
            if value is not None:
                found.append(Selection(self.block_id(parts[0]), parts[1], value, block.agent))
        return found


def normal(name: str) -> str:
    """A block's name as the server compares it: lower case, no white space at all."""
    return re.sub(r"\s+", "", name).lower()


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


def frame(value: Any) -> bytes:
    return b"data: " + compact(value) + b"\n\n"


@define
class Transcript:
    """The body of a stream, and everything it depends on."""

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
    selections: list[Selection] = Factory(
        lambda self: self.stage.select(self.selected, self.dialect), takes_self=True
    )
    spoken: dict[str, str] = field(factory=dict, init=False)
    """The text of each block's scripted chunks."""

    def writes(self) -> list[Timed]:
        """Bytes, each with the seconds before it."""
        written = [*self._written_steps()]
        gap, ending = self.plan.gap, self._ending()
        if data := self._last_frame(ending, sum(wait for wait, _ in written) + gap):
            written.append((gap, data))
        if ending in ("final", "error_sentinel"):
            written.append((0.0, SENTINEL))
        elif ending in ("bare_done", "done_event", "sentinel_only"):
            written.append((0.0, BARE_SENTINEL))
        return [*split(written, self.plan.split)]

    def _steps(self) -> Iterable[Step]:
        """The plan's steps; or those of the selected outputs: an agent's text word by word, and
        in 2025-10 any other at once.
        """
        if self.plan.steps is not None:
            return self.plan.steps
        steps: list[Step] = []
        if self.result.status not in SUCCESSES:
            return steps
        streamed = [each for each in self.selections if each.agent or self.dialect == "2025-10"]
        for number, selection in enumerate(streamed):
            value = selection.value
            if not isinstance(value, str):
                texts = [json.dumps(value, ensure_ascii=False, indent=2)]
            else:
                texts = words(value) or [""] if selection.agent else [value]
            if number:
                texts[0] = "\n\n" + texts[0]
            steps += (Frame({"blockId": selection.block_id, "chunk": text}) for text in texts)
        return steps

    def _written_steps(self) -> Iterator[Timed]:
        waited = 0.0
        for step in self._steps():
            if isinstance(step, Wait):
                waited += step.seconds
            elif data := self._written(step):
                gap = self.plan.gap if step.gap is None else step.gap
                yield waited + gap, data
                waited = 0.0

    def _written(self, step: Say | Frame | Raw | BlockError | AgentEvent) -> bytes:
        if isinstance(step, Raw):
            return step.data
        if isinstance(step, Frame):
            return frame(step.value)
        block_id = self.stage.block_id(step.block)
        match step:
            case Say(_, text):
                blank = "\n\n" if self.spoken and block_id not in self.spoken else ""
                self.spoken[block_id] = self.spoken.get(block_id, "") + text
                return frame({"blockId": block_id, "chunk": blank + text})
            case BlockError(_, text, True):
                return frame({"event": "error", "error": text, "blockId": block_id})
            case BlockError(_, text):
                return frame({"event": "stream_error", "blockId": block_id, "error": text})
            case AgentEvent(_, fields, needs):
                asked = {"thinking": self.thinking, "tools": self.tools, None: True}
                wanted = self.negotiated and asked[needs]
                return frame({"blockId": block_id, **fields}) if wanted else b""

    def _ending(self) -> str:
        """The plan's ending, "auto" put into the outcome's and the dialect's terms."""
        result = self.result
        if self.plan.ending != "auto":
            return self.plan.ending
        if result.status in SUCCESSES:
            # The documented page shows its readers a `done` event, and their loops wait for it.
            # The server never sent one: ending="final", or the option, is what it did send.
            shown = self.dialect == "2025-10" and not self.served and result.status != "paused"
            return "done_event" if shown else "final"
        if self.dialect == "2026-08":
            return "error_sentinel"
        # The server of 2025-10 puts a failed run into its final frame, and closes the connection
        # after anything that kept it from running.
        ran = result.status == "failed" and not result.setup and result.code != "TIMEOUT"
        return "final" if ran or result.status == "cancelled" else "error_close"

    def _last_frame(self, ending: str, seconds: float) -> bytes:
        """The frame before the sentinel. seconds: since the head."""
        result = self.result
        success = result.status in SUCCESSES
        if ending in ("final", "bare_done", "no_sentinel"):
            data = {"success": success} | ({} if result.error is None else {"error": result.error})
            data["output"] = self._output()
            data |= {"status": "paused"} if result.status == "paused" else {}
            return frame({"event": "final", "data": data})
        if ending == "done_event":
            # The documented page's last frame, which no server ever sent.
            event = {"event": "done", "success": success, "output": self._output()}
            return frame(event | {"metadata": {"duration": round(seconds * 1000)}})
        if ending in ("error_close", "error_sentinel"):
            unnamed = CANCELLED if result.status == "cancelled" else FAILED
            text = self.plan.error or result.error or unnamed
            return frame({"event": "error", "error": text})
        return b""

    def _output(self) -> Any:
        """The output of the final frame: all of it, all that was selected, or the rest of that."""
        if not self.selected:
            return self.result.output
        output: dict[str, dict[str, Any]] = {}
        for selection in self.selections if self.result.status in SUCCESSES else ():
            block_id, value = selection.block_id, selection.value
            if self.dialect == "2025-10":
                if isinstance(value, str):  # as it was streamed, when the stream was scripted
                    value = self.spoken.get(block_id, value)
            elif block_id in self.spoken or (self.plan.steps is None and selection.agent):
                continue
            else:
                value = self.inlined(value)
            output.setdefault(block_id, {})[selection.path] = value
        return output


def negotiates(context: Context) -> bool:
    """Return whether the client declared that it understands agent events."""
    sent = context.request.header("x-sim-stream-protocol") or ""
    return sent.strip().lower() == AGENT_PROTOCOL


def play(context: Context, run: Run, *, charged: bool = True) -> Timeline:
    """The answer that streams a run. charged: it runs at all, so that it is a run and costs."""
    behaviour, output = run.behaviour, run.result.output
    if charged:
        context.start(run)
    else:
        context.behaviours.advance()
    run.selected = context.selected
    transcript = Transcript(
        plan=behaviour.stream,
        result=run.result,
        stage=Stage(run.workflow_id, behaviour.blocks, output),
        dialect="2025-10" if context.oldest else "2026-08",
        selected=context.selected,
        negotiated=not context.oldest and negotiates(context),
        thinking=context.thinking,
        tools=context.tools,
        served=context.options.served_streams,
        inlined=lambda output: context.inlined(output, run.id),
    )
    writes = transcript.writes()
    plan = JobPlan((("processing", sum(wait for wait, _ in writes)),), polls=None)
    run.progress = Progress.begun(plan, context.now)
    timeline = _answer(context, transcript, writes)
    return context.tied(timeline, run) if charged else timeline


def play_rest(context: Context, run: Run, resume_id: str) -> Timeline:
    """The stream of a run that was started as one and goes on after a pause."""
    transcript = Transcript(
        plan=StreamPlan(gap=run.behaviour.seconds),
        result=run.result,
        stage=Stage(run.workflow_id, run.behaviour.blocks, run.result.output),
        dialect="2026-08",
        selected=run.selected,
        inlined=lambda output: context.inlined(output, run.id),
    )
    context.extra.append(("X-Execution-Id", resume_id))
    return context.tied(_answer(context, transcript, transcript.writes()), run)


def _answer(context: Context, transcript: Transcript, writes: list[Timed]) -> Timeline:
    protocol = [("x-sim-stream-protocol", AGENT_PROTOCOL)] if transcript.negotiated else []
    pairs = (*SSE_HEADERS, *protocol, *context.limit_headers(), *context.extra)
    ending = transcript.plan.ending
    breaks: FaultKind | None = ending if ending in ("reset", "stall") else None
    return Timeline.stream(Head(200, pairs), writes, end=breaks)
