"""Requests and responses as plain values, independent of the HTTP library."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, quote

import attrs

from penstock._core.checks import check_header_value, no_utf8
from penstock._core.json import to_json_bytes
from penstock._core.redact import STARS, Secret, scrub, secret_values
from penstock._core.urls import encode_query, with_query
from penstock.errors import ResponseError, UsageError

if TYPE_CHECKING:
    from penstock._core.service import ParsedError
    from penstock.ratelimit import RateLimit
    from penstock_api.runtime import Request as GeneratedRequest

# Enough of an unreadable response to recognise it.
_HEAD: Final = 500
_UNREAD: Final = object()
_NO_JSON: Final = object()
_JSON: Final = "application/json"
FORM: Final = "multipart/form-data"
_URLENCODED: Final = "application/x-www-form-urlencoded"
_REQUEST_IDS: Final = ("x-request-id", "request-id", "x-trace-id", "x-correlation-id")


def shown_path(path: str, private: Sequence[str]) -> str:
    """Return a path for logs and errors: without its query, which may hold what a person typed."""
    path = path.partition("?")[0]
    for secret in private:
        path = path.replace(quote(secret, safe=""), STARS)
    return path


def query_secrets(path: str) -> tuple[str, ...]:
    """Return the values of parameters in a path's query whose names are those of credentials."""
    query = path.partition("?")[2]
    return secret_values(parse_qs(query)) if query else ()


@attrs.frozen(kw_only=True, eq=False)
class Request:
    """One request, ready to be sent any number of times: its body is bytes, never a stream."""

    method: str
    path: str = attrs.field(repr=False)
    """Escaped, with its query; begins with a slash and is appended to the base URL."""
    bucket: str
    """The name of the rate limit it counts against."""
    operation_id: str | None = None
    """The operation in the document; None for a request that isn't in it."""
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    """Names in lower case."""
    body: bytes | None = attrs.field(default=None, repr=False)
    run_id: str | None = None
    """The run id that was sent, if any: set on errors, so that the run can be found again."""
    key_honoured: bool = False
    """True if the service is known to start no second run with the same run id."""
    renew: Callable[[Request], Request] | None = None
    """Makes the same request with another run id, where the id is ours to choose."""
    repeatable: bool = False
    """True if the service promises that sending it twice does no more than once."""
    wait_lookup: WaitLookup | None = None
    """Another request whose response has the wait that an error response leaves out."""

    is_authored: Callable[[RawResponse], bool] | None = None
    """Returns whether the workflow's author chose the status and headers of a response: then it
    is a result at any status, and its headers aren't the service's."""

    private: tuple[str, ...] = attrs.field(default=(), repr=False)
    """Further credentials, such as a form's token in the path, or a token in the query."""
    error_code: str | None = None
    """The documented code of an error of this call that has no code of its own."""
    when_lost: str | None = None
    """The fate of the run if its response is lost, for the error; None where it is unknown."""

    @property
    def shown_path(self) -> str:
        """The path for logs and errors."""
        return shown_path(self.path, self.private)

    @property
    def idempotent(self) -> bool:
        """True if sending it twice does no more than once (RFC 9110 section 9.2.2)."""
        from penstock.retry import IDEMPOTENT_METHODS

        return self.repeatable or self.method in IDEMPOTENT_METHODS


@attrs.frozen(kw_only=True, eq=False)
class WaitLookup:
    """Another request, whose response has the wait that an error response leaves out."""

    request: Callable[[], Request]
    """Makes the request, which few calls need."""
    needed: Callable[[ParsedError], bool]
    """Returns whether an error response leaves the wait out."""
    read: Callable[[RawResponse, float], float | None]
    """Returns the seconds to wait, from the response and the time in epoch seconds."""


def request(
    made: GeneratedRequest[Any],
    *,
    bucket: str | None = None,
    accept: str = _JSON,
    run_id: str | None = None,
    key_honoured: bool = False,
    error_code: str | None = None,
    wait_lookup: WaitLookup | None = None,
    is_authored: Callable[[RawResponse], bool] | None = None,
    when_lost: str | None = None,
) -> Request:
    """Return the request that an operation's `build(...)` made, as it is sent.

    Its body is JSON, a form, or a text or bytes. The rate limit it draws on (but for `bucket`) and
    whether it may be repeated are the document's. Raises UsageError if it can't be written.
    """
    operation, media_type, body = made.operation, made.media_type, None
    headers = dict[str, str]()
    for name, text in made.headers.items():
        headers[name.lower()] = check_header_value(f"header {name}", text) if text else text
    headers["accept"] = accept
    if media_type == _JSON:
        headers["content-type"], body = media_type, to_json_bytes(made.body)
    elif media_type is not None:
        headers["content-type"], body = _written(made, media_type)
    path, private = made.path, tuple(filter(None, made.secrets))
    if made.query:
        path = f"{path}?{encode_query(made.query)}"
        private += query_secrets(path)
    return Request(
        method=operation.method,
        path=path,
        bucket=bucket or operation.bucket,
        operation_id=operation.id,
        headers=headers,
        body=body,
        run_id=run_id,
        key_honoured=key_honoured,
        repeatable=operation.repeatable,
        private=private,
        error_code=error_code,
        wait_lookup=wait_lookup,
        is_authored=is_authored,
        when_lost=when_lost,
    )


