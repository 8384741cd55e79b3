# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sandbox_error_body import SandboxErrorBody
from ...models.sandbox_openapi_document import SandboxOpenapiDocument
from ...models.sandbox_server_error import SandboxServerError
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/openapi.json",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str | None:
    if response.status_code == 200:
        response_200 = SandboxOpenapiDocument.from_dict(response.json())

        return response_200

    if response.status_code == 307:
        response_307 = cast(Any, None)
        return response_307

    if response.status_code == 404:
        response_404 = SandboxErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 405:
        response_405 = SandboxErrorBody.from_dict(response.json())

        return response_405

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
) -> Response[Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str]:
    """Get the server's own OpenAPI document

     It has no servers and no security, and of the errors only 422.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str | None:
    """Get the server's own OpenAPI document

     It has no servers and no security, and of the errors only 422.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str]:
    """Get the server's own OpenAPI document

     It has no servers and no security, and of the errors only 422.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str | None:
    """Get the server's own OpenAPI document

     It has no servers and no security, and of the errors only 422.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxOpenapiDocument | SandboxServerError | str
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
