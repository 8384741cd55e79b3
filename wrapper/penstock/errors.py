"""Every exception this package raises, for all services.

They are grouped by whose fault it was: the caller's, the network's, the peer's or the run's own.

PenstockError
├── UsageError (ValueError)                 the caller's: refused, nothing was sent
│   └── FileInputError                      a file in the input can't be read or is too large
├── APIError                                a call came to nothing, for one of three reasons
│   ├── TransportError                      the network's: no complete response
│   │   ├── NotSentError                    nothing was sent (DNS, connect, TLS, pool)
│   │   ├── ConnectionLostError             sent, then lost; it may have been processed
│   │   ├── ClientClosedError               close() was called while it was under way
│   │   └── RequestTimeoutError (TimeoutError)  one attempt took too long
│   │       └── DeadlineExceededError       all attempts and waits together took too long
│   ├── APIStatusError                      the service's: it answered, and refused
│   │   ├── BadRequestError                 400, 422
│   │   ├── AuthenticationError             401
│   │   ├── UsageLimitError                 402
│   │   │   └── QuotaExceededError          429 that no waiting mends: the plan is used up
│   │   ├── PermissionDeniedError           403
│   │   ├── NotFoundError                   404
│   │   ├── ConflictError                   409
│   │   ├── PayloadTooLargeError            413
│   │   ├── RateLimitError                  429
│   │   │   └── ConcurrencyLimitError       too many runs at once; with 429, or with 400
│   │   └── ServerError                     500 and above
│   ├── SandboxError                        the sandbox's own, with status 200
│   └── ResponseError                       the peer's: a response that can't be read
├── StreamError                             a stream went wrong after it had begun
│   ├── StreamInterruptedError              it ended before its terminal event
│   └── StreamIdleError (TimeoutError)      nothing came for too long
├── ExecutionError                          the run's own: it was carried out and failed
│   └── TaskError                           the same of a task that was waited for
│       ├── TaskFailedError                 it failed
│       ├── TaskStoppedError                it was stopped
│       └── InstallFailedError              it was a package's installation, and failed
├── WaitTimeoutError (TimeoutError)         waiting for a job gave up; the job may go on
└── BatchStoppedError                       a batch ended before all of it was done

None of them is, or holds, an exception or an object of the HTTP library. All can be pickled
and copied with every attribute; as with any exception, `__cause__` does not travel. No request
header and no key is kept, and of the response's headers only those on an allow-list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal, Self, TypedDict, Unpack

from penstock._core.redact import concealed, loggable_headers

# str() is one line of a log, while a server's message can be a whole HTML page. 300 holds every
# message the four services document; 120 is enough to recognise a proxy's page or a cut JSON text.
_LONGEST_MESSAGE: Final = 300
_LONGEST_HEAD: Final = 120

Phase = Literal["connect", "write", "read", "pool", "total"]


class ErrorDetails(TypedDict, total=False):
    """Arguments of every exception here besides message, code and status."""

    raw_code: str | None
    body: Any
    headers: Mapping[str, str] | None
    request_id: str | None
    run_id: str | None
    idempotency_key: str | None
    attempts: int
    retry_after: float | None
    service: str | None
    method: str | None
    path: str | None


class ErrorFacts(ErrorDetails, total=False):
    """Details of the call that an exception ends, known only after it was created."""

    code: str | None
    status: int | None
    may_have_begun: bool
    base_url: str | None


class PenstockError(Exception):
    """The root: catching it catches everything this package raises on purpose.

    `message` is the text alone; `str()` adds status, code, request id and where the request went,
    on one line, cut.
    `code` is the documented code and `raw_code` the one the server really sent. `body` is the
    response's parsed JSON, its text, or None. `headers` are the response's, lower case, only those
    that may be shown. `retry_after` is in seconds. `attempts` counts the requests made.
    `may_have_begun` is True if one of them before the last got no response, and so may have been
    processed. `base_url` is where the last attempt went.
    """

    default_code: ClassVar[str | None] = None
    _shows_code: ClassVar[bool] = True

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        raw_code: str | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        request_id: str | None = None,
        run_id: str | None = None,
        idempotency_key: str | None = None,
        attempts: int = 0,
        retry_after: float | None = None,
        service: str | None = None,
        method: str | None = None,
        path: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = self.default_code if code is None else code
        self.status = status
        self.raw_code = raw_code
        self.body = body
        self.headers = loggable_headers(headers or {})
        self.request_id = request_id
        self.run_id = run_id
        self.idempotency_key = idempotency_key
        self.attempts = attempts
        self.retry_after = retry_after
        self.service = service
        self.method = method
        self.path = path
        self.may_have_begun = False
        self.base_url: str | None = None

    def __str__(self) -> str:
        if not hasattr(self, "message"):  # inspected before __init__ has run
            return super().__str__()
        notes = ", ".join(self._notes())
        text = _one_line(self.message, _LONGEST_MESSAGE) or type(self).__name__
        return f"{text} ({notes})" if notes else text

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self}>"

    def _notes(self) -> list[str]:
        code = self.code if self._shows_code else None
        facts = {"status": self.status, "code": code, "request id": self.request_id}
        notes = [
            f"{name} {_one_line(str(fact), _LONGEST_HEAD)}"
            for name, fact in facts.items()
            if fact not in (None, 0)  # a status of 0 is none
        ]
        return [*notes, f"{self.attempts} attempts"] if self.attempts > 1 else notes

    def annotate(
        self,
        message: str | None = None,
        *,
        hide: Callable[[str], str] | None = None,
        **facts: Unpack[ErrorFacts],
    ) -> Self:
        """Complete the exception with what the call knows; return the exception itself.

        `message` takes the place of the one there is. Facts that are None change nothing. Every
        text is put through `hide` at last: some servers quote the key that they got.
        """
        if message is not None:
            self.message = message
        if headers := facts.pop("headers", None):
            self.headers = loggable_headers(headers)
        known = {name: fact for name, fact in facts.items() if fact is not None}
        self.__dict__.update(known)
        if hide is not None:
            self.__dict__.update(
                {name: concealed(value, hide) for name, value in self.__dict__.items()}
            )
        self.args = (self.message,)
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call __init__ with the arguments alone; OSError, which the timeouts
        # inherit from, has a rule of its own. Neither may lose an attribute or a worker pool.
        state = self.__dict__
        if not _pickles(state):  # one that fails to hangs the worker pool that raised it
            state = {name: v if _pickles(v) else repr(v) for name, v in state.items()}
        return _rebuild, (type(self), self.args, state)


class UsageError(PenstockError, ValueError):
    """The caller's mistake, found before anything was sent; the message names the remedy."""


