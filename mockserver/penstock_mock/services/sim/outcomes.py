"""Outcomes of a run, and the results that they give. Values only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import field

import penstock_mock.services.sim.outcomes  # an annotation names what comes later

from ...document.values import frozen
from ..behaviours import ECHO
from ..formatting import compact, named_uuid
from .options import Dialect
from .plans import Block

# No recorded answer holds these texts: of a run that was cancelled while a client waited for it,
# and of a failure without a message of its own. Clients must not rely on them.
CANCELLED = "Workflow execution was cancelled"
FAILED = "Execution failed"

# The duration of a run by default: too short to wait for, and no whole number of milliseconds,
# because servers of 2026-08 give fractions of them and clients must take those.
RUN_SECONDS = 0.0124

# The server's limit for a run that is waited for, on the free plan.
TIMEOUT_MINUTES = 5


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
    """Another client cancels the run."""


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

# Input fields whose text an echo gives back, the first that is there.
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
    """The status in v1 of 2026-08."""
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
    oldest: bool = False
    """In 2025-10, a Response block's payload is in one layer more, and an agent's tokens have other
    names."""


def settle(outcome: Outcome, given: Any, place: Place) -> Result:
    match outcome:
        case Completes(output):
            if output is ECHO:
                output = echo(given, place.oldest)
            return Result("completed", output(given) if callable(output) else output)
        case Responds(data, status, headers):
            output = enveloped(data, status, headers)
            if place.oldest:
                output = {"response": output}
            return Result("completed", output, response=outcome)
        case Fails(error, output, status, code, block, setup):
            if block is not None:  # left out in 2025-10
                bare = block.bare(error)
                error = bare if place.oldest else f"{block.name}: {bare}"
            return Result("failed", output, error, code, block, status, setup)
        case TimesOut():
            return Result("failed", {}, outcome.error, "TIMEOUT", http_status=408)
        case Cancelled():
            return Result("cancelled", {}, code="CANCELLED")
        case Pauses(_, context_id, kind):
            ids = f"{place.workflow_id}/{place.run_id}"
            field_of_form = {
                "id": "approved",
                "name": "approved",
                "label": "approved",
                "type": "boolean",
                "value": "",
                "required": False,
            }
            waiting = {
                "operation": kind,
                "responseStructure": [{"name": "ask", "type": "string", "value": "Approve?"}],
                "inputFormat": [field_of_form],
                "submission": None,
                "_resume": {
                    "apiUrl": f"{place.base_url}/api/resume/{ids}/{context_id}",
                    "uiUrl": f"{place.base_url}/resume/{ids}",
                    "contextId": context_id,
                    "executionId": place.run_id,
                    "workflowId": place.workflow_id,
                },
            }
            return Result("paused", enveloped(waiting))


def enveloped(
    data: Any, status: int = 200, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the output of a Response block, or of one that waits for a person."""
    own = {} if headers is None else dict(headers)
    if not any(name.lower() == "content-type" for name in own):
        own = {"Content-Type": "application/json", **own}
    return {"data": data, "status": status, "headers": own}


def echo(given: Any, oldest: bool) -> dict[str, Any]:
    """The input as an agent block would give it back: its text, counted in words, and itself."""
    text = text_of(given)
    words = len(text.split())
    counted = ("prompt", "completion") if oldest else ("input", "output")
    tokens = dict.fromkeys(counted, words) | {"total": 2 * words}
    return {"content": text, "model": "echo", "tokens": tokens, "input": given}


def text_of(given: Any) -> str:
    """The text of an input: itself, the first text field of a known name, or all of it as JSON."""
    if isinstance(given, str):
        return given
    if isinstance(given, dict):
        for name in _SPOKEN:
            if isinstance(given.get(name), str):
                return str(given[name])
    return compact(given).decode() if given else "Hello"


# -- references to large values -------------------------------------------------------------------

# Characters of a text that a reference shows.
PREVIEW = 1000


