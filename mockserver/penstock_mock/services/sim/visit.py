"""One request on its way through the checks: what it carries, and how it is turned away."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Literal, NoReturn, TypeAlias, cast

from attrs import define, evolve, field

from ...engine.service import Call
from ...engine.timeline import Timeline
from ..progress import Progress
from ..script import Script
from . import words
from .behaviours import Behaviour
from .large import referred
from .limits import TODAY_RATES, Counter, Verdict
from .options import Options
from .refusals import OTHER_TENANT, RATE
from .results import Place, Result, settle
from .runs import Mode, Run, instant_plan
from .state import SimState
from .wording import V1, V2, Refusal, v1_body, v2_body
from .wording import Stage as Check

Surface: TypeAlias = Literal["documented", "today", "v2"]
Pairs: TypeAlias = list[tuple[str, str]]

# v2's answers are for one caller only, whatever they are.
V2_PRIVATE = ("Cache-Control", "private, no-store")
V2_CHALLENGE = ("WWW-Authenticate", 'SimApiKey realm="Sim API", header="x-api-key"')


class Refused(Exception):  # noqa: N818 - no error of ours: the answer to a request
    """The request goes no further; `reply` is its answer."""

    def __init__(self, reply: Timeline) -> None:
        super().__init__(reply)
        self.reply = reply


@define(eq=False)
class Visit:
    """A request to a v1 or v2 path."""

    call: Call
    surface: Surface
    state: SimState
    options: Options
    now: float
    workflow_id: str = ""
    verdict: Verdict | None = None
    """What the last bucket said that this surface tells in headers."""
    run_id: str = ""
    extra: Pairs = field(factory=list)
    """Headers every answer to this request carries."""

    @classmethod
    def of(cls, call: Call, surface: Surface) -> Visit:
        """The visit a call is."""
        state = cast("SimState", call.state)
        workflow_id = str(call.path_params.get("id", ""))
        visit = cls(call, surface, state, state.options, call.now, workflow_id)
        if surface != "documented":
            visit.extra.append(("x-request-id", words.request_id(call.session.random)))
        return visit

    # -- what the request carries -------------------------------------------------------------

    def header(self, name: str) -> str | None:
        """A header of the request."""
        return self.call.request.header(name)

    @property
    def key(self) -> str:
        """The API key sent; "" without one."""
        return self.header("x-api-key") or ""

    @property
    def anonymous(self) -> bool:
        """Nobody in particular runs a workflow that is there for everybody."""
        return self.header("x-api-key") is None and self.behaviour.public

    @property
    def key_accepted(self) -> bool:
        """Whether the session takes that key."""
        return self.call.session.keys.accepts(self.key or None)

    @property
    def script(self) -> Script[Behaviour]:
        """The workflow's behaviours."""
        return self.state.script(self.workflow_id)

    @property
    def behaviour(self) -> Behaviour:
        """What the workflow does this time."""
        return self.script.current

    @property
    def foreign(self) -> bool:
        """Whether the workflow belongs to another tenant's key."""
        owner = self.behaviour.owner
        return owner is not None and self.key != owner and not self.anonymous

    def body(self) -> Any:
        """The body as JSON; `{}` when there is none. Raises ValueError when it isn't JSON.

        Bytes that aren't UTF-8 are read as U+FFFD. Only the documented server skips a BOM.
        """
        encoding = "utf-8-sig" if self.surface == "documented" else "utf-8"
        content = self.call.request.body.decode(encoding, "replace")
        if not content.strip():
            return {}
        try:
            return json.loads(content, parse_constant=_refuse_constant)
        except RecursionError:
            raise ValueError("nested too deep") from None

    # -- turning it away ----------------------------------------------------------------------

    def check(self, stage: Check) -> None:
        """Raise Refused if the workflow's behaviour refuses at this place in the order."""
        refusing, page = self.behaviour.refusing, self.behaviour.page
        if stage == "edge" and page is not None:
            self.script.spend()
            raise Refused(Timeline.reply(page.status, page.body, [("Content-Type", page.media)]))
        if self.foreign and stage == ("auth" if self.surface == "documented" else "workflow"):
            self.refuse(OTHER_TENANT)
        if refusing is not None and refusing.refusal.stage == stage:
            self.script.spend()
            self.refuse(
                refusing.refusal, message=refusing.message, retry_after=refusing.retry_after
            )

    def limited(self) -> bool:
        """Whether the last bucket is empty, or the behaviour plays that it is."""
        assert self.verdict is not None
        refusing = self.behaviour.refusing
        if refusing is None or refusing.refusal is not RATE:
            return not self.verdict.allowed
        self.script.spend()
        wait = refusing.retry_after
        reset = self.verdict.reset_at if wait is None else self.now + wait
        self.verdict = evolve(self.verdict, allowed=False, remaining=0, reset_at=reset)
        return True

    def turn_away(self, status: int, message: str, details: Any = None) -> NoReturn:
        """Turn the request away for a reason that is in no table."""
        if self.surface == "v2":
            error = V2(status, "{text}")
            raise Refused(self.v2_error(error, {"text": message}, details=details))
        extra = {} if details is None else {"details": details}
        raise Refused(self.v1_error(V1(status, "{text}", extra=extra), {"text": message}))

    def refuse(
        self,
        refusal: Refusal,
        *,
        message: str | None = None,
        retry_after: int | None = None,
        headers: Pairs | None = None,
        **fills: str,
    ) -> NoReturn:
        """Turn the request away in this surface's words."""
        pairs = [*(headers or []), *self._id_headers(refusal)]
        filled = self.fills() | fills
        if self.surface == "v2":
            raise Refused(self.v2_error(refusal.v2, filled, message, retry_after, pairs))
        error = refusal.in_documented if self.surface == "documented" else refusal.today
        raise Refused(self.v1_error(error, filled, message, retry_after, pairs))

    def v1_error(
        self,
        error: V1,
        fills: Mapping[str, str] | None = None,
        message: str | None = None,
        retry_after: int | None = None,
        headers: Pairs | None = None,
    ) -> Timeline:
        """An error in the words of v1."""
        coded = self.surface == "documented"
        body = v1_body(error, fills or self.fills(), message, coded=coded)
        wait = error.retry_after if retry_after is None else retry_after
        if "retryAfterSeconds" in body:
            body["retryAfterSeconds"] = wait
        told = wait is not None and (error.retry_after is not None or self._tells_limits)
        pairs = [("Retry-After", str(wait))] if told else []
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

    # -- answering ----------------------------------------------------------------------------

    def v1(
        self, status: int, value: Any, headers: Pairs | None = None, delay: float = 0.0
    ) -> Timeline:
        """A v1 answer; with the bucket's headers only where the options ask for them."""
        return _json(status, value, [*(headers or []), *self.limit_headers(), *self.extra], delay)

    def v2(
        self, status: int, value: Any, headers: Pairs | None = None, delay: float = 0.0
    ) -> Timeline:
        """A v2 answer: private, with the headers of the request bucket once that was reached."""
        pairs = [V2_PRIVATE, *(headers or []), *self.limit_headers(), *self.extra]
        return _json(status, value, pairs, delay)

    def limit_headers(self) -> Pairs:
        """X-RateLimit-*, where this surface sends them."""
        verdict = self.verdict
        if verdict is None or not self._tells_limits:
            return []
        spelling = "iso" if self.surface == "v2" else self.options.reset_format
        reset = {
            "iso": words.iso(verdict.reset_at),
            # Up, never down: who comes back at that moment must be let in.
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
        return TODAY_RATES[self.options.plan]

    @property
    def _tells_limits(self) -> bool:
        return self.surface == "v2" or self.options.rate_limit_headers is not False

    def _id_headers(self, refusal: Refusal) -> Pairs:
        """An id that may be taken is told in a header too: by v2, and for an unsure queue by v1."""
        if refusal.name == "ambiguous" and self.surface == "today":
            return [("X-Execution-Id", self.run_id)]
        named = refusal.name in ("ambiguous", "conflict") and self.surface == "v2"
        return [("X-Run-Id", self.run_id)] if named else []

    def fills(self) -> dict[str, str]:
        """What the refusals' messages leave open."""
        state, options = self.state, self.options
        used = max(state.usage, options.usage_cap)
        return {
            "workflow_id": self.workflow_id,
            "run_id": self.run_id,
            "request_id": dict(self.extra).get("x-request-id", ""),
            "used": f"{used:.2f}",
            "limit": f"{options.usage_cap:.2f}",
            "reset": words.iso(self.verdict.reset_at if self.verdict else self.now),
        }

    def inlined(self, output: Any, run_id: str) -> Any:
        """A run's output, with references in place of what today's servers don't send inline."""
        if self.surface == "documented":
            return output
        place = f"{words.named_uuid('workspace', self.key)}/{self.workflow_id}"
        return referred(output, self.options.inline_limit, place, run_id)

    # -- accepting it -------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Where the run is that this request starts."""
        documented = self.surface == "documented"
        return Place(self.call.base_url, self.workflow_id, self.run_id, documented)

    def tied(self, timeline: Timeline, run: Run) -> Timeline:
        """The answer of a run that ends with its connection, as on today's servers."""

        def lost() -> None:
            now = self.call.session.clock.time()
            run.observe(now, looked_at=False)
            if not run.progress.ended:
                run.cancel(now)

        return timeline if self.surface == "documented" else evolve(timeline, abandoned=lost)

    def settle(self, given: Any) -> Result:
        """What running on the input `given` comes to."""
        return settle(self.behaviour.outcome, given, self.place)

    def start(
        self,
        mode: Mode,
        given: Any,
        result: Result,
        *,
        seconds: float | None = None,
        job_id: str | None = None,
        crash: str | None = None,
    ) -> Run:
        """Accept the request: the run exists, its id is taken, and it is charged."""
        behaviour = self.behaviour
        result = evolve(result, output=self.inlined(result.output, self.run_id))
        self.script.spend()
        lasting = behaviour.seconds if seconds is None else seconds
        plan = behaviour.job if mode == "async" else instant_plan(lasting)
        progress = Progress.begun(plan, self.now)
        run = Run(
            id=self.run_id,
            workflow_id=self.workflow_id,
            mode=mode,
            given=given,
            behaviour=behaviour,
            result=result,
            progress=progress,
            began=self.now,
            owner=words.named_uuid(self.key),
            place=self.place,
            job_id=job_id,
            crash=crash,
        )
        run.points = 1 if result.status == "paused" else 0
        run.cost = self.options.run_cost
        self.state.add(run, run.cost)
        return run


def _json(status: int, value: Any, headers: Pairs, delay: float) -> Timeline:
    pairs = [("Content-Type", "application/json"), *headers]
    return Timeline.reply(status, words.dumps(value), pairs, delay)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
