# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_resume_request import SimResumeRequest
from ...models.sim_run_receipt_envelope import SimRunReceiptEnvelope
from ...models.sim_run_result_envelope import SimRunResultEnvelope
from ...models.sim_v2_error import SimV2Error
from ...types import Response


def _get_kwargs(
    id: str,
    run_id: str,
    *,
    body: SimResumeRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/workflows/{id}/runs/{run_id}/resume".format(
            id=quote(str(id), safe=""),
            run_id=quote(str(run_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error | None:
    if response.status_code == 200:
        response_200 = SimRunResultEnvelope.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = SimRunReceiptEnvelope.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = SimV2Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = SimV2Error.from_dict(response.json())

        return response_401

    if response.status_code == 402:
        response_402 = SimV2Error.from_dict(response.json())

        return response_402

    if response.status_code == 403:
        response_403 = SimV2Error.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = SimV2Error.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = SimV2Error.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = SimV2Error.from_dict(response.json())

        return response_413

    if response.status_code == 423:
        response_423 = SimV2Error.from_dict(response.json())

        return response_423

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
) -> Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]:
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
    body: SimResumeRequest,
) -> Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]:
    """Resume a paused run

     Answers with the run's result when it runs on at once, with a receipt when it is queued.

    `runId`, `X-Run-Id` and `statusUrl` of the answer name the resuming, not the run: GET on them is a
    404, also
    after the end. The run stays under the id that was resumed. There it reads `paused` with
    `paused.contextId`
    null while the resuming is under way, for up to ten seconds, and then goes on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        body (SimResumeRequest): Which pause to end, and what to hand to the block that waits. A
            field not named here is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        run_id=run_id,
        body=body,
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
    body: SimResumeRequest,
) -> SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error | None:
    """Resume a paused run

     Answers with the run's result when it runs on at once, with a receipt when it is queued.

    `runId`, `X-Run-Id` and `statusUrl` of the answer name the resuming, not the run: GET on them is a
    404, also
    after the end. The run stays under the id that was resumed. There it reads `paused` with
    `paused.contextId`
    null while the resuming is under way, for up to ten seconds, and then goes on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        body (SimResumeRequest): Which pause to end, and what to hand to the block that waits. A
            field not named here is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error
    """

    return sync_detailed(
        id=id,
        run_id=run_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
    body: SimResumeRequest,
) -> Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]:
    """Resume a paused run

     Answers with the run's result when it runs on at once, with a receipt when it is queued.

    `runId`, `X-Run-Id` and `statusUrl` of the answer name the resuming, not the run: GET on them is a
    404, also
    after the end. The run stays under the id that was resumed. There it reads `paused` with
    `paused.contextId`
    null while the resuming is under way, for up to ten seconds, and then goes on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        body (SimResumeRequest): Which pause to end, and what to hand to the block that waits. A
            field not named here is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        run_id=run_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    run_id: str,
    *,
    client: AuthenticatedClient,
    body: SimResumeRequest,
) -> SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error | None:
    """Resume a paused run

     Answers with the run's result when it runs on at once, with a receipt when it is queued.

    `runId`, `X-Run-Id` and `statusUrl` of the answer name the resuming, not the run: GET on them is a
    404, also
    after the end. The run stays under the id that was resumed. There it reads `paused` with
    `paused.contextId`
    null while the resuming is under way, for up to ten seconds, and then goes on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        run_id (str): The run's id: a UUID, or what the caller sent as X-Run-Id.
        body (SimResumeRequest): Which pause to end, and what to hand to the block that waits. A
            field not named here is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error
    """

    return (
        await asyncio_detailed(
            id=id,
            run_id=run_id,
            client=client,
            body=body,
        )
    ).parsed
