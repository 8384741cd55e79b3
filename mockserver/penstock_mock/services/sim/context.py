"""One request to Sim: its fields, the errors it is answered with, and the run it starts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, NoReturn, TypeAlias

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
from .errors import ERRORS, V1, V2, V2_CODES, ServiceError, code_of, filled
from .options import RATES_2026, Counter, Options
from .outcomes import Place, Result, referred, settle
from .plans import JobPlan
from .requests import Controls
from .state import Mode, Run, SimState, Verdict

Surface: TypeAlias = Literal["2025-10", "2026-08", "v2"]
Pairs: TypeAlias = list[tuple[str, str]]

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

    def __init__(self, call: Call, surface: Surface | None = None) -> None:
        """surface: unless given, the v1 dialect of the session."""
        super().__init__(call)
        self.surface: Surface = surface or self.options.dialect
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
