# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.oomol_create_task_form import OomolCreateTaskForm
from ...models.oomol_create_task_request import OomolCreateTaskRequest
from ...models.oomol_created_task import OomolCreatedTask
from ...models.oomol_error_body import OomolErrorBody
from ...models.oomol_refusal import OomolRefusal
from ...models.oomol_task import OomolTask
from ...types import Response


def _get_kwargs(
    *,
    body: OomolCreateTaskRequest | OomolCreateTaskForm,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/tasks",
    }

    if isinstance(body, OomolCreateTaskRequest):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, OomolCreateTaskForm):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> OomolCreatedTask | OomolRefusal | OomolTask:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_oomol_create_task_reply_type_0 = OomolCreatedTask.from_dict(data)

                return componentsschemas_oomol_create_task_reply_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_oomol_create_task_reply_type_1 = OomolTask.from_dict(data)

                return componentsschemas_oomol_create_task_reply_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_oomol_create_task_reply_type_2 = OomolRefusal.from_dict(data)

            return componentsschemas_oomol_create_task_reply_type_2

        response_200 = _parse_response_200(response.json())

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

    if response.status_code == 413:
        response_413 = OomolErrorBody.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = OomolErrorBody.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = OomolErrorBody.from_dict(response.json())

        return response_422

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
) -> Response[OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: OomolCreateTaskRequest | OomolCreateTaskForm,
) -> Response[OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody]:
    """Create a task

     Creates a task that runs the block or flow named by `manifest` or by `blockId`, and answers at once:
    the task
    has yet to run.

    - One of the two names must be there. Both may be, when they are equal.
    - Files are sent as `multipart/form-data`; without any, JSON will do.
    - There is no idempotency key: don't repeat a request that may have been received.

    Args:
        body (OomolCreateTaskRequest): What to run: `manifest`, or `blockId`, or both when they
            are equal. Without either the answer is a 400.
        body (OomolCreateTaskForm): What to run, with files. `manifest`, or `blockId`, or both
            when they are equal. A file is not bound to an input:
            no part names one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody]
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
    body: OomolCreateTaskRequest | OomolCreateTaskForm,
) -> OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody | None:
    """Create a task

     Creates a task that runs the block or flow named by `manifest` or by `blockId`, and answers at once:
    the task
    has yet to run.

    - One of the two names must be there. Both may be, when they are equal.
    - Files are sent as `multipart/form-data`; without any, JSON will do.
    - There is no idempotency key: don't repeat a request that may have been received.

    Args:
        body (OomolCreateTaskRequest): What to run: `manifest`, or `blockId`, or both when they
            are equal. Without either the answer is a 400.
        body (OomolCreateTaskForm): What to run, with files. `manifest`, or `blockId`, or both
            when they are equal. A file is not bound to an input:
            no part names one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: OomolCreateTaskRequest | OomolCreateTaskForm,
) -> Response[OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody]:
    """Create a task

     Creates a task that runs the block or flow named by `manifest` or by `blockId`, and answers at once:
    the task
    has yet to run.

    - One of the two names must be there. Both may be, when they are equal.
    - Files are sent as `multipart/form-data`; without any, JSON will do.
    - There is no idempotency key: don't repeat a request that may have been received.

    Args:
        body (OomolCreateTaskRequest): What to run: `manifest`, or `blockId`, or both when they
            are equal. Without either the answer is a 400.
        body (OomolCreateTaskForm): What to run, with files. `manifest`, or `blockId`, or both
            when they are equal. A file is not bound to an input:
            no part names one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: OomolCreateTaskRequest | OomolCreateTaskForm,
) -> OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody | None:
    """Create a task

     Creates a task that runs the block or flow named by `manifest` or by `blockId`, and answers at once:
    the task
    has yet to run.

    - One of the two names must be there. Both may be, when they are equal.
    - Files are sent as `multipart/form-data`; without any, JSON will do.
    - There is no idempotency key: don't repeat a request that may have been received.

    Args:
        body (OomolCreateTaskRequest): What to run: `manifest`, or `blockId`, or both when they
            are equal. Without either the answer is a 400.
        body (OomolCreateTaskForm): What to run, with files. `manifest`, or `blockId`, or both
            when they are equal. A file is not bound to an input:
            no part names one.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OomolCreatedTask | OomolRefusal | OomolTask | OomolErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
