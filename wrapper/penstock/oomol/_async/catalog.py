"""Blocks, flows and applets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias, Unpack

from penstock._core._async.resource import AsyncResource
from penstock._core.call_options import CallOptions
from penstock._core.message import request
from penstock.errors import AuthenticationError, PermissionDeniedError
from penstock.oomol import _options, _requests, _responses
from penstock.oomol._models import Applets, ListBlocksResponse, ListFlowsResponse, RunResult
from penstock.oomol._options import Polling, Waiting
from penstock.oomol._requests import TaskInputValues

if TYPE_CHECKING:
    from penstock.oomol._async.client import AsyncOomol

_Client: TypeAlias = "AsyncOomol"


class AsyncFlowsClient(AsyncResource[_Client]):
    """The workspace's flows."""

    __slots__ = ()

    async def list(self, **options: Unpack[CallOptions]) -> ListFlowsResponse:
        """Return all flows. Newer servers may no longer have this; then NotFoundError is raised."""
        from penstock_api import operations

        self = self._with(self.list, options)
        return await self._ask(request(operations.list_flows.build()), _responses.flows)


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
        from penstock_api import operations

        self = self._with(self.list, options)
        read = partial(_responses.blocks, all_versions=include_all_versions)
        return await self._ask(request(operations.list_blocks.build()), read)


class AsyncAppletsClient(AsyncResource[_Client]):
    """Applets; see the client on who gets the token."""

    __slots__ = ()

    async def list(self, **options: Unpack[CallOptions]) -> Applets:
        """Return all applets."""
        self = self._with(self.list, options)
        client = self._client
        caller = client._caller.for_base_url(
            client._applets_base_url, trusted=client._trust_applets
        )
        request = _requests.list_applets()
        try:
            return await caller.ask(request, client._budget(), _responses.applets)
        except (AuthenticationError, PermissionDeniedError) as error:
            if client._caller.options.api_key and not caller.options.api_key:
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

        `input_values`, in any of their forms, go before what the applet has preset. Raises
        NotFoundError if there is no such applet.
        """
        # Wrong arguments raise before a request is sent.
        self = self._taking(waiting)
        wanted, inputs = _requests.checked(applet_id), _requests.by_name(input_values)
        read = _options.polling_options  # unasync: replace read = _options.blocking_options
        options = read(polling_options, waiting)
        applet = _requests.find(await self._client._following().applets.list(), wanted)
        return await self._client.tasks.run(_requests.task_of(applet, inputs), options)
