# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/_core/_async/caller.py

"""Calls of one client: attempts at a request, and the waits between them, within one deadline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self, TypeAlias, TypeVar, cast, overload

import attrs

from penstock._core import logs as _log
from penstock._core._sync.http import Exchange
from penstock._core.call_options import CallLimits
from penstock._core.clock import AROUND, Deadline, shorter
from penstock._core.concurrency import CallbackCutError, invoke_within
from penstock._core.endpoints import Health, health, unreachable
from penstock._core.limiter import ConcurrencyLimiter
from penstock._core.message import RawResponse, request_id_in, run_id_in, with_extras
from penstock._core.options import KeySource
from penstock._core.redact import scrubber
from penstock._core.state import State
from penstock.errors import (
    APIError,
    ClientClosedError,
    DeadlineExceededError,
    NotSentError,
    PenstockError,
    Phase,
    RequestTimeoutError,
)
from penstock.hooks import FailureEvent, RequestEvent, ResponseEvent, WaitEvent
from penstock.ratelimit import parse
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
    from penstock._core.http import Pool
    from penstock._core.message import Request
    from penstock._core.options import Options
    from penstock._core.service import ParsedError, Service
    from penstock.ratelimit import RateLimit

_Read = TypeVar("_Read")
_Error = TypeVar("_Error", bound=PenstockError)

Limiters: TypeAlias = tuple[ConcurrencyLimiter, ConcurrencyLimiter]

_NO_HINTS: Final = RetryHints()
# Reasons to stop that the error itself doesn't show; they are added to it as a note.
_NOTED: Final = frozenset({"unsafe", "server_wait", "deadline", "quota"})
# Seconds that `on_error` has at least: a call whose time ran out is reported, too.
_REPORTING: Final = 1.0


@attrs.define(kw_only=True, eq=False)
class _Call:
    """The state of one call under way."""

    request: Request
    budget: CallLimits
    deadline: Deadline
    streamed: bool
    """True if a stream of events is handed out before it is read."""
    begun: float
    """When the call began."""
    started: float
    """When this attempt began."""
    base_url: str
    """Where this attempt goes."""
    number: int = 1
    response: RawResponse | None = None
    """The response to this attempt, if there was one."""
    parsed: ParsedError | None = None
    """The same, if it is an error response."""
    failure: Attempt | None = None
    """The attempt before this one."""
    lost: bool = False
    """True if an attempt may have been processed without a response."""
    cost: int | None = None
    """The tokens that the last retry took from the quota."""
    failed_at: set[str] = attrs.field(factory=set)
    """Those of several addresses where it has failed already."""


class Caller:
    """Makes the calls of one client, with its settings, its connections and its state."""

    __slots__ = ("bounds", "options", "pool", "service", "state")

    def __init__(
        self,
        pool: Pool,
        options: Options,
        service: Service,
        state: State,
        bounds: Limiters | None = None,
    ) -> None:
        self.pool = pool
        self.options = options
        self.service = service
        self.state = state
        self.bounds: Limiters = bounds or (pool.calls, pool.streams)
        """On the calls under way whose response is read whole, and on streams."""

    def changed(self, bounds: Limiters | None = None, **changes: Any) -> Self:
        """Return a caller with other settings, over the same connections."""
        options, old = self.options.evolve(**changes), self.state
        # Another key has other budgets.
        same = options.api_key == self.options.api_key
        state = old if same else State(old.clock, old.random, old.awaiting)
        return type(self)(self.pool, options, self.service, state, bounds or self.bounds)

    def for_base_url(self, base_url: str, *, trusted: bool) -> Self:
        """Return a caller of another server, over the same pool; see `Options.for_base_url`."""
        options = self.options.for_base_url(base_url, trusted=trusted)
        return type(self)(self.pool, options, self.service, self.state, self.bounds)

    def nested_limiters(
        self, max_in_flight: int | None = None, max_streams: int | None = None
    ) -> Limiters:
        """Return bounds within those of this caller."""
        calls, streams = self.bounds
        if max_in_flight is not None:
            calls = ConcurrencyLimiter("max_in_flight", max_in_flight, calls)
        if max_streams is not None:
            streams = ConcurrencyLimiter("max_streams", max_streams, streams)
        return calls, streams

    def hide(self, text: str) -> str:
        """Redact the secrets of the client in a text."""
        return scrubber(self.options.secrets)(text)

    def scrubber_for(self, request: Request) -> Callable[[str], str]:
        """Return a function that redacts these, and the secrets of a request, in a text."""
        return scrubber((*self.options.secrets, *request.private))

    def described(self, error: _Error, request: Request) -> _Error:
        """Return the error with where the request went, and redacted."""
        return error.annotate(
            hide=self.scrubber_for(request),
            service=self.options.profile.name,
            method=request.method,
            path=request.shown_path,
            base_url=error.base_url or self.options.base_url,
        )

    @overload
    def ask(
        self, request: Request, budget: CallLimits, read: Callable[[RawResponse], _Read]
    ) -> _Read: ...
    @overload
    def ask(self, request: Request, budget: CallLimits, read: None) -> Exchange | RawResponse: ...
    def ask(
        self, request: Request, budget: CallLimits, read: Callable[[RawResponse], object] | None
    ) -> object:
        """Return what `read` makes of the response. Raises subclasses of PenstockError alone.

        An error about one that can't be read has all that is known of the call: the run it belongs
        to has begun, and must not be lost. Without `read` this returns a stream of events once its
        head is here, or the response if it is no stream.
        """
        options = self.options
        if options.has_extras:
            extras = (options.extra_headers, options.extra_query, options.extra_body)
            needed = options.body_needed and not (budget.follows and request.body is None)
            request = with_extras(request, *extras, body_needed=needed)
        around = AROUND.get()
        if around is not None:
            budget = attrs.evolve(budget, total=shorter(budget.total, around()))
        now = self.state.clock.monotonic()
        call = _Call(
            request=request,
            budget=budget,
            deadline=Deadline(None if budget.total is None else now + budget.total),
            streamed=read is None,
            begun=now,
            started=now,
            base_url=options.addresses.urls[0],
        )
        try:
            got = self._until_answered(call)
            if read is None or isinstance(got, Exchange):
                return got
            try:
                return read(got)
            except PenstockError as error:
                raise self._annotated(call, error) from error.__cause__
        except Exception as error:
            if options.on_error is not None:
                self._report(call, error)
            raise

    def failed(
        self, request: Request, error: PenstockError, begun: float, total: float | None
    ) -> None:
        """Call `on_error` for a call that failed: it began at `begun`, in monotonic seconds.

        `total` is the limit of the call, which is that of the hook, too.
        """
        if self.options.on_error is None:
            return
        now = self.state.clock.monotonic()
        event = FailureEvent(
            **self._event_fields(request, error.base_url, error.attempts),
            error=error,
            elapsed=now - begun,
            status=error.status or None,
            request_id=error.request_id,
        )
        left = None if total is None else max(begun + total - now, _REPORTING)
        if self.pool.closed:
            left = _REPORTING
        deadline = Deadline(None if left is None else now + left)
        try:
            self._hook("on_error", event, deadline, sent=True)
        except PenstockError:  # the call's own error is the one to raise
            _log.hook_failed("on_error")

    def _event_fields(self, request: Request, base_url: str | None, attempt: int) -> dict[str, Any]:
        """Return what all events of a request have."""
        url = f"{base_url or self.options.base_url}{request.shown_path}"
        return {
            "service": self.options.profile.name,
            "operation_id": request.operation_id,
            "method": request.method,
            "url": self.scrubber_for(request)(url),
            "attempt": attempt,
        }

    def _hook(self, name: str, event: RequestEvent, deadline: Deadline, *, sent: bool) -> None:
        """Call a hook; an exception of its own doesn't end the call."""
        hook = getattr(self.options, name)
        if hook is not None:
            self._invoke(name, hook, event, deadline=deadline, sent=sent, is_hook=True)

    def _invoke(
        self,
        name: str,
        function: Callable[..., object],
        *values: object,
        deadline: Deadline,
        sent: bool,
        is_hook: bool = False,
    ) -> object:
        """Return the result of a function that the client was given.

        Raises RequestTimeoutError and ClientClosedError if it outlasts the call or the client.
        """
        state, result, is_cut = self.state, None, False
        left = 0.0 if self.pool.closed else deadline.remaining(state.clock.monotonic())
        try:
            result = invoke_within(left, state.awaiting, function, *values)
        except CallbackCutError:
            is_cut = True
        except Exception:
            if not is_hook:
                raise
            _log.hook_failed(name)
        if is_cut and self.pool.closed:
            raise ClientClosedError(f"{self.pool.name} was closed during {name}", sent=sent)
        if is_cut or deadline.expired(state.clock.monotonic()):
            raise RequestTimeoutError(f"{name} took too long", phase="total", sent=sent)
        return result

    def _until_answered(self, call: _Call) -> Exchange | RawResponse:
        """Return the response of the first attempt that succeeds."""
        state = self.state
        while True:
            call.response = call.parsed = None
            if self.options.pacing:
                self._pace(call)
            try:
                got = self._limited(call)
            except PenstockError as error:
                again = self._retry(call, error)
            else:
                break
            self._wait(call, again)
            call.number += 1
            call.started = state.clock.monotonic()
        got.attempts = call.number
        if state.quota.available < state.quota.capacity:
            state.give_back(call.cost)
        return got

    def _report(self, call: _Call, error: Exception) -> None:
        """Call `on_error`; for what else a function or transport raises, with an error of ours."""
        if not isinstance(error, PenstockError):
            name, cause = type(error).__name__, error
            error = APIError(f"a function or transport that was given raised {name}: {cause}")
            error.__cause__ = cause
            error = self._annotated(call, error)
        self.failed(call.request, error, call.begun, call.budget.total)

    def _limited(self, call: _Call) -> Exchange | RawResponse:
        """One attempt, once there is room: an address chosen earlier may be dead by then."""
        at = call.deadline.at
        left = None if at is None else max(0.0, at - call.started)
        release = self.bounds[call.streamed].acquire(left)
        try:
            failover = len(self.options.addresses.urls) > 1
            got = self._with_failover(call) if failover else self._attempt(call)
        except BaseException:
            release()
            raise
        if isinstance(got, Exchange):
            got.hold(release)
        else:
            release()
        return got

    def _with_failover(self, call: _Call) -> Exchange | RawResponse:
        """One attempt at one of several addresses; the health of each is recorded.

        A failure to connect means that nothing was sent: then the next one has its turn at once,
        within the same attempt.
        """
        addresses = self.options.addresses
        tried: list[str] = []
        failures: list[PenstockError] = []
        for _ in addresses.urls:
            # If possible one where this call hasn't failed yet; else each has its turn, too.
            avoid = call.failed_at.union(tried)
            if avoid.issuperset(addresses.urls):
                avoid = set(tried)
            call.base_url = self.state.choose(addresses, avoid)
            tried.append(call.base_url)
            found: Health = "unknown"
            try:
                got = self._attempt(call)
                found = "well"
                return got
            except PenstockError as error:
                found = health(error)
                call.failed_at.add(call.base_url)
                over = call.deadline.expired(self.state.clock.monotonic())
                if not unreachable(error) or over:
                    raise
                failures.append(error)
            finally:
                self.state.record_health(call.base_url, found)
        raise self._unreachable(failures[-1]) from failures[-1].__cause__

    def _unreachable(self, error: PenstockError) -> PenstockError:
        """Return the error with all the addresses that take no connection."""
        addresses = self.options.addresses
        urls, reason = " and ".join(addresses.urls), error.message
        if addresses.chosen:
            return error.annotate(f"{reason} (tried {urls})")
        variable = self.options.profile.url_variable
        return error.annotate(
            "no address was given, and no server answers at the usual ones: pass base_url=… to "
            f"a client, endpoint=… to a function, or set {variable} (tried {urls}: {reason})"
        )

    def _attempt(self, call: _Call) -> Exchange | RawResponse:
        """Send the request once. The body is read to its end, unless it is the stream due."""
        request, deadline, clock = call.request, call.deadline, self.state.clock
        call.started = clock.monotonic()
        if call.budget.attempt is not None:
            deadline = deadline.within(call.started, call.budget.attempt)
        exchange = Exchange(self.pool, clock, self.options, deadline, call.budget.idle)
        sent = self.options.sent_headers
        if isinstance(self.options.api_key, KeySource):
            function = self.options.api_key.function
            key = self._invoke("api_key()", function, deadline=deadline, sent=False)
            sent = self.options.headers_with(key)
        logged = _log.logger.isEnabledFor(_log.DEBUG)
        if logged:
            _log.sending(request, call.number)
        if self.options.on_request is not None:
            event = RequestEvent(**self._event_fields(request, call.base_url, call.number))
            self._hook("on_request", event, deadline, sent=False)
        exchange.open(request, call.base_url, sent)
        if logged:
            seconds, hide = clock.monotonic() - call.started, self.scrubber_for(request)
            _log.answered(request, call.number, exchange.status, exchange.headers, seconds, hide)
        if self.options.on_response is not None:
            self._on_response(call, exchange, deadline)
        if call.streamed and exchange.is_event_stream():
            exchange.limits = parse(exchange.headers, clock.time())
            self._record_limits(call, exchange.limits, None)
            return exchange
        return self._checked(call, exchange.read())

    def _on_response(self, call: _Call, exchange: Exchange, deadline: Deadline) -> None:
        """Call `on_response` with the head of a response; close that if the call ends here."""
        request_id = request_id_in(exchange.headers)
        event = ResponseEvent(
            **self._event_fields(call.request, call.base_url, call.number),
            status=exchange.status,
            elapsed=self.state.clock.monotonic() - call.started,
            request_id=None if request_id is None else self.scrubber_for(call.request)(request_id),
        )
        try:
            self._hook("on_response", event, deadline, sent=True)
        except BaseException:
            exchange.close()
            raise

    def _checked(self, call: _Call, response: RawResponse) -> RawResponse:
        """Return the response, or raise the error it stands for."""
        if response.status >= 400:
            # A failed result may quote them, too.
            response.hide((*self.options.secrets, *call.request.private))
        call.response, response.base_url = response, call.base_url
        now = self.state.clock.time()
        limits, is_authored = parse(response.headers, now), call.request.is_authored
        # With neither a limit nor a status that may be an error's it makes no difference.
        if is_authored is not None and (limits or response.status >= 300) and is_authored(response):
            return response
        call.parsed = parsed = self.service.parse_error(response, now)
        if parsed is not None:
            self._record_limits(call, parsed.limits, parsed.wait)
            raise parsed.error
        if limits or self.options.pacing:
            self._record_limits(call, limits, None)
            response.limits = limits
        return response

    def _record_limits(
        self, call: _Call, limits: tuple[RateLimit, ...], wait: float | None
    ) -> None:
        """Store the rate limits that a response reports; pacing counts those without any, too."""
        state = self.state
        if not limits and not self.options.pacing:
            return
        state.limits.update(call.request.bucket, limits, state.clock.monotonic())
        if limits:
            state.last = limits, wait

    def _annotated(self, call: _Call, error: PenstockError) -> PenstockError:
        """Return the error with what the call knows of itself, and redacted."""
        now = self.state.clock.monotonic()
        if call.response is None and _log.logger.isEnabledFor(_log.DEBUG):
            _log.failed(call.request, call.number, error, now - call.started)
        if isinstance(error, RequestTimeoutError):
            error = self._timed_out(call, error, now)
        request, profile, message = call.request, self.options.profile, error.message
        if isinstance(error, NotSentError) and call.base_url not in message:
            message = f"{message}; the address is {call.base_url}"
        if request.when_lost and call.response is None and sent_state(error) == "sent":
            message = f"{message}; {request.when_lost}"
        sent_id = None if call.response is None else run_id_in(call.response.headers)
        return error.annotate(
            message,
            hide=self.scrubber_for(request),
            service=profile.name,
            code=error.code or request.error_code,
            status=profile.status_without_response if error.status is None else error.status,
            method=request.method,
            path=request.shown_path,
            run_id=error.run_id or sent_id or request.run_id,
            idempotency_key=request.run_id,
            attempts=call.number,
            may_have_begun=call.lost,
            base_url=call.base_url,
        )

    def _timed_out(
        self, call: _Call, error: RequestTimeoutError, now: float
    ) -> RequestTimeoutError:
        """Return the error of the limit that ran out."""
        total, allowed = call.budget.total, call.budget.attempt
        if call.deadline.expired(now):
            phase: Phase = "pool" if error.phase == "pool" else "total"
            spent = f"{total:g} s" if total else "time"
            message = f"the {spent} for the whole call ran out: {error.message}"
            late = DeadlineExceededError(message, phase=phase, sent=error.sent)
            late.__cause__ = error
            return late
        if allowed is not None and now - call.started >= allowed and error.phase != "pool":
            return error.annotate(f"no complete response within the {allowed:g} s of one attempt")
        return error

    def _retry(self, call: _Call, error: PenstockError) -> Retry:
        """Return how to try again; raise the annotated error if that is no use, or no good."""
        state, addresses = self.state, self.options.addresses
        error = self._annotated(call, error)
        if self.pool.closed:
            raise error from error.__cause__
        if not addresses.chosen and unreachable(error) and not state.has_responded(addresses):
            raise error  # no server is starting up there: none was configured
        attempt = _failed(call, error)
        verdict = self._decide(call, attempt)
        if isinstance(verdict, Retry):
            wait = self._look_up_wait(call)
            if wait is not None:
                hints = attrs.evolve(attempt.body_hints, retry_after=wait)
                attempt = attrs.evolve(attempt, body_hints=hints)
                verdict = self._decide(call, attempt)
        if isinstance(verdict, Stop):
            _raise_stop(error, verdict)
        if not state.take(verdict.cost):
            detail = "another thread took what was left of the retry quota"
            _raise_stop(error, Stop("quota", detail, verdict.delay))
        call.cost = verdict.cost
        call.failure = attempt
        return verdict

    def _decide(self, call: _Call, attempt: Attempt) -> Retry | Stop:
        state = self.state
        return decide(
            call.budget.retry,
            attempt,
            now_epoch=state.clock.time(),
            remaining=call.deadline.remaining(state.clock.monotonic()),
            quota=state.quota,
            random=state.random(),
        )

    def _look_up_wait(self, call: _Call) -> float | None:
        """Return the wait that an error response leaves out, in seconds; None if unknown."""
        parsed, place, clock = call.parsed, call.request.wait_lookup, self.state.clock
        if parsed is None or place is None or not place.needed(parsed):
            return None
        left = call.deadline.remaining(clock.monotonic())
        budget = attrs.evolve(call.budget, total=left, retry=RetryPolicy.none(), follows=True)
        try:
            silent = self.changed(on_error=None)
            return silent.ask(
                place.request(), budget, lambda response: place.read(response, clock.time())
            )
        except PenstockError:  # the error response is raised instead
            return None

    def _wait(self, call: _Call, again: Retry) -> None:
        """Call `on_retry`, and sleep."""
        sent = call.failure is None or call.failure.sent != "not_sent"
        try:
            self._on_retry(call, again, sent=sent)
            _log.waiting(call.request, again.delay, again.detail)
            self.state.clock.sleep(again.delay)
            if self.pool.closed:
                message = f"{self.pool.name} was closed before the next attempt"
                raise ClientClosedError(message, sent=sent)
        except PenstockError as error:
            raise self._annotated(call, error) from error.__cause__
        _choose_run_id(call)

    def _on_retry(self, call: _Call, again: Retry, *, sent: bool) -> None:
        policy, failure, deadline = call.budget.retry, call.failure, call.deadline
        assert failure is not None
        if policy.on_retry is not None:
            event = RetryEvent(failure, again.delay, again.reason, again.detail, policy.max_retries)
            self._invoke("on_retry", policy.on_retry, event, deadline=deadline, sent=sent)
        if self.options.on_retry is not None:
            waiting = WaitEvent(
                **self._event_fields(call.request, call.base_url, call.number),
                wait=again.delay,
                reason=again.detail,
                error=cast("PenstockError", failure.error),
                status=failure.status,
            )
            self._hook("on_retry", waiting, deadline, sent=sent)

    def _pace(self, call: _Call) -> None:
        """Wait until the bucket is expected to have room. Raises DeadlineExceededError.

        Not longer than `max_server_wait`: a header may be wrong, and then only a response mends it.
        """
        state, bucket = self.state, call.request.bucket
        now = state.clock.monotonic()
        wait = state.limits.wait_before(bucket, now, call.budget.retry.max_server_wait)
        remaining = call.deadline.remaining(now)
        if wait <= 0:
            return
        if remaining is not None and wait >= remaining:
            state.limits.update(bucket, (), now)  # this call isn't made after all
            message = f"the rate limit frees up in {wait:.3g} s, later than the call may take"
            error = DeadlineExceededError(message, phase="total", sent=False, retry_after=wait)
            raise self._annotated(call, error)
        _log.waiting(call.request, wait, "pacing, to stay below the rate limit")
        state.clock.sleep(wait)
        call.started = state.clock.monotonic()


