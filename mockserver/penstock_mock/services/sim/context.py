"""One request to Sim: its options and files, the errors it is answered with, and the run it starts.

The server of 2025-10 reads three fields loosely and leaves them in the input; that of 2026-08
checks a schema and takes its own fields out. A field is a file field when its value, or an item of
its list, has the form of a file; the server goes by the start block's declarations, which a mock
lacks.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import random
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, NoReturn, TypeAlias

from attrs import evolve

from ...document.bodies import no_number
from ...document.headers import iso
from ...document.request import MISSING
from ...document.values import frozen
from ...engine.service import Call
from ...engine.timeline import Timeline
from .. import formatting
from ..base import RequestContext, RequestError
from ..behaviours import BehaviourSequence, Progress
from .behaviours import Behaviour
from .errors import ERRORS, V1, V2, V2_CODES, ServiceError, code_of, filled
from .plans import JobPlan, Place, Result, referred, settle
from .state import RATES_2026, Counter, Mode, Options, Run, SimState, Verdict


@frozen
class Controls:
    """The options of a request to run."""

    given: Any
    """The workflow's input."""
    stream: bool = False
    selected: tuple[str, ...] = ()
    thinking: bool = False
    tools: bool = False
    run_id: str | None = None
    """The id the caller chose."""
    queued: bool = False
    """Of v2: it is not waited for."""


class BadControlError(Exception):
    """A control field that the server of 2025-10 fails over; the text is its own."""


def controls_2025(body: Any, header: Mapping[str, str]) -> Controls:
    """Controls as the server of 2025-10 finds them. Raises BadControlError.

    `input` is the input whenever it is there; else the whole body is, control fields included.
    """
    fields = body if isinstance(body, dict) else {}
    given = fields.get("input", body)
    asked = fields.get("stream") is True or header.get("x-stream-response") == "true"
    selected = fields.get("selectedOutputs")
    if selected is None or selected in (False, 0, ""):  # to JavaScript, an empty list is not falsy
        text = header.get("x-selected-outputs", "")
        try:
            selected = json.loads(text) if text else []
        except ValueError:
            message = f"Unexpected token '{text[:1]}', \"{text[:10]}\" is not valid JSON"
            raise BadControlError(message) from None
    streamed = asked and header.get("x-execution-mode") != "async"  # which wins
    if streamed and selected and not isinstance(selected, list):
        raise BadControlError("selectedOutputs.map is not a function")
    listed = selected if isinstance(selected, list) else ()
    return Controls(given, asked, tuple(v for v in listed if isinstance(v, str)))


# Fields the server takes out of an API caller's input. `includeThinking`, `includeToolCalls`,
# `executionId` and `startBlockId` stay in: the server forgets them.
_STRIPPED = frozenset(
    (
        *("selectedOutputs", "triggerType", "stream", "useDraftState", "inputFromExecutionId"),
        *("includeFileBase64", "base64MaxBytes", "workflowStateOverride", "deploymentVersionId"),
        *("triggerBlockId", "stopAfterBlockId", "runFromBlock", "copilotToolCallId"),
        *("workflowId", "parentWorkspaceId"),
    )
)

# Fields that an API caller must not send, in the order of the server's checks.
_FORBIDDEN = (
    ("isClientSession", "API key callers cannot set isClientSession"),
    ("workflowStateOverride", "API key callers cannot provide workflowStateOverride"),
    ("useDraftState", "API key callers cannot execute draft workflow state"),
)

# Fields that make no sense in a queue.
_NOT_ASYNC = ("useDraftState", "workflowStateOverride", "runFromBlock", "stopAfterBlockId")
_NOT_ASYNC_OUTPUT = ("includeFileBase64", "base64MaxBytes")


def controls_2026(body: dict[str, Any], header: Mapping[str, str]) -> Controls:
    """Controls as the server of 2026-08 finds them, in a body its schema accepts."""
    given = {name: value for name, value in body.items() if name not in _STRIPPED}
    if isinstance(given.get("input"), dict):  # where the start block looks for a field first
        given |= given.pop("input")
    return Controls(
        given=given,
        stream=body.get("stream") is True or header.get("x-stream-response") == "true",
        selected=tuple(body.get("selectedOutputs") or ()),
        thinking=body.get("includeThinking") is True,
        tools=body.get("includeToolCalls") is True,
        run_id=header.get("x-execution-id") or body.get("executionId"),
    )


