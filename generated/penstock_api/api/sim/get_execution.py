# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_error_body import SimErrorBody
from ...models.sim_execution_status import SimExecutionStatus
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    execution_id: str,
    *,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["includeOutput"] = include_output

    params["selectedOutputs"] = selected_outputs

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/workflows/{id}/executions/{execution_id}".format(
            id=quote(str(id), safe=""),
            execution_id=quote(str(execution_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimErrorBody | SimExecutionStatus | None:
    if response.status_code == 200:
        response_200 = SimExecutionStatus.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = SimErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = SimErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = SimErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = SimErrorBody.from_dict(response.json())

        return response_409

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SimErrorBody | SimExecutionStatus]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    execution_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> Response[SimErrorBody | SimExecutionStatus]:
    """Look up a run of v1

     Today's servers only. A run is found by the `executionId` of its receipt or result, whether it was
    started by
    v1 or v2, also while v2 is switched off.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        include_output (bool | Unset): `true` adds `finalOutput`, once the run is completed.
        selected_outputs (str | Unset): Comma-separated outputs to add as `blockOutputs`: ids of
            blocks, each with a path behind a dot if wanted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimExecutionStatus]
    """

    kwargs = _get_kwargs(
        id=id,
        execution_id=execution_id,
        include_output=include_output,
        selected_outputs=selected_outputs,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    execution_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> SimErrorBody | SimExecutionStatus | None:
    """Look up a run of v1

     Today's servers only. A run is found by the `executionId` of its receipt or result, whether it was
    started by
    v1 or v2, also while v2 is switched off.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        include_output (bool | Unset): `true` adds `finalOutput`, once the run is completed.
        selected_outputs (str | Unset): Comma-separated outputs to add as `blockOutputs`: ids of
            blocks, each with a path behind a dot if wanted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimExecutionStatus
    """

    return sync_detailed(
        id=id,
        execution_id=execution_id,
        client=client,
        include_output=include_output,
        selected_outputs=selected_outputs,
    ).parsed


async def asyncio_detailed(
    id: str,
    execution_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> Response[SimErrorBody | SimExecutionStatus]:
    """Look up a run of v1

     Today's servers only. A run is found by the `executionId` of its receipt or result, whether it was
    started by
    v1 or v2, also while v2 is switched off.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        include_output (bool | Unset): `true` adds `finalOutput`, once the run is completed.
        selected_outputs (str | Unset): Comma-separated outputs to add as `blockOutputs`: ids of
            blocks, each with a path behind a dot if wanted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimExecutionStatus]
    """

    kwargs = _get_kwargs(
        id=id,
        execution_id=execution_id,
        include_output=include_output,
        selected_outputs=selected_outputs,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    execution_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> SimErrorBody | SimExecutionStatus | None:
    """Look up a run of v1

     Today's servers only. A run is found by the `executionId` of its receipt or result, whether it was
    started by
    v1 or v2, also while v2 is switched off.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        include_output (bool | Unset): `true` adds `finalOutput`, once the run is completed.
        selected_outputs (str | Unset): Comma-separated outputs to add as `blockOutputs`: ids of
            blocks, each with a path behind a dot if wanted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimExecutionStatus
    """

    return (
        await asyncio_detailed(
            id=id,
            execution_id=execution_id,
            client=client,
            include_output=include_output,
            selected_outputs=selected_outputs,
        )
    ).parsed
