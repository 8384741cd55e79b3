"""A task: how far it has come, the logs it left, and what came with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import define, field, frozen

from ..progress import Progress
from . import formatting
from .events import Entry, Run, cut
from .options import Plan
from .requests import NodeInputs


@frozen
class Upload:
    """A file that arrived with a task."""

    name: str
    media_type: str
    content: bytes
    path: str
    """Where the server stored it."""

    def wire(self) -> dict[str, Any]:
        """Its form in an echo."""
        size = len(self.content)
        return {
            "name": self.name,
            "size": size,
            "media_type": self.media_type,
            "path": self.path,
        }


@define(eq=False)
class Task:
    """One task. Times are epoch seconds."""

    id: str
    manifest: str
    """As the client named it."""
    run: Run
    progress: Progress[Plan]
    script: tuple[Entry, ...]
    """The logs it has and will have, as things stand."""
    inputs: NodeInputs | None
    """As they were sent; None when none were."""
    next_id: Callable[[], int] | None = None
    """Numbers its logs; unless given they are 1, 2, ... in each task."""
    uploads: tuple[Upload, ...] = ()
    lag: int = 0
    """Readings of the logs after the end that still miss the last of them."""
    stop_lag: int = 0
    """Polls that still find it at work after a stop request."""
    heedless: bool = False
    """It ends as it would have, in spite of a stop request."""
    stopping: bool = False
    """A stop was requested."""
    stopped_at: float | None = None
    logs: list[dict[str, Any]] = field(factory=list)
    """Those that can be read, as they are sent, oldest first."""

    def observe(self, now: float, *, looked_at: bool = False) -> None:
        """Bring it up to `now`; being looked at may move it on as well."""
        counts = looked_at and not self.stopping
        self.progress = self.progress.seen(now) if counts else self.progress.at(now)
        if self.stopping and looked_at:
            self._wind_down(now)
        self._emit()

    def stop(self, now: float) -> None:
        """Tell it to stop, unless it has ended."""
        self.observe(now)
        if self.heedless:
            return
        self.stopping = True
        if not self.stop_lag:
            self._wind_down(now)

    def _wind_down(self, now: float) -> None:
        """Stop it once it was looked at often enough; it may have ended by itself before."""
        if self.progress.ended:
            return
        if self.stop_lag:
            self.stop_lag -= 1
            return
        last = len(self.progress.plan.states)
        self.script = cut(self.script, self.progress.index, self.run, last)
        self.progress = self.progress.stopped(now)
        self.stopped_at = now
        self._emit()

    def read_logs(self, now: float) -> list[dict[str, Any]]:
        """The logs, as a reading at `now` finds them."""
        self.observe(now)
        found = list(self.logs)
        if self.progress.ended and self.lag:
            self.lag -= 1
            self._emit()
        return found

    @property
    def status(self) -> str:
        """Its status as it is sent."""
        if self.stopped_at is not None:
            return "stopped"
        return self.progress.state or str(self.progress.plan.end)

    @property
    def ended(self) -> bool:
        """Return whether it has ended for good."""
        return self.progress.ended

    @property
    def created_at(self) -> float:
        """When it was created."""
        return self.progress.created_at

    def wire(self) -> dict[str, Any]:
        """As the server sends it."""
        given = {} if self.inputs is None else {"inputValues": self.inputs}
        return {
            "id": self.id,
            "status": self.status,
            "project_id": formatting.PROJECT_ID,
            "manifest_path": self.run.path,
            **given,
            "created_at": formatting.millis(self.created_at),
            "updated_at": formatting.millis(self.progress.entered[-1]),
        }

    def _emit(self) -> None:
        """Write the logs that are due."""
        last = len(self.progress.plan.states)
        for entry in self.script[len(self.logs) :]:
            held = self.lag and entry.step == last
            if held or entry.step > self.progress.index:
                return
            self.logs.append(self._log(entry))

    def _log(self, entry: Entry) -> dict[str, Any]:
        at = formatting.millis(self.progress.entered[entry.step])
        moment = {} if entry.moment is None else {entry.moment: at}
        return {
            "id": self.next_id() if self.next_id else len(self.logs) + 1,
            "project_name": formatting.PROJECT_NAME,
            "session_id": self.run.session_id,
            "node_id": entry.node_id,
            "manifest_path": self.run.path,
            "type": entry.type,
            "event": {
                "type": entry.type,
                "session_id": self.run.session_id,
                **entry.fields,
                **moment,
            },
            "created_at": at,
        }
