# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_error import DifyError
from ...models.dify_upload_request import DifyUploadRequest
from ...models.dify_uploaded_file import DifyUploadedFile
from ...types import Response


def _get_kwargs(
    *,
    body: DifyUploadRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/files/upload",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyError | DifyUploadedFile | str | None:
    if response.status_code == 201:
        response_201 = DifyUploadedFile.from_dict(response.json())

        return response_201

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

    if response.status_code == 413:
        response_413 = DifyError.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = DifyError.from_dict(response.json())

        return response_415

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = DifyError.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyError | DifyUploadedFile | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: DifyUploadRequest,
) -> Response[DifyError | DifyUploadedFile | str]:
    """Upload a file for a run

     Stores one file, to be named in a run's `inputs` or `files` by its id. Only the user who uploaded it
    may.

    - The part must have a file name and its own Content-Type; without the type it is a 415. What the
    file is taken
      for later is decided by the name's extension, and by the type only when the extension tells
    nothing.
    - The limits are set by the server: by default 15 MB, 10 for images, 50 for audio and 100 for video.

    Args:
        body (DifyUploadRequest): One file. A server that finds no `user` takes a common one, and
            no run with a user may use the file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyUploadedFile | str]
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
    body: DifyUploadRequest,
) -> DifyError | DifyUploadedFile | str | None:
    """Upload a file for a run

     Stores one file, to be named in a run's `inputs` or `files` by its id. Only the user who uploaded it
    may.

    - The part must have a file name and its own Content-Type; without the type it is a 415. What the
    file is taken
      for later is decided by the name's extension, and by the type only when the extension tells
    nothing.
    - The limits are set by the server: by default 15 MB, 10 for images, 50 for audio and 100 for video.

    Args:
        body (DifyUploadRequest): One file. A server that finds no `user` takes a common one, and
            no run with a user may use the file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyUploadedFile | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: DifyUploadRequest,
) -> Response[DifyError | DifyUploadedFile | str]:
    """Upload a file for a run

     Stores one file, to be named in a run's `inputs` or `files` by its id. Only the user who uploaded it
    may.

    - The part must have a file name and its own Content-Type; without the type it is a 415. What the
    file is taken
      for later is decided by the name's extension, and by the type only when the extension tells
    nothing.
    - The limits are set by the server: by default 15 MB, 10 for images, 50 for audio and 100 for video.

    Args:
        body (DifyUploadRequest): One file. A server that finds no `user` takes a common one, and
            no run with a user may use the file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyUploadedFile | str]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: DifyUploadRequest,
) -> DifyError | DifyUploadedFile | str | None:
    """Upload a file for a run

     Stores one file, to be named in a run's `inputs` or `files` by its id. Only the user who uploaded it
    may.

    - The part must have a file name and its own Content-Type; without the type it is a 415. What the
    file is taken
      for later is decided by the name's extension, and by the type only when the extension tells
    nothing.
    - The limits are set by the server: by default 15 MB, 10 for images, 50 for audio and 100 for video.

    Args:
        body (DifyUploadRequest): One file. A server that finds no `user` takes a common one, and
            no run with a user may use the file.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyUploadedFile | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
