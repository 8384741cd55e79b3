# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_error_body import SimErrorBody
from ...models.sim_paused_execution import SimPausedExecution
from ...types import Response


def _get_kwargs(
    id: str,
    execution_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/workflows/{id}/paused/{execution_id}".format(
            id=quote(str(id), safe=""),
            execution_id=quote(str(execution_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimErrorBody | SimPausedExecution | None:
    if response.status_code == 200:
        response_200 = SimPausedExecution.from_dict(response.json())

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

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SimErrorBody | SimPausedExecution]:
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
) -> Response[SimErrorBody | SimPausedExecution]:
    """Look up a paused run

     Today's servers only, also while v2 is switched off. As in the list, and with what is needed to go
    on and the
    resumes that were asked for. A run whose pauses are all over is found here, too. `GET` of
    `/api/resume/{id}/{executionId}` answers the same.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimPausedExecution]
    """

    kwargs = _get_kwargs(
        id=id,
        execution_id=execution_id,
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
) -> SimErrorBody | SimPausedExecution | None:
    """Look up a paused run

     Today's servers only, also while v2 is switched off. As in the list, and with what is needed to go
    on and the
    resumes that were asked for. A run whose pauses are all over is found here, too. `GET` of
    `/api/resume/{id}/{executionId}` answers the same.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimPausedExecution
    """

    return sync_detailed(
        id=id,
        execution_id=execution_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    execution_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[SimErrorBody | SimPausedExecution]:
    """Look up a paused run

     Today's servers only, also while v2 is switched off. As in the list, and with what is needed to go
    on and the
    resumes that were asked for. A run whose pauses are all over is found here, too. `GET` of
    `/api/resume/{id}/{executionId}` answers the same.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimPausedExecution]
    """

    kwargs = _get_kwargs(
        id=id,
        execution_id=execution_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    execution_id: str,
    *,
    client: AuthenticatedClient,
) -> SimErrorBody | SimPausedExecution | None:
    """Look up a paused run

     Today's servers only, also while v2 is switched off. As in the list, and with what is needed to go
    on and the
    resumes that were asked for. A run whose pauses are all over is found here, too. `GET` of
    `/api/resume/{id}/{executionId}` answers the same.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimPausedExecution
    """

    return (
        await asyncio_detailed(
            id=id,
            execution_id=execution_id,
            client=client,
        )
    ).parsed
