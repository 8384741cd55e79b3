"""The events of a run's stream: those of the document, and one for any other frame.

`run_id` and `task_id` are the frame's own; the other fields are those of its `data`. Pings are not
among them, they only keep the connection alive. The `status` of a WorkflowFinishedEvent is stopped
also where the frame has a failure, as the run itself does.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs

from penstock._core.decoding import mapping, text
from penstock.dify._responses import task_of
from penstock_api.events.dify_stream_event import Event


@attrs.frozen(kw_only=True)
class UnknownEvent:
    """A frame of an unknown kind: `raw` is its JSON, or its text if it isn't JSON."""

    raw: Any

    def to_dict(self) -> dict[str, Any]:
        """Return the frame's JSON; under `raw` what is no object."""
        return dict(self.raw) if isinstance(self.raw, dict) else {"raw": self.raw}

    @property
    def kind(self) -> str:
        """The frame's own `event`; "" without one."""
        return text(self._value("event")) or ""

    @property
    def run_id(self) -> str | None:
        """The frame's own, as other events have it."""
        return text(self._value("workflow_run_id"))

    @property
    def task_id(self) -> str | None:
        """The id that `workflows.stop` takes, as other events have it."""
        return task_of(mapping(self.raw) or {})

    def _value(self, name: str) -> object:
        return (mapping(self.raw) or {}).get(name)


StreamEvent: TypeAlias = Event | UnknownEvent
