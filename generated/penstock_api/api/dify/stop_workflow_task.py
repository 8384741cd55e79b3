# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_error import DifyError
from ...models.dify_stop_request import DifyStopRequest
from ...models.dify_stop_result import DifyStopResult
from ...types import Response


def _get_kwargs(
    task_id: str,
    *,
    body: DifyStopRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/workflows/tasks/{task_id}/stop".format(
            task_id=quote(str(task_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyError | DifyStopResult | str | None:
    if response.status_code == 200:
        response_200 = DifyStopResult.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = DifyError.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = DifyError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = DifyError.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = response.text
        return response_404

    if response.status_code == 415:
        response_415 = DifyError.from_dict(response.json())

        return response_415

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyError | DifyStopResult | str]:
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
    body: DifyStopRequest,
) -> Response[DifyError | DifyStopResult | str]:
    """Ask a streamed run to stop

     Always a success, also for a task that nobody knows or that has ended, and for a run's id. The run
    stops some
    time later: its stream then ends with `workflow_finished`, whose status is `stopped` on documented
    servers.
    Today it is mostly `failed` with the error `Aborted: User requested stop`, and sometimes `stopped`,
    while the
    run itself and the log call both `stopped`.

    Documented servers did nothing, and said so to nobody, when `user` was not the one that had started
    the run;
    today's stop it for any user.

    Args:
        task_id (str): The task, from the live frames of a run's stream. It is not the run's id,
            which some frames of `streamWorkflowEvents` have in its place: that is a success as well,
            and stops nothing.
        body (DifyStopRequest): Who asks.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyStopResult | str]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    task_id: str,
    *,
    client: AuthenticatedClient,
    body: DifyStopRequest,
) -> DifyError | DifyStopResult | str | None:
    """Ask a streamed run to stop

     Always a success, also for a task that nobody knows or that has ended, and for a run's id. The run
    stops some
    time later: its stream then ends with `workflow_finished`, whose status is `stopped` on documented
    servers.
    Today it is mostly `failed` with the error `Aborted: User requested stop`, and sometimes `stopped`,
    while the
    run itself and the log call both `stopped`.

    Documented servers did nothing, and said so to nobody, when `user` was not the one that had started
    the run;
    today's stop it for any user.

    Args:
        task_id (str): The task, from the live frames of a run's stream. It is not the run's id,
            which some frames of `streamWorkflowEvents` have in its place: that is a success as well,
            and stops nothing.
        body (DifyStopRequest): Who asks.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyStopResult | str
    """

    return sync_detailed(
        task_id=task_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    task_id: str,
    *,
    client: AuthenticatedClient,
    body: DifyStopRequest,
) -> Response[DifyError | DifyStopResult | str]:
    """Ask a streamed run to stop

     Always a success, also for a task that nobody knows or that has ended, and for a run's id. The run
    stops some
    time later: its stream then ends with `workflow_finished`, whose status is `stopped` on documented
    servers.
    Today it is mostly `failed` with the error `Aborted: User requested stop`, and sometimes `stopped`,
    while the
    run itself and the log call both `stopped`.

    Documented servers did nothing, and said so to nobody, when `user` was not the one that had started
    the run;
    today's stop it for any user.

    Args:
        task_id (str): The task, from the live frames of a run's stream. It is not the run's id,
            which some frames of `streamWorkflowEvents` have in its place: that is a success as well,
            and stops nothing.
        body (DifyStopRequest): Who asks.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyStopResult | str]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    task_id: str,
    *,
    client: AuthenticatedClient,
    body: DifyStopRequest,
) -> DifyError | DifyStopResult | str | None:
    """Ask a streamed run to stop

     Always a success, also for a task that nobody knows or that has ended, and for a run's id. The run
    stops some
    time later: its stream then ends with `workflow_finished`, whose status is `stopped` on documented
    servers.
    Today it is mostly `failed` with the error `Aborted: User requested stop`, and sometimes `stopped`,
    while the
    run itself and the log call both `stopped`.

    Documented servers did nothing, and said so to nobody, when `user` was not the one that had started
    the run;
    today's stop it for any user.

    Args:
        task_id (str): The task, from the live frames of a run's stream. It is not the run's id,
            which some frames of `streamWorkflowEvents` have in its place: that is a success as well,
            and stops nothing.
        body (DifyStopRequest): Who asks.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyStopResult | str
    """

    return (
        await asyncio_detailed(
            task_id=task_id,
            client=client,
            body=body,
        )
    ).parsed
