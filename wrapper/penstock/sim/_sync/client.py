# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/sim/_async/client.py

"""The async client of Sim."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, Self, Unpack

import penstock.sim  # for annotations: its names load on first use
from penstock._core._sync.client import ClientOptions, ViewOptions
from penstock._core.call_options import UNSET, CallOptions, Unset
from penstock._core.options import DocumentedStr, Profile
from penstock._core.service import Service
from penstock.errors import NotFoundError, UsageError
from penstock.sim import _defaults, _errors
from penstock.sim._defaults import Api
from penstock.sim._sync.execution import SimExecution

BASE_URL: Final = DocumentedStr(_defaults.BASE_URL)


class Sim(SimExecution):
    """A client of Sim.

        with Sim() as sim:
            result = sim.execute_workflow("workflow-id", {"message": "hi"})

    The key and the address come from the arguments, else from SIM_API_KEY and SIM_BASE_URL.
    `timeout` is the time for a whole call in seconds, attempts and waits included; `Timeouts` sets
    each part. `retry` is a policy, a number of retries, or None. `api` is the version of the API
    that `execute_workflow` uses: v1, which is documented, or v2. `pacing` waits before a known rate
    limit is hit. At most `max_in_flight` calls and `max_streams` streams are open at once, and
    further ones wait; a `transport` or `http_client` of your own has no such bound by default.
    `transport` and `http_client` are httpx's; a client of your own is not closed. `clock` and
    `random` are for tests without real waits.

    Every failure raises a PenstockError, also called SimStudioError, with the documented `code` and
    `status`; see `penstock.errors` for the rest. A failed run is a result, not an exception.

    Calls that might run a workflow twice are not repeated: a POST is retried only if it was never
    sent, or got 429, or 503 with a wait. `execute_run` retries more.
    """

    _profile: ClassVar[Profile] = Profile(
        name=_errors.NAME,
        base_url=_defaults.BASE_URL,
        key_variable="SIM_API_KEY",
        url_variable="SIM_BASE_URL",
        key_header="X-API-Key",
        aliases=_defaults.ALIASES,
    )
    _service: ClassVar[Service] = _errors

    def __init__(
        self,
        api_key: str | Callable[[], str | str] | None = None,
        base_url: str | None = BASE_URL,
        *,
        api: Api = "v1",
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(api_key, base_url, **options)
        self._api = _checked_api(api)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride] - one option more
        self, *, api: Api | Unset = UNSET, **changes: Unpack[ViewOptions]
    ) -> Self:
        """Return a view of this client with other settings; this one stays as it is.

        `api` is as in a new client; see `Client.with_options` for the rest.
        """
        view = super().with_options(**changes)
        view._api = self._api if isinstance(api, Unset) else _checked_api(api)
        return view

    def get_workflow_status(
        self, workflow_id: str, **options: Unpack[CallOptions]
    ) -> penstock.sim.WorkflowStatus:
        """Return whether a workflow is deployed. Raises NotFoundError if there is none."""
        from penstock.sim import _responses, _runs
        from penstock.sim._requests import check_ids
        from penstock_api.api.sim import get_workflow_status

        self = self._with(self.get_workflow_status, options)
        check_ids(workflow_id=workflow_id)
        built = get_workflow_status.build(workflow_id)
        return _responses.workflow_status(self._result(built, _runs.Deployment))

    def validate_workflow(self, workflow_id: str, **options: Unpack[CallOptions]) -> bool:
        """Return whether a workflow exists and is deployed.

        Any other failure is raised, such as a wrong key, a lost connection or a failing server; the
        official client returns False for all of them.
        """
        self = self._with(self.validate_workflow, options)
        try:
            return self.get_workflow_status(workflow_id).is_deployed
        except NotFoundError:
            return False

    def get_usage_limits(self, **options: Unpack[CallOptions]) -> penstock.sim.UsageLimits:
        """Return the account's limits and usage."""
        from penstock.sim import _responses, _runs
        from penstock_api.api.sim import get_usage_limits

        self = self._with(self.get_usage_limits, options)
        limits = self._result(get_usage_limits.build(), _runs.AccountLimits)
        found = _responses.usage_limits(limits)
        # They are recorded: no other successful response of v1 has the account's buckets.
        state = self._caller.state
        for name in ("async", "sync"):  # in this order: the last is the client's latest limit
            bucket = found.rate_limit.get(name)
            if isinstance(bucket, dict):
                reported = (_errors.bucket_limit(bucket, state.clock.time()),)
                state.limits.update(name, reported, state.clock.monotonic())
                state.last = reported, None
        return found

    def get_rate_limit_info(self) -> penstock.sim.RateLimitInfo | None:
        """Return the rate limit in the latest response that had one; None before the first.

        v1 sends it with a 429 and with the usage limits, v2 with every response. See `rate_limits`
        for each bucket.
        """
        from penstock.sim._models import rate_limit_info

        return rate_limit_info(*self._caller.state.last)


def _checked_api(api: Api) -> Api:
    if api not in ("v1", "v2"):
        raise UsageError(f"api must be 'v1' or 'v2', not {api!r}")
    return api