def forbidden_2026(body: Mapping[str, Any]) -> str | None:
    """Why an API caller may not send this body."""
    for name, message in _FORBIDDEN:
        if body.get(name):
            return message
    source = body.get("runFromBlock")
    if not source:
        return None
    if isinstance(source, dict) and source.get("sourceSnapshot"):
        return "API key callers cannot provide runFromBlock.sourceSnapshot"
    if isinstance(source, dict) and source.get("executionId"):
        return "External callers cannot resume from stored execution snapshots"
    return "runFromBlock requires either sourceSnapshot or executionId"


def not_async_2026(body: Mapping[str, Any]) -> bool:
    """Return whether the body has options that a queued run doesn't support."""
    asked = any(name in body for name in (*_NOT_ASYNC, *_NOT_ASYNC_OUTPUT))
    return asked or bool(body.get("selectedOutputs"))


def controls_v2(body: Mapping[str, Any]) -> Controls:
    """Controls of v2, whose input is in a field of its own."""
    return Controls(
        given=body.get("input", {}),
        stream=body.get("stream") is True,
        selected=tuple(body.get("selectedOutputs") or ()),
        thinking=body.get("includeThinking") is True,
        tools=body.get("includeToolCalls") is True,
        queued=body.get("async") is True,
    )


def v2_clash(body: Mapping[str, Any]) -> str | None:
    """Why options of v2 can't go together, in the order the server looks."""
    queued, streams = body.get("async") is True, body.get("stream") is True
    events = body.get("includeThinking") is True or body.get("includeToolCalls") is True
    shaped = events or body.get("selectedOutputs")
    shaped = shaped or any(name in body for name in _NOT_ASYNC_OUTPUT)
    if queued and streams:
        return "async and stream cannot be combined"
    if "executionTimeoutSeconds" in body and not queued:
        return "executionTimeoutSeconds is supported only for async execution"
    if queued and shaped:
        return "Async execution does not support streaming or output-shaping options"
    if events and not streams:
        return "includeThinking and includeToolCalls require stream: true"
    return None


# -- files ----------------------------------------------------------------------------------------

# Decoded, per file; the server's own limit.
MAX_FILE_BYTES = 20 * 1024 * 1024

# The life of an uploaded file in 2025-10.
_KEPT_SECONDS = 5 * 60


