"""The async client of Dify's workflow apps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Unpack

import attrs

import penstock.dify  # annotations name what is loaded on use
from penstock._core._async.client import AsyncClient, AsyncClientOptions
from penstock._core.call_options import CallLimits, CallOptions
from penstock._core.options import DocumentedFloat, DocumentedStr, Profile
from penstock._core.service import Service
from penstock.dify import _errors
from penstock.dify._defaults import BASE_URL, LONGEST_RUN
from penstock.dify._forms import AnsweredForms

if TYPE_CHECKING:
    from penstock_api.runtime import Request, Types

_BASE_URL: Final = DocumentedStr(BASE_URL)
_RUNS: Final = "runWorkflow"
"""The bucket that runs draw on, and no other call."""


class AsyncDify(AsyncClient):
    """A client of one Dify workflow app: the key is the app's.

        async with AsyncDify() as dify:
            run = await dify.workflows.run({"topic": "tea"}, "abc-123")

    The key and the address come from the arguments, else from DIFY_API_KEY and DIFY_BASE_URL; the
    address of a server of one's own ends with `/v1`, too. `timeout` is the time for a whole call in
    seconds, attempts and waits included; `Timeouts` sets each part. For runs, which take longer
    than other calls, it counts only if you set it; uploads have `Timeouts.upload`, and streams only
    the time that is given to them. `retry` is a policy, a number of retries, or None. `pacing`
    waits before a known rate limit is hit. At most `max_in_flight` calls and `max_streams` streams
    are under way at once, and further ones wait; through a transport or client that is given, as
    many as it allows unless set here. `transport` and `http_client` are httpx's; a client that is
    given is not closed. `clock` and `random` are for tests that must not wait.
    `penstock.AsyncClientOptions` has all of them, hooks and TLS among them. `api_key` may also be a
    function that gives the key for each attempt.

    Every failure is a PenstockError: `code` as documented, `raw_code` as it was sent, the rest in
    `penstock.errors`. A run that fails is a result, not an exception.
    """

    _profile: ClassVar[Profile] = Profile(
        name=_errors.NAME,
        base_url=BASE_URL,
        key_variable="DIFY_API_KEY",
        url_variable="DIFY_BASE_URL",
        key_header="Authorization",
        key_prefix="Bearer ",
        # Without its path the host knows none of these calls.
        aliases={"https://api.dify.ai": "https://api.dify.ai/v1"},
    )
    _service: ClassVar[Service] = _errors

    def __init__(
        self,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        base_url: str | None = _BASE_URL,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        super().__init__(api_key, base_url, **options)
        self._answered = AnsweredForms()

    def _operation_budget(self, built: Request[Any]) -> CallLimits:
        """Return the limits of a call; a run may take as long as servers let it, as elsewhere."""
        budget = super()._operation_budget(built)
        if built.operation.bucket != _RUNS or not isinstance(budget.total, DocumentedFloat):
            return budget
        return attrs.evolve(budget, total=LONGEST_RUN)

    def _types(self) -> Types:
        from penstock.dify._models import TYPES

        return TYPES

    @property
    def workflows(self) -> penstock.dify.AsyncDifyWorkflows:
        """Running workflows, and their runs."""
        from penstock.dify._async.workflows import AsyncDifyWorkflows

        return AsyncDifyWorkflows(self)

    @property
    def files(self) -> penstock.dify.AsyncDifyFiles:
        """Uploads."""
        from penstock.dify._async.resources import AsyncDifyFiles

        return AsyncDifyFiles(self)

    @property
    def forms(self) -> penstock.dify.AsyncDifyForms:
        """Forms that paused runs wait for."""
        from penstock.dify._async.resources import AsyncDifyForms

        return AsyncDifyForms(self)

    @property
    def end_users(self) -> penstock.dify.AsyncDifyEndUsers:
        """The app's end users."""
        from penstock.dify._async.resources import AsyncDifyEndUsers

        return AsyncDifyEndUsers(self)

    async def info(
        self, *, user: str | None = None, **options: Unpack[CallOptions]
    ) -> penstock.dify.AppInfo:
        """Return the app's name and description. `user` is documented, and no server reads it."""
        from penstock.dify._models import AppInfo
        from penstock_api import operations, runtime

        self = self._with(self.info, options)
        built = operations.get_app_info.build(user=user or runtime.UNSET)
        return await self._result(built, AppInfo)

    async def parameters(
        self, *, user: str | None = None, **options: Unpack[CallOptions]
    ) -> penstock.dify.AppParameters:
        """Return the app's variables, and the server's limits for files.

        `user` is documented, and no server reads it. Raises BadRequestError with the code
        app_unavailable for an app without a published workflow.
        """
        from penstock.dify._models import AppParameters
        from penstock_api import operations, runtime

        self = self._with(self.parameters, options)
        built = operations.get_app_parameters.build(user=user or runtime.UNSET)
        return await self._result(built, AppParameters)

    async def meta(self, **options: Unpack[CallOptions]) -> penstock.dify.AppMeta:
        """Return the icons of the app's tools."""
        from penstock.dify._models import AppMeta
        from penstock_api import operations

        self = self._with(self.meta, options)
        return await self._result(operations.get_app_meta.build(), AppMeta)

    async def site(self, **options: Unpack[CallOptions]) -> penstock.dify.AppSite:
        """Return how the app's own web page looks."""
        from penstock.dify._models import AppSite
        from penstock_api import operations

        self = self._with(self.site, options)
        return await self._result(operations.get_app_site.build(), AppSite)
