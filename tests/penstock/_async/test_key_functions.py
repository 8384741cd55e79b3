"""A key that a function gives, anew for each attempt: it may rotate, or come from a vault."""

from __future__ import annotations

import logging
from itertools import count
from typing import Any

import httpx
import pytest

from penstock import DeadlineExceededError, PenstockError, UsageError
from penstock.dify import AsyncDify
from penstock.oomol import AsyncOomol
from penstock.sandbox_fusion import AsyncSandboxFusion
from penstock.sim import AsyncSim

pytestmark = pytest.mark.anyio

STATUS = {"isDeployed": True, "deployedAt": None, "needsRedeployment": False}
INFO = {"name": "app", "description": "", "tags": []}
LISTED = {"success": True, "tasks": []}


class Keys:
    """Gives another key each time."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def __call__(self) -> str:
        return f"sk-rotated-{next(self.numbers)}"


async def test_a_function_is_asked_for_each_attempt(make, server) -> None:
    server.will(httpx.Response(503, headers={"retry-after": "1"}), STATUS)
    sim = make(api_key=Keys())
    await sim.get_workflow_status("wf")
    await sim.get_workflow_status("wf")
    sent = [request.headers["x-api-key"] for request in server.requests]
    assert sent == ["sk-rotated-1", "sk-rotated-2", "sk-rotated-3"]


async def test_each_service_sends_it_in_its_own_way(make_dify, make_oomol, server) -> None:
    server.will(INFO, LISTED, LISTED)
    await make_dify(api_key=Keys()).info()
    await make_oomol(Keys(), auth_scheme="Bearer").tasks.list()
    await AsyncOomol(api_token=Keys(), transport=server.transport).tasks.list()
    assert [request.headers["authorization"] for request in server.requests] == [
        "Bearer sk-rotated-1",
        "Bearer sk-rotated-1",
        "sk-rotated-1",
    ]


async def test_a_view_and_a_setter_take_one(sim, server) -> None:
    server.will(STATUS)
    await sim.with_options(api_key=Keys()).get_workflow_status("wf")
    await sim.get_workflow_status("wf")
    sim.api_key = Keys()
    await sim.get_workflow_status("wf")
    sent = [request.headers["x-api-key"] for request in server.requests]
    assert sent == ["sk-rotated-1", "sk-sim-0123456789", "sk-rotated-1"]
    assert sim.api_key == "sk-rotated-1"


async def test_a_stream_is_opened_with_it(make, server) -> None:
    done = b'data: {"event":"final","data":{"success":true,"output":{}}}\n\ndata: "[DONE]"\n\n'
    server.will(server.stream(done))
    await make(api_key=Keys()).stream_workflow("wf", {}).collect()
    assert server.requests[0].headers["x-api-key"] == "sk-rotated-1"


async def test_no_key_that_it_gave_is_shown(make, server, caplog) -> None:
    """Also those of earlier attempts: a server may quote them."""
    caplog.set_level(logging.DEBUG, "penstock")
    quoted = {"error": "no such key sk-rotated-1, sk-rotated-2"}
    server.will(httpx.Response(503, headers={"retry-after": "1"}), httpx.Response(401, json=quoted))
    sim = make(api_key=Keys())
    with pytest.raises(PenstockError) as caught:
        await sim.get_workflow_status("wf")
    shown = f"{caught.value!r} {caught.value.__dict__} {sim!r} {sim._caller.options!r}"
    assert "sk-rotated" not in shown
    assert "sk-rotated" not in caplog.text
    assert "**********" in str(caught.value)


@pytest.mark.table(
    ("key", "message"),
    [
        (None, "the key that api_key.. returned must be a string, not NoneType"),
        (7, "the key that api_key.. returned must be a string, not int"),
        ("", "the key that api_key.. returned is empty"),
        ("sk-1234567\n", "the key that api_key.. returned holds a control character"),
    ],
)
async def test_a_key_that_cannot_be_sent_is_refused(make, server, key: Any, message: str) -> None:
    server.will(STATUS)
    with pytest.raises(UsageError, match=message) as caught:
        await make(api_key=lambda: key).get_workflow_status("wf")
    assert server.requests == []
    assert "sk-1234567" not in str(caught.value)


async def test_where_a_key_is_optional_none_is_sent_if_none_is_given(make_oomol, server) -> None:
    server.will(LISTED)
    await make_oomol(lambda: None).tasks.list()
    assert "authorization" not in server.requests[0].headers


async def test_an_exception_of_the_function_goes_through(make, server) -> None:
    """And leaves no place taken: the next call has its turn."""
    server.will(STATUS)

    def broken() -> str:
        raise OSError("the vault is sealed")

    sim = make(api_key=broken, max_in_flight=1)
    for _ in range(2):
        with pytest.raises(OSError, match="the vault is sealed"):
            await sim.get_workflow_status("wf")
    sim.set_api_key("sk-sim-0123456789")
    assert (await sim.get_workflow_status("wf")).is_deployed


async def test_its_time_counts(make, server, clock) -> None:
    server.will(STATUS)

    def slow() -> str:
        clock.now += 60
        return "sk-late-0123"

    with pytest.raises(DeadlineExceededError, match=r"api_key\(\) took too long") as caught:
        await make(api_key=slow, timeout=30).get_workflow_status("wf")
    assert (caught.value.sent, server.requests) == (False, [])


async def test_another_origin_does_not_get_it(make_oomol, server) -> None:
    server.will([])
    await make_oomol(Keys()).applets.list()
    assert "authorization" not in server.requests[0].headers


@pytest.mark.table("cls", [AsyncSim, AsyncDify, AsyncOomol])
def test_one_is_taken_in_place_of_the_environments(cls: type, monkeypatch: Any) -> None:
    for name in ("SIM_API_KEY", "DIFY_API_KEY", "OOMOL_CONNECT_API_TOKEN"):
        monkeypatch.setenv(name, "sk-environment")
    assert cls(Keys()).api_key == ""


async def test_a_service_without_keys_takes_none() -> None:
    with pytest.raises(UsageError, match="takes no API key"):
        AsyncSandboxFusion("http://sandbox").with_options(api_key=Keys())
