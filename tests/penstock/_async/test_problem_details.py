"""Refusals in the form of RFC 9457, which gateways send in front of any service."""

from __future__ import annotations

import httpx
import pytest

from penstock import APIStatusError, NotFoundError, RateLimitError

pytestmark = pytest.mark.anyio

SERVICES = ("sim", "dify", "oomol", "sandbox")


@pytest.fixture
def calls(make, make_dify, make_oomol, make_sandbox):
    """A call to each of the services."""
    return {
        "sim": lambda: make(retry=None).get_workflow_status("wf"),
        "dify": lambda: make_dify(retry=None).info(),
        "oomol": lambda: make_oomol(retry=None).tasks.get("t"),
        "sandbox": lambda: make_sandbox(retry=None).list_datasets(),
    }


def problem(
    answered: int, media_type: str = "application/problem+json", **members
) -> httpx.Response:
    return httpx.Response(answered, json=members, headers={"content-type": media_type})


@pytest.mark.table("service", SERVICES)
@pytest.mark.table(
    ("members", "message"),
    [
        ({"title": "Not Found", "detail": "no route for /v9"}, "no route for /v9"),
        ({"title": "No such route"}, "No such route"),
        ({"title": "No such route", "detail": ""}, "No such route"),
        ({"title": "No such route", "detail": "  "}, "No such route"),
        ({"title": "No such route", "detail": 7}, "No such route"),
        ({"title": "No such route", "detail": {"why": "x"}}, "No such route"),
        ({"title": "No such route", "detail": []}, "No such route"),
        ({"type": "about:blank"}, "404 Not Found without a reason"),
    ],
)
async def test_the_detail_is_the_reason_else_the_title(
    calls, server, service, members, message
) -> None:
    """Unknown members are kept."""
    told = {"type": "about:blank", "status": 404, "trace": "t-1", **members}
    server.will(problem(404, "application/problem+json; charset=utf-8", **told))
    with pytest.raises(NotFoundError) as caught:
        await calls[service]()
    assert message in caught.value.message
    assert caught.value.body == told


@pytest.mark.table("service", SERVICES)
async def test_the_status_and_the_headers_decide_as_ever(calls, server, service) -> None:
    """A problem's media type changes no class and no wait."""
    refusal = problem(429, title="Slow down")
    refusal.headers["retry-after"] = "9"
    server.will(refusal)
    with pytest.raises(RateLimitError, match="Slow down") as caught:
        await calls[service]()
    assert caught.value.retry_after == 9


@pytest.mark.table(
    ("service", "own"),
    [("sim", "error"), ("dify", "message"), ("oomol", "message"), ("sandbox", "detail")],
)
async def test_the_services_own_words_go_first(calls, server, service, own) -> None:
    """Where both are there."""
    server.will(problem(400, **{"detail": "theirs", "title": "Bad", own: "ours"}))
    with pytest.raises(APIStatusError, match=r"^ours"):
        await calls[service]()


@pytest.mark.table("service", SERVICES)
async def test_the_first_of_several_problems_is_the_reason(calls, server, service) -> None:
    """Some gateways send an array of them."""
    several = [{"type": "about:blank"}, {"title": "Bad", "detail": "no such header"}]
    head = {"content-type": "application/problem+json; charset=utf-8"}
    server.will(httpx.Response(404, json=several, headers=head))
    with pytest.raises(NotFoundError, match=r"^no such header") as caught:
        await calls[service]()
    assert caught.value.body == several
