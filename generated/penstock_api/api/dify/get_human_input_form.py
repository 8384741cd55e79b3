# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_error import DifyError
from ...models.dify_form import DifyForm
from ...types import Response


def _get_kwargs(
    form_token: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/form/human_input/{form_token}".format(
            form_token=quote(str(form_token), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyError | DifyForm | None:
    if response.status_code == 200:
        response_200 = DifyForm.from_dict(response.json())

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

    if response.status_code == 412:
        response_412 = DifyError.from_dict(response.json())

        return response_412

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyError | DifyForm]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    form_token: str,
    *,
    client: AuthenticatedClient,
) -> Response[DifyError | DifyForm]:
    """Read a form that a run waits for

     Servers since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyForm]
    """

    kwargs = _get_kwargs(
        form_token=form_token,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    form_token: str,
    *,
    client: AuthenticatedClient,
) -> DifyError | DifyForm | None:
    """Read a form that a run waits for

     Servers since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyForm
    """

    return sync_detailed(
        form_token=form_token,
        client=client,
    ).parsed


async def asyncio_detailed(
    form_token: str,
    *,
    client: AuthenticatedClient,
) -> Response[DifyError | DifyForm]:
    """Read a form that a run waits for

     Servers since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyForm]
    """

    kwargs = _get_kwargs(
        form_token=form_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    form_token: str,
    *,
    client: AuthenticatedClient,
) -> DifyError | DifyForm | None:
    """Read a form that a run waits for

     Servers since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyForm
    """

    return (
        await asyncio_detailed(
            form_token=form_token,
            client=client,
        )
    ).parsed
