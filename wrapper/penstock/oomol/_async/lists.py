"""What Oomol Connect can run: flows and blocks."""

from __future__ import annotations

from functools import partial
from typing import Unpack

from penstock._core._async.resource import AsyncResource
from penstock._core.call_options import CallOptions
from penstock._core.message import request
from penstock._core.options import UNSET, Unset
from penstock.oomol import _responses
from penstock.oomol._async.client import AsyncOomol
from penstock.oomol._types import ListBlocksResponse, ListFlowsResponse


class AsyncFlowsClient(AsyncResource[AsyncOomol]):
    """The workspace's flows."""

    __slots__ = ()

    async def list(
        self,
        *,
        timeout: float | Unset | None = UNSET,
        **extras: Unpack[CallOptions],
    ) -> ListFlowsResponse:
        """Return all flows. Newer servers may no longer have this; then NotFoundError is raised."""
        from penstock_api import operations

        self = self._with(self.list, extras)
        return await self._ask(request(operations.list_flows.build()), _responses.flows, timeout)


class AsyncBlocksClient(AsyncResource[AsyncOomol]):
    """The blocks of installed packages and of the workspace."""

    __slots__ = ()

    async def list(
        self,
        include_all_versions: bool = True,
        *,
        timeout: float | Unset | None = UNSET,
        **extras: Unpack[CallOptions],
    ) -> ListBlocksResponse:
        """Return the blocks, each with the `block_id` to run it by and its `version`.

        A server lists a block once for each installed version. `include_all_versions=False`
        leaves the newest of each.
        """
        from penstock_api import operations

        self = self._with(self.list, extras)
        read = partial(_responses.blocks, all_versions=include_all_versions)
        return await self._ask(request(operations.list_blocks.build()), read, timeout)
