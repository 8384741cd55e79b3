# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_app_parameters import DifyAppParameters
from ...models.dify_error import DifyError
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    user: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["user"] = user

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/parameters",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyAppParameters | DifyError | str | None:
    if response.status_code == 200:
        response_200 = DifyAppParameters.from_dict(response.json())

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

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyAppParameters | DifyError | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    user: str | Unset = UNSET,
) -> Response[DifyAppParameters | DifyError | str]:
    """Tell which inputs and files the app takes

    Args:
        user (str | Unset): As on the documented page; no server reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyAppParameters | DifyError | str]
    """

    kwargs = _get_kwargs(
        user=user,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    user: str | Unset = UNSET,
) -> DifyAppParameters | DifyError | str | None:
    """Tell which inputs and files the app takes

    Args:
        user (str | Unset): As on the documented page; no server reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyAppParameters | DifyError | str
    """

    return sync_detailed(
        client=client,
        user=user,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    user: str | Unset = UNSET,
) -> Response[DifyAppParameters | DifyError | str]:
    """Tell which inputs and files the app takes

    Args:
        user (str | Unset): As on the documented page; no server reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyAppParameters | DifyError | str]
    """

    kwargs = _get_kwargs(
        user=user,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    user: str | Unset = UNSET,
) -> DifyAppParameters | DifyError | str | None:
    """Tell which inputs and files the app takes

    Args:
        user (str | Unset): As on the documented page; no server reads it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyAppParameters | DifyError | str
    """

    return (
        await asyncio_detailed(
            client=client,
            user=user,
        )
    ).parsed
