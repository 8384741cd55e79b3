"""Sim as a service of the mock: which operation is answered by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...document.request import Request
from ...engine.service import Call, Plain
from ...engine.session import Session
from ...engine.timeline import Timeline
from . import account, documented, lifecycle, today, v2
from .state import SimState
from .visit import Refused, Visit

Handler: TypeAlias = Callable[[Visit], Timeline]

_V1_EXECUTE: Mapping[str, Handler] = {"documented": documented.execute, "today": today.execute}

_V1: Mapping[str, Handler] = {
    "executeWorkflow": lambda visit: _V1_EXECUTE[visit.surface](visit),
    "getWorkflowStatus": account.workflow_status,
    "getJobStatus": account.job_status,
    "getUsageLimits": account.usage_limits,
    "getExecution": lifecycle.get_execution,
    "cancelExecution": lifecycle.cancel_execution,
    "listPausedExecutions": lifecycle.list_paused_executions,
    "getPausedExecution": lifecycle.get_paused_execution,
    "getPausePoint": lifecycle.get_pause_point,
    "resumeExecution": lifecycle.resume_execution,
}
_V2: Mapping[str, Handler] = {
    "executeRun": v2.execute,
    "listRuns": lifecycle.list_runs,
    "getRun": lifecycle.get_run,
    "cancelRun": lifecycle.cancel_run,
    "resumeRun": lifecycle.resume_run,
}


class Sim(Plain):
    """Sim's behaviour. All of its state is in the session; one instance serves any number."""

    name = "sim"
    authenticates = True  # each dialect asks for the key at its own place in the order

    def new_state(self, session: Session) -> SimState:
        """A world in which every workflow is deployed and gives back its input."""
        return SimState(session, began=session.clock.time())

    def respond(self, call: Call) -> Timeline | None:
        """The answer to a request; None to an operation this service does not know."""
        name = call.operation.id
        handler = _V1.get(name) or _V2.get(name)
        if handler is None:
            return None
        state: SimState = call.state
        visit = Visit.of(call, "v2" if name in _V2 else state.options.dialect)
        try:
            _edge(visit)
            return handler(visit)
        except Refused as refused:
            return refused.reply

    def not_found(
        self, session: Session, request: Request, allow: tuple[str, ...]
    ) -> Timeline | None:
        """The framework's answer to a method that a path doesn't have; it names no other."""
        return Timeline.reply(405, b"") if allow else None


def _edge(visit: Visit) -> None:
    """Refuse clients without a name, before any route, as servers of that time did."""
    if visit.surface == "documented" and not (visit.header("user-agent") or "").strip():
        raise Refused(Timeline.reply(403, b"", [("Content-Type", "text/plain")]))
    if visit.workflow_id:
        visit.check("edge")