class FileInputError(UsageError):
    """A file given as input can't be read, or is larger than the service accepts."""


class APIError(PenstockError):
    """A call came to nothing: no response, a refusal, or a response that can't be read.

    `response` is the response's body. By itself it is made of message, status and response, as
    Oomol's page has it; its subclasses are made of message, code and status, like all others.
    """

    def __init__(
        self,
        message: str,
        status: int | None = None,
        response: Any = None,
        *,
        code: str | None = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        details.setdefault("body", response)
        super().__init__(message, code, status, **details)

    @property
    def response(self) -> Any:
        """The response's body: JSON, else its text; None if there was none."""
        return self.body

    def _notes(self) -> list[str]:
        notes = super()._notes()
        if self.base_url is not None and self.base_url not in self.message:
            notes.append(f"{self.method or 'to'} {self.base_url}{self.path or ''}")
        return notes


class TransportError(APIError):
    """The network failed: there is no complete response.

    `code` is the documented one for the operation, where its service has one.
    """

    _shows_code = False  # it is the operation's, and the message is more precise

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        PenstockError.__init__(self, message, code, status, **details)


class NotSentError(TransportError):
    """No connection came about, so nothing was sent and nothing can have been processed."""


class ConnectionLostError(TransportError):
    """The connection broke after sending had begun: the request may have been processed."""


class ClientClosedError(TransportError):
    """The client was closed while the call was under way; make a new client to go on.

    `sent` is False only if nothing can have been processed.
    """

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        sent: bool = True,
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, **details)
        self.sent = sent


