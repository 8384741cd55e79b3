"""Events of a client's calls, for `on_request`, `on_response`, `on_retry` and `on_error`.

    def count(event: ResponseEvent) -> None:
        responses.labels(event.operation_id, event.status).observe(event.elapsed)

    sim = Sim(on_response=count)

A hook is a function of one event, for an async client also a coroutine function; what it returns is
ignored. It is called within the call and counts against its time: the call whose time is up when it
returns raises, and a coroutine is cancelled then, or when the client is closed (`on_error` has a
second in any case). One that raises an Exception is logged at ERROR under the name "penstock", and
the call goes on.

A call is one request with its retries, or one stream. A wait makes a call for each poll; that it
gave up, or that the run it waited for has failed, is no failure of a call, and neither is an output
that isn't of its `output_type`.

No event holds a header, a body, a query or a key: a URL ends with its path, a token in the path is
redacted, and so are the texts of an error.
"""

from __future__ import annotations

import attrs

from penstock.errors import PenstockError


@attrs.frozen(kw_only=True)
class RequestEvent:
    """An attempt is about to be sent; for `on_request`."""

    service: str
    """The service's name, such as "sim"."""
    operation_id: str | None
    """The operation in the document; None for one outside it (`client.request`)."""
    method: str
    url: str
    """Without the query."""
    attempt: int
    """Counted from 1, within the call."""


@attrs.frozen(kw_only=True)
class ResponseEvent(RequestEvent):
    """A response has come, whatever its status; of a stream, its head. For `on_response`."""

    status: int
    elapsed: float
    """Seconds since the attempt began."""
    request_id: str | None
    """The server's id of the request."""


@attrs.frozen(kw_only=True)
class WaitEvent(RequestEvent):
    """An attempt has failed, and another follows after a wait; for `on_retry`.

    Neither a failed poll of a wait nor a stream that broke is such an attempt: the next poll, and
    the request that reads on, are calls of their own.
    """

    wait: float
    """Seconds until the next attempt."""
    reason: str
    """Why it is tried again, in words."""
    error: PenstockError
    status: int | None
    """Of the response that failed; None if there was none."""


@attrs.frozen(kw_only=True)
class FailureEvent(RequestEvent):
    """A call has failed for good, and raises `error`; for `on_error`, once for each call.

    `attempt` is the last one. A stream that breaks while it is read is such a call, too.
    """

    error: PenstockError
    """An APIError with a `__cause__` for an exception that a function or transport of yours raised:
    the call raises that itself."""
    elapsed: float
    """Seconds since the call began, all attempts and waits included."""
    status: int | None
    """Of the response that failed; None if there was none."""
    request_id: str | None
