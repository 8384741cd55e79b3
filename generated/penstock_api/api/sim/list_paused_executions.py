# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_error_body import SimErrorBody
from ...models.sim_paused_execution_list import SimPausedExecutionList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    status: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["status"] = status

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/workflows/{id}/paused".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimErrorBody | SimPausedExecutionList | None:
    if response.status_code == 200:
        response_200 = SimPausedExecutionList.from_dict(response.json())

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
) -> Response[SimErrorBody | SimPausedExecutionList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
) -> Response[SimErrorBody | SimPausedExecutionList]:
    """List the paused runs of a workflow

     Today's servers only, also while v2 is switched off. All of them at once, the newest first. A run
    that waits for
    a time, and for no person, is not among them.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (str | Unset): Comma-separated statuses of the paused runs to list, such as
            `paused,partially_resumed`; all when empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimPausedExecutionList]
    """

    kwargs = _get_kwargs(
        id=id,
        status=status,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
) -> SimErrorBody | SimPausedExecutionList | None:
    """List the paused runs of a workflow

     Today's servers only, also while v2 is switched off. All of them at once, the newest first. A run
    that waits for
    a time, and for no person, is not among them.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (str | Unset): Comma-separated statuses of the paused runs to list, such as
            `paused,partially_resumed`; all when empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimPausedExecutionList
    """

    return sync_detailed(
        id=id,
        client=client,
        status=status,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
) -> Response[SimErrorBody | SimPausedExecutionList]:
    """List the paused runs of a workflow

     Today's servers only, also while v2 is switched off. All of them at once, the newest first. A run
    that waits for
    a time, and for no person, is not among them.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (str | Unset): Comma-separated statuses of the paused runs to list, such as
            `paused,partially_resumed`; all when empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimPausedExecutionList]
    """

    kwargs = _get_kwargs(
        id=id,
        status=status,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
) -> SimErrorBody | SimPausedExecutionList | None:
    """List the paused runs of a workflow

     Today's servers only, also while v2 is switched off. All of them at once, the newest first. A run
    that waits for
    a time, and for no person, is not among them.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        status (str | Unset): Comma-separated statuses of the paused runs to list, such as
            `paused,partially_resumed`; all when empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimPausedExecutionList
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            status=status,
        )
    ).parsed