class BadFileError(Exception):
    """A file the server can't take. Carries the file's name; the server gives no reason either."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Failed to upload file: {name}")


@frozen
class Upload:
    """A file that came with the input."""

    name: str
    mime: str
    data: bytes
    url: str | None = None


@frozen
class Store:
    """The store of uploads, as far as it is visible: ids, addresses and dates."""

    base_url: str
    now: float
    random: random.Random
    dated: bool
    """The server of 2025-10 gave dates; that of 2026-08 gives a context instead."""

    def keep(self, upload: Upload) -> dict[str, Any]:
        """The value the workflow sees in place of the file."""
        key = f"url/{upload.name}" if upload.url else f"execution/{self._token()}/{upload.name}"
        stored: dict[str, Any] = {
            "id": f"file_{self._token()}",
            "name": upload.name,
            "url": upload.url or f"{self.base_url}/api/files/serve/{key}",
            "size": len(upload.data),
            "type": upload.mime,
            "key": key,
        }
        if not self.dated:
            return stored | {"context": "execution"}
        expires = iso(self.now + _KEPT_SECONDS)
        return stored | {"uploadedAt": iso(self.now), "expiresAt": expires}

    def _token(self) -> str:
        return f"{self.random.getrandbits(64):016x}"


def store_files(value: Any, store: Store) -> tuple[Any, int]:
    """The input with each file replaced by what is stored, and how many bytes that took.

    Only fields at the top of the input are looked at, as on the server. Raises BadFileError.
    """
    if not isinstance(value, dict):
        return value, 0
    taken = 0
    replaced = dict(value)
    for name, field_value in value.items():
        if isinstance(field_value, (dict, list)) and (uploads := uploads_of(field_value)):
            taken += sum(len(upload.data) for upload in uploads)
            replaced[name] = [store.keep(upload) for upload in uploads]
    return replaced, taken


def uploads_of(value: Any) -> list[Upload]:
    """The files in a field: one object or a list of them; what is no file is left out."""
    items = value if isinstance(value, list) else [value]
    files = [item for item in items if isinstance(item, dict)]
    return [upload for item in files if (upload := _upload(item)) is not None]


def _upload(item: dict[str, Any]) -> Upload | None:
    kind, data, name = item.get("type"), item.get("data"), item.get("name")
    mime = str(item.get("mime") or "application/octet-stream")
    if not isinstance(data, str):
        return None
    if kind == "url":
        return Upload(str(name or "file"), mime, b"", data)
    head, comma, payload = data.partition(";base64,")
    if kind != "file" or not isinstance(name, str) or not head.startswith("data:") or not comma:
        return None  # dropped without a word, as on the server
    try:
        content = base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        raise BadFileError(name) from None
    if len(content) > MAX_FILE_BYTES:
        raise BadFileError(name)
    return Upload(name, head.removeprefix("data:") or mime, content)


# -- the request ----------------------------------------------------------------------------------

Surface: TypeAlias = Literal["2025-10", "2026-08", "v2"]
Pairs: TypeAlias = list[tuple[str, str]]

V2_OPERATIONS = frozenset({"executeRun", "listRuns", "getRun", "cancelRun", "resumeRun"})

# v2's answers are for one caller only, whatever they are.
V2_PRIVATE = ("Cache-Control", "private, no-store")
V2_CHALLENGE = ("WWW-Authenticate", 'SimApiKey realm="Sim API", header="x-api-key"')

_ECHOES = BehaviourSequence((Behaviour(),))


class Context(RequestContext[SimState, Options]):
    """A request to a v1 or v2 path."""

    body: Any = None
    """The parsed body, once a check has parsed it."""
    controls: Controls = Controls(None)
    """The options in the body and the headers, once a check has parsed them."""
    given: Any = None
    """The run's input, its files stored."""
    run_id = ""
    verdict: Verdict | None = None
    """The state of the last bucket, if this surface has headers for it."""

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        v2 = call.operation.id in V2_OPERATIONS
        self.surface: Surface = "v2" if v2 else self.options.dialect
        self.oldest = self.surface == "2025-10"
        self.workflow_id = str(call.path_params.get("id", ""))
        self.key_sent = "x-api-key" in self.request.header_map
        self.key = self.request.header_map.get("x-api-key", "")
        """The API key; "" without one."""
        self.queued = self.request.header_map.get("x-execution-mode") == "async"
        """v1 is asked for an async run."""
        self.behaviours = self.state.script(self.workflow_id) if self.workflow_id else _ECHOES
        self.behaviour = behaviour = self.behaviours.current
        self.extra: Pairs = []
        """Headers every answer to this request carries."""
        if not self.oldest:
            self.extra.append(("x-request-id", f"{call.session.random.getrandbits(32):08x}"))
        self.anonymous = behaviour.public and not self.key_sent
        """Without a key, at a workflow that is public."""
        owner = behaviour.owner
        self.foreign = owner is not None and self.key != owner and not self.anonymous
        """The workflow belongs to another tenant's key."""
        self._tenant_stage = "auth" if self.oldest else "workflow"
        self.error = None if behaviour.refusing is None else behaviour.refusing.error
        """The error that the behaviour plays."""
        if self.foreign or self.error is not None or behaviour.page is not None:
            self.stages = self._refused_at(behaviour)

    def _refused_at(self, behaviour: Behaviour) -> frozenset[str]:
        stages = {self._tenant_stage} if self.foreign else set()
        if behaviour.page is not None:
            stages.add("edge")
        if self.error is not None and self.error.name != "rate_limited":
            stages.add(self.error.stage)
        return frozenset(stages - {"auth"} if self.anonymous else stages)

    @property
    def key_accepted(self) -> bool:
        return self.call.session.keys.accepts(self.key or None)

    def parse_body(self) -> Any:
        """The body as JSON; `{}` when there is none. Raises ValueError when it isn't JSON.

        Bytes that aren't UTF-8 are read as U+FFFD. Only the server of 2025-10 skips a BOM.
        """
        if (parsed := self.parsed) is not MISSING:
            return parsed
        content = self.request.body.decode("utf-8", "replace")
        if self.oldest:
            content = content.removeprefix("\ufeff")
        if not content.strip():
            return {}
        if content.startswith("\ufeff"):
            raise ValueError("a byte order mark")
        try:
            return _JSON.decode(content)
        except RecursionError:
            raise ValueError("nested too deep") from None

    # -- errors -------------------------------------------------------------------------------

    def refuse_at(self, stage: str) -> NoReturn:
        """Raise the error of the workflow's behaviour at this stage."""
        page, refusing = self.behaviour.page, self.behaviour.refusing
        if stage == "edge" and page is not None:
            self.behaviours.advance()
            raise RequestError(
                Timeline.reply(page.status, page.body, [("Content-Type", page.media)])
            )
        if self.foreign and stage == self._tenant_stage:
            self.refuse("other_tenant")
        assert refusing is not None
        self.behaviours.advance()
        self.refuse(refusing.error, message=refusing.message, retry_after=refusing.retry_after)

    def limited(self) -> bool:
        """Return whether the last bucket is empty, or the behaviour plays that it is."""
        assert self.verdict is not None
        refusing = self.behaviour.refusing
        if refusing is None or refusing.error.name != "rate_limited":
            return not self.verdict.allowed
        self.behaviours.advance()
        wait = refusing.retry_after
        reset = self.verdict.reset_at if wait is None else self.now + wait
        self.verdict = evolve(self.verdict, allowed=False, remaining=0, reset_at=reset)
        return True

    def bad_request(self, status: int, message: str, details: Any = None) -> NoReturn:
        fills = {"text": message}
        if self.surface == "v2":
            raise RequestError(self.v2_error(V2(status, "{text}"), fills, details=details))
        extra = {} if details is None else {"details": details}
        raise RequestError(self.v1_error(V1(status, "{text}", extra=extra), fills))

    def refuse(
        self,
        error: ServiceError | str,
        *,
        message: str | None = None,
        retry_after: int | None = None,
    ) -> NoReturn:
        """Raise an error of the table, or of that name in it, in this surface's form."""
        row = ERRORS[error] if isinstance(error, str) else error
        # A run id that may be taken is sent as a header too: by v2, and by v1 when the queue's
        # acceptance is unknown.
        headers: Pairs = []
        if row.name == "ambiguous" and self.surface == "2026-08":
            headers = [("X-Execution-Id", self.run_id)]
        elif row.name in ("ambiguous", "conflict") and self.surface == "v2":
            headers = [("X-Run-Id", self.run_id)]
        if self.surface == "v2":
            raise RequestError(self.v2_error(row.v2, None, message, retry_after, headers))
        own = row.v1_2025 if self.oldest else row.v1
        raise RequestError(self.v1_error(own, None, message, retry_after, headers))

    def v1_error(
        self,
        error: V1,
        fills: Mapping[str, str] | None = None,
        message: str | None = None,
        retry_after: int | None = None,
        headers: Pairs | None = None,
    ) -> Timeline:
        fills = fills or self.fills()
        text = message or error.error.format_map(fills)
        code = code_of(text) if error.code is None and self.oldest else error.code
        body: dict[str, Any] = {"error": text} | ({} if code is None else {"code": code})
        body |= filled(error.extra, fills)
        wait = error.retry_after if retry_after is None else retry_after
        if "retryAfterSeconds" in body:
            body["retryAfterSeconds"] = wait
        sent = wait is not None and (error.retry_after is not None or self.sends_limits)
        pairs = [("Retry-After", str(wait))] if sent else []
        return self.v1(error.status, body, [*pairs, *(headers or [])])

    def v2_error(
        self,
        error: V2,
        fills: Mapping[str, str] | None = None,
        message: str | None = None,
        retry_after: int | None = None,
        headers: Pairs | None = None,
        details: Any = None,
    ) -> Timeline:
        """An error in v2's envelope. details: in place of the error's own."""
        fills = fills or self.fills()
        text = message or error.message.format_map(fills)
        body: dict[str, Any] = {"code": V2_CODES[error.status], "message": text}
        if details is None and error.details is not None:
            details = filled(error.details, fills)
        if details is not None:
            body["details"] = details
        pairs = list(headers or [])
        wait = error.retry_after if retry_after is None else retry_after
        if wait is not None:
            pairs.append(("Retry-After", str(wait)))
        if error.status == 401:
            pairs.append(V2_CHALLENGE)
        return self.v2(error.status, {"error": body}, pairs)

    def fills(self) -> dict[str, str]:
        """The values of the placeholders in the table's messages."""
        cap = self.state.usage_cap
        return {
            "workflow_id": self.workflow_id,
            "run_id": self.run_id,
            "request_id": dict(self.extra).get("x-request-id", ""),
            "used": f"{max(self.state.usage, cap):.2f}",
            "limit": f"{cap:.2f}",
            "reset": iso(self.verdict.reset_at if self.verdict else self.now),
        }

    # -- answers ------------------------------------------------------------------------------

    def v1(
        self, status: int, value: Any, headers: Pairs | None = None, delay: float = 0.0
    ) -> Timeline:
        """A v1 answer; with the bucket's headers only where the options ask for them."""
        pairs = [("Content-Type", "application/json"), *(headers or [])]
        pairs += [*self.limit_headers(), *self.extra]
        return Timeline.reply(status, formatting.compact(value), pairs, delay)

    def v2(
        self, status: int, value: Any, headers: Pairs | None = None, delay: float = 0.0
    ) -> Timeline:
        """A v2 answer: private, with the headers of the request bucket once that was reached."""
        return self.v1(status, value, [V2_PRIVATE, *(headers or [])], delay)

    @property
    def sends_limits(self) -> bool:
        """Return whether this surface sends X-RateLimit-* and Retry-After."""
        return self.surface == "v2" or self.options.rate_limit_headers is not False

    def limit_headers(self) -> Pairs:
        """X-RateLimit-*, where this surface sends them."""
        verdict = self.verdict
        if verdict is None or not self.sends_limits:
            return []
        spelling = "iso" if self.surface == "v2" else self.options.reset_format
        reset = {
            "iso": iso(verdict.reset_at),
            # Up, never down: a client that returns at that moment must be let in.
            "epoch": str(math.ceil(round(verdict.reset_at, 3))),
            "epoch_ms": str(round(verdict.reset_at * 1000)),
        }
        return [
            ("X-RateLimit-Limit", str(verdict.limit)),
            ("X-RateLimit-Remaining", str(verdict.remaining)),
            ("X-RateLimit-Reset", reset[spelling]),
        ]

    def rate(self, counter: Counter) -> int:
        """Requests per minute of the server of 2026-08, which v2 belongs to."""
        return RATES_2026[self.options.plan][counter]

    def inlined(self, output: Any, run_id: str) -> Any:
        """A run's output; since 2026-08 with references in place of large values."""
        limit = self.options.inline_limit
        if self.oldest or len(formatting.compact(output)) <= limit:
            return output
        place = f"{formatting.named_uuid('workspace', self.key)}/{self.workflow_id}"
        return referred(output, limit, place, run_id)

    # -- runs ---------------------------------------------------------------------------------

    @cached_property
    def place(self) -> Place:
        """The ids and addresses of the run that this request starts."""
        return Place(self.call.base_url, self.workflow_id, self.run_id, self.oldest)

    def tied(self, timeline: Timeline, run: Run) -> Timeline:
        """The answer of a run that ends with its connection, as it does since 2026-08."""

        def abandon() -> None:
            now = self.call.session.clock.time()
            run.observe(now, looked_at=False)
            if not run.progress.ended:
                run.cancel(now)

        return timeline if self.oldest else Timeline(timeline.steps, timeline.revise, abandon)

    def settle(self) -> Result:
        return settle(self.behaviour.outcome, self.given, self.place)

    def start(
        self,
        mode: Mode,
        result: Result,
        *,
        seconds: float | None = None,
        job_id: str | None = None,
        crash: str | None = None,
    ) -> Run:
        """Accept the request: the run exists, its id is taken, and it is charged."""
        behaviour = self.behaviours.advance()
        output = result.output if self.oldest else self.inlined(result.output, self.run_id)
        if output is not result.output:
            result = evolve(result, output=output)
        plan = behaviour.job if mode == "async" else behaviour.waited
        if seconds is not None and mode != "async":
            plan = JobPlan((("processing", seconds),), polls=None)
        run = Run(
            id=self.run_id,
            workflow_id=self.workflow_id,
            mode=mode,
            given=self.given,
            behaviour=behaviour,
            result=result,
            progress=Progress.begun(plan, self.now),
            started_at=self.now,
            key=self.key,
            place=self.place,
            job_id=job_id,
            crash=crash,
            points=1 if result.status == "paused" else 0,
            cost=self.options.run_cost,
        )
        self.state.add(run)
        return run


_JSON = json.JSONDecoder(parse_constant=no_number)
