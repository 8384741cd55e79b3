"""A call: attempts at one request, and the waits between them, within one deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

import attrs

from penstock import _log
from penstock._async._http import AsyncBody, AsyncExchange
from penstock._deadline import Deadline, left_around, shorter
from penstock._endpoints import Addresses, Health, health, unreachable
from penstock._message import Answer
from penstock._tell import atell  # unasync: replace from penstock._tell import tell
from penstock.errors import (
    ClientClosedError,
    DeadlineExceededError,
    NotSentError,
    PenstockError,
    Phase,
    RequestTimeoutError,
)
from penstock.retry import (
    Attempt,
    Retry,
    RetryEvent,
    RetryHints,
    RetryPolicy,
    Stop,
    decide,
    sent_state,
)

if TYPE_CHECKING:
    from penstock._async._caller import AsyncCaller, Budget
    from penstock._message import Request
    from penstock.ratelimit import RateLimit

_NO_HINTS: Final = RetryHints()
# Reasons to stop that the error itself doesn't show; they are added to it as a note.
_NOTED: Final = frozenset({"unsafe", "server_wait", "deadline", "quota"})


class AsyncCall:
    """One call under way."""

    __slots__ = (
        "answer",
        "base_url",
        "budget",
        "caller",
        "cost",
        "failed_at",
        "failure",
        "lost",
        "number",
        "request",
        "started",
        "streamed",
        "total",
    )

    def __init__(
        self, caller: AsyncCaller, request: Request, budget: Budget, *, streamed: bool = False
    ) -> None:
        self.caller = caller
        self.request = request
        self.streamed = streamed
        """True if a stream of events is handed out before it is read."""
        around = left_around()
        if around is not None:
            budget = attrs.evolve(budget, total=shorter(budget.total, around))
        self.budget = budget
        self.started = caller.state.clock.monotonic()
        """When this attempt began."""
        self.total = Deadline.after(self.started, budget.total)
        self.number = 1
        self.answer: Answer | None = None
        """What this attempt was answered with, if it was."""
        self.failure: Attempt | None = None
        """The attempt before this one."""
        self.lost = False
        """True if an attempt may have been processed without an answer."""
        self.cost: int | None = None
        """What the last retry took from the quota."""
        self.base_url = caller.options.base_url
        """Where this attempt goes."""
        self.failed_at: set[str] = set()
        """Those of several addresses where it has failed already."""

    async def run(self) -> AsyncBody | Answer:
        """Try until an attempt succeeds or trying again is no use; at most `max_retries` times."""
        caller = self.caller
        while True:
            self.answer = None
            if caller.options.pacing:
                await self._pace()
            try:
                got = await self._admitted()
            except PenstockError as error:
                described = self.described(error)
                if caller.pool.closed:
                    raise described from described.__cause__
                again = await self._again(described)
            else:
                got.attempts = self.number
                caller.state.give_back(self.cost)
                return got
            await self._wait(again)
            self.number += 1
            self.started = caller.state.clock.monotonic()

    async def _admitted(self) -> AsyncBody | Answer:
        """One attempt, once there is room: an address chosen earlier may be dead by then."""
        caller = self.caller
        gate = caller.pool.streams if self.streamed else caller.pool.calls
        leave = await gate.enter(self.total.remaining(self.started))
        try:
            several = len(caller.options.addresses.urls) > 1
            got = await (self._visit() if several else self._attempt())
        except BaseException:
            leave()
            raise
        if isinstance(got, AsyncBody):
            got.hold(leave)
        else:
            leave()
        return got

    async def _visit(self) -> AsyncBody | Answer:
        """One attempt at one of several addresses; how it went is noted for each.

        Where no connection comes about, nothing was sent: then the next has its turn at once,
        within the same attempt.
        """
        addresses = self.caller.options.addresses
        tried: list[str] = []
        failures: list[PenstockError] = []
        for _ in addresses.urls:
            self._choose(addresses, tried)
            found: Health = "unknown"
            try:
                got = await self._attempt()
                found = "well"
                return got
            except PenstockError as error:
                found = health(error)
                self.failed_at.add(self.base_url)
                if not unreachable(error) or self._is_over():
                    raise
                failures.append(error)
            finally:
                self.caller.state.settle(self.base_url, found)
        raise self._nowhere(failures[-1]) from failures[-1].__cause__

    def _choose(self, addresses: Addresses, tried: list[str]) -> None:
        """Take the next address, if possible one where this call hasn't failed yet."""
        avoid = self.failed_at.union(tried)
        if avoid.issuperset(addresses.urls):  # then each has its turn in this attempt, too
            avoid = set(tried)
        self.base_url = self.caller.state.choose(addresses, avoid)
        tried.append(self.base_url)

    def _is_over(self) -> bool:
        return self.total.expired(self.caller.state.clock.monotonic())

    def _nowhere(self, error: PenstockError) -> PenstockError:
        """Return the error with all the addresses that take no connection."""
        options = self.caller.options
        urls, reason = " and ".join(options.addresses.urls), error.message
        error.message = f"{reason} (tried {urls})"
        if not options.addresses.chosen:
            variable = options.profile.url_variable
            error.message = (
                "no address was given, and no server answers at the usual ones: pass base_url=… to "
                f"a client, endpoint=… to a function, or set {variable} (tried {urls}: {reason})"
            )
        error.args = (error.message,)
        return error

    async def _attempt(self) -> AsyncBody | Answer:
        """Send the request once. The answer is read to its end, unless it is the stream due."""
        caller, request, deadline = self.caller, self.request, self.total
        clock = caller.state.clock
        self.started = clock.monotonic()
        if self.budget.attempt is not None:
            deadline = deadline.sooner(Deadline.after(self.started, self.budget.attempt))
        exchange = AsyncExchange(caller.pool, clock, caller.options, deadline, self.budget.idle)
        logged = _log.is_on()
        if logged:
            _log.sending(request, self.number)
        body = await exchange.open(request, self.base_url)
        if logged:
            seconds, hide = clock.monotonic() - self.started, caller.hiding(request)
            _log.answered(request, self.number, body.status, body.headers, seconds, hide)
        if self.streamed and await body.is_event_stream():
            body.limits = self._noted(Answer(body.status, body.headers))
            return body
        return self._checked(await body.read())

    def _checked(self, answer: Answer) -> Answer:
        """Return the answer, or raise the error it stands for."""
        if answer.status >= 400:
            answer.hide(self.caller.options.secrets)  # a failed result may quote it, too
        self.answer, answer.base_url = answer, self.base_url
        is_authored = self.request.is_authored
        if is_authored is not None and is_authored(answer):
            return answer
        answer.limits = self._noted(answer)
        refusal = self.caller.service.refusal(answer)
        if refusal is not None:
            raise refusal
        return answer

    def _noted(self, answer: Answer) -> tuple[RateLimit, ...]:
        """Keep what the answer says of its rate limit."""
        state = self.caller.state
        now, service = state.clock.time(), self.caller.service
        limits = service.limits(answer, now)
        if limits or self.caller.options.pacing:  # which counts the calls under way
            state.limits.update(self.request.bucket, limits, state.clock.monotonic())
        if limits:
            state.last = limits, service.wait_asked(answer, now)
        return limits

    def described(self, error: PenstockError) -> PenstockError:
        """Return the error with what the call knows; time that ran out is told as such."""
        now = self.caller.state.clock.monotonic()
        if self.answer is None and _log.is_on():
            _log.failed(self.request, self.number, error, now - self.started)
        if isinstance(error, RequestTimeoutError):
            error = self._timed_out(error, now)
        if isinstance(error, NotSentError) and self.base_url not in error.message:
            error.message = f"{error.message}; the address is {self.base_url}"
        request, profile = self.request, self.caller.options.profile
        if request.when_lost and self.answer is None and sent_state(error) == "sent":
            error.message = f"{error.message}; {request.when_lost}"
            error.args = (error.message,)
        error.conceal(self.caller.hiding(request))
        error.service = profile.name
        error.code = error.code or request.error_code
        error.status = profile.unanswered if error.status is None else error.status
        error.method, error.path = request.method, request.shown_path
        error.run_id = error.run_id or request.run_id
        error.idempotency_key = request.run_id
        error.attempts = self.number
        error.may_have_begun = self.lost
        error.base_url = self.base_url
        return error

    def _timed_out(self, error: RequestTimeoutError, now: float) -> RequestTimeoutError:
        """Return the error that says which of the limits it was that ran out."""
        if self.total.expired(now):
            return self._out_of_time(error)
        allowed = self.budget.attempt
        if allowed is not None and now - self.started >= allowed and error.phase != "pool":
            error.message = f"no complete answer within the {allowed:g} s of one attempt"
            error.args = (error.message,)
        return error

    def _out_of_time(self, cause: RequestTimeoutError) -> DeadlineExceededError:
        allowed = f"{self.budget.total:g} s" if self.budget.total else "time"
        message = f"the {allowed} for the whole call ran out: {cause.message}"
        phase: Phase = "pool" if cause.phase == "pool" else "total"
        error = DeadlineExceededError(message, phase=phase, sent=cause.sent)
        error.__cause__ = cause
        return error

    async def _again(self, error: PenstockError) -> Retry:
        """Return how to try again; raise the error if that is no use, or no good."""
        state, addresses = self.caller.state, self.caller.options.addresses
        if not addresses.chosen and unreachable(error) and not state.has_worked(addresses):
            raise error  # no server is starting up there: none was configured
        attempt = self._failed(error)
        verdict = self._decide(attempt)
        if isinstance(verdict, Retry):
            wait = await self._wait_elsewhere()
            if wait is not None:
                hints = attrs.evolve(attempt.body_hints, retry_after=wait)
                attempt = attrs.evolve(attempt, body_hints=hints)
                verdict = self._decide(attempt)
        if isinstance(verdict, Stop):
            self._stop(error, verdict)
        if not state.take(verdict.cost):
            detail = "another thread took what was left of the retry quota"
            self._stop(error, Stop("quota", detail, verdict.delay))
        self.cost = verdict.cost
        self.failure = attempt
        return verdict

    def _decide(self, attempt: Attempt) -> Retry | Stop:
        state = self.caller.state
        return decide(
            self.budget.retry,
            attempt,
            now_epoch=state.clock.time(),
            remaining=self.total.remaining(state.clock.monotonic()),
            quota=state.quota,
            random=state.random(),
        )

    async def _wait_elsewhere(self) -> float | None:
        """Return the wait that the refusal leaves out, in seconds; None if it can't be had."""
        answer, place, clock = self.answer, self.request.wait_elsewhere, self.caller.state.clock
        if answer is None or place is None or not place.needed(answer):
            return None
        left = self.total.remaining(clock.monotonic())
        budget = attrs.evolve(self.budget, total=left, retry=RetryPolicy.none())
        try:
            found = await self.caller.call(place.request(), budget)
        except PenstockError:  # the refusal is what the caller has to know of
            return None
        return place.read(found, clock.time())

    def _failed(self, error: PenstockError) -> Attempt:
        """Return what just failed, as the pure rules want it told."""
        answer, request = self.answer, self.request
        hints = _NO_HINTS
        if answer is not None:
            hints = self.caller.service.hints(answer, self.caller.state.clock.time())
        return Attempt(
            number=self.number,
            method=request.method,
            sent=sent_state(error),
            status=None if answer is None else answer.status,
            headers={} if answer is None else answer.headers,
            body_hints=hints,
            error=error,
            idempotent=request.idempotent,
            key_honoured=request.key_honoured,
        )

    def _stop(self, error: PenstockError, verdict: Stop) -> NoReturn:
        if error.retry_after is None:
            error.retry_after = verdict.retry_after
        if verdict.reason in _NOTED:
            error.add_note(f"not repeated: {verdict.detail}")
        raise error

    async def _wait(self, again: Retry) -> None:
        """Tell who wants to know, and sleep."""
        policy, request, failure = self.budget.retry, self.request, self.failure
        if policy.on_retry is not None and failure is not None:
            event = RetryEvent(failure, again.delay, again.reason, again.detail, policy.max_retries)
            await atell(policy.on_retry, event)  # unasync: replace tell(policy.on_retry, event)
        _log.waiting(request, again.delay, again.detail)
        await self.caller.state.clock.asleep(again.delay)
        if self.caller.pool.closed:
            message = f"{self.caller.pool.name} was closed before the next attempt"
            sent = failure is None or failure.sent != "not_sent"
            raise self.described(ClientClosedError(message, sent=sent))
        self._choose_run_id()

    def _choose_run_id(self) -> None:
        """Take a new run id after a refusal, keep the old one after anything else.

        A service that refuses has perhaps noted the id, and would refuse it again. But where the
        run may have begun, only the same id keeps it from beginning twice.
        """
        if self.failure is None or self.failure.sent == "not_sent":
            return
        self.lost = self.lost or not self._was_refused()
        if not self.lost and self.request.renew is not None:
            self.request = self.request.renew(self.request)

    def _was_refused(self) -> bool:
        """True if the answer says that nothing was begun: 429, 503 with a wait, or in words."""
        answer, service = self.answer, self.caller.service
        if answer is None:
            return False
        now = self.caller.state.clock.time()
        begun = service.hints(answer, now).processed
        if begun is not None or answer.status not in (429, 503):
            return begun is False
        wait = service.wait_asked(answer, now)
        return answer.status == 429 or wait is not None

    async def _pace(self) -> None:
        """Wait until the bucket is expected to have room. Raises DeadlineExceededError.

        Not longer than `max_server_wait`: a header may be wrong, and then only an answer mends it.
        """
        state = self.caller.state
        now = state.clock.monotonic()
        patience = self.budget.retry.max_server_wait
        wait = state.limits.wait_before(self.request.bucket, now, patience)
        remaining = self.total.remaining(now)
        if wait <= 0:
            return
        if remaining is not None and wait >= remaining:
            state.limits.update(self.request.bucket, (), now)  # this call isn't made after all
            message = f"the rate limit frees up in {wait:.3g} s, later than the call may take"
            error = DeadlineExceededError(message, phase="total", sent=False, retry_after=wait)
            raise self.described(error)
        _log.waiting(self.request, wait, "pacing, to stay below the rate limit")
        await state.clock.asleep(wait)
        self.started = state.clock.monotonic()
