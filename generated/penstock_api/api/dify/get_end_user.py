# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_end_user import DifyEndUser
from ...models.dify_error import DifyError
from ...types import Response


def _get_kwargs(
    end_user_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/end-users/{end_user_id}".format(
            end_user_id=quote(str(end_user_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyEndUser | DifyError | None:
    if response.status_code == 200:
        response_200 = DifyEndUser.from_dict(response.json())

        return response_200

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
) -> Response[DifyEndUser | DifyError]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    end_user_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[DifyEndUser | DifyError]:
    """Tell who an end user is

     Servers since 1.13.

    Args:
        end_user_id (str): The end user's id, a UUID: `created_by` of an uploaded file, or
            `created_by_end_user` of a log entry. It is not the `user` of a request.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyEndUser | DifyError]
    """

    kwargs = _get_kwargs(
        end_user_id=end_user_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    end_user_id: str,
    *,
    client: AuthenticatedClient,
) -> DifyEndUser | DifyError | None:
    """Tell who an end user is

     Servers since 1.13.

    Args:
        end_user_id (str): The end user's id, a UUID: `created_by` of an uploaded file, or
            `created_by_end_user` of a log entry. It is not the `user` of a request.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyEndUser | DifyError
    """

    return sync_detailed(
        end_user_id=end_user_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    end_user_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[DifyEndUser | DifyError]:
    """Tell who an end user is

     Servers since 1.13.

    Args:
        end_user_id (str): The end user's id, a UUID: `created_by` of an uploaded file, or
            `created_by_end_user` of a log entry. It is not the `user` of a request.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyEndUser | DifyError]
    """

    kwargs = _get_kwargs(
        end_user_id=end_user_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    end_user_id: str,
    *,
    client: AuthenticatedClient,
) -> DifyEndUser | DifyError | None:
    """Tell who an end user is

     Servers since 1.13.

    Args:
        end_user_id (str): The end user's id, a UUID: `created_by` of an uploaded file, or
            `created_by_end_user` of a log entry. It is not the `user` of a request.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyEndUser | DifyError
    """

    return (
        await asyncio_detailed(
            end_user_id=end_user_id,
            client=client,
        )
    ).parsed