class RequestTimeoutError(TransportError, TimeoutError):
    """One attempt took too long.

    `phase` is what it was waiting for. `sent` is False only if nothing can have been processed.
    """

    default_code = "TIMEOUT"
    _shows_code = True

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        phase: Phase | None = None,
        sent: bool | None = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, **details)
        self.phase = phase
        self.sent = phase not in ("connect", "pool") if sent is None else sent


class DeadlineExceededError(RequestTimeoutError):
    """The time for the whole call ran out, over all attempts and the waits between them.

    `__cause__` is the error of the last attempt, if one had failed by then.
    """


class APIStatusError(APIError):
    """An error response, mostly by its status; the usual ones have subclasses."""

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        PenstockError.__init__(self, message, code, status, **details)


class BadRequestError(APIStatusError):
    """400 or 422: the service can't accept this request as it is.

    `errors` are the faults it found, one by one, where it lists them, in its own form.
    """

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        errors: Sequence[Any] = (),
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, **details)
        self.errors = list(errors)


class AuthenticationError(APIStatusError):
    """401: the API key is missing, wrong, expired or meant for something else."""


class UsageLimitError(APIStatusError):
    """402: the account's quota is used up; waiting a moment won't help."""


class QuotaExceededError(UsageLimitError):
    """429 for a quota of the plan that is used up; unlike a rate limit it isn't waited for."""


class PermissionDeniedError(APIStatusError):
    """403: the key is known, and may not do this."""


class NotFoundError(APIStatusError):
    """404: there is no such thing, or not for this key."""


class ConflictError(APIStatusError):
    """409: it clashes with the present state, such as a run that is already finished."""


class PayloadTooLargeError(APIStatusError):
    """413: the request is larger than the service accepts."""


class RateLimitError(APIStatusError):
    """429: too many requests; `retry_after` is how long to wait, in seconds, if known."""


class ConcurrencyLimitError(RateLimitError):
    """As many runs as are allowed are under way; it passes when one of them ends.

    Some servers send 400 for it: `status` is the one that was sent.
    """


class ServerError(APIStatusError):
    """500 and above, a proxy's 520 to 527 included: the service failed."""


# The code of a ResponseError for a response longer than `max_response_bytes`.
TOO_LARGE: Final = "RESPONSE_TOO_LARGE"


class ResponseError(APIError):
    """A response that can't be read: HTML, JSON cut short, or JSON of another shape.

    So is a run's output that isn't of the `output_type` which the caller gave: the message gives
    the place of the first mismatch.

    `code` is RESPONSE_TOO_LARGE for one longer than the client's `max_response_bytes`, else None.
    `content_type` is what the response claimed to be, `body_head` how its text begins.
    """

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        content_type: str | None = None,
        body_head: str = "",
        **details: Unpack[ErrorDetails],
    ) -> None:
        PenstockError.__init__(self, message, code, status, **details)
        self.content_type = content_type
        self.body_head = body_head

    @property
    def raw(self) -> Any:
        """The JSON as it came, as results have it: the same as `body`."""
        return self.body

    def _notes(self) -> list[str]:
        notes = super()._notes()
        if self.content_type is not None:
            notes.append(f"content type {_one_line(self.content_type, _LONGEST_HEAD)}")
        if self.body_head:
            notes.append(f"begins {_one_line(self.body_head, _LONGEST_HEAD)!r}")
        return notes


