# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_error import DifyError
from ...models.dify_form_receipt import DifyFormReceipt
from ...models.dify_form_submission import DifyFormSubmission
from ...types import Response


def _get_kwargs(
    form_token: str,
    *,
    body: DifyFormSubmission,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/form/human_input/{form_token}".format(
            form_token=quote(str(form_token), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyError | DifyFormReceipt | None:
    if response.status_code == 200:
        response_200 = DifyFormReceipt.from_dict(response.json())

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

    if response.status_code == 412:
        response_412 = DifyError.from_dict(response.json())

        return response_412

    if response.status_code == 415:
        response_415 = DifyError.from_dict(response.json())

        return response_415

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyError | DifyFormReceipt]:
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
    body: DifyFormSubmission,
) -> Response[DifyError | DifyFormReceipt]:
    """Answer a form, so that the run goes on

     The run goes on by itself; follow it by `streamWorkflowEvents`. A form can be answered once. Servers
    since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.
        body (DifyFormSubmission): An answer to a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyFormReceipt]
    """

    kwargs = _get_kwargs(
        form_token=form_token,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    form_token: str,
    *,
    client: AuthenticatedClient,
    body: DifyFormSubmission,
) -> DifyError | DifyFormReceipt | None:
    """Answer a form, so that the run goes on

     The run goes on by itself; follow it by `streamWorkflowEvents`. A form can be answered once. Servers
    since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.
        body (DifyFormSubmission): An answer to a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyFormReceipt
    """

    return sync_detailed(
        form_token=form_token,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    form_token: str,
    *,
    client: AuthenticatedClient,
    body: DifyFormSubmission,
) -> Response[DifyError | DifyFormReceipt]:
    """Answer a form, so that the run goes on

     The run goes on by itself; follow it by `streamWorkflowEvents`. A form can be answered once. Servers
    since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.
        body (DifyFormSubmission): An answer to a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyFormReceipt]
    """

    kwargs = _get_kwargs(
        form_token=form_token,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    form_token: str,
    *,
    client: AuthenticatedClient,
    body: DifyFormSubmission,
) -> DifyError | DifyFormReceipt | None:
    """Answer a form, so that the run goes on

     The run goes on by itself; follow it by `streamWorkflowEvents`. A form can be answered once. Servers
    since 1.14.

    Args:
        form_token (str): The form, from `form_token` of a `human_input_required` event or of a
            reason to pause.
        body (DifyFormSubmission): An answer to a form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyFormReceipt
    """

    return (
        await asyncio_detailed(
            form_token=form_token,
            client=client,
            body=body,
        )
    ).parsed
