"""A client of a service by its tag, of which nothing more is known than the document has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from penstock import AsyncServiceClient
from penstock.errors import (
    BadRequestError,
    ConnectionLostError,
    RateLimitError,
    ServerError,
    UsageError,
)
from penstock_api import models, operations

pytestmark = pytest.mark.anyio

TOKEN = "token-0123456789"
APP = {"name": "App", "tags": []}


@pytest.fixture
def make_service(server: Any, clock: Any) -> Callable[..., AsyncServiceClient]:
    def client(tag: str = "dify", *given: Any, **settings: Any) -> AsyncServiceClient:
        usual = {"transport": server.transport, "clock": clock, "random": lambda: 0.5}
        return AsyncServiceClient(tag, *given or (TOKEN,), **{**usual, **settings})

    return client


async def test_the_document_says_where_and_with_which_key(
    make_service: Any, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.will(APP)
    await make_service().call(operations.get_app_info)
    monkeypatch.setenv("DIFY_API_KEY", "other-0123456789")
    monkeypatch.setenv("DIFY_BASE_URL", "http://h/v1")
    await make_service("dify", None).call(operations.get_app_info)
    server.answers[:] = ["pong"]
    await make_service("sandbox_fusion", None).call(operations.ping)
    sent = [(str(it.url), it.headers.get("authorization")) for it in server.requests]
    assert sent == [
        ("https://api.dify.ai/v1/info", f"Bearer {TOKEN}"),
        ("http://h/v1/info", "Bearer other-0123456789"),
        ("http://localhost:8000/v1/ping", None),
    ]


def test_a_service_that_is_not_there_is_refused(
    make_service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match=r"no service 'odd'; it has dify, oomol, sandbox_fusion"):
        make_service("odd")
    monkeypatch.delenv("DIFY_API_KEY", raising=False)
    with pytest.raises(UsageError, match="DIFY_API_KEY"):
        make_service("dify", None)
    with pytest.raises(UsageError, match="takes no API key"):
        make_service("sandbox_fusion")


@pytest.mark.table(
    ("status", "body", "kind", "message", "code"),
    [
        (400, {"message": "bad", "code": "odd"}, BadRequestError, "bad", "odd"),
        (422, {"error": "bad"}, BadRequestError, "bad", None),
        (429, {"error": {"message": "slow", "code": "busy"}}, RateLimitError, "slow", "busy"),
        (500, {"detail": "broken"}, ServerError, "broken", None),
        (502, "<p>gateway</p>", ServerError, "502 Bad Gateway", None),
        (500, {"message": 5, "error": {"message": None}}, ServerError, "500 Internal", None),
    ],
)
async def test_refusals_are_read_as_they_are_usually_written(
    make_service: Any, server: Any, status: int, body: Any, kind: Any, message: str, code: Any
) -> None:
    kept = {"html": body} if isinstance(body, str) else {"json": body}
    server.will(httpx.Response(status, headers={"x-request-id": "r"}, **kept))
    with pytest.raises(kind) as refused:
        await make_service(retry=0).call(operations.get_app_info)
    assert message in refused.value.message
    assert (refused.value.code, refused.value.request_id) == (code, "r")
    assert (refused.value.service, refused.value.status) == ("dify", status)


async def test_it_repeats_what_may_be_repeated(make_service: Any, server: Any, clock: Any) -> None:
    server.will(httpx.Response(503, headers={"retry-after": "7"}), APP)
    found = await make_service().call_detailed(operations.get_app_info)
    assert found.attempts == 2
    assert clock.slept[0] >= 7
    server.answers[:] = [httpx.ReadError("lost")]
    body = models.DifyRunRequest(inputs={}, user="u")
    with pytest.raises(ConnectionLostError) as lost:
        await make_service().call(operations.run_workflow, body=body)
    assert lost.value.attempts == 1


async def test_its_redirects_are_not_followed(make_service: Any, server: Any) -> None:
    server.will(httpx.Response(302, headers={"location": "https://evil.example/"}))
    with pytest.raises(Exception, match="not followed"):
        await make_service().call(operations.get_app_info)
    assert len(server.requests) == 1


async def test_a_view_of_it_is_one(make_service: Any, server: Any) -> None:
    server.will(APP)
    view = make_service().with_options(base_url="http://other/v1", retry=1)
    await view.call(operations.get_app_info)
    assert isinstance(view, AsyncServiceClient)
    assert server.requests[0].url.host == "other"
    assert repr(view) == f"<{type(view).__name__} of http://other/v1>"
