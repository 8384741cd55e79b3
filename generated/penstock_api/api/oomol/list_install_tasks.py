# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.oomol_error_body import OomolErrorBody
from ...models.oomol_install_task_list import OomolInstallTaskList
from ...models.oomol_refusal import OomolRefusal
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/packages/install",
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OomolErrorBody | OomolInstallTaskList | OomolRefusal | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> OomolInstallTaskList | OomolRefusal:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_oomol_install_task_list_reply_type_0 = (
                    OomolInstallTaskList.from_dict(data)
                )

                return componentsschemas_oomol_install_task_list_reply_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_oomol_install_task_list_reply_type_1 = OomolRefusal.from_dict(data)

            return componentsschemas_oomol_install_task_list_reply_type_1

        response_200 = _parse_response_200(response.json())

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
) -> Response[OomolErrorBody | OomolInstallTaskList | OomolRefusal]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[OomolErrorBody | OomolInstallTaskList | OomolRefusal]:
    """List all install tasks

     Every installation, in no promised order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | OomolInstallTaskList | OomolRefusal]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
) -> OomolErrorBody | OomolInstallTaskList | OomolRefusal | None:
    """List all install tasks

     Every installation, in no promised order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | OomolInstallTaskList | OomolRefusal
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[OomolErrorBody | OomolInstallTaskList | OomolRefusal]:
    """List all install tasks

     Every installation, in no promised order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | OomolInstallTaskList | OomolRefusal]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> OomolErrorBody | OomolInstallTaskList | OomolRefusal | None:
    """List all install tasks

     Every installation, in no promised order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | OomolInstallTaskList | OomolRefusal
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
