# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_async_receipt import SimAsyncReceipt
from ...models.sim_error_body import SimErrorBody
from ...models.sim_execution_resume import SimExecutionResume
from ...models.sim_execution_resume_request import SimExecutionResumeRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    execution_id: str,
    context_id: str,
    *,
    body: SimExecutionResumeRequest | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/resume/{id}/{execution_id}/{context_id}".format(
            id=quote(str(id), safe=""),
            execution_id=quote(str(execution_id), safe=""),
            context_id=quote(str(context_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimAsyncReceipt | SimErrorBody | SimExecutionResume | None:
    if response.status_code == 200:
        response_200 = SimExecutionResume.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = SimAsyncReceipt.from_dict(response.json())

        return response_202

    if response.status_code == 401:
        response_401 = SimErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 402:
        response_402 = SimErrorBody.from_dict(response.json())

        return response_402

    if response.status_code == 403:
        response_403 = SimErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = SimErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = SimErrorBody.from_dict(response.json())

        return response_409

    if response.status_code == 503:
        response_503 = SimErrorBody.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SimAsyncReceipt | SimErrorBody | SimExecutionResume]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    execution_id: str,
    context_id: str,
    *,
    client: AuthenticatedClient,
    body: SimExecutionResumeRequest | Unset = UNSET,
) -> Response[SimAsyncReceipt | SimErrorBody | SimExecutionResume]:
    """Resume a paused run of v1

     Today's servers only, also while v2 is switched off. A run goes on as it was started: one that was
    waited for is
    answered with its result, a stream with a stream, an async one with the receipt of a job. A resume
    behind
    another one of the same run is queued: 200, `status: queued` and no `success`.

    `executionId` and `X-Execution-Id` of the answer name the resuming, not the run, which stays under
    the id that
    was resumed.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        context_id (str): The pause to end: `contextId` of a pause point, or of
            `output.data._resume`.
        body (SimExecutionResumeRequest | Unset): What a paused run of v1 goes on with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimAsyncReceipt | SimErrorBody | SimExecutionResume]
    """

    kwargs = _get_kwargs(
        id=id,
        execution_id=execution_id,
        context_id=context_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    execution_id: str,
    context_id: str,
    *,
    client: AuthenticatedClient,
    body: SimExecutionResumeRequest | Unset = UNSET,
) -> SimAsyncReceipt | SimErrorBody | SimExecutionResume | None:
    """Resume a paused run of v1

     Today's servers only, also while v2 is switched off. A run goes on as it was started: one that was
    waited for is
    answered with its result, a stream with a stream, an async one with the receipt of a job. A resume
    behind
    another one of the same run is queued: 200, `status: queued` and no `success`.

    `executionId` and `X-Execution-Id` of the answer name the resuming, not the run, which stays under
    the id that
    was resumed.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        context_id (str): The pause to end: `contextId` of a pause point, or of
            `output.data._resume`.
        body (SimExecutionResumeRequest | Unset): What a paused run of v1 goes on with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimAsyncReceipt | SimErrorBody | SimExecutionResume
    """

    return sync_detailed(
        id=id,
        execution_id=execution_id,
        context_id=context_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: str,
    execution_id: str,
    context_id: str,
    *,
    client: AuthenticatedClient,
    body: SimExecutionResumeRequest | Unset = UNSET,
) -> Response[SimAsyncReceipt | SimErrorBody | SimExecutionResume]:
    """Resume a paused run of v1

     Today's servers only, also while v2 is switched off. A run goes on as it was started: one that was
    waited for is
    answered with its result, a stream with a stream, an async one with the receipt of a job. A resume
    behind
    another one of the same run is queued: 200, `status: queued` and no `success`.

    `executionId` and `X-Execution-Id` of the answer name the resuming, not the run, which stays under
    the id that
    was resumed.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        context_id (str): The pause to end: `contextId` of a pause point, or of
            `output.data._resume`.
        body (SimExecutionResumeRequest | Unset): What a paused run of v1 goes on with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimAsyncReceipt | SimErrorBody | SimExecutionResume]
    """

    kwargs = _get_kwargs(
        id=id,
        execution_id=execution_id,
        context_id=context_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    execution_id: str,
    context_id: str,
    *,
    client: AuthenticatedClient,
    body: SimExecutionResumeRequest | Unset = UNSET,
) -> SimAsyncReceipt | SimErrorBody | SimExecutionResume | None:
    """Resume a paused run of v1

     Today's servers only, also while v2 is switched off. A run goes on as it was started: one that was
    waited for is
    answered with its result, a stream with a stream, an async one with the receipt of a job. A resume
    behind
    another one of the same run is queued: 200, `status: queued` and no `success`.

    `executionId` and `X-Execution-Id` of the answer name the resuming, not the run, which stays under
    the id that
    was resumed.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        execution_id (str): The run's id: a UUID, or what the caller sent as X-Execution-Id or
            X-Run-Id.
        context_id (str): The pause to end: `contextId` of a pause point, or of
            `output.data._resume`.
        body (SimExecutionResumeRequest | Unset): What a paused run of v1 goes on with.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimAsyncReceipt | SimErrorBody | SimExecutionResume
    """

    return (
        await asyncio_detailed(
            id=id,
            execution_id=execution_id,
            context_id=context_id,
            client=client,
            body=body,
        )
    ).parsed
