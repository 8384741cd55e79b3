"""Sim as a service of the mock: which operation is answered by what."""

from __future__ import annotations

from collections.abc import Mapping

from ...document.request import Request
from ...engine.service import Call
from ...engine.session import Session
from ...engine.timeline import Timeline
from ..base import Handler, OperationService
from . import account, lifecycle
from .context import Context
from .execution import execute_documented, execute_today, execute_v2
from .state import SimState

_V2 = frozenset({"executeRun", "listRuns", "getRun", "cancelRun", "resumeRun"})


class Sim(OperationService[Context]):
    """Sim's behaviour. All of its state is in the session; one instance serves any number."""

    name = "sim"
    context = Context
    handlers: Mapping[str, Handler[Context]] = {
        **lifecycle.HANDLERS,
        **account.HANDLERS,
        "executeWorkflow": execute_documented,
        "executeRun": execute_v2,
    }

    def new_state(self, session: Session) -> SimState:
        """A world in which every workflow is deployed and gives back its input."""
        return SimState(session, began=session.clock.time())

    def respond(self, call: Call) -> Timeline | None:
        handler = self.handlers.get(call.operation.id)
        if handler is None:
            return None
        context = Context(call, "v2" if call.operation.id in _V2 else None)
        today = handler is execute_documented and context.surface == "2026-08"
        return self.answer(execute_today if today else handler, context)

    def not_found(
        self, session: Session, request: Request, allow: tuple[str, ...]
    ) -> Timeline | None:
        """The framework's answer to a method that a path doesn't have; it names no other."""
        return Timeline.reply(405, b"") if allow else None
