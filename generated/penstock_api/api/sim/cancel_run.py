# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_run_cancellation_envelope import SimRunCancellationEnvelope
from ...models.sim_v2_error import SimV2Error
from ...types import Response


def _get_kwargs(
    id: str,
    run_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/workflows/{id}/runs/{run_id}/cancel".format(
            id=quote(str(id), safe=""),
            run_id=quote(str(run_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimRunCancellationEnvelope | SimV2Error | None:
    if response.status_code == 200:
        response_200 = SimRunCancellationEnvelope.from_dict(response.json())

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
) -> Response[SimRunCancellationEnvelope | SimV2Error]:
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
) -> Response[SimRunCancellationEnvelope | SimV2Error]:
    """Cancel a run

     A body is not read. A run that has ended already is answered with success and a reason
    `already_...`, but with
    `success: false` and `redis_unavailable` by a server without Redis: look at the run before believing
    that. Such a
    server cancels a run under way all the same, and says `recorded`.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunCancellationEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        run_id=run_id,
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
) -> SimRunCancellationEnvelope | SimV2Error | None:
    """Cancel a run

     A body is not read. A run that has ended already is answered with success and a reason
    `already_...`, but with
    `success: false` and `redis_unavailable` by a server without Redis: look at the run before believing
    that. Such a
    server cancels a run under way all the same, and says `recorded`.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunCancellationEnvelope | SimV2Error
    """

    return sync_detailed(
        id=id,
        run_id=run_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[SimRunCancellationEnvelope | SimV2Error]:
    """Cancel a run

     A body is not read. A run that has ended already is answered with success and a reason
    `already_...`, but with
    `success: false` and `redis_unavailable` by a server without Redis: look at the run before believing
    that. Such a
    server cancels a run under way all the same, and says `recorded`.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunCancellationEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        run_id=run_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
) -> SimRunCancellationEnvelope | SimV2Error | None:
    """Cancel a run

     A body is not read. A run that has ended already is answered with success and a reason
    `already_...`, but with
    `success: false` and `redis_unavailable` by a server without Redis: look at the run before believing
    that. Such a
    server cancels a run under way all the same, and says `recorded`.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunCancellationEnvelope | SimV2Error
    """

    return (
        await asyncio_detailed(
            id=id,
            run_id=run_id,
            client=client,
        )
    ).parsed