def referred(value: Any, limit: int, place: str, run_id: str) -> Any:
    """The output with a reference in place of each value of more than `limit` bytes of JSON.

    The innermost is replaced, so that what is around it stays; the output itself, never.
    """
    if isinstance(value, dict):
        return {name: _part(part, limit, place, run_id) for name, part in value.items()}
    return _part(value, limit, place, run_id)


def _part(value: Any, limit: int, place: str, run_id: str) -> Any:
    size = len(compact(value))
    if size <= limit:
        return value
    if isinstance(value, dict):
        inner: Any = {name: _part(part, limit, place, run_id) for name, part in value.items()}
    elif isinstance(value, list):
        inner = [_part(part, limit, place, run_id) for part in value]
    else:
        return _reference(value, "string", size, place, run_id)
    if len(compact(inner)) <= limit:
        return inner
    return _reference(value, "object" if isinstance(value, dict) else "array", size, place, run_id)


def _reference(value: Any, kind: str, size: int, place: str, run_id: str) -> dict[str, Any]:
    name = "lv_" + named_uuid(run_id, str(size), kind).replace("-", "")[:12]
    preview = value[:PREVIEW] if isinstance(value, str) else {"length": len(value)}
    return {
        "__simLargeValueRef": True,
        "version": 1,
        "id": name,
        "kind": kind,
        "size": size,
        "key": f"execution/{place}/{run_id}/large-value-{name}.json",
        "executionId": run_id,
        "preview": preview,
    }


# -- selected outputs -----------------------------------------------------------------------------

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@frozen
class Selection:
    """A selected part of a block's output."""

    block_id: str
    path: str
    """Dot-separated; empty for the whole output."""
    value: Any
    agent: bool


@frozen
class Stage:
    """The blocks of one workflow, and the output they have unless they have their own."""

    workflow_id: str
    blocks: Sequence[Block]
    output: Any

    def block_id(self, name: str) -> str:
        """The UUID of a block, by its name or by that UUID."""
        if _UUID.fullmatch(name):
            return name
        block = self._named(normal(name))
        return block.id if block and block.id else named_uuid(self.workflow_id, normal(name))

    def find(self, name: str) -> Block | None:
        """The block of that name or UUID; any is there when none was declared."""
        if not self.blocks:
            return Block(name, self.output)
        wanted = name.lower()
        identified = (b for b in self.blocks if self.block_id(b.name).lower() == wanted)
        return self._named(normal(name)) or next(identified, None)

    def _named(self, name: str) -> Block | None:
        return next((block for block in self.blocks if normal(block.name) == name), None)


def normal(name: str) -> str:
    """A block's name as the server compares it: lower case, no white space at all."""
    return re.sub(r"\s+", "", name).lower()


def resolve(wanted: Iterable[str], stage: Stage, dialect: Dialect) -> list[Selection]:
    """The selections that lead somewhere; the others are ignored without a word."""
    found: list[Selection] = []
    for text in wanted:
        parts = split(text, dialect)
        block = stage.find(parts[0]) if parts else None
        if parts is None or block is None:
            continue
        value = dig(stage.output if block.output is None else block.output, parts[1])
        if value is not None:
            found.append(Selection(stage.block_id(parts[0]), parts[1], value, block.agent))
    return found


def split(text: str, dialect: Dialect) -> tuple[str, str] | None:
    """(block, path) of `name.path` or `<uuid>_path`; since 2026-08 also `<uuid>.path`, `<uuid>`."""
    match = _UUID.match(text)
    if match:
        rest = text[match.end() :]
        if rest[:1] == "_" and rest[1:]:
            return match.group(), rest[1:]
        if dialect == "2026-08" and (not rest or (rest[0] == "." and rest[1:])):
            return match.group(), rest[1:]
    name, dot, path = text.partition(".")
    return (name, path) if name and dot and path else None


def dig(value: Any, path: str) -> Any:
    """The part of `value` at a dot-separated path; None when there is none."""
    for key in path.split(".") if path else ():
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value
