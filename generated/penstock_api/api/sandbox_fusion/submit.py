# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sandbox_error_body import SandboxErrorBody
from ...models.sandbox_eval_result import SandboxEvalResult
from ...models.sandbox_server_error import SandboxServerError
from ...models.sandbox_submit_request import SandboxSubmitRequest
from ...models.sandbox_validation_error import SandboxValidationError
from ...types import Response


def _get_kwargs(
    *,
    body: SandboxSubmitRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/submit",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    Any
    | SandboxErrorBody
    | SandboxEvalResult
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    if response.status_code == 200:
        response_200 = SandboxEvalResult.from_dict(response.json())

        return response_200

    if response.status_code == 307:
        response_307 = cast(Any, None)
        return response_307

    if response.status_code == 400:
        response_400 = SandboxErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 404:
        response_404 = SandboxErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 405:
        response_405 = SandboxErrorBody.from_dict(response.json())

        return response_405

    if response.status_code == 422:
        response_422 = SandboxValidationError.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = response.text
        return response_429

    if response.status_code == 500:
        response_500 = SandboxServerError.from_dict(response.json())

        return response_500

    if response.status_code == 502:
        response_502 = response.text
        return response_502

    if response.status_code == 503:
        response_503 = response.text
        return response_503

    if response.status_code == 504:
        response_504 = response.text
        return response_504

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    Any | SandboxErrorBody | SandboxEvalResult | SandboxServerError | SandboxValidationError | str
]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxSubmitRequest,
) -> Response[
    Any | SandboxErrorBody | SandboxEvalResult | SandboxServerError | SandboxValidationError | str
]:
    """Judge a completion

     Takes the code out of the completion, runs it against the problem's tests, and says whether all of
    them passed.

    - A wrong answer, a timeout and a compile error are all 200 with `accepted: false`.
    - Where a test's run is a `SandboxError`, the whole submission is 500; a dataset of the CommonOJ
    kind has then
      tried five times.
    - A timeout for the whole request has to allow for every test: 20 s each unless the configuration
    says less.

    Args:
        body (SandboxSubmitRequest): What a model wrote for a problem.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxEvalResult | SandboxServerError | SandboxValidationError | str]
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
    client: AuthenticatedClient | Client,
    body: SandboxSubmitRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxEvalResult
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    """Judge a completion

     Takes the code out of the completion, runs it against the problem's tests, and says whether all of
    them passed.

    - A wrong answer, a timeout and a compile error are all 200 with `accepted: false`.
    - Where a test's run is a `SandboxError`, the whole submission is 500; a dataset of the CommonOJ
    kind has then
      tried five times.
    - A timeout for the whole request has to allow for every test: 20 s each unless the configuration
    says less.

    Args:
        body (SandboxSubmitRequest): What a model wrote for a problem.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxEvalResult | SandboxServerError | SandboxValidationError | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxSubmitRequest,
) -> Response[
    Any | SandboxErrorBody | SandboxEvalResult | SandboxServerError | SandboxValidationError | str
]:
    """Judge a completion

     Takes the code out of the completion, runs it against the problem's tests, and says whether all of
    them passed.

    - A wrong answer, a timeout and a compile error are all 200 with `accepted: false`.
    - Where a test's run is a `SandboxError`, the whole submission is 500; a dataset of the CommonOJ
    kind has then
      tried five times.
    - A timeout for the whole request has to allow for every test: 20 s each unless the configuration
    says less.

    Args:
        body (SandboxSubmitRequest): What a model wrote for a problem.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxEvalResult | SandboxServerError | SandboxValidationError | str]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxSubmitRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxEvalResult
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    """Judge a completion

     Takes the code out of the completion, runs it against the problem's tests, and says whether all of
    them passed.

    - A wrong answer, a timeout and a compile error are all 200 with `accepted: false`.
    - Where a test's run is a `SandboxError`, the whole submission is 500; a dataset of the CommonOJ
    kind has then
      tried five times.
    - A timeout for the whole request has to allow for every test: 20 s each unless the configuration
    says less.

    Args:
        body (SandboxSubmitRequest): What a model wrote for a problem.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxEvalResult | SandboxServerError | SandboxValidationError | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
