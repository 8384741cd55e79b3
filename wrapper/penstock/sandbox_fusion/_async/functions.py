"""The documented module functions of SandboxFusion, over one client that all calls share."""

from __future__ import annotations

from typing import Any

import penstock.sandbox_fusion  # for annotations: its names load on first use
from penstock._core.addresses import read_addresses
from penstock._core.shared import AsyncShared
from penstock.sandbox_fusion import _defaults
from penstock.sandbox_fusion._async.client import (
    PROFILE,
    RUN_CODE_ATTEMPTS,
    RUN_JUPYTER_ATTEMPTS,
    SUBMIT_ATTEMPTS,
    AsyncSandboxFusion,
)
from penstock.sandbox_fusion._defaults import Endpoint

# Views cost microseconds, and few programs use more addresses than they have fingers.
_MOST_VIEWS = 64


class AsyncViews:
    """One client, and its views for the addresses that calls have named."""

    def __init__(self) -> None:
        # Its views alone are used, and know where to go: the environment may be no address.
        self.client = AsyncSandboxFusion(PROFILE.base_url)
        self._views: dict[object, AsyncSandboxFusion] = {}

    def at(self, sandbox: Endpoint, dataset: Endpoint) -> AsyncSandboxFusion:
        """Return the client as it is for these addresses."""
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
    return read_addresses(PROFILE, endpoint).urls  # which refuses what is none


_views = AsyncShared(AsyncViews, AsyncViews.aclose)


async def _for(endpoint: Endpoint) -> AsyncSandboxFusion:
    """Return the client for a call with this argument."""
    sandbox = _defaults.sandbox_endpoint(endpoint)
    dataset = _defaults.dataset_endpoint(endpoint)
    return (await _views.get()).at(sandbox, dataset)


def set_endpoint(endpoint: Endpoint) -> None:
    """Use this address for all functions from now on, in all threads; None undoes it.

    Several may be given, in a list or with commas between. Raises UsageError if it is none.
    """
    read_addresses(PROFILE, endpoint)
    _defaults.Chosen.sandbox = _defaults.Chosen.dataset = endpoint


def set_sandbox_endpoint(endpoint: Endpoint) -> None:
    """The same, for running code; datasets are looked for there, too, unless theirs is set."""
    read_addresses(PROFILE, endpoint)
    _defaults.Chosen.sandbox = endpoint


def set_dataset_endpoint(endpoint: Endpoint) -> None:
    """The same, for datasets and submissions only."""
    read_addresses(PROFILE, endpoint)
    _defaults.Chosen.dataset = endpoint


async def run_code_async(
    request: penstock.sandbox_fusion.RunCodeRequest,
    endpoint: Endpoint = "",
    max_attempts: int = RUN_CODE_ATTEMPTS,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> penstock.sandbox_fusion.RunCodeResponse:
    """Run a program and return how it went; a program that fails is an answer, too.

    `endpoint` goes before what was set and the environment. `max_attempts` counts all attempts;
    only what can pass is tried again, and a program may have been run by then. `client_timeout`
    is for each attempt in seconds: what the program may take and 10 s more, unless given.
    `deadline` is for the whole call, attempts and waits included. Raises SandboxError and the
    other exceptions of `penstock.errors`; warns with OutputCutWarning.
    """
    client = await _for(endpoint)
    return await client.run_code(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def run_jupyter_async(
    request: penstock.sandbox_fusion.RunJupyterRequest,
    endpoint: Endpoint = "",
    max_attempts: int = RUN_JUPYTER_ATTEMPTS,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> penstock.sandbox_fusion.RunJupyterResponse:
    """Run a notebook and return what its cells said. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.run_jupyter(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def submit_async(
    request: penstock.sandbox_fusion.SubmitRequest,
    endpoint: Endpoint = "",
    max_attempts: int = SUBMIT_ATTEMPTS,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> penstock.sandbox_fusion.EvalResult:
    """Have a submission judged. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.submit(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def submit_safe_async(
    request: penstock.sandbox_fusion.SubmitRequest,
    endpoint: Endpoint = "",
    max_attempts: int = SUBMIT_ATTEMPTS,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> penstock.sandbox_fusion.EvalResult:
    """As `submit_async`, but never raise: what failed is a result that wasn't accepted.

    It says so: `error` is the exception, `extra["sdk_error"]` tells it in JSON, and
    `verdict.is_outage` is True. Don't take it for a judgement.
    """
    from penstock.sandbox_fusion import _safe  # now: imports can fail, too

    try:
        client = await _for(endpoint)
    except Exception as error:  # an address that is none
        return _safe.rejected(request, error)
    return await client.submit_safe(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def get_prompts_async(
    request: penstock.sandbox_fusion.GetPromptsRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> list[penstock.sandbox_fusion.Prompt]:
    """Return the problems of a dataset. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.get_prompts(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def get_prompt_by_id_async(
    request: penstock.sandbox_fusion.GetPromptByIdRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> penstock.sandbox_fusion.Prompt:
    """Return one problem. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.get_prompt_by_id(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def list_datasets_async(
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> list[str]:
    """Return the ids of the datasets. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.list_datasets(
        max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def list_ids_async(
    request: penstock.sandbox_fusion.GetPromptsRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> list[int | str]:
    """Return the ids of a dataset's problems. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.list_ids(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def get_metrics_async(
    request: penstock.sandbox_fusion.GetMetricsRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> dict[str, Any]:
    """Return what judgements sum up to. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.get_metrics(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def get_metrics_function_async(
    request: penstock.sandbox_fusion.GetMetricsFunctionRequest,
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> str | None:
    """Return the source of a dataset's summing up. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.get_metrics_function(
        request, max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def ping_async(
    endpoint: Endpoint = "",
    max_attempts: int = 1,
    client_timeout: float | None = None,
    *,
    deadline: float | None = None,
) -> str:
    """Return "pong" if the server lives. For the arguments see `run_code_async`."""
    client = await _for(endpoint)
    return await client.ping(
        max_attempts=max_attempts, client_timeout=client_timeout, deadline=deadline
    )


async def close_async() -> None:
    """Close the connections that these functions share; the next call opens new ones.

    Nobody has to: those of a loop are closed with it, those of the process with the process.
    """
    await _views.aclose()
