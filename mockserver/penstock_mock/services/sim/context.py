"""One request to Sim, its key and rates, the errors it is answered with, and the run it starts."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, NoReturn, TypeAlias

from attrs import evolve

from ...document.bodies import no_number
from ...document.headers import iso
from ...document.request import MISSING
from ...engine.service import Call
from ...engine.timeline import Timeline
from .. import formatting
from ..base import RequestContext, RequestError
from ..behaviours import BehaviourSequence, Progress
from .behaviours import Behaviour
from .errors import ERRORS, V2_CODES, ErrorForm, ServiceError, code_of
from .state import RATES_2026, Counter, Mode, Options, Run, SimState, Verdict, referred

Pairs: TypeAlias = Sequence[tuple[str, str]]

# v2's answers are for one caller only, whatever they are.
V2_PRIVATE = ("Cache-Control", "private, no-store")
V2_CHALLENGE = ("WWW-Authenticate", 'SimApiKey realm="Sim API", header="x-api-key"')

# Before a key is asked for: each address may send this many at once, and per minute.
IP_BURST = 600
IP_RATE = 300

_ECHOES = BehaviourSequence((Behaviour(),))
_JSON = json.JSONDecoder(parse_constant=no_number)


class Context(RequestContext[SimState, Options]):
    """A request to a v1 or v2 path."""

    # What checks have found in the body and the headers:
    body: Any = None
    """The parsed body."""
    given: Any = None
    """The workflow's input."""
    stream = False
    selected: tuple[str, ...] = ()
    thinking = False
    tools = False
    chosen_id: str | None = None
    """The run id that the caller chose."""
    run_id = ""
    verdict: Verdict | None = None
    """The state of the last bucket, if this surface has headers for it."""

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        v2 = call.operation.path.startswith("/api/v2/")
        self.surface: str = "v2" if v2 else self.options.dialect
        """ "2025-10", "2026-08" or "v2"."""
        self.oldest = self.surface == "2025-10"
        self.workflow_id = str(call.path_params.get("id", ""))
        self.key_sent = "x-api-key" in self.request.header_map
        self.key = self.request.header_map.get("x-api-key", "")
        """The API key; "" without one."""
        self.queued = not v2 and self.request.header_map.get("x-execution-mode") == "async"
        """The run is not waited for."""
        self.behaviours = self.state.script(self.workflow_id) if self.workflow_id else _ECHOES
        self.behaviour = behaviour = self.behaviours.current
        self.extra: list[tuple[str, str]] = []
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
            stages = {self._tenant_stage} if self.foreign else set()
            if behaviour.page is not None:
                stages.add("edge")
            if self.error is not None and self.error.name != "rate_limited":
                stages.add(self.error.stage)
            self.stages = frozenset(stages - {"auth"} if self.anonymous else stages)

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

    def refuse_at(self, stage: str) -> NoReturn:
        page, refusing = self.behaviour.page, self.behaviour.refusing
        if stage == "edge" and page is not None:
            self.behaviours.advance()
            raise RequestError(page)
        if self.foreign and stage == self._tenant_stage:
            self.refuse("other_tenant")
        assert refusing is not None
        self.behaviours.advance()
        self.refuse(refusing.error, message=refusing.message, retry_after=refusing.retry_after)

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
        headers: Pairs = ()
        if row.name == "ambiguous" and self.surface == "2026-08":
            headers = [("X-Execution-Id", self.run_id)]
        elif row.name in ("ambiguous", "conflict") and self.surface == "v2":
            headers = [("X-Run-Id", self.run_id)]
        self.fail(row.forms[self.surface], message, retry_after, headers)

    def bad_request(self, status: int, message: str, details: Any = None) -> NoReturn:
        if details is not None and self.surface != "v2":
            details = {"details": details}
        self.fail(ErrorForm(status, message, fields=details), message)

    def fail(
        self,
        form: ErrorForm,
        message: str | None = None,
        retry_after: int | None = None,
        headers: Pairs = (),
    ) -> NoReturn:
        """Raise an error. message: as it is, in place of the form's with its placeholders."""
        fills = self.fills()
        text = message or form.message.format_map(fills)
        fields = form.fields
        if isinstance(fields, dict):
            fields = {
                n: v.format_map(fills) if isinstance(v, str) else v for n, v in fields.items()
            }
        wait = form.retry_after if retry_after is None else retry_after
        waiting = [] if wait is None else [("Retry-After", str(wait))]
        if self.surface == "v2":
            details = {} if fields is None else {"details": fields}
            inner = {"code": V2_CODES[form.status], "message": text, **details}
            challenge = [V2_CHALLENGE] if form.status == 401 else []
            pairs = [*headers, *waiting, *challenge]
            raise RequestError(self.v2(form.status, {"error": inner}, pairs))
        code = code_of(text) if form.code is None and self.oldest else form.code
        coded = {} if code is None else {"code": code}
        body: dict[str, Any] = {"error": text, **coded, **(fields or {})}
        if "retryAfterSeconds" in body:
            body["retryAfterSeconds"] = wait
        sent = form.retry_after is not None or self.sends_limits
        pairs = [*(waiting if sent else ()), *headers]
        raise RequestError(self.v1(form.status, body, pairs))

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

    def v1(self, status: int, value: Any, headers: Pairs = (), delay: float = 0.0) -> Timeline:
        """A v1 answer; with the bucket's headers only where the options ask for them."""
        pairs = [("Content-Type", "application/json"), *headers]
        pairs += [*self.limit_headers(), *self.extra]
        return Timeline.reply(status, formatting.compact(value), pairs, delay)

    def v2(self, status: int, value: Any, headers: Pairs = (), delay: float = 0.0) -> Timeline:
        """A v2 answer: private, with the headers of the request bucket once that was reached."""
        return self.v1(status, value, [V2_PRIVATE, *headers], delay)

    @property
    def sends_limits(self) -> bool:
        """Return whether this surface sends X-RateLimit-* and Retry-After."""
        return self.surface == "v2" or self.options.rate_limit_headers is not False

    def limit_headers(self) -> Pairs:
        """X-RateLimit-*, where this surface sends them."""
        verdict, spelling = self.verdict, self.options.rate_limit_headers
        if verdict is None or not self.sends_limits:
            return []
        if self.surface == "v2" or spelling == "iso":
            reset = iso(verdict.reset_at)
        elif spelling == "epoch_ms":
            reset = str(round(verdict.reset_at * 1000))
        else:  # Up, never down: a client that returns at that moment must be let in.
            reset = str(math.ceil(round(verdict.reset_at, 3)))
        return [
            ("X-RateLimit-Limit", str(verdict.limit)),
            ("X-RateLimit-Remaining", str(verdict.remaining)),
            ("X-RateLimit-Reset", reset),
        ]

    def limited(self, verdict: Verdict) -> Verdict | None:
        """A bucket's state if it is empty, or if the behaviour plays that it is."""
        refusing = self.behaviour.refusing
        if refusing is not None and refusing.error.name == "rate_limited":
            self.behaviours.advance()
            wait = refusing.retry_after
            reset = verdict.reset_at if wait is None else self.now + wait
            verdict = evolve(verdict, allowed=False, remaining=0, reset_at=reset)
        self.verdict = verdict
        return None if verdict.allowed else verdict

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

    def new_run(self, mode: Mode) -> Run:
        """The run that this request asks for, with its result."""
        behaviour = self.behaviour
        plan = behaviour.job if mode == "async" else behaviour.waited
        return Run(
            id=self.run_id,
            workflow_id=self.workflow_id,
            mode=mode,
            given=self.given,
            behaviour=behaviour,
            progress=Progress.begun(plan, self.now),
            started_at=self.now,
            key=self.key,
            base_url=self.call.base_url,
            oldest=self.oldest,
            cost=self.options.run_cost,
            job_id=self.state.new_job_id() if self.queued and self.surface != "v2" else None,
        )

    def start(self, run: Run) -> Run:
        """Accept the request: the run exists, its id is taken, and it is charged."""
        self.behaviours.advance()
        result = run.result
        output = self.inlined(result.output, run.id)
        if output is not result.output:
            run.result = evolve(result, output=output)
        self.state.add(run)
        return run

    def tied(self, timeline: Timeline, run: Run) -> Timeline:
        """The answer of a run that ends with its connection, as it does since 2026-08."""

        def abandon() -> None:
            now = self.call.session.clock.time()
            run.observe(now, looked_at=False)
            if not run.progress.ended:
                run.cancel(now)

        return timeline if self.oldest else Timeline(timeline.steps, timeline.revise, abandon)


