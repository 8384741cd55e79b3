"""A client of httpx or httpx2 that the caller gives, with hooks, auth and transport of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import httpx2
import pytest

from penstock import (
    APIError,
    AuthenticationError,
    ConnectionLostError,
    NotFoundError,
    NotSentError,
    PenstockError,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    ServerError,
    UsageError,
)

pytestmark = pytest.mark.anyio

STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}
KEY = "sk-sim-0123456789"


async def raise_for_status(response: httpx.Response) -> None:
    response.raise_for_status()


async def read_and_raise(response: httpx.Response) -> None:
    await response.aread()
    response.raise_for_status()


class Body(httpx2.ByteStream):
    """The body of one of httpx's responses."""

    def __init__(self, body: Any) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._body:
            yield piece


@pytest.fixture(params=[httpx, httpx2])
def library(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def given(server: Any, library: Any) -> Callable[..., Any]:
    """A function that makes a client of the library, with these hooks."""

    def answer(request: Any) -> Any:
        found = server.transport.handler(request)
        body = {"content": found.content} if found.is_closed else {"stream": Body(found.stream)}
        return library.Response(found.status_code, headers=found.headers.raw, **body)

    def made(*hooks: Any, **settings: Any) -> Any:
        handler = server.transport.handler if library is httpx else answer
        settings.setdefault("transport", library.MockTransport(handler))
        return library.AsyncClient(event_hooks={"response": list(hooks)}, **settings)

    return made


def raising(error: Exception) -> Callable[..., Any]:
    async def hook(_: httpx.Response) -> None:
        raise error

    return hook


@pytest.mark.table("hook", [raise_for_status, read_and_raise])
async def test_a_refusal_that_a_hook_raises_is_the_services(make, server, given, hook) -> None:
    """It has the class, the reason and the code that it has without the hook."""
    server.will(lambda _: httpx.Response(401, json={"error": "Invalid API key"}))
    sim = make(transport=None, http_client=given(hook))
    with pytest.raises(AuthenticationError, match="Invalid API key") as caught:
        await sim.get_workflow_status("wf")
    assert (caught.value.code, caught.value.status) == ("UNAUTHORIZED", 401)
    assert len(server.requests) == 1


async def test_a_wait_asked_for_is_kept_where_a_hook_raises(make, server, given, clock) -> None:
    """A 429 is waited out, by the header."""
    server.will(httpx.Response(429, headers={"retry-after": "7"}, json={}), STATUS)
    sim = make(transport=None, http_client=given(raise_for_status))
    assert (await sim.get_workflow_status("wf")).is_deployed
    assert 7 <= clock.slept[0] < 10
    server.answers = [httpx.Response(429, headers={"retry-after": "900"}, json={})]
    with pytest.raises(RateLimitError) as caught:
        await sim.get_workflow_status("wf")
    assert caught.value.retry_after == 900


async def test_a_body_that_was_not_read_is_said_to_be(make, server, given) -> None:
    """The hook closed the answer; reading it first keeps the reason."""
    body = server.stream(b'{"error": "Invalid API key"}').stream
    head = {"content-type": "application/json", "content-length": "28"}
    server.will(httpx.Response(401, headers=head, stream=body))
    sim = make(transport=None, http_client=given(raise_for_status))
    with pytest.raises(AuthenticationError, match=r"response\.read\(\)"):
        await sim.get_workflow_status("wf")
    sim = make(transport=None, http_client=given(read_and_raise))
    with pytest.raises(AuthenticationError, match="Invalid API key"):
        await sim.get_workflow_status("wf")


async def test_streams_and_uploads_are_refused_alike(make_dify, server, given) -> None:
    """A hook's refusal is the answer there, too; a POST isn't repeated after it."""
    refusal = {"code": "unauthorized", "message": "Access token is invalid", "status": 401}
    server.will(lambda _: httpx.Response(401, json=refusal))
    dify = make_dify(transport=None, http_client=given(raise_for_status))
    with pytest.raises(AuthenticationError, match="token is invalid"):
        await dify.workflows.stream({}, user="u").collect()
    with pytest.raises(AuthenticationError, match="token is invalid"):
        await dify.files.upload(("a.txt", b"1"), user="u")
    assert len(server.requests) == 2


async def test_a_redirect_that_a_hook_raises_for_is_told_as_one(make, server, given) -> None:
    """httpx counts it among the errors."""
    server.will(httpx.Response(302, headers={"location": "https://elsewhere.example/x"}))
    sim = make(transport=None, http_client=given(raise_for_status))
    with pytest.raises(PenstockError, match="redirects to") as caught:
        await sim.get_workflow_status("wf")
    assert (caught.value.code, len(server.requests)) == ("REDIRECT", 1)


async def test_an_auth_that_is_refused_is_not_the_service(make, server, library, given) -> None:
    """The 401 is that of the address where it asks for its token."""

    class Auth(library.Auth):
        def auth_flow(self, request: Any) -> Any:
            answer = yield library.Request("POST", "https://login.example/token")
            answer.raise_for_status()
            yield request

    server.will(httpx.Response(401, json={}))
    sim = make(transport=None, http_client=given(auth=Auth()))
    with pytest.raises(APIError, match="auth") as caught:
        await sim.get_workflow_status("wf")
    assert not isinstance(caught.value, AuthenticationError)
    assert len(server.requests) == 1


@pytest.mark.table(
    ("error", "kind", "requests"),
    [
        ("ResponseNotRead", ResponseError, 1),
        ("StreamConsumed", ResponseError, 1),
        ("HTTPError", APIError, 1),
        ("CookieConflict", APIError, 1),
        ("TooManyRedirects", ResponseError, 1),
        ("DecodingError", ResponseError, 1),
        ("UnsupportedProtocol", UsageError, 1),
        ("InvalidURL", UsageError, 1),
        ("RequestError", ConnectionLostError, 3),
        ("TimeoutException", RequestTimeoutError, 3),
    ],
)
async def test_the_librarys_exceptions_in_a_hook_become_ours(
    make, server, library, given, error, kind, requests
) -> None:
    """Only those that speak of the network are lost connections, and are tried again."""
    server.will(STATUS)
    made_of = () if error in ("ResponseNotRead", "StreamConsumed") else ("odd",)
    hook = raising(getattr(library, error)(*made_of))
    sim = make(transport=None, http_client=given(hook))
    with pytest.raises(kind) as caught:
        await sim.get_workflow_status("wf")
    assert isinstance(caught.value, ConnectionLostError) is (kind is ConnectionLostError)
    assert len(server.requests) == requests


@pytest.mark.table("error", [KeyError("theirs"), OSError("theirs"), ValueError("theirs")])
async def test_other_exceptions_of_a_hook_go_through(make, server, given, error) -> None:
    """They are the caller's own: unchanged, and nothing is repeated."""
    server.will(STATUS)
    sim = make(transport=None, http_client=given(raising(error)))
    with pytest.raises(type(error)) as caught:
        await sim.get_workflow_status("wf")
    assert caught.value is error
    assert len(server.requests) == 1


async def test_a_refusal_that_a_hook_raises_for_a_good_answer_is_no_success(
    make, server, library, given
) -> None:
    """Whatever the hook disliked, it isn't known to be the service's."""
    server.will(STATUS)

    async def dislike(response: httpx.Response) -> None:
        raise library.HTTPStatusError("odd", request=response.request, response=response)

    sim = make(transport=None, http_client=given(dislike))
    with pytest.raises(APIError, match="odd"):
        await sim.get_workflow_status("wf")
    assert len(server.requests) == 1


@pytest.mark.table(("status", "kind"), [(404, NotFoundError), (500, ServerError)])
async def test_no_error_of_a_hook_holds_the_key(make, server, given, status, kind) -> None:
    """Neither it nor what it came from."""
    server.will(httpx.Response(status, json={"error": f"not for {KEY}"}))
    sim = make(transport=None, retry=None, http_client=given(raise_for_status))
    with pytest.raises(kind) as caught:
        await sim.get_workflow_status("wf")
    seen: BaseException | None = caught.value
    while seen is not None:
        assert KEY not in f"{seen!r} {vars(seen)} {seen.args}"
        assert not hasattr(seen, "response") or isinstance(seen, PenstockError)
        seen = seen.__cause__ or seen.__context__


async def test_what_an_error_comes_from_holds_no_key(make, server) -> None:
    """Servers that break the protocol are quoted by the parser of HTTP, headers and all."""
    lines = rf"illegal header line: bytearray(b'X-Echo: {KEY}')"
    server.will(httpx.RemoteProtocolError(lines), b"")
    with pytest.raises(ConnectionLostError) as caught:
        await make(retry=None).get_workflow_status("wf")
    assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError)
    assert KEY not in f"{caught.value} {caught.value.__cause__}"
    assert caught.value.__cause__.__traceback__ is None
    server.answers = [httpx.Response(200, text=f"<p>{KEY}</p>")]
    with pytest.raises(ResponseError) as unreadable:
        await make().get_workflow_status("wf")
    assert unreadable.value.__cause__ is None
    assert unreadable.value.__context__ is None
    assert KEY not in f"{unreadable.value} {vars(unreadable.value)}"


@pytest.mark.table(
    ("name", "kind"),
    [
        ("ConnectError", NotSentError),
        ("ReadTimeout", RequestTimeoutError),
        ("RemoteProtocolError", ConnectionLostError),
        ("InvalidURL", UsageError),
    ],
)
async def test_an_exception_of_the_other_library_becomes_ours(make, library, name, kind) -> None:
    """A transport of httpx may send through httpx2."""
    other = httpx2 if library is httpx else httpx

    def fail(request: Any) -> Any:
        raise getattr(other, name)("odd")

    sim = make(transport=library.MockTransport(fail), retry=None)
    with pytest.raises(kind):
        await sim.get_workflow_status("wf")
