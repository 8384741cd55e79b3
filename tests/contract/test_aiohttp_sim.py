"""The extra `penstock[aiohttp]`: another transport behind the same client."""

from __future__ import annotations

import asyncio

from httpx_aiohttp import AiohttpTransport

from penstock.sim import AsyncSim, ChunkEvent
from penstock_mock.frontends.server import Tenant


def test_async_sim_runs_and_streams_over_aiohttp(penstock_server: Tenant) -> None:
    async def use() -> tuple[bool, str]:
        url = penstock_server.url_for("sim")
        async with AsyncSim("key", url, transport=AiohttpTransport()) as sim:
            result = await sim.execute_workflow("wf", {"message": "hi"})
            async with sim.stream_workflow("wf", {"message": "a b"}, ["agent1.content"]) as events:
                text = "".join([e.chunk async for e in events if isinstance(e, ChunkEvent)])
        return result.success, text

    assert asyncio.run(use()) == (True, "a b")
