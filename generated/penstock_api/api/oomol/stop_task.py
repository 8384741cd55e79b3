# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.oomol_error_body import OomolErrorBody
from ...models.oomol_refusal import OomolRefusal
from ...models.oomol_task import OomolTask
from ...models.oomol_task_envelope import OomolTaskEnvelope
from ...types import Response


def _get_kwargs(
    task_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/tasks/{task_id}/stop".format(
            task_id=quote(str(task_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> OomolRefusal | OomolTask | OomolTaskEnvelope:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_oomol_task_reply_type_0 = OomolTaskEnvelope.from_dict(data)

                return componentsschemas_oomol_task_reply_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_oomol_task_reply_type_1 = OomolTask.from_dict(data)

                return componentsschemas_oomol_task_reply_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_oomol_task_reply_type_2 = OomolRefusal.from_dict(data)

            return componentsschemas_oomol_task_reply_type_2

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
) -> Response[OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope]:
    """Stop a task

     Tells the task to stop. The body is empty; a `Content-Type: application/json` beside `Content-
    Length: 0`, which
    some clients send, does no harm. A task that has ended already stays as it is. `success` says that
    it was told:
    what has come of it is its `status`, which may be `running` for a while yet, and then any end.

    Args:
        task_id (str): The task's id, as the server gave it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope | None:
    """Stop a task

     Tells the task to stop. The body is empty; a `Content-Type: application/json` beside `Content-
    Length: 0`, which
    some clients send, does no harm. A task that has ended already stays as it is. `success` says that
    it was told:
    what has come of it is its `status`, which may be `running` for a while yet, and then any end.

    Args:
        task_id (str): The task's id, as the server gave it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope
    """

    return sync_detailed(
        task_id=task_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope]:
    """Stop a task

     Tells the task to stop. The body is empty; a `Content-Type: application/json` beside `Content-
    Length: 0`, which
    some clients send, does no harm. A task that has ended already stays as it is. `success` says that
    it was told:
    what has come of it is its `status`, which may be `running` for a while yet, and then any end.

    Args:
        task_id (str): The task's id, as the server gave it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope]
    """

    kwargs = _get_kwargs(
        task_id=task_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    task_id: str,
    *,
    client: AuthenticatedClient,
) -> OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope | None:
    """Stop a task

     Tells the task to stop. The body is empty; a `Content-Type: application/json` beside `Content-
    Length: 0`, which
    some clients send, does no harm. A task that has ended already stays as it is. `success` says that
    it was told:
    what has come of it is its `status`, which may be `running` for a while yet, and then any end.

    Args:
        task_id (str): The task's id, as the server gave it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolErrorBody | OomolRefusal | OomolTask | OomolTaskEnvelope
    """

    return (
        await asyncio_detailed(
            task_id=task_id,
            client=client,
        )
    ).parsed
