# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.oomol_applet import OomolApplet
from ...models.oomol_error_body import OomolErrorBody
from ...models.oomol_list_applets_request import OomolListAppletsRequest
from ...types import Response


def _get_kwargs(
    *,
    body: OomolListAppletsRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/rpc/listApplets",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OomolErrorBody | list[OomolApplet] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = OomolApplet.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

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
) -> Response[OomolErrorBody | list[OomolApplet]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: OomolListAppletsRequest,
) -> Response[OomolErrorBody | list[OomolApplet]]:
    """List the user's applets

     Every applet of the token's user, as a bare list. Running one is the client's work: the applet's
    presets and the
    user's inputs together, the user's first, become an ordinary task of the block `package::blockName`,
    where the
    package is `packageId` without its version.

    Args:
        body (OomolListAppletsRequest): Always empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | list[OomolApplet]]
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
    body: OomolListAppletsRequest,
) -> OomolErrorBody | list[OomolApplet] | None:
    """List the user's applets

     Every applet of the token's user, as a bare list. Running one is the client's work: the applet's
    presets and the
    user's inputs together, the user's first, become an ordinary task of the block `package::blockName`,
    where the
    package is `packageId` without its version.

    Args:
        body (OomolListAppletsRequest): Always empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | list[OomolApplet]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: OomolListAppletsRequest,
) -> Response[OomolErrorBody | list[OomolApplet]]:
    """List the user's applets

     Every applet of the token's user, as a bare list. Running one is the client's work: the applet's
    presets and the
    user's inputs together, the user's first, become an ordinary task of the block `package::blockName`,
    where the
    package is `packageId` without its version.

    Args:
        body (OomolListAppletsRequest): Always empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | list[OomolApplet]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: OomolListAppletsRequest,
) -> OomolErrorBody | list[OomolApplet] | None:
    """List the user's applets

     Every applet of the token's user, as a bare list. Running one is the client's work: the applet's
    presets and the
    user's inputs together, the user's first, become an ordinary task of the block `package::blockName`,
    where the
    package is `packageId` without its version.

    Args:
        body (OomolListAppletsRequest): Always empty.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | list[OomolApplet]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
