# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sandbox_error_body import SandboxErrorBody
from ...models.sandbox_get_prompts_request import SandboxGetPromptsRequest
from ...models.sandbox_server_error import SandboxServerError
from ...models.sandbox_validation_error import SandboxValidationError
from ...types import Response


def _get_kwargs(
    *,
    body: SandboxGetPromptsRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/list_ids",
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
    | SandboxServerError
    | SandboxValidationError
    | list[int | str]
    | str
    | None
):
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for componentsschemas_sandbox_id_list_item_data in _response_200:

            def _parse_componentsschemas_sandbox_id_list_item(data: object) -> int | str:
                return cast(int | str, data)

            componentsschemas_sandbox_id_list_item = _parse_componentsschemas_sandbox_id_list_item(
                componentsschemas_sandbox_id_list_item_data
            )

            response_200.append(componentsschemas_sandbox_id_list_item)

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
    Any | SandboxErrorBody | SandboxServerError | SandboxValidationError | list[int | str] | str
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
    body: SandboxGetPromptsRequest,
) -> Response[
    Any | SandboxErrorBody | SandboxServerError | SandboxValidationError | list[int | str] | str
]:
    """List the ids of a dataset's problems

     `offset` and `limit` choose a part; a negative limit means all, an offset behind the end gives an
    empty list. With
    `config.provided_data` (a list) both are ignored.

    Args:
        body (SandboxGetPromptsRequest): A dataset, and which part of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxServerError | SandboxValidationError | list[int | str] | str]
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
    body: SandboxGetPromptsRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxServerError
    | SandboxValidationError
    | list[int | str]
    | str
    | None
):
    """List the ids of a dataset's problems

     `offset` and `limit` choose a part; a negative limit means all, an offset behind the end gives an
    empty list. With
    `config.provided_data` (a list) both are ignored.

    Args:
        body (SandboxGetPromptsRequest): A dataset, and which part of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxServerError | SandboxValidationError | list[int | str] | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxGetPromptsRequest,
) -> Response[
    Any | SandboxErrorBody | SandboxServerError | SandboxValidationError | list[int | str] | str
]:
    """List the ids of a dataset's problems

     `offset` and `limit` choose a part; a negative limit means all, an offset behind the end gives an
    empty list. With
    `config.provided_data` (a list) both are ignored.

    Args:
        body (SandboxGetPromptsRequest): A dataset, and which part of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxServerError | SandboxValidationError | list[int | str] | str]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxGetPromptsRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxServerError
    | SandboxValidationError
    | list[int | str]
    | str
    | None
):
    """List the ids of a dataset's problems

     `offset` and `limit` choose a part; a negative limit means all, an offset behind the end gives an
    empty list. With
    `config.provided_data` (a list) both are ignored.

    Args:
        body (SandboxGetPromptsRequest): A dataset, and which part of it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxServerError | SandboxValidationError | list[int | str] | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
