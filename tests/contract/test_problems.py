"""The mock's own problems (RFC 9457) are read by every client, through both fronts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fronts import Front, at

from penstock import APIStatusError
from penstock.dify import AsyncDify, Dify
from penstock.oomol import AsyncOomol, Oomol
from penstock.sandbox_fusion import AsyncSandboxFusion, RunCodeRequest, SandboxFusion
from penstock.sim import AsyncSim, Sim

CODE = RunCodeRequest(code="", language="python")
DETAIL = "the mock has a reason of its own"
CALLS: dict[str, tuple[Any, Any, str, Callable[[Any], Any]]] = {
    "sim": (Sim, AsyncSim, "executeWorkflow", lambda c: c.execute_workflow("wf")),
    "dify": (Dify, AsyncDify, "getAppInfo", lambda c: c.info()),
    "oomol": (Oomol, AsyncOomol, "listTasks", lambda c: c.tasks.list()),
    "sandbox_fusion": (
        SandboxFusion,
        AsyncSandboxFusion,
        "runCode",
        lambda c: c.run_code(CODE),
    ),
}


@pytest.fixture(params=["in-process", "port"])
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def front_at(place: str, service: str) -> Iterator[Front]:
    yield from at(place, service)


def failure(front: Front, service: str, *, is_async: bool, **settings: Any) -> APIStatusError:
    blocking, asynchronous, _, call = CALLS[service]
    given = {**front.settings, "retry": None, **settings}
    key = {} if service == "sandbox_fusion" else {"api_key": front.key}

    async def asked() -> None:
        async with asynchronous(**key, **given) as client:
            await call(client)

    def ask() -> None:
        with blocking(**key, **given) as client:
            call(client)

    with pytest.raises(APIStatusError) as caught:
        asyncio.run(asked()) if is_async else ask()
    return caught.value


@pytest.mark.table("is_async", [False, True])
@pytest.mark.table("service", CALLS)
def test_the_detail_of_a_problem_is_in_the_message(
    place: str, service: str, is_async: bool
) -> None:
    for front in front_at(place, service):
        assert front.mock is not None
        problem = {"type": "about:blank", "title": "Conflict", "detail": DETAIL, "status": 409}
        front.mock.stub(
            CALLS[service][2],
            status=409,
            json=problem,
            headers={"Content-Type": "application/problem+json"},
            off_contract=True,
        )
        error = failure(front, service, is_async=is_async)
        assert error.status == 409
        assert DETAIL in str(error)


@pytest.mark.table("is_async", [False, True])
@pytest.mark.table("service", ["sim", "oomol", "sandbox_fusion"])
def test_a_path_the_mock_does_not_have_is_explained(
    place: str, service: str, is_async: bool
) -> None:
    """Dify's own server has a page of HTML for it, and so has the mock."""
    for front in front_at(place, service):
        base_url = f"{str(front.settings['base_url']).rstrip('/')}/nowhere"
        error = failure(front, service, is_async=is_async, base_url=base_url)
        assert error.status == 404
        assert "without a reason" not in str(error)
        assert "/nowhere" in str(error)
