"""Calls of any operation of the document, and of what isn't in it yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar, cast

from penstock._core.call_options import ExtraOptions
from penstock._core.checks import check_header_value
from penstock._core.concurrency import in_thread  # unasync: remove
from penstock._core.events import Events
from penstock._core.json import to_json_bytes
from penstock._core.message import RawResponse, Request, content_bytes, query_secrets, request
from penstock._core.options import extra_headers
from penstock._core.redact import secret_values
from penstock._core.results import EVENT_STREAM, ParsedResponse, Response, decoded
from penstock._core.urls import beneath
from penstock.errors import UsageError

if TYPE_CHECKING:
    from penstock._core._async.client import AsyncClient
    from penstock._core._async.stream import AsyncEventStream
    from penstock._core.options import Options
    from penstock_api.runtime import Operation, StreamOperation
    from penstock_api.runtime import Request as Built
    from penstock_api.runtime import StreamRequest as StreamBuilt

_P = ParamSpec("_P")
_T = TypeVar("_T")
_E = TypeVar("_E")

# Any media type is accepted; JSON is preferred, since it can be decoded.
_ANYTHING: Final = "application/json, */*;q=0.5"
# The rate limit of an operation outside the document is unknown.
_BUCKET: Final = "request"
_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


async def call(
    client: AsyncClient,
    operation: Operation[_P, _T],
    /,
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> ParsedResponse[_T]:
    """Call an operation and return its response, read."""
    _check_tag(client, operation)
    kinds = [kind for kind in operation.accept.split(", ") if kind != EVENT_STREAM]
    answers = [operation.responses[key] for key in operation.responses if key[0] == "2"]
    if answers and all(list(answer) == [EVENT_STREAM] for answer in answers):
        raise UsageError(f"{operation.id} answers with a stream of events; use stream()")
    client = _with_extras(client, kwargs)
    built = _built(operation, operation.build, *args, **kwargs)
    made = await _encode(built, ", ".join(kinds), client._error_code(operation))
    types = client._types()

    def read(response: RawResponse) -> ParsedResponse[_T]:
        parsed = decoded(response, operation, types, built.arguments)
        return ParsedResponse.of(response, parsed=parsed)

    caller = client._caller_of(operation)
    return await caller.ask(made, client._operation_budget(built), read)


def stream(
    client: AsyncClient,
    operation: StreamOperation[_P, Any, _E],
    /,
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> AsyncEventStream[_E, list[_E]]:
    """Return the stream of an operation's events; the request is sent on entering it."""
    from penstock._core._async.stream import AsyncEventStream

    _check_tag(client, operation)
    if not hasattr(operation, "events"):
        raise UsageError(f"{operation.id} has no stream of events; use call()")
    client = _with_extras(client, kwargs)
    built = _built(operation, operation.build, *args, **kwargs)
    caller = client._caller_of(operation)
    # Like those of the services, bounded by its silence.
    budget = client._budget(None, idle=caller.options.timeouts.idle)
    sending = partial(_encode, built, EVENT_STREAM, client._error_code(operation))
    return AsyncEventStream(caller, sending, budget, Events(operation, client._types()))


async def send(
    client: AsyncClient,
    method: str,
    path: str,
    *,
    params: Mapping[str, Any] | None,
    json: Any,
    content: str | bytes | None,
    headers: Mapping[str, str] | None,
    repeatable: bool,
) -> Response:
    """Send a request that isn't in the document and return its response."""
    options = client._caller.options
    verb = method.upper() if isinstance(method, str) else method
    if verb not in _METHODS:
        raise UsageError(f"method must be one of {', '.join(sorted(_METHODS))}, not {method!r}")
    if json is not None and content is not None:
        raise UsageError("a request has one body: give json=… or content=…")
    sent = {"accept": _ANYTHING, **_headers(options, headers, content)}
    body = None
    if json is not None:
        body, sent["content-type"] = to_json_bytes(json), "application/json"
    elif content is not None:
        body = content_bytes(content)
    where = beneath(options.addresses.urls, path, params)
    fields = json if isinstance(json, dict) else {}
    made = Request(
        method=verb,
        path=where,
        bucket=_BUCKET,
        headers=sent,
        body=body,
        repeatable=repeatable,
        private=query_secrets(where) + secret_values(sent, fields),
    )
    return await client._caller.ask(made, client._budget(), Response.of)


def _headers(
    options: Options, headers: Mapping[str, str] | None, content: str | bytes | None
) -> dict[str, str]:
    """Return a request's own headers; the type of a `content` is one, and no other's."""
    given = dict(headers or {})
    kinds = [name for name in given if isinstance(name, str) and name.lower() == "content-type"]
    kind = given.pop(kinds[0]) if kinds and content is not None else None
    checked = dict(extra_headers(options, given))
    if kind is not None:
        checked["content-type"] = check_header_value("header content-type", kind)
    return checked


def _with_extras(client: AsyncClient, kwargs: dict[str, Any]) -> AsyncClient:
    """Return the client as it is for one call, with the extra options out of its arguments."""
    return client._taking(cast("ExtraOptions", kwargs), ExtraOptions)


def _check_tag(client: AsyncClient, operation: Operation[..., Any]) -> None:
    if not hasattr(operation, "build") or not hasattr(operation, "tag"):
        raise UsageError(
            f"{operation!r} is no operation: take one of penstock_api.operations, or the "
            "`operation` of a module in penstock_api.api"
        )
    name = client._caller.options.profile.name
    if operation.tag != name:
        raise UsageError(
            f"{operation.id} is an operation of {operation.tag}, and this is a client of {name}: "
            f"call it on one of {operation.tag}"
        )


def _built(
    operation: Operation[..., Any], build: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
) -> _T:
    """Return the request of an operation's arguments. Raises UsageError for wrong ones."""
    try:
        return build(*args, **kwargs)
    except ValueError as error:  # a segment of the path that leads elsewhere
        raise UsageError(f"{operation.id}: {error}") from error


async def _encode(
    built: Built[Any] | StreamBuilt[Any, Any], accept: str, error_code: str | None
) -> Request:
    """Return a request as it is sent; its files are read in a thread."""
    make = partial(request, built, accept=accept, error_code=error_code)
    if not built.has_files:
        return make()
    return await in_thread(make)  # unasync: replace return make()