class SandboxError(APIError):
    """The sandbox itself failed, which implies nothing about the code that was sent.

    `response` is the whole response, with long texts cut: servers echo the code in it.
    `passing` is True if another attempt may succeed.
    """

    default_code = "SANDBOX_ERROR"

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        response: Any = None,
        passing: bool = False,
        **details: Unpack[ErrorDetails],
    ) -> None:
        PenstockError.__init__(self, message, code, status, **details)
        self.passing = passing
        self._response = response

    @property
    def response(self) -> Any:
        """The response: a RunCodeResponse or a RunJupyterResponse."""
        return self.body if self._response is None else self._response


class StreamError(PenstockError):
    """A stream went wrong after it had begun: the run has started, and may go on.

    `events` are those that arrived; `partial` is what they add up to, as far as is known.
    """

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        events: Sequence[Any] = (),
        partial: Any = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, **details)
        self.events = tuple(events)
        self.partial = partial


class StreamInterruptedError(StreamError):
    """The stream ended, cleanly or not, before the event that closes it."""


class StreamIdleError(StreamError, TimeoutError):
    """The stream stayed silent for longer than the idle timeout."""

    default_code = "TIMEOUT"


class ExecutionError(PenstockError):
    """The run was carried out and failed by itself; `output` is what it left behind."""

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        output: Any = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, **details)
        self.output = output


class TaskError(ExecutionError):
    """A task failed or was stopped while being awaited.

    `task` is its last state. `reason` is the service's text on why it failed, None if
    unknown; `logs` are the entries it was read from.
    """

    def __init__(
        self,
        message: str,
        task_id: str | None = None,
        task: Any = None,
        *,
        reason: str | None = None,
        logs: Sequence[Any] = (),
        code: str | None = None,
        status: int | None = None,
        output: Any = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, output=output, **details)
        self.task_id = task_id
        self.task = task
        self.reason = reason
        self.logs = tuple(logs)


class TaskFailedError(TaskError):
    """The task was carried out, and failed."""


class TaskStoppedError(TaskError):
    """The task was stopped before it had ended."""


class InstallFailedError(TaskError):
    """A package couldn't be installed."""


class WaitTimeoutError(PenstockError, TimeoutError):
    """The wait for a job gave up; the job itself may go on.

    `last` is its state when last seen. `cancelled` is None if that wasn't asked for, else
    whether the service took the request to cancel it.
    """

    default_code = "TIMEOUT"

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        job_id: str | None = None,
        last: Any = None,
        cancelled: bool | None = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, **details)
        self.job_id = job_id
        self.last = last
        self.cancelled = cancelled

    @property
    def task_id(self) -> str | None:
        """The job's id, by the name that Oomol has for it."""
        return self.job_id


class BatchStoppedError(PenstockError):
    """A batch ended before all of it was done: stopped, out of time, or interrupted.

    `reason` is one of these; `outcomes` are those of the calls that had begun, in their order: what
    each returned or raised. A call that an interruption cut short has such an error there.
    """

    def __init__(
        self,
        message: str,
        code: str | None = None,
        status: int | None = None,
        *,
        reason: Literal["stop", "deadline", "interrupted"] = "stop",
        outcomes: Sequence[Any] = (),
        **details: Unpack[ErrorDetails],
    ) -> None:
        super().__init__(message, code, status, **details)
        self.reason = reason
        self.outcomes = list(outcomes)


_BY_STATUS: Final[Mapping[int, type[APIStatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: UsageLimitError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: PayloadTooLargeError,
    422: BadRequestError,
    429: RateLimitError,
}


def error_class_for(status: int) -> type[APIStatusError]:
    """Return the class for an HTTP status; APIStatusError where none is closer."""
    if status >= 500:
        return ServerError
    return _BY_STATUS.get(status, APIStatusError)


def _one_line(text: str, longest: int) -> str:
    line = " ".join(text[: 4 * longest].split())  # a page's indentation isn't worth its room
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _pickles(value: object) -> bool:
    import pickle

    try:
        pickle.dumps(value)
    except Exception:  # whatever a foreign __reduce__ raises
        return False
    return True


def _rebuild(
    cls: type[PenstockError], args: tuple[Any, ...], state: dict[str, Any]
) -> PenstockError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
