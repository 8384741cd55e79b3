# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_run_envelope import SimRunEnvelope
from ...models.sim_v2_error import SimV2Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    run_id: str,
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
        "url": "/api/v2/workflows/{id}/runs/{run_id}".format(
            id=quote(str(id), safe=""),
            run_id=quote(str(run_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimRunEnvelope | SimV2Error | None:
    if response.status_code == 200:
        response_200 = SimRunEnvelope.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = SimV2Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = SimV2Error.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = SimV2Error.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = SimV2Error.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = SimV2Error.from_dict(response.json())

        return response_409

    if response.status_code == 429:
        response_429 = SimV2Error.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = SimV2Error.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = SimV2Error.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SimRunEnvelope | SimV2Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> Response[SimRunEnvelope | SimV2Error]:
    """Tell how a run is, sync or async

     A run has ended when its status is completed, failed or cancelled. `paused` waits to be resumed,
    `redacting`
    passes by itself.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        include_output (bool | Unset): Fill `output` once the run is completed. The server's
            default is false.
        selected_outputs (str | Unset): Comma-separated `blockId` or `blockId.path`: the blocks
            whose outputs to fill into `blockOutputs`. Ids only; a block's *name*, which execute
            takes, selects nothing here.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        run_id=run_id,
        include_output=include_output,
        selected_outputs=selected_outputs,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> SimRunEnvelope | SimV2Error | None:
    """Tell how a run is, sync or async

     A run has ended when its status is completed, failed or cancelled. `paused` waits to be resumed,
    `redacting`
    passes by itself.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        include_output (bool | Unset): Fill `output` once the run is completed. The server's
            default is false.
        selected_outputs (str | Unset): Comma-separated `blockId` or `blockId.path`: the blocks
            whose outputs to fill into `blockOutputs`. Ids only; a block's *name*, which execute
            takes, selects nothing here.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunEnvelope | SimV2Error
    """

    return sync_detailed(
        id=id,
        run_id=run_id,
        client=client,
        include_output=include_output,
        selected_outputs=selected_outputs,
    ).parsed


async def asyncio_detailed(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> Response[SimRunEnvelope | SimV2Error]:
    """Tell how a run is, sync or async

     A run has ended when its status is completed, failed or cancelled. `paused` waits to be resumed,
    `redacting`
    passes by itself.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        include_output (bool | Unset): Fill `output` once the run is completed. The server's
            default is false.
        selected_outputs (str | Unset): Comma-separated `blockId` or `blockId.path`: the blocks
            whose outputs to fill into `blockOutputs`. Ids only; a block's *name*, which execute
            takes, selects nothing here.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        run_id=run_id,
        include_output=include_output,
        selected_outputs=selected_outputs,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
    include_output: bool | Unset = UNSET,
    selected_outputs: str | Unset = UNSET,
) -> SimRunEnvelope | SimV2Error | None:
    """Tell how a run is, sync or async

     A run has ended when its status is completed, failed or cancelled. `paused` waits to be resumed,
    `redacting`
    passes by itself.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        include_output (bool | Unset): Fill `output` once the run is completed. The server's
            default is false.
        selected_outputs (str | Unset): Comma-separated `blockId` or `blockId.path`: the blocks
            whose outputs to fill into `blockOutputs`. Ids only; a block's *name*, which execute
            takes, selects nothing here.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunEnvelope | SimV2Error
    """

    return (
        await asyncio_detailed(
            id=id,
            run_id=run_id,
            client=client,
            include_output=include_output,
            selected_outputs=selected_outputs,
        )
    ).parsed
