"""Blocks, flows and applets."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Unpack

from penstock._core._async.resource import AsyncResource
from penstock._core.call_options import CallOptions
from penstock.errors import AuthenticationError, PermissionDeniedError
from penstock.oomol import _requests
from penstock.oomol._async.waiting import options_of
from penstock.oomol._models import Applets, ListBlocksResponse, ListFlowsResponse, RunResult
from penstock.oomol._options import Polling, Waiting
from penstock.oomol._requests import TaskInputValues
from penstock.oomol._versions import newest
from penstock_api import models, operations

if TYPE_CHECKING:
    from penstock.oomol._async.client import AsyncOomol

_Client: TypeAlias = "AsyncOomol"


class AsyncFlowsClient(AsyncResource[_Client]):
    """The workspace's flows."""

    __slots__ = ()

    async def list(self, **options: Unpack[CallOptions]) -> ListFlowsResponse:
        """Return all flows. Newer servers may no longer have this; then NotFoundError is raised."""
        self = self._with(self.list, options)
        return await self._client._result(operations.list_flows.build(), ListFlowsResponse)


class AsyncBlocksClient(AsyncResource[_Client]):
    """The blocks of installed packages and of the workspace."""

    __slots__ = ()

    async def list(
        self, include_all_versions: bool = True, **options: Unpack[CallOptions]
    ) -> ListBlocksResponse:
        """Return the blocks, each with the `block_id` to run it by and its `version`.

        A server lists a block once for each installed version. `include_all_versions=False`
        leaves the newest of each.
        """
        self = self._with(self.list, options)
        found = await self._client._result(operations.list_blocks.build(), ListBlocksResponse)
        if not include_all_versions:
            found["blocks"] = newest(found.blocks)
        return found


class AsyncAppletsClient(AsyncResource[_Client]):
    """Applets; see the client's `trust_applets` for the token."""

    __slots__ = ()

    async def list(self, **options: Unpack[CallOptions]) -> Applets:
        """Return all applets."""
        self = self._with(self.list, options)
        client = self._client
        built = operations.list_applets.build(body=models.OomolListAppletsRequest())
        try:
            return await client._result(built, Applets)
        except (AuthenticationError, PermissionDeniedError) as error:
            sent = client._caller_of(built.operation).options.api_key
            if client._caller.options.api_key and not sent:
                error.add_note("the token wasn't sent to the applets' server; see trust_applets=")
            raise

    async def run(
        self,
        applet_id: str,
        input_values: TaskInputValues | None = None,
        polling_options: Polling | None = None,
        **waiting: Unpack[Waiting],
    ) -> RunResult:
        """Run an applet's block as a task, and return how it ended; see `tasks.run`.

        `input_values`, in any of their forms, go before the applet's presets. Raises
        NotFoundError if there is no such applet.
        """
        # Wrong arguments raise before a request is sent.
        self = self._taking(waiting)
        wanted, inputs = _requests.checked(applet_id), _requests.by_name(input_values)
        options = options_of(polling_options, waiting)
        applet = _requests.find(await self._client._following().applets.list(), wanted)
        return await self._client.tasks.run(_requests.task_of(applet, inputs), options)
