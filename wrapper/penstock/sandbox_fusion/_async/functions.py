"""The documented module functions of SandboxFusion, which share one client."""

from __future__ import annotations

from typing import Any, Unpack, cast

import penstock.sandbox_fusion  # for annotations: its names load on first use
from penstock._core.concurrency import AsyncShared
from penstock._core.urls import read_addresses
from penstock.sandbox_fusion import _defaults
from penstock.sandbox_fusion._async.client import PROFILE, AsyncSandboxFusion
from penstock.sandbox_fusion._defaults import (
    RUN_CODE_ATTEMPTS,
    RUN_JUPYTER_ATTEMPTS,
    SUBMIT_ATTEMPTS,
    Endpoint,
)
from penstock.sandbox_fusion._options import FunctionLimits, Limits

# A view costs microseconds, and few programs use more than a handful of addresses.
_MOST_VIEWS = 64


class AsyncViews:
    """One client, and its views by the addresses of calls."""

    def __init__(self) -> None:
        # Only its views are used, which have addresses of their own. A fixed one here keeps an
        # invalid address in the environment from failing this constructor.
        self.client = AsyncSandboxFusion(PROFILE.base_url)
        self._views: dict[object, AsyncSandboxFusion] = {}

    def at(self, sandbox: Endpoint, dataset: Endpoint) -> AsyncSandboxFusion:
        """Return the view for these addresses."""
        key = (_hashable(sandbox), _hashable(dataset))
        view = self._views.get(key)
        if view is None:
            if len(self._views) >= _MOST_VIEWS:
                self._views.clear()
            view = self.client.with_options(base_url=sandbox, dataset_url=dataset)
            self._views[key] = view
        return view

    async def aclose(self) -> None:
        """Close the client's connections."""
        await self.client.aclose()


def _hashable(endpoint: Endpoint) -> object:
    if isinstance(endpoint, str) or endpoint is None:
        return endpoint
    return read_addresses(PROFILE, endpoint).urls  # raises UsageError for an invalid one


_views = AsyncShared(AsyncViews, AsyncViews.aclose)


async def _for(
    endpoint: Endpoint,
    attempts: int,
    usual: int,
    client_timeout: float | None,
    limits: FunctionLimits,
) -> tuple[AsyncSandboxFusion, Limits]:
    """Return the client for an address, and the limits of a call of it.

    `attempts` counts as given unless it is the `usual` number, so that `retry` can be given.
    """
    sandbox = _defaults.sandbox_endpoint(endpoint)
    dataset = _defaults.dataset_endpoint(endpoint)
    given = cast("Limits", {"client_timeout": client_timeout, **limits})
    if attempts != usual:
        given["max_attempts"] = attempts
    return (await _views.get()).at(sandbox, dataset), given


def set_endpoint(endpoint: Endpoint) -> None:
    """Set the address for all functions, in all threads; None resets it.

    Several are given in a list or separated by commas. Raises UsageError for an invalid one.
    """
    read_addresses(PROFILE, endpoint)
    _defaults.Endpoints.sandbox = _defaults.Endpoints.dataset = endpoint


def set_sandbox_endpoint(endpoint: Endpoint) -> None:
    """Set the address that runs code; it is used for datasets, too, unless theirs is set."""
    read_addresses(PROFILE, endpoint)
    _defaults.Endpoints.sandbox = endpoint


def set_dataset_endpoint(endpoint: Endpoint) -> None:
    """Set the address of datasets and submissions."""
    read_addresses(PROFILE, endpoint)
    _defaults.Endpoints.dataset = endpoint


