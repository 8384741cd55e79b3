# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_error import DifyError
from ...models.dify_workflow_run import DifyWorkflowRun
from ...types import Response


def _get_kwargs(
    workflow_run_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/workflows/run/{workflow_run_id}".format(
            workflow_run_id=quote(str(workflow_run_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyError | DifyWorkflowRun | None:
    if response.status_code == 200:
        response_200 = DifyWorkflowRun.from_dict(response.json())

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
        response_404 = DifyError.from_dict(response.json())

        return response_404

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyError | DifyWorkflowRun]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[DifyError | DifyWorkflowRun]:
    """Tell how a run is

     Any run of the app, whoever started it; on documented servers any run of the workspace. The
    documented page
    calls the parameter `workflow_id`; it is the run's id, a UUID in either case of letters. Any other
    text is
    500 `unknown`. Today the app may be an `advanced-chat` one as well.

    Documented servers answer 200 with nulls and two zeros for a run that they don't know; today's
    answer 404.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyWorkflowRun]
    """

    kwargs = _get_kwargs(
        workflow_run_id=workflow_run_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
) -> DifyError | DifyWorkflowRun | None:
    """Tell how a run is

     Any run of the app, whoever started it; on documented servers any run of the workspace. The
    documented page
    calls the parameter `workflow_id`; it is the run's id, a UUID in either case of letters. Any other
    text is
    500 `unknown`. Today the app may be an `advanced-chat` one as well.

    Documented servers answer 200 with nulls and two zeros for a run that they don't know; today's
    answer 404.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyWorkflowRun
    """

    return sync_detailed(
        workflow_run_id=workflow_run_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[DifyError | DifyWorkflowRun]:
    """Tell how a run is

     Any run of the app, whoever started it; on documented servers any run of the workspace. The
    documented page
    calls the parameter `workflow_id`; it is the run's id, a UUID in either case of letters. Any other
    text is
    500 `unknown`. Today the app may be an `advanced-chat` one as well.

    Documented servers answer 200 with nulls and two zeros for a run that they don't know; today's
    answer 404.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyWorkflowRun]
    """

    kwargs = _get_kwargs(
        workflow_run_id=workflow_run_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
) -> DifyError | DifyWorkflowRun | None:
    """Tell how a run is

     Any run of the app, whoever started it; on documented servers any run of the workspace. The
    documented page
    calls the parameter `workflow_id`; it is the run's id, a UUID in either case of letters. Any other
    text is
    500 `unknown`. Today the app may be an `advanced-chat` one as well.

    Documented servers answer 200 with nulls and two zeros for a run that they don't know; today's
    answer 404.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyWorkflowRun
    """

    return (
        await asyncio_detailed(
            workflow_run_id=workflow_run_id,
            client=client,
        )
    ).parsed
