"""A streamed run, from the request to the timeline."""

from __future__ import annotations

from typing import Any

from ...timeline import Head, Timeline
from .controls import Controls
from .frames import AGENT_PROTOCOL, SSE_HEADERS
from .results import Result
from .selectors import Stage
from .transcript import Scene, transcribe
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
        result=visit.inlined(result),
        stage=Stage(visit.workflow_id, behaviour.blocks, result.output),
        dialect="documented" if visit.surface == "documented" else "today",
        selected=asked.selected,
        negotiated=visit.surface != "documented" and negotiates(visit),
        thinking=asked.thinking,
        tools=asked.tools,
        execution_id=visit.run_id,
        started=visit.now,
        served=visit.options.served_streams,
    )


def play(visit: Visit, scene: Scene, given: Any, *, charged: bool = True) -> Timeline:
    """The stream's timeline. charged: it runs at all, so that it is a run and costs."""
    written = transcribe(scene)
    run = None
    if charged:
        run = visit.start("stream", given, scene.result, seconds=written.seconds)
    else:
        visit.script.spend()
    protocol = [("x-sim-stream-protocol", AGENT_PROTOCOL)] if scene.negotiated else []
    pairs = (*SSE_HEADERS, *protocol, *visit.limit_headers(), *visit.extra)
    timeline = Timeline.stream(Head(200, pairs), written.writes, end=written.end)
    return timeline if run is None else visit.tied(timeline, run)
