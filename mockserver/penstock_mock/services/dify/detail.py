"""What can be asked about a run that was begun, and done to it."""

from __future__ import annotations

from typing import Any

from ...engine.timeline import Timeline
from .moments import Json
from .runs import Run
from .visit import Visit
from .wire import rfc822, spaced, whole


def run_detail(visit: Visit) -> Timeline:
    """GET /workflows/run/{workflow_run_id}."""
    visit.enter()
    visit.mode(*(("advanced-chat",) if visit.options.modern else ()))
    run_id = visit.run_id()
    if not visit.options.modern:  # where every app of the workspace sees it
        run = visit.state.runs.get(run_id)
        return visit.answer(_NO_RUN if run is None else _detail(visit, run))
    run = visit.state.run_of(visit.app, run_id)
    if run is None:
        visit.error(404, "not_found", "Workflow run not found.")
    return visit.answer(_detail(visit, run))


_DETAIL = (
    *("id", "workflow_id", "status", "inputs", "outputs", "error", "total_steps"),
    *("total_tokens", "created_at", "finished_at", "elapsed_time"),
)
_NO_RUN = {**dict.fromkeys(_DETAIL), "total_steps": 0, "total_tokens": 0}


def _detail(visit: Visit, run: Run) -> Json:
    state, modern = run.look(visit.now), visit.options.modern
    date = whole if modern else rfc822
    outputs: Any = state.outputs or {}
    if not modern:
        outputs = spaced(state.outputs).decode() if state.outputs else None
    values = (
        *(run.id, run.scene.workflow_id, state.status),
        spaced(run.scene.recorded).decode(),
        *(outputs, state.error, state.steps, state.tokens, date(run.began)),
        None if state.ended_at is None else date(state.ended_at),
        run.elapsed(visit.now),
    )
    return dict(zip(_DETAIL, values, strict=True))


def stop_task(visit: Visit) -> Timeline:
    """POST /workflows/tasks/{task_id}/stop: it always succeeds, whatever comes of it."""
    visit.enter()
    user = visit.user_in(visit.fields())
    visit.mode()
    run = visit.state.task(visit.app, visit.path("task_id"))
    # Servers before 1.9 silently leave alone what another user started.
    if run is not None and (visit.options.modern or run.scene.user == user):
        run.stop(visit.now, visit.options.stop_outcome)
    return visit.answer({"result": "success"})
