# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sandbox_error_body import SandboxErrorBody
from ...models.sandbox_run_jupyter_request import SandboxRunJupyterRequest
from ...models.sandbox_run_jupyter_response import SandboxRunJupyterResponse
from ...models.sandbox_server_error import SandboxServerError
from ...models.sandbox_validation_error import SandboxValidationError
from ...types import Response


def _get_kwargs(
    *,
    body: SandboxRunJupyterRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/run_jupyter",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Any
    | SandboxErrorBody
    | SandboxRunJupyterResponse
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    if response.status_code == 200:
        response_200 = SandboxRunJupyterResponse.from_dict(response.json())

        return response_200

    if response.status_code == 307:
        response_307 = cast(Any, None)
        return response_307

    if response.status_code == 400:
        response_400 = SandboxErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 404:
        response_404 = SandboxErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 405:
        response_405 = SandboxErrorBody.from_dict(response.json())

        return response_405

    if response.status_code == 422:
        response_422 = SandboxValidationError.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = response.text
        return response_429

    if response.status_code == 500:
        response_500 = SandboxServerError.from_dict(response.json())

        return response_500

    if response.status_code == 502:
        response_502 = response.text
        return response_502

    if response.status_code == 503:
        response_503 = response.text
        return response_503

    if response.status_code == 504:
        response_504 = response.text
        return response_504

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    Any
    | SandboxErrorBody
    | SandboxRunJupyterResponse
    | SandboxServerError
    | SandboxValidationError
    | str
]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxRunJupyterRequest,
) -> Response[
    Any
    | SandboxErrorBody
    | SandboxRunJupyterResponse
    | SandboxServerError
    | SandboxValidationError
    | str
]:
    """Run the cells of a notebook

     Runs the cells one after another in one kernel. A cell that raises does not stop those after it, and
    the status is
    `Success` all the same: look at each cell's `error`. `Failed` says that the notebook did not come to
    its end; then
    there are no cells and no files. The kernel is ended ten seconds after `total_timeout`.
    `cell_timeout` and
    `memory_limit_MB` are accepted and do nothing.

    Args:
        body (SandboxRunJupyterRequest): A notebook to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxRunJupyterResponse | SandboxServerError | SandboxValidationError | str]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxRunJupyterRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxRunJupyterResponse
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    """Run the cells of a notebook

     Runs the cells one after another in one kernel. A cell that raises does not stop those after it, and
    the status is
    `Success` all the same: look at each cell's `error`. `Failed` says that the notebook did not come to
    its end; then
    there are no cells and no files. The kernel is ended ten seconds after `total_timeout`.
    `cell_timeout` and
    `memory_limit_MB` are accepted and do nothing.

    Args:
        body (SandboxRunJupyterRequest): A notebook to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxRunJupyterResponse | SandboxServerError | SandboxValidationError | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxRunJupyterRequest,
) -> Response[
    Any
    | SandboxErrorBody
    | SandboxRunJupyterResponse
    | SandboxServerError
    | SandboxValidationError
    | str
]:
    """Run the cells of a notebook

     Runs the cells one after another in one kernel. A cell that raises does not stop those after it, and
    the status is
    `Success` all the same: look at each cell's `error`. `Failed` says that the notebook did not come to
    its end; then
    there are no cells and no files. The kernel is ended ten seconds after `total_timeout`.
    `cell_timeout` and
    `memory_limit_MB` are accepted and do nothing.

    Args:
        body (SandboxRunJupyterRequest): A notebook to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxRunJupyterResponse | SandboxServerError | SandboxValidationError | str]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxRunJupyterRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxRunJupyterResponse
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    """Run the cells of a notebook

     Runs the cells one after another in one kernel. A cell that raises does not stop those after it, and
    the status is
    `Success` all the same: look at each cell's `error`. `Failed` says that the notebook did not come to
    its end; then
    there are no cells and no files. The kernel is ended ten seconds after `total_timeout`.
    `cell_timeout` and
    `memory_limit_MB` are accepted and do nothing.

    Args:
        body (SandboxRunJupyterRequest): A notebook to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxRunJupyterResponse | SandboxServerError | SandboxValidationError | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
