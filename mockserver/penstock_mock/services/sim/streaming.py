"""A streamed run, from the request to the timeline."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from ...engine.timeline import Head, Timeline
from .controls import Controls
from .frames import AGENT_PROTOCOL, SSE_HEADERS
from .plans import StreamPlan
from .results import Result
from .runs import Run
from .selectors import Stage
from .transcript import Scene, Transcript, transcribe
from .visit import Visit


def negotiates(visit: Visit) -> bool:
    """Whether the client declared that it understands agent events."""
    sent = visit.header("x-sim-stream-protocol") or ""
    return sent.strip().lower() == AGENT_PROTOCOL


def scene_of(visit: Visit, asked: Controls, result: Result) -> Scene:
    """Everything the transcript of this request depends on."""
    behaviour = visit.behaviour
    return Scene(
        plan=behaviour.stream,
        result=evolve(result, output=visit.inlined(result.output, visit.run_id)),
        stage=Stage(visit.workflow_id, behaviour.blocks, result.output),
        dialect="documented" if visit.surface == "documented" else "today",
        selected=asked.selected,
        negotiated=visit.surface != "documented" and negotiates(visit),
        thinking=asked.thinking,
        tools=asked.tools,
        execution_id=visit.run_id,
        started=visit.now,
        served=visit.options.served_streams,
        inlined=lambda output: visit.inlined(output, visit.run_id),
    )


def play(visit: Visit, scene: Scene, given: Any, *, charged: bool = True) -> Timeline:
    """The stream's timeline. charged: it runs at all, so that it is a run and costs."""
    written = transcribe(scene)
    run = None
    if charged:
        run = visit.start("stream", given, scene.result, seconds=written.seconds)
        run.selected = scene.selected
    else:
        visit.script.spend()
    timeline = stream_of(visit, scene, written)
    return timeline if run is None else visit.tied(timeline, run)


def play_rest(visit: Visit, run: Run, resume_id: str) -> Timeline:
    """The stream of a run that was started as one and goes on after a pause."""
    scene = Scene(
        plan=StreamPlan(gap=run.behaviour.seconds),
        result=run.result,
        stage=Stage(run.workflow_id, run.behaviour.blocks, run.result.output),
        dialect="today",
        selected=run.selected,
        execution_id=resume_id,
        started=visit.now,
        inlined=lambda output: visit.inlined(output, run.id),
    )
    visit.extra.append(("X-Execution-Id", resume_id))
    return visit.tied(stream_of(visit, scene, transcribe(scene)), run)


def stream_of(visit: Visit, scene: Scene, written: Transcript) -> Timeline:
    """The answer that a transcript is the body of."""
    protocol = [("x-sim-stream-protocol", AGENT_PROTOCOL)] if scene.negotiated else []
    pairs = (*SSE_HEADERS, *protocol, *visit.limit_headers(), *visit.extra)
    return Timeline.stream(Head(200, pairs), written.writes, end=written.end)
