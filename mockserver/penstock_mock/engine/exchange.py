"""A service's reply, the engine's own errors, and the record of a request and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import define, field, frozen

from ..document.operations import Operation
from ..document.request import MISSING, HeaderChanges, Request
from ..document.router import NearMiss
from ..document.validation import Finding
from .timeline import Timeline

Verdict: TypeAlias = Literal["served", "stubbed", "faulted", "refused", "unexpected", "crashed"]
"""The way a request was answered.

served: by the service or the document. stubbed: by a stub of the test. faulted: a fault changed the
answer. refused: by the engine (credentials, strict validation, 406). unexpected: no operation
matches its path and method. crashed: the mock itself failed; `Exchange.error` has the traceback.
"""


@frozen
class Reply:
    """A service's decision; the engine takes the rest from the document.

    Nothing at all (`Reply()`) is the document's own success. `Reply(404)` is the first example of
    404; `Reply(404, example="not-found")` a named one; `Reply(200, json={...})` a body of its own.
    Declared headers are added with coherent values unless `headers` sets or drops them.
    """

    status: int | None = None
    json: Any = MISSING
    body: bytes | None = None
    """Raw bytes instead of `json`, of the type in `media`."""
    stream: tuple[tuple[float, bytes], ...] | None = None
    """Chunks, each after its delay in seconds, instead of `json` (see `timeline.sse`)."""
    example: str | None = None
    media: str | None = None
    headers: HeaderChanges = field(factory=dict)
    delay: float = 0.0


@frozen
class Problem:
    """Why the engine is about to refuse a request."""

    status: int
    title: str
    detail: str
    findings: tuple[Finding, ...] = ()


@define
class Outcome:
    """The part of the timeline that was really played; the frontend fills this in."""

    sent_bytes: int = 0
    finished: bool = False
    """Every step was played."""
    interrupted: bool = False
    """The peer went away first."""


@define(eq=False)
class Exchange:
    """One request, what was found out about it, and what it was answered."""

    id: str
    """Counted in the session; sent as the header X-Mock-Exchange."""
    request: Request
    """As recorded: secrets replaced, a long body cut (see `journal.recorded`)."""
    timeline: Timeline
    operation: Operation | None = None
    path_params: Mapping[str, Any] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    verdict: Verdict = "served"
    near: tuple[NearMiss, ...] = ()
    """The nearest operations, when none matched."""
    error: str | None = None
    """The traceback, when the mock itself failed."""
    at: float = 0.0
    """When the request came: the session clock's `time()`."""
    outcome: Outcome = field(factory=Outcome)

    @property
    def operation_id(self) -> str | None:
        """The id of the operation that matched, if one did."""
        return self.operation.id if self.operation else None

    @property
    def status(self) -> int | None:
        """The status answered; None when the connection broke before the head."""
        return self.timeline.status

    def __str__(self) -> str:
        asked = f"{self.request.method} {self.request.path}"
        name = self.operation_id or "no operation"
        return f"#{self.id} {asked} ({name}): {self.verdict}, {self.status or 'no answer'}"
