# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sandbox_error_body import SandboxErrorBody
from ...models.sandbox_run_code_request import SandboxRunCodeRequest
from ...models.sandbox_run_code_response import SandboxRunCodeResponse
from ...models.sandbox_server_error import SandboxServerError
from ...models.sandbox_validation_error import SandboxValidationError
from ...types import Response


def _get_kwargs(
    *,
    body: SandboxRunCodeRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/run_code",
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
    | SandboxRunCodeResponse
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    if response.status_code == 200:
        response_200 = SandboxRunCodeResponse.from_dict(response.json())

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
    Any
    | SandboxErrorBody
    | SandboxRunCodeResponse
    | SandboxServerError
    | SandboxValidationError
    | str
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
    body: SandboxRunCodeRequest,
) -> Response[
    Any
    | SandboxErrorBody
    | SandboxRunCodeResponse
    | SandboxServerError
    | SandboxValidationError
    | str
]:
    """Run a program

     Compiles the code where its language has a step for that, runs it, and answers with both.

    - `status`: `SandboxError` if either step could not be done; else `Failed` if either ran out of time
    or ended with
      another code than 0; else `Success`.
    - A language whose tools are not installed is `Failed` with return code 127 in its first step, whose
    stderr is one
      line of bash's that names the tool (of npm's shell for jest). The return code alone proves
    nothing: a program
      writes its own return code, stdout and stderr. Where the first step compiles, the line is bash's
    for certain;
      where it runs the program, that may have written it, and only another program's run shows whether
    the tool is
      there. Without Python, programs in Python are `SandboxError`.
    - `sql` is a language without a runner, and Scala without an `object` can't be started: always
    `SandboxError`.
    - A timeout keeps what was flushed until then: what a killed program still had in a buffer is lost.
    A program that
      was ended by a signal has its negative number as return code.
    - Long output is lost without a word: from some 128 KiB on, by the machine, it is cut, and from some
    430 KiB on
      the program hangs until it is out of time.
    - Standard input arrives byte by byte as it was sent, CRLF included.
    - A file that can't be stored is `SandboxError`: a name that is empty, `.`, `..`, ends with a slash,
    holds a NUL
      character or has more than 255 bytes, and of `a` and `a/b` the second. A memory limit that can't
    be set is, too.
    - A server that is short of processes, descriptors or disk is `SandboxError` with a message that
    ends with the
      operating system's error, such as `[Errno 24] Too many open files: '…' None`: it may pass.
    - A client that gives up does not stop the run.

    Args:
        body (SandboxRunCodeRequest): A program to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxRunCodeResponse | SandboxServerError | SandboxValidationError | str]
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
    body: SandboxRunCodeRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxRunCodeResponse
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    """Run a program

     Compiles the code where its language has a step for that, runs it, and answers with both.

    - `status`: `SandboxError` if either step could not be done; else `Failed` if either ran out of time
    or ended with
      another code than 0; else `Success`.
    - A language whose tools are not installed is `Failed` with return code 127 in its first step, whose
    stderr is one
      line of bash's that names the tool (of npm's shell for jest). The return code alone proves
    nothing: a program
      writes its own return code, stdout and stderr. Where the first step compiles, the line is bash's
    for certain;
      where it runs the program, that may have written it, and only another program's run shows whether
    the tool is
      there. Without Python, programs in Python are `SandboxError`.
    - `sql` is a language without a runner, and Scala without an `object` can't be started: always
    `SandboxError`.
    - A timeout keeps what was flushed until then: what a killed program still had in a buffer is lost.
    A program that
      was ended by a signal has its negative number as return code.
    - Long output is lost without a word: from some 128 KiB on, by the machine, it is cut, and from some
    430 KiB on
      the program hangs until it is out of time.
    - Standard input arrives byte by byte as it was sent, CRLF included.
    - A file that can't be stored is `SandboxError`: a name that is empty, `.`, `..`, ends with a slash,
    holds a NUL
      character or has more than 255 bytes, and of `a` and `a/b` the second. A memory limit that can't
    be set is, too.
    - A server that is short of processes, descriptors or disk is `SandboxError` with a message that
    ends with the
      operating system's error, such as `[Errno 24] Too many open files: '…' None`: it may pass.
    - A client that gives up does not stop the run.

    Args:
        body (SandboxRunCodeRequest): A program to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxRunCodeResponse | SandboxServerError | SandboxValidationError | str
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxRunCodeRequest,
) -> Response[
    Any
    | SandboxErrorBody
    | SandboxRunCodeResponse
    | SandboxServerError
    | SandboxValidationError
    | str
]:
    """Run a program

     Compiles the code where its language has a step for that, runs it, and answers with both.

    - `status`: `SandboxError` if either step could not be done; else `Failed` if either ran out of time
    or ended with
      another code than 0; else `Success`.
    - A language whose tools are not installed is `Failed` with return code 127 in its first step, whose
    stderr is one
      line of bash's that names the tool (of npm's shell for jest). The return code alone proves
    nothing: a program
      writes its own return code, stdout and stderr. Where the first step compiles, the line is bash's
    for certain;
      where it runs the program, that may have written it, and only another program's run shows whether
    the tool is
      there. Without Python, programs in Python are `SandboxError`.
    - `sql` is a language without a runner, and Scala without an `object` can't be started: always
    `SandboxError`.
    - A timeout keeps what was flushed until then: what a killed program still had in a buffer is lost.
    A program that
      was ended by a signal has its negative number as return code.
    - Long output is lost without a word: from some 128 KiB on, by the machine, it is cut, and from some
    430 KiB on
      the program hangs until it is out of time.
    - Standard input arrives byte by byte as it was sent, CRLF included.
    - A file that can't be stored is `SandboxError`: a name that is empty, `.`, `..`, ends with a slash,
    holds a NUL
      character or has more than 255 bytes, and of `a` and `a/b` the second. A memory limit that can't
    be set is, too.
    - A server that is short of processes, descriptors or disk is `SandboxError` with a message that
    ends with the
      operating system's error, such as `[Errno 24] Too many open files: '…' None`: it may pass.
    - A client that gives up does not stop the run.

    Args:
        body (SandboxRunCodeRequest): A program to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SandboxErrorBody | SandboxRunCodeResponse | SandboxServerError | SandboxValidationError | str]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SandboxRunCodeRequest,
) -> (
    Any
    | SandboxErrorBody
    | SandboxRunCodeResponse
    | SandboxServerError
    | SandboxValidationError
    | str
    | None
):
    """Run a program

     Compiles the code where its language has a step for that, runs it, and answers with both.

    - `status`: `SandboxError` if either step could not be done; else `Failed` if either ran out of time
    or ended with
      another code than 0; else `Success`.
    - A language whose tools are not installed is `Failed` with return code 127 in its first step, whose
    stderr is one
      line of bash's that names the tool (of npm's shell for jest). The return code alone proves
    nothing: a program
      writes its own return code, stdout and stderr. Where the first step compiles, the line is bash's
    for certain;
      where it runs the program, that may have written it, and only another program's run shows whether
    the tool is
      there. Without Python, programs in Python are `SandboxError`.
    - `sql` is a language without a runner, and Scala without an `object` can't be started: always
    `SandboxError`.
    - A timeout keeps what was flushed until then: what a killed program still had in a buffer is lost.
    A program that
      was ended by a signal has its negative number as return code.
    - Long output is lost without a word: from some 128 KiB on, by the machine, it is cut, and from some
    430 KiB on
      the program hangs until it is out of time.
    - Standard input arrives byte by byte as it was sent, CRLF included.
    - A file that can't be stored is `SandboxError`: a name that is empty, `.`, `..`, ends with a slash,
    holds a NUL
      character or has more than 255 bytes, and of `a` and `a/b` the second. A memory limit that can't
    be set is, too.
    - A server that is short of processes, descriptors or disk is `SandboxError` with a message that
    ends with the
      operating system's error, such as `[Errno 24] Too many open files: '…' None`: it may pass.
    - A client that gives up does not stop the run.

    Args:
        body (SandboxRunCodeRequest): A program to run.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SandboxErrorBody | SandboxRunCodeResponse | SandboxServerError | SandboxValidationError | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
