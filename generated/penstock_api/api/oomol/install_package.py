# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.oomol_error_body import OomolErrorBody
from ...models.oomol_install_package_request import OomolInstallPackageRequest
from ...models.oomol_install_receipt import OomolInstallReceipt
from ...types import Response


def _get_kwargs(
    *,
    body: OomolInstallPackageRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/packages/install",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OomolErrorBody | OomolInstallReceipt | None:
    if response.status_code == 200:
        response_200 = OomolInstallReceipt.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = OomolErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = OomolErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = OomolErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = OomolErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = OomolErrorBody.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = OomolErrorBody.from_dict(response.json())

        return response_500

    if response.status_code == 502:
        response_502 = OomolErrorBody.from_dict(response.json())

        return response_502

    if response.status_code == 503:
        response_503 = OomolErrorBody.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[OomolErrorBody | OomolInstallReceipt]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: OomolInstallPackageRequest,
) -> Response[OomolErrorBody | OomolInstallReceipt]:
    """Install a package

     Begins to install a package and answers at once with the id to poll. A refusal comes with status 200
    and
    `success: false`, or with a 4xx. There is no way to cancel an installation.

    Args:
        body (OomolInstallPackageRequest): A package to install.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | OomolInstallReceipt]
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
    client: AuthenticatedClient,
    body: OomolInstallPackageRequest,
) -> OomolErrorBody | OomolInstallReceipt | None:
    """Install a package

     Begins to install a package and answers at once with the id to poll. A refusal comes with status 200
    and
    `success: false`, or with a 4xx. There is no way to cancel an installation.

    Args:
        body (OomolInstallPackageRequest): A package to install.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | OomolInstallReceipt
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: OomolInstallPackageRequest,
) -> Response[OomolErrorBody | OomolInstallReceipt]:
    """Install a package

     Begins to install a package and answers at once with the id to poll. A refusal comes with status 200
    and
    `success: false`, or with a 4xx. There is no way to cancel an installation.

    Args:
        body (OomolInstallPackageRequest): A package to install.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | OomolInstallReceipt]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: OomolInstallPackageRequest,
) -> OomolErrorBody | OomolInstallReceipt | None:
    """Install a package

     Begins to install a package and answers at once with the id to poll. A refusal comes with status 200
    and
    `success: false`, or with a 4xx. There is no way to cancel an installation.

    Args:
        body (OomolInstallPackageRequest): A package to install.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | OomolInstallReceipt
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
