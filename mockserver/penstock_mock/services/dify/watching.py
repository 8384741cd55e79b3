"""Following a run that somebody else began, or whose stream was lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from ...engine.timeline import Head, Timeline
from .follow import Follower, Rules
from .moments import Json, Moment, finished, started
from .running import stream_head
from .runs import ACTIVE, Run
from .visit import Visit
from .wire import spaced, whole

# What a snapshot tells of a node is less than what was told live.
_LIVE_ONLY = ("inputs_truncated", "process_data_truncated", "outputs_truncated", "agent_strategy")
_BLANK = ("inputs", "outputs", "process_data", "error", "execution_metadata")


def follow_run(visit: Visit) -> Timeline:
    """GET /workflow/{workflow_run_id}/events."""
    visit.enter()
    user = visit.user_in({"user": visit.query("user")})
    visit.mode("advanced-chat")
    run = visit.state.run_of(visit.app, visit.run_id())
    if run is None or run.scene.user != user:
        visit.error(404, "not_found", "Workflow run not found")
    if run.state(visit.now).status not in ACTIVE:
        return _over(visit, run)
    return _live(visit, run)


def _head(visit: Visit) -> Head:
    """The head of this endpoint's streams, which a run's own have less of."""
    head = stream_head(visit)
    quiet = (("Cache-Control", "no-cache"), ("Connection", "keep-alive"))
    return Head(head.status, (*head.headers, *quiet))


def _over(visit: Visit, run: Run) -> Timeline:
    """The run has ended: one frame, in the other spelling, and its task is the run."""
    state = run.state(visit.now)
    event = finished(run.scene, state, state.ended_at or visit.now)
    data = b"data: " + spaced({**event, "task_id": run.id}) + b"\n\n"
    return Timeline.stream(_head(visit), [(0.0, data)])


def _live(visit: Visit, run: Run) -> Timeline:
    snapshot, goes_on = _flag(visit, "include_state_snapshot"), _flag(visit, "continue_on_pause")
    rules = Rules.of(visit.options)
    rules = evolve(rules, pings_first=True, closes=_closing(snapshot, goes_on))
    told = sum(each.at <= visit.now for each in run.moments)
    first = tuple(_snapshot(visit, run)) if snapshot else ()
    # Of a running run the server knows no task here that it could be stopped by.
    task = run.id if run.state(visit.now).status == "running" else run.scene.task_id
    first = tuple(evolve(each, event=_headed(each.event or {}, task)) for each in first)
    if visit.options.replays and not snapshot:
        told = 0
    paused = run.state(visit.now).status == "paused"
    if snapshot and paused and not goes_on:  # the snapshot ends with the pause, and so does this
        return Timeline.stream(_head(visit), _bytes(first, rules))
    follower = Follower(visit.call.session, run, rules, first, told)
    return follower.timeline(_head(visit), visit.now)


def _bytes(moments: tuple[Moment, ...], rules: Rules) -> Iterator[tuple[float, bytes]]:
    yield 0.0, rules.ping_frame
    yield from ((0.0, rules.frame(each)) for each in moments)


def _closing(snapshot: bool, goes_on: bool) -> frozenset[str]:
    """Who asks to go on after a pause, and for no snapshot, is never hung up on but for idling."""
    if not goes_on:
        return frozenset({"workflow_finished", "workflow_paused"})
    return frozenset({"workflow_finished"}) if snapshot else frozenset()


def _flag(visit: Visit, name: str) -> bool:
    return (visit.query(name) or "").lower() == "true"


def _snapshot(visit: Visit, run: Run) -> Iterator[Moment]:
    """What is on record, as if it happened now."""
    now, done = visit.now, [each for each in run.moments if each.at <= visit.now]
    begun = started(run.scene, run.began, "initial")
    yield Moment(now, {**begun, "data": {**begun["data"], "inputs": run.scene.recorded}})
    numbers: dict[str, int] = {}
    waiting: Json | None = None
    for each in done:
        again = each.kind == "node_started" and each.node_id in numbers  # after a pause
        if each.event and each.kind in ("node_started", "node_finished") and not again:
            number = numbers.setdefault(each.node_id, len(numbers) + 1)
            yield Moment(now, _reduced(each.event, number))
            waiting = _reduced(each.event, number) if each.kind == "node_started" else None
    if run.state(now).status == "paused":
        if waiting is not None:
            yield Moment(now, _interrupted(waiting, done[-1].at))
        kinds = ("human_input_required", "workflow_paused")
        last = {each.kind: each for each in done if each.kind in kinds}
        yield from (Moment(now, last[kind].event) for kind in kinds if kind in last)


def _headed(event: Json, task_id: str) -> Json:
    """The event of that task, whose id comes before the run's, other than live."""
    ids = {"task_id": task_id, "workflow_run_id": event["workflow_run_id"]}
    return {"event": event["event"], **ids, "data": event["data"]}


def _reduced(event: Json, number: int) -> Json:
    data: dict[str, Any] = {k: v for k, v in event["data"].items() if k not in _LIVE_ONLY}
    data |= {name: None for name in _BLANK if name in data}
    return {**event, "data": {**data, "index": number}}


def _interrupted(event: Json, at: float) -> Json:
    """The end, so far, of the node whose form the run waits for, made of its beginning."""
    data = {name: value for name, value in event["data"].items() if name != "extras"}
    ended = {"status": "paused", "finished_at": whole(at), "files": []}
    elapsed = {"elapsed_time": float(whole(at) - data["created_at"])}
    return {
        **event,
        "event": "node_finished",
        "data": {**data, **dict.fromkeys(_BLANK), **ended, **elapsed},
    }
