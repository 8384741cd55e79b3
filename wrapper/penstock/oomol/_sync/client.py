# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/oomol/_async/client.py

"""The async client of Oomol Connect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, Unpack

import attrs

import penstock.oomol  # annotations name what is loaded on use
from penstock._core._sync.client import Client, ClientOptions, ViewOptions
from penstock._core.call_options import UNSET, Unset
from penstock._core.options import DocumentedStr, Profile
from penstock._core.service import Service
from penstock.errors import UsageError
from penstock.oomol import _errors, _options
from penstock.oomol._defaults import APPLETS_URL, BASE_URL, SERVER_URL
from penstock.oomol._options import TaskKey

if TYPE_CHECKING:
    from penstock._core._sync.caller import Caller
    from penstock_api.runtime import Operation, Types

_BASE_URL: Final = DocumentedStr(BASE_URL)
_TASK_KEYS: Final = (None, "manifest", "blockId", "both")


class Oomol(Client):
    """A client of Oomol Connect.

        with Oomol("token", "http://localhost:3000/api") as oomol:
            run = oomol.tasks.run({"manifest": "pkg::block", "inputValues": {"text": "hi"}})
            print(run.task_id, run.result)

    It is also called OomolConnectClient, and takes the documented `base_url`, `api_token`,
    `default_headers` and `timeout` by keyword, or all of them as one dict.

    Token and address come from the arguments, else from OOMOL_CONNECT_API_TOKEN and
    OOMOL_CONNECT_BASE_URL; there may be no token at all. A `base_url` that is only a path is one
    of the server in that variable, else of http://localhost:3000. The token is sent as it is;
    `auth_scheme="Bearer"` puts a word before it, unless it begins with it. An Authorization among
    `default_headers` is used where there is no token.

    `timeout` is the time for a whole call in seconds, attempts and waits included; `Timeouts` sets
    each part, and the time of a call with files. `retry` is a policy, a number of retries, or
    None; a task that may have been created is never created again. `task_key` is the name of the
    field in which the block or flow is sent, whichever the caller used. `pacing` waits before a
    known rate limit is hit. At most `max_in_flight` calls and `max_streams` streams are under way
    at once, and further ones wait; through a transport or client that is given, as many as it
    allows unless you set them. `transport` and `http_client` are httpx's; a client that is given
    is not closed. `clock` and `random` are for tests that must not wait.
    `penstock.ClientOptions` has all of them, hooks and TLS among them. `api_key` may also be a
    function that gives the token for each attempt.

    Applets live at another origin, `applets_base_url`. Neither the token nor the headers are sent
    there unless `trust_applets` is True, or it has the same origin as `base_url`.

    Every failure is an OomolConnectError, which is PenstockError. Calls that come to nothing
    raise an ApiError: `status` is the response's, also of a refusal with 200, and 0 if there was
    no response.
    """

    _profile: ClassVar[Profile] = Profile(
        name=_errors.NAME,
        base_url=SERVER_URL,
        key_variable="OOMOL_CONNECT_API_TOKEN",
        url_variable="OOMOL_CONNECT_BASE_URL",
        key_header="Authorization",
        key_optional=True,
        base_path="/api",
        status_without_response=0,
    )
    _service: ClassVar[Service] = _errors

    def __init__(
        self,
        api_key: str | Callable[[], str | str] | _options.ClientOptions | None = None,
        base_url: str | None = _BASE_URL,
        *,
        api_token: str | Callable[[], str | str] | None = None,
        default_headers: Mapping[str, str] | None = None,
        auth_scheme: str | None = None,
        task_key: TaskKey | None = None,
        applets_base_url: str = APPLETS_URL,
        trust_applets: bool = False,
        **options: Unpack[ClientOptions],
    ) -> None:
        given = _options.settings(
            api_key,
            api_token=api_token,
            default_headers=default_headers,
            headers=options.get("headers"),
            auth_scheme=auth_scheme,
            base_url=base_url,
            timeout=options.get("timeout", UNSET),
        )
        read: ClientOptions = {"headers": given.headers, "timeout": given.timeout}
        profile = attrs.evolve(self._profile, key_prefix=given.key_prefix)
        super().__init__(given.api_key, given.base_url, profile, **(options | read))
        self._task_key: TaskKey | None = _checked_task_key(task_key)
        self._applets_base_url = applets_base_url
        self._trust_applets = bool(trust_applets)
        self._caller.for_base_url(
            applets_base_url, trusted=False
        )  # an address that is none fails now

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride] - one option more
        self,
        *,
        auth_scheme: str | Unset | None = UNSET,
        task_key: TaskKey | Unset | None = UNSET,
        applets_base_url: str | Unset = UNSET,
        trust_applets: bool | Unset = UNSET,
        **changes: Unpack[ViewOptions],
    ) -> Self:
        """Return a view of this client with other settings; this one stays as it is.

        What is Oomol's own is as in a new client; see `Client.with_options` for the rest.
        """
        view = super().with_options(**changes)
        if not isinstance(auth_scheme, Unset):
            view._change(key_prefix=_options.prefix(auth_scheme))
        if not isinstance(task_key, Unset):
            view._task_key = _checked_task_key(task_key)
        if not isinstance(trust_applets, Unset):
            view._trust_applets = bool(trust_applets)
        if not isinstance(applets_base_url, Unset):
            view._caller.for_base_url(applets_base_url, trusted=False)
            view._applets_base_url = applets_base_url
        return view

    def _caller_of(self, operation: Operation[..., Any]) -> Caller:
        if operation.server == APPLETS_URL:
            return self._caller.for_base_url(self._applets_base_url, trusted=self._trust_applets)
        return super()._caller_of(operation) if operation.own_server else self._caller

    def _types(self) -> Types:
        """Return the dicts that results are made of: those of `penstock.oomol`."""
        from penstock.oomol._models import TYPES

        return TYPES

    @property
    def tasks(self) -> penstock.oomol.TasksClient:
        """Creating, finding, stopping and waiting for tasks; `tasks.run` does all of it."""
        from penstock.oomol._sync.tasks import TasksClient

        return TasksClient(self)

    @property
    def flows(self) -> penstock.oomol.FlowsClient:
        """The workspace's flows."""
        from penstock.oomol._sync.catalog import FlowsClient

        return FlowsClient(self)

    @property
    def blocks(self) -> penstock.oomol.BlocksClient:
        """The blocks that can be run."""
        from penstock.oomol._sync.catalog import BlocksClient

        return BlocksClient(self)

    @property
    def packages(self) -> penstock.oomol.PackagesClient:
        """Installed packages, and installing them."""
        from penstock.oomol._sync.packages import PackagesClient

        return PackagesClient(self)

    @property
    def applets(self) -> penstock.oomol.AppletsClient:
        """Blocks with preset inputs."""
        from penstock.oomol._sync.catalog import AppletsClient

        return AppletsClient(self)


def _checked_task_key(task_key: TaskKey | None) -> TaskKey | None:
    if task_key not in _TASK_KEYS:
        raise UsageError(f"task_key must be 'manifest', 'blockId' or 'both', not {task_key!r}")
    return task_key