def user_agent(context: Context) -> None:
    """Clients without a name were refused before any route."""
    if context.oldest and not context.request.header_map.get("user-agent", "").strip():
        raise RequestError(Timeline.reply(403, b"", [("Content-Type", "text/plain")]))


def key(context: Context) -> None:
    if context.anonymous and not context.oldest:
        return
    # An empty one was as good as none in 2025-10.
    if not context.key_sent or (context.oldest and not context.key):
        context.refuse("no_key")
    if not context.key_accepted:
        context.refuse("bad_key")


def address_rate(context: Context) -> None:
    _draw_api(context, "v2:preauth:ip", IP_RATE, IP_BURST)


def _draw_api(context: Context, name: str, rate: int, burst: int | None = None) -> Verdict:
    verdict = context.state.draw(name, rate, context.now, burst)
    if not verdict.allowed:
        context.verdict = verdict
        fields = {"retryAfter": iso(verdict.reset_at)}
        wait = verdict.retry_after(context.now)
        context.fail(ErrorForm(429, "API rate limit exceeded", None, fields, wait))
    return verdict


def v2_key_sent(context: Context) -> None:
    """A key of any kind, where a public workflow is no exception."""
    if not context.key:
        context.bad_request(401, "API key required")


def rollout(context: Context) -> None:
    """The server has v2; and the key's own rate, which each operation counts by itself."""
    if not context.options.v2_gate:
        context.bad_request(404, "Not found")
    if context.anonymous:
        return
    name = f"v2:{context.call.operation.id}:{context.key}"
    context.verdict = _draw_api(context, name, context.rate("api"))


V2_ADMISSION = (address_rate, v2_key_sent, key, "auth", rollout)
