# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_error_body import SimErrorBody
from ...models.sim_job_status import SimJobStatus
from ...types import Response


def _get_kwargs(
    task_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/jobs/{task_id}".format(
            task_id=quote(str(task_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimErrorBody | SimJobStatus | None:
    if response.status_code == 200:
        response_200 = SimJobStatus.from_dict(response.json())

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

    if response.status_code == 500:
        response_500 = SimErrorBody.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SimErrorBody | SimJobStatus]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[SimErrorBody | SimJobStatus]:
    """Tell how far an async run is

     A job has ended when its status is completed, failed or cancelled; anything else, also a value this
    document
    does not know, means that it goes on. Poll with a limit of your own: documented servers report
    `unknown` for
    as long as the queue is in a state they don't map.

    On documented servers a workflow that failed is a *completed* job whose `output.success` is false,
    without
    an error text; `failed` means that the job crashed. Today a failed workflow is a failed job.

    A job whose run waits for a person is completed, and stays so: `output.output.data._resume` tells.
    The run goes
    on under its own id, `output.executionId`, and is looked up there (`getRun`).

    Args:
        task_id (str): The `taskId` or `jobId` of an async receipt.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimJobStatus]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> SimErrorBody | SimJobStatus | None:
    """Tell how far an async run is

     A job has ended when its status is completed, failed or cancelled; anything else, also a value this
    document
    does not know, means that it goes on. Poll with a limit of your own: documented servers report
    `unknown` for
    as long as the queue is in a state they don't map.

    On documented servers a workflow that failed is a *completed* job whose `output.success` is false,
    without
    an error text; `failed` means that the job crashed. Today a failed workflow is a failed job.

    A job whose run waits for a person is completed, and stays so: `output.output.data._resume` tells.
    The run goes
    on under its own id, `output.executionId`, and is looked up there (`getRun`).

    Args:
        task_id (str): The `taskId` or `jobId` of an async receipt.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimJobStatus
    """

    return sync_detailed(
        task_id=task_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[SimErrorBody | SimJobStatus]:
    """Tell how far an async run is

     A job has ended when its status is completed, failed or cancelled; anything else, also a value this
    document
    does not know, means that it goes on. Poll with a limit of your own: documented servers report
    `unknown` for
    as long as the queue is in a state they don't map.

    On documented servers a workflow that failed is a *completed* job whose `output.success` is false,
    without
    an error text; `failed` means that the job crashed. Today a failed workflow is a failed job.

    A job whose run waits for a person is completed, and stays so: `output.output.data._resume` tells.
    The run goes
    on under its own id, `output.executionId`, and is looked up there (`getRun`).

    Args:
        task_id (str): The `taskId` or `jobId` of an async receipt.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimErrorBody | SimJobStatus]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> SimErrorBody | SimJobStatus | None:
    """Tell how far an async run is

     A job has ended when its status is completed, failed or cancelled; anything else, also a value this
    document
    does not know, means that it goes on. Poll with a limit of your own: documented servers report
    `unknown` for
    as long as the queue is in a state they don't map.

    On documented servers a workflow that failed is a *completed* job whose `output.success` is false,
    without
    an error text; `failed` means that the job crashed. Today a failed workflow is a failed job.

    A job whose run waits for a person is completed, and stays so: `output.output.data._resume` tells.
    The run goes
    on under its own id, `output.executionId`, and is looked up there (`getRun`).

    Args:
        task_id (str): The `taskId` or `jobId` of an async receipt.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimErrorBody | SimJobStatus
    """

    return (
        await asyncio_detailed(
            task_id=task_id,
            client=client,
        )
    ).parsed
