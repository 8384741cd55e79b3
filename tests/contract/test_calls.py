"""Calls of operations and requests by the async clients, at both fronts of the mock.

The blocking ones are called for each documented response, in test_every_response.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fronts import at

from penstock import AsyncServiceClient
from penstock.dify import AsyncDify
from penstock.oomol import AsyncOomol
from penstock.sandbox_fusion import AsyncSandboxFusion
from penstock.sim import AsyncSim
from penstock_api import operations

CLIENTS: dict[str, tuple[Any, str, str]] = {
    "sim": (AsyncSim, "getUsageLimits", "/api/users/me/usage-limits"),
    "dify": (AsyncDify, "getAppInfo", "/info"),
    "oomol": (AsyncOomol, "listTasks", "/v1/tasks"),
    "sandbox_fusion": (AsyncSandboxFusion, "listDatasets", "/list_datasets"),
}


@pytest.mark.table("tag", CLIENTS)
@pytest.mark.table("place", ["in-process", "port"])
def test_a_call_and_a_request_have_the_same_answer(place: str, tag: str) -> None:
    """By the service's own client and by one that knows no more than its tag."""
    make, operation_id, path = CLIENTS[tag]
    operation = operations.get(operation_id)

    async def answers(client: Any) -> None:
        async with client:
            found = await client.call_detailed(operation)
            raw = await client.request("GET", path)
            assert found.status == raw.status == 200
            parsed = found.parsed
            whole = parsed.to_dict() if hasattr(parsed, "to_dict") else parsed
            assert [*whole] == [*raw.json()]  # by name: times pass between the two

    for front in at(place, tag):
        key = {} if tag == "sandbox_fusion" else {"api_key": front.key}
        asyncio.run(answers(make(**key, **front.settings)))
        asyncio.run(answers(AsyncServiceClient(tag, **key, **front.settings)))