async def run_code_async(
    request: penstock.sandbox_fusion.RunCodeRequest,
    endpoint: Endpoint = "",
    max_attempts: int = RUN_CODE_ATTEMPTS,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> penstock.sandbox_fusion.RunCodeResponse:
    """Run a program and return its result, also if the program fails.

    `endpoint` takes precedence over the address that was set and the environment's. `max_attempts`
    counts all attempts; only transient failures are retried, and the program may have run by then.
    `client_timeout` is for each attempt in seconds: by default the time that the program may take
    and 10 s more. `limits` are those of a client's methods: `timeout`, or `deadline`, is for the
    whole call in seconds, attempts and delays included. Raises SandboxError and the other
    exceptions of `penstock.errors`; warns with OutputCutWarning.
    """
    client, given = await _for(endpoint, max_attempts, RUN_CODE_ATTEMPTS, client_timeout, limits)
    return await client.run_code(request, **given)


async def run_jupyter_async(
    request: penstock.sandbox_fusion.RunJupyterRequest,
    endpoint: Endpoint = "",
    max_attempts: int = RUN_JUPYTER_ATTEMPTS,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> penstock.sandbox_fusion.RunJupyterResponse:
    """Run a notebook and return its result. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, RUN_JUPYTER_ATTEMPTS, client_timeout, limits)
    return await client.run_jupyter(request, **given)


async def submit_async(
    request: penstock.sandbox_fusion.SubmitRequest,
    endpoint: Endpoint = "",
    max_attempts: int = SUBMIT_ATTEMPTS,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> penstock.sandbox_fusion.EvalResult:
    """Judge a submission. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, SUBMIT_ATTEMPTS, client_timeout, limits)
    return await client.submit(request, **given)


async def submit_safe_async(
    request: penstock.sandbox_fusion.SubmitRequest,
    endpoint: Endpoint = "",
    max_attempts: int = SUBMIT_ATTEMPTS,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> penstock.sandbox_fusion.EvalResult:
    """Judge a submission, and return a failure as a result that wasn't accepted: never raise.

    Such a result is no judgement: its `exception` is the failure, `extra["sdk_error"]` the same as
    JSON, and `verdict.is_outage` is True unless the code caused it.
    """
    from penstock.sandbox_fusion._models import rejected  # before the try: imports can fail

    try:
        client, given = await _for(endpoint, max_attempts, SUBMIT_ATTEMPTS, client_timeout, limits)
    except Exception as error:  # an invalid address
        return rejected(request, error)
    return await client.submit_safe(request, **given)


async def get_prompts_async(
    request: penstock.sandbox_fusion.GetPromptsRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> list[penstock.sandbox_fusion.Prompt]:
    """Return the problems of a dataset. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, 1, client_timeout, limits)
    return await client.get_prompts(request, **given)


async def get_prompt_by_id_async(
    request: penstock.sandbox_fusion.GetPromptByIdRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> penstock.sandbox_fusion.Prompt:
    """Return one problem. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, 1, client_timeout, limits)
    return await client.get_prompt_by_id(request, **given)


async def list_datasets_async(
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> list[str]:
    """Return the ids of the datasets. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, 1, client_timeout, limits)
    return await client.list_datasets(**given)


async def list_ids_async(
    request: penstock.sandbox_fusion.GetPromptsRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> list[int | str]:
    """Return the ids of a dataset's problems. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, 1, client_timeout, limits)
    return await client.list_ids(request, **given)


async def get_metrics_async(
    request: penstock.sandbox_fusion.GetMetricsRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> dict[str, Any]:
    """Return what judgements sum up to. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, 1, client_timeout, limits)
    return await client.get_metrics(request, **given)


async def get_metrics_function_async(
    request: penstock.sandbox_fusion.GetMetricsFunctionRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> str | None:
    """Return the source of a metrics function. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, 1, client_timeout, limits)
    return await client.get_metrics_function(request, **given)


async def ping_async(
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    **limits: Unpack[FunctionLimits],
) -> str:
    """Return "pong" if the server is up. For the arguments see `run_code_async`."""
    client, given = await _for(endpoint, max_attempts, 1, client_timeout, limits)
    return await client.ping(**given)


async def close_async() -> None:
    """Close the connections that these functions share; the next call opens new ones.

    This is optional: the end of an event loop, or of the process, closes them, too.
    """
    await _views.aclose()
