# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/oomol/_async/applets.py

"""Applets of Oomol: blocks with preset inputs."""

from __future__ import annotations

from typing import Unpack

from penstock._core._sync.resource import Resource
from penstock._core.call_options import CallOptions
from penstock._core.options import UNSET, Unset
from penstock.errors import AuthenticationError, PermissionDeniedError
from penstock.oomol import _applets, _inputs, _polling, _requests, _responses
from penstock.oomol._inputs import TaskInputValues
from penstock.oomol._polling import Polling, Waiting
from penstock.oomol._sync.client import Oomol
from penstock.oomol._types import Applets, RunResult


class AppletsClient(Resource[Oomol]):
    """Applets; see the client on who gets the token."""

    __slots__ = ()

    def list(
        self,
        *,
        timeout: float | Unset | None = UNSET,
        **extras: Unpack[CallOptions],
    ) -> Applets:
        """Return all applets."""
        self = self._with(self.list, extras)
        client = self._client
        caller = client._caller.elsewhere(client._applets_base_url, trusted=client._trust_applets)
        request = _requests.list_applets()
        try:
            return caller.ask(request, client._budget(timeout), _responses.applets)
        except (AuthenticationError, PermissionDeniedError) as error:
            if client._caller.options.api_key and not caller.options.api_key:
                error.add_note("the token wasn't sent to the applets' server; see trust_applets=")
            raise

    def run(
        self,
        applet_id: str,
        input_values: TaskInputValues | None = None,
        polling_options: Polling | None = None,
        **words: Unpack[Waiting],
    ) -> RunResult:
        """Run an applet's block as a task, and return how it ended; see `tasks.run`.

        `input_values`, in any of their forms, go before what the applet has preset. Raises
        NotFoundError if there is no such applet.
        """
        # What is wrong is refused before anything is asked.
        self = self._taking(words)
        wanted, inputs = _applets.checked(applet_id), _inputs.by_name(input_values)
        read = _polling.blocking_options
        options = read(polling_options, words)
        applet = _applets.find(self._client._following().applets.list(), wanted)
        return self._client.tasks.run(_applets.task_of(applet, inputs), options)
