"""Outcomes of a run, and the results that they give. Values only."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import field, frozen

import penstock_mock.services.sim.outcomes  # an annotation names what comes later

from .formatting import dumps

# The duration of a run by default: too short to wait for, and no whole number of milliseconds,
# because today's server gives fractions of them and clients must take those.
RUN_SECONDS = 0.0124

# The server's limit for a run that is waited for, on the free plan.
TIMEOUT_MINUTES = 5


class Echo(enum.Enum):
    """The type of `ECHO`."""

    ECHO = "echo"


ECHO: Final = Echo.ECHO
"""The output of a workflow that gives back its input."""


@frozen
class FailedBlock:
    """The block a failure is attributed to (v2 only)."""

    id: str
    name: str
    type: str

    def bare(self, error: str) -> str:
        """Return the error without the name before it."""
        return error.removeprefix(f"{self.name}: ")


@frozen
class Completes:
    """The run succeeds with this output."""

    output: Any = ECHO


@frozen
class Responds:
    """The run ends in a Response block: the author's own body, status and headers."""

    data: Any
    status: int = 200
    headers: Mapping[str, str] = field(factory=dict)


@frozen
class Fails:
    """The run fails. `setup`: before its first block ran, so that there is no result at all."""

    error: str
    output: Any = field(factory=dict)
    status: int = 500
    code: str = "BLOCK_EXECUTION_FAILED"
    block: FailedBlock | None = None
    setup: bool = False


@frozen
class TimesOut:
    """The run takes longer than the server allows."""

    minutes: float = TIMEOUT_MINUTES

    @property
    def error(self) -> str:
        """The server's message; below a minute it counts seconds."""
        short = self.minutes < 1
        time = f"{self.minutes * 60:g} seconds" if short else f"{self.minutes:g} minutes"
        return f"Execution timed out after {time}"


@frozen
class Cancelled:
    """Somebody else cancels the run."""


@frozen
class Pauses:
    """The run waits for a person (or for a time), and then ends with the outcome `then`."""

    then: penstock_mock.services.sim.outcomes.Outcome = field(factory=Completes)
    context_id: str = "ctx-1"
    kind: str = "human"
    block_id: str | None = None
    resume_at: float | None = None
    """Epoch seconds, for a run that waits for a time."""
    seconds: float = RUN_SECONDS
    """The duration of the rest of the run."""


Outcome: TypeAlias = Completes | Responds | Fails | TimesOut | Cancelled | Pauses


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
    """The status of today's v1."""
    setup: bool = False
    """It never began: there is an error and no result."""
    response: Responds | None = None
    """The author's own answer, which v1 passes on."""

    @property
    def success(self) -> bool:
        """Return whether v1 calls it a success, as it does a paused run."""
        return self.status in ("completed", "paused")


@frozen
class Place:
    """The place of a run: the ids and addresses by which a pause is resumed."""

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
            if block is not None:  # the documented server leaves the block's name out
                bare = block.bare(error)
                error = bare if place.documented else f"{block.name}: {bare}"
            return Result("failed", output, error, code, block, status, setup)
        case TimesOut():
            return Result("failed", {}, outcome.error, "TIMEOUT", http_status=408)
        case Cancelled():
            return Result("cancelled", {}, code="CANCELLED")
        case Pauses(_, context_id, kind):
            return Result("paused", enveloped(_waiting(context_id, kind, place)))


def enveloped(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the output of a Response block, or of one that waits for a person."""
    own = {} if headers is None else dict(headers)
    if not any(name.lower() == "content-type" for name in own):
        own = {"Content-Type": "application/json", **own}
    return {"data": data, "status": status, "headers": own}


def _waiting(context_id: str, kind: str, place: Place) -> dict[str, Any]:
    """Return the output of a block that waits: its request, and the ids that resume it."""
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
    """The text of an input: itself, the first text field of a known name, or all of it as JSON."""
    if isinstance(given, str):
        return given
    if isinstance(given, Mapping):
        for name in _SPOKEN:
            if isinstance(given.get(name), str):
                return str(given[name])
    return dumps(given).decode() if given else "Hello"
