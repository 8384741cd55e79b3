"""What a run comes to, before any dialect puts it into words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import frozen

from .outcomes import (
    ECHO,
    Cancelled,
    Completes,
    FailedBlock,
    Fails,
    Outcome,
    Pauses,
    Responds,
    TimesOut,
)
from .words import dumps

RunStatus: TypeAlias = Literal["completed", "failed", "cancelled", "paused"]

# Input fields whose text an echo takes for what was said, the first that is there.
_SPOKEN = ("message", "prompt", "query", "question", "text", "content", "input")


@frozen
class Result:
    """The end of a run (or its pause)."""

    status: RunStatus
    output: Any
    error: str | None = None
    code: str = "EXECUTION_FAILED"
    block: FailedBlock | None = None
    http_status: int = 200
    """What today's v1 answers."""
    setup: bool = False
    """It never began: there is an error and no result."""
    response: Responds | None = None
    """The author's own answer, which v1 passes on."""

    @property
    def success(self) -> bool:
        """Whether v1 calls it a success: a paused run is one."""
        return self.status in ("completed", "paused")


@frozen
class Place:
    """Where a run is: what a pause tells for those who resume it."""

    base_url: str = ""
    workflow_id: str = ""
    run_id: str = ""
    documented: bool = False
    """On the documented server, a Response block's payload is in one layer more, and an agent's
    tokens have other names."""


def settle(outcome: Outcome, given: Any, place: Place) -> Result:
    """The result of running on the input `given`."""
    match outcome:
        case Completes(output):
            return Result("completed", output_of(output, given, place.documented))
        case Responds(data, status, headers):
            output = enveloped(data, status, headers)
            if place.documented:
                output = {"response": output}
            return Result("completed", output, response=outcome)
        case Fails(error, output, status, code, block, setup):
            told = error if block is None else _attributed(error, block, place)
            return Result("failed", output, told, code, block, status, setup)
        case TimesOut():
            return Result("failed", {}, outcome.error, "TIMEOUT", http_status=408)
        case Cancelled():
            return Result("cancelled", {}, code="CANCELLED")
        case Pauses(_, context_id, kind):
            return Result("paused", enveloped(_waiting(context_id, kind, place)))


def _attributed(error: str, block: FailedBlock, place: Place) -> str:
    """A failed block's error, after the block's name; the documented server leaves that out."""
    bare = block.bare(error)
    return bare if place.documented else f"{block.name}: {bare}"


def enveloped(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What a Response block, or one that waits for a person, puts out."""
    own = {} if headers is None else dict(headers)
    if not any(name.lower() == "content-type" for name in own):
        own = {"Content-Type": "application/json", **own}
    return {"data": data, "status": status, "headers": own}


def _waiting(context_id: str, kind: str, place: Place) -> dict[str, Any]:
    """What a block puts out that waits: what it asks, and what it is resumed with."""
    ids = f"{place.workflow_id}/{place.run_id}"
    return {
        "operation": kind,
        "responseStructure": [{"name": "ask", "type": "string", "value": "Approve?"}],
        "inputFormat": [
            {
                "id": "approved",
                "name": "approved",
                "label": "approved",
                "type": "boolean",
                "value": "",
                "required": False,
            }
        ],
        "submission": None,
        "_resume": {
            "apiUrl": f"{place.base_url}/api/resume/{ids}/{context_id}",
            "uiUrl": f"{place.base_url}/resume/{ids}",
            "contextId": context_id,
            "executionId": place.run_id,
            "workflowId": place.workflow_id,
        },
    }


def output_of(output: Any, given: Any, documented: bool) -> Any:
    """A declared output; or what a function of the input makes; or the echo of the input."""
    if output is ECHO:
        return echo(given, documented)
    return output(given) if callable(output) else output


def echo(given: Any, documented: bool) -> dict[str, Any]:
    """The input as an agent block would give it back: its text, counted in words, and itself."""
    text = text_of(given)
    words = len(text.split())
    counted = ("prompt", "completion") if documented else ("input", "output")
    tokens = dict.fromkeys(counted, words) | {"total": 2 * words}
    return {"content": text, "model": "echo", "tokens": tokens, "input": given}


def text_of(given: Any) -> str:
    """What the input says: itself, the first text field of a known name, or all of it as JSON."""
    if isinstance(given, str):
        return given
    if isinstance(given, Mapping):
        for name in _SPOKEN:
            if isinstance(given.get(name), str):
                return str(given[name])
    return dumps(given).decode() if given else "Hello"
