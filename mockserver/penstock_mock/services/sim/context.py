"""One request to Sim: what it carries, the errors it is answered with, and the run it starts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, NoReturn, TypeAlias

from attrs import evolve

from ...engine.service import Call
from ...engine.timeline import Timeline
from ..base import RequestContext, RequestError
from ..progress import Progress
from ..sequence import BehaviourSequence
from . import formatting
from .behaviours import Behaviour
from .errors import OTHER_TENANT, RATE, V1, V2, ServiceError, v1_body, v2_body
from .limits import RATES_2026, Counter, Verdict
from .options import Options
from .outcomes import Place, Result, settle
from .plans import JobPlan
from .requests import Controls
from .state import Mode, Run, SimState

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
        self.workflow_id = self.path("id")
        key = self.header("x-api-key")
        self.key = key or ""
        """The API key sent; "" without one."""
        self.behaviours = self.state.script(self.workflow_id) if self.workflow_id else _ECHOES
        self.behaviour = self.behaviours.current
        self.extra: Pairs = []
        """Headers every answer to this request carries."""
        if self.surface != "2025-10":
            self.extra.append(("x-request-id", formatting.request_id(call.session.random)))
        owner = self.behaviour.owner
        self.anonymous = key is None and self.behaviour.public
        """Without a key, at a workflow that is public."""
        self.foreign = owner is not None and self.key != owner and not self.anonymous
        """The workflow belongs to another tenant's key."""
        self._tenant_stage = "auth" if self.surface == "2025-10" else "workflow"
        self.stages = self._refusing_stages()

    def _refusing_stages(self) -> frozenset[str]:
        behaviour = self.behaviour
        stages = set()
        if behaviour.page is not None:
            stages.add("edge")
        if self.foreign:
            stages.add(self._tenant_stage)
        if behaviour.refusing is not None and behaviour.refusing.error is not RATE:
            stages.add(behaviour.refusing.error.stage)
        return frozenset(stages - {"auth"} if self.anonymous else stages)

    @property
    def key_accepted(self) -> bool:
        """Return whether the session accepts that key."""
        return self.call.session.keys.accepts(self.key or None)

    def parse_body(self) -> Any:
        """The body as JSON; `{}` when there is none. Raises ValueError when it isn't JSON.

        Bytes that aren't UTF-8 are read as U+FFFD. Only the documented server skips a BOM.
        """
        encoding = "utf-8-sig" if self.surface == "2025-10" else "utf-8"
        content = self.request.body.decode(encoding, "replace")
        if not content.strip():
            return {}
        try:
            return json.loads(content, parse_constant=_refuse_constant)
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
            self.refuse(OTHER_TENANT)
        assert refusing is not None
        self.behaviours.advance()
        self.refuse(refusing.error, message=refusing.message, retry_after=refusing.retry_after)

    def limited(self) -> bool:
        """Return whether the last bucket is empty, or the behaviour plays that it is."""
        assert self.verdict is not None
        refusing = self.behaviour.refusing
        if refusing is None or refusing.error is not RATE:
            return not self.verdict.allowed
        self.behaviours.advance()
        wait = refusing.retry_after
        reset = self.verdict.reset_at if wait is None else self.now + wait
        self.verdict = evolve(self.verdict, allowed=False, remaining=0, reset_at=reset)
        return True

    def bad_request(self, status: int, message: str, details: Any = None) -> NoReturn:
        """Raise an error that is in no table."""
        if self.surface == "v2":
            error = V2(status, "{text}")
            raise RequestError(self.v2_error(error, {"text": message}, details=details))
        extra = {} if details is None else {"details": details}
        raise RequestError(self.v1_error(V1(status, "{text}", extra=extra), {"text": message}))

    def refuse(
        self,
        error: ServiceError,
        *,
        message: str | None = None,
        retry_after: int | None = None,
    ) -> NoReturn:
        """Raise an error of the table, in this surface's form."""
        pairs, fills = self._id_headers(error), self.fills()
        if self.surface == "v2":
            raise RequestError(self.v2_error(error.v2, fills, message, retry_after, pairs))
        own = error.in_documented if self.surface == "2025-10" else error.today
        raise RequestError(self.v1_error(own, fills, message, retry_after, pairs))

    def v1_error(
        self,
        error: V1,
        fills: Mapping[str, str] | None = None,
        message: str | None = None,
        retry_after: int | None = None,
        headers: Pairs | None = None,
    ) -> Timeline:
        """An error in v1's form."""
        coded = self.surface == "2025-10"
        body = v1_body(error, fills or self.fills(), message, coded=coded)
        wait = error.retry_after if retry_after is None else retry_after
        if "retryAfterSeconds" in body:
            body["retryAfterSeconds"] = wait
        sent = wait is not None and (error.retry_after is not None or self._sends_limits)
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
        """An error in v2's envelope."""
        body = v2_body(error, fills or self.fills(), message, details)
        pairs = list(headers or [])
        wait = error.retry_after if retry_after is None else retry_after
        if wait is not None:
            pairs.append(("Retry-After", str(wait)))
        if error.status == 401:
            pairs.append(V2_CHALLENGE)
        return self.v2(error.status, body, pairs)

    def _id_headers(self, error: ServiceError) -> Pairs:
        """A run id that may be taken is sent as a header too: by v2, and by v1 when the queue's
        acceptance is unknown.
        """
        if error.name == "ambiguous" and self.surface == "2026-08":
            return [("X-Execution-Id", self.run_id)]
        named = error.name in ("ambiguous", "conflict") and self.surface == "v2"
        return [("X-Run-Id", self.run_id)] if named else []

    def fills(self) -> dict[str, str]:
        """The values of the placeholders in the table's messages."""
        state, options = self.state, self.options
        used = max(state.usage, options.usage_cap)
        return {
            "workflow_id": self.workflow_id,
            "run_id": self.run_id,
            "request_id": dict(self.extra).get("x-request-id", ""),
            "used": f"{used:.2f}",
            "limit": f"{options.usage_cap:.2f}",
            "reset": formatting.iso(self.verdict.reset_at if self.verdict else self.now),
        }

    # -- answers ------------------------------------------------------------------------------

    def v1(
        self, status: int, value: Any, headers: Pairs | None = None, delay: float = 0.0
    ) -> Timeline:
        """A v1 answer; with the bucket's headers only where the options ask for them."""
        pairs = [("Content-Type", "application/json"), *(headers or [])]
        pairs += [*self.limit_headers(), *self.extra]
        return Timeline.reply(status, formatting.dumps(value), pairs, delay)

    def v2(
        self, status: int, value: Any, headers: Pairs | None = None, delay: float = 0.0
    ) -> Timeline:
        """A v2 answer: private, with the headers of the request bucket once that was reached."""
        return self.v1(status, value, [V2_PRIVATE, *(headers or [])], delay)

    def limit_headers(self) -> Pairs:
        """X-RateLimit-*, where this surface sends them."""
        verdict = self.verdict
        if verdict is None or not self._sends_limits:
            return []
        spelling = "iso" if self.surface == "v2" else self.options.reset_format
        reset = {
            "iso": formatting.iso(verdict.reset_at),
            # Up, never down: a client that returns at that moment must be let in.
            "epoch": str(math.ceil(round(verdict.reset_at, 3))),
            "epoch_ms": str(round(verdict.reset_at * 1000)),
        }
        return [
            ("X-RateLimit-Limit", str(verdict.limit)),
            ("X-RateLimit-Remaining", str(verdict.remaining)),
            ("X-RateLimit-Reset", reset[spelling]),
        ]

    @property
    def rates(self) -> Mapping[Counter, int]:
        """Requests per minute of today's server, which v2 belongs to."""
        return RATES_2026[self.options.plan]

    @property
    def _sends_limits(self) -> bool:
        return self.surface == "v2" or self.options.rate_limit_headers is not False

    def inlined(self, output: Any, run_id: str) -> Any:
        """A run's output, with references in place of what today's servers don't send inline."""
        if self.surface == "2025-10":
            return output
        place = f"{formatting.named_uuid('workspace', self.key)}/{self.workflow_id}"
        return formatting.referred(output, self.options.inline_limit, place, run_id)

    # -- runs ---------------------------------------------------------------------------------

    @cached_property
    def place(self) -> Place:
        """Where the run is that this request starts."""
        documented = self.surface == "2025-10"
        return Place(self.call.base_url, self.workflow_id, self.run_id, documented)

    def tied(self, timeline: Timeline, run: Run) -> Timeline:
        """The answer of a run that ends with its connection, as on today's servers."""

        def abandon() -> None:
            now = self.call.session.clock.time()
            run.observe(now, looked_at=False)
            if not run.progress.ended:
                run.cancel(now)

        return timeline if self.surface == "2025-10" else evolve(timeline, abandoned=abandon)

    def settle(self, given: Any) -> Result:
        """The result of running on the input `given`."""
        return settle(self.behaviour.outcome, given, self.place)

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
        behaviour = self.behaviour
        if self.surface != "2025-10":
            result = evolve(result, output=self.inlined(result.output, self.run_id))
        self.behaviours.advance()
        lasting = behaviour.seconds if seconds is None else seconds
        plan = behaviour.job if mode == "async" else JobPlan((("processing", lasting),), polls=None)
        run = Run(
            id=self.run_id,
            workflow_id=self.workflow_id,
            mode=mode,
            given=self.given,
            behaviour=behaviour,
            result=result,
            progress=Progress.begun(plan, self.now),
            began=self.now,
            owner=formatting.named_uuid(self.key),
            place=self.place,
            job_id=job_id,
            crash=crash,
        )
        run.points = 1 if result.status == "paused" else 0
        run.cost = self.options.run_cost
        self.state.add(run, run.cost)
        return run


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