def with_extras(
    request: Request,
    headers: Mapping[str, str],
    query: Mapping[str, Any],
    body: Mapping[str, Any],
    *,
    body_needed: bool,
) -> Request:
    """Return a request with what the caller adds; `body` if its own is a JSON object.

    Raises UsageError if it is none, and the body of the caller is needed.
    """
    if headers:
        request = attrs.evolve(request, headers={**request.headers, **headers})
    if query:
        path = with_query(request.path, query)
        request = attrs.evolve(request, path=path, private=request.private + query_secrets(path))
    if not body:
        return request
    own = None
    if request.body is not None and request.headers.get("content-type") == "application/json":
        own = json.loads(request.body)
    if isinstance(own, dict):
        return attrs.evolve(request, body=to_json_bytes({**own, **body}))
    if body_needed:
        raise UsageError(
            f"extra_body adds fields to a JSON object, and {request.method} {request.shown_path} "
            "sends none; leave it out here, or give the fields by extra_query or extra_headers"
        )
    return request


def _written(made: GeneratedRequest[Any], media_type: str) -> tuple[str, bytes]:
    """Return the content type of a body and the body; a form's holds its boundary."""
    if made.is_json:
        return media_type, to_json_bytes(made.body)
    if media_type == FORM:
        from penstock._core.multipart import encode, split  # few calls have files

        return encode(*split(made.body))
    if media_type == _URLENCODED:
        return media_type, encode_query(made.body).encode()
    if hasattr(made.body, "payload"):
        from penstock._core.multipart import content

        return media_type, content(made.body.payload)
    return media_type, content_bytes(made.body)


def content_bytes(content: Any) -> bytes:
    """Return a body that is given as text or bytes. Raises UsageError if it is neither."""
    if isinstance(content, str):
        try:
            return content.encode()
        except UnicodeEncodeError as error:
            raise no_utf8(content) from error
    if isinstance(content, bytes | bytearray | memoryview):
        return bytes(content)
    raise UsageError(f"a body is given as text or bytes, not as {type(content).__name__}")


def request_id_in(headers: Mapping[str, str]) -> str | None:
    """Return the server's name for a request, from the headers of its response."""
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)


def run_id_in(headers: Mapping[str, str]) -> str | None:
    """Return the run's id in a response's headers, under any service's name for it."""
    return headers.get("x-run-id") or headers.get("x-workflow-run-id")


@attrs.define(eq=False, repr=False)
class RawResponse:
    """One complete response."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = b""
    attempts: int = 1
    base_url: str | None = None
    limits: tuple[RateLimit, ...] = ()
    _json: Any = attrs.field(default=_UNREAD, init=False)

    @property
    def content_type(self) -> str:
        """The media type in lower case, without its parameters; "" without one."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def hide(self, secrets: Iterable[Secret | str]) -> None:
        """Put stars where the body holds one of these."""
        shown = scrub(self.text, secrets)
        if shown != self.text:
            self.body, self._json = shown.encode(), _UNREAD

    @property
    def text(self) -> str:
        """The body as text, with replacement characters where it isn't UTF-8."""
        return self.body.decode("utf-8", "replace")

    def json_or(self, default: Any) -> Any:
        """Return the body parsed as JSON; `default` if it isn't any. It is parsed once."""
        if self._json is _UNREAD:
            try:
                self._json = json.loads(self.body)
            except (ValueError, RecursionError):  # not kept: the parser's error holds the body
                self._json = _NO_JSON
        return default if self._json is _NO_JSON else self._json

    def json(self) -> Any:
        """Return the body parsed as JSON. Raises ResponseError if it isn't any."""
        found = self.json_or(_NO_JSON)
        if found is _NO_JSON:
            raise self.unreadable("the response isn't JSON")
        return found

    def json_or_text(self) -> Any:
        """Return the body as JSON, else as text, else (when empty) None."""
        found = self.json_or(_NO_JSON)
        return (self.text or None) if found is _NO_JSON else found

    def unreadable(self, why: str) -> ResponseError:
        """Return the error for a response that can't be used."""
        return ResponseError(
            why,
            None,
            self.status,
            body=self.json_or_text(),
            headers=self.headers,
            request_id=request_id_in(self.headers),
            attempts=self.attempts,
            content_type=self.content_type or None,
            body_head=self.text[:_HEAD],
        )