def _failed(call: _Call, error: PenstockError) -> Attempt:
    """Return the attempt that just failed, for the rules of retrying."""
    response, request = call.response, call.request
    return Attempt(
        number=call.number,
        method=request.method,
        sent=sent_state(error),
        status=None if response is None else response.status,
        headers={} if response is None else response.headers,
        body_hints=_NO_HINTS if call.parsed is None else call.parsed.hints,
        error=error,
        idempotent=request.idempotent,
        key_honoured=request.key_honoured,
    )


def _raise_stop(error: PenstockError, verdict: Stop) -> NoReturn:
    if verdict.reason in _NOTED:
        error.add_note(f"not repeated: {verdict.detail}")
    wait = verdict.retry_after if error.retry_after is None else error.retry_after
    raise error.annotate(retry_after=wait)


def _choose_run_id(call: _Call) -> None:
    """Take a new run id after an error response, keep the old one after anything else.

    A service that refuses has perhaps noted the id, and would refuse it again. But where the
    run may have begun, only the same id keeps it from beginning twice.
    """
    if call.failure is None or call.failure.sent == "not_sent":
        return
    call.lost = call.lost or call.parsed is None or not call.parsed.began_nothing
    if not call.lost and call.request.renew is not None:
        call.request = call.request.renew(call.request)
