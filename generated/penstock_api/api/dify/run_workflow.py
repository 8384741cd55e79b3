# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_error import DifyError
from ...models.dify_run_handover import DifyRunHandover
from ...models.dify_run_request import DifyRunRequest
from ...models.dify_run_result import DifyRunResult
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: DifyRunRequest,
    x_trace_id: str | Unset = UNSET,
    x_trace_session_id: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_trace_id, Unset):
        headers["X-Trace-Id"] = x_trace_id

    if not isinstance(x_trace_session_id, Unset):
        headers["X-Trace-Session-Id"] = x_trace_session_id

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/workflows/run",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DifyError | DifyRunHandover | DifyRunResult | str | None:
    if response.status_code == 200:
        response_200 = DifyRunResult.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = DifyRunHandover.from_dict(response.json())

        return response_202

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

    if response.status_code == 415:
        response_415 = DifyError.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = DifyError.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

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

    if response.status_code == 524:
        response_524 = response.text
        return response_524

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DifyError | DifyRunHandover | DifyRunResult | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: DifyRunRequest,
    x_trace_id: str | Unset = UNSET,
    x_trace_session_id: str | Unset = UNSET,
) -> Response[DifyError | DifyRunHandover | DifyRunResult | str]:
    """Run the published workflow

     Runs the app's published workflow and answers with its result (`blocking`), or with a stream of
    events
    (`streaming`).

    - Without `response_mode` the run is blocking. Gateways cut a blocking call after 60 to 100 seconds;
    the run
      goes on without it, and its id is lost. Prefer a stream: its first frame has the id.
    - What is wrong with the values of `inputs` or with a file is a 400 in blocking mode. Streaming,
    documented
      servers answer 400 too; today's answer 200 with an `error` event that has neither a code nor an
    id.
    - The limit of runs at once is meant to be 429 `too_many_requests`, and is sent as 400
    `invalid_param` whose
      message begins with `Too many requests.`; read both. A streaming start counts twice against it on
    today's
      servers: an app whose limit is 1 can only be run blocking. 429 `rate_limit_error` is the plan's
    quota:
      waiting some seconds won't help.
    - Today a trace id may also be given as the query `trace_id` or as `traceparent`, and a session as
    the query
      `trace_session_id`.

    Args:
        x_trace_id (str | Unset): The caller's own id for the server's tracing, 1-128 letters,
            digits, underscores and hyphens; another is ignored. It comes before `trace_id` of the
            body. Today's servers only.
        x_trace_session_id (str | Unset): The caller's own id for several runs that belong
            together, 1-200 characters; another is a 400. It comes before `trace_session_id` of the
            body. Today's servers only.
        body (DifyRunRequest): What to run the workflow with. Fields not named here are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyRunHandover | DifyRunResult | str]
    """

    kwargs = _get_kwargs(
        body=body,
        x_trace_id=x_trace_id,
        x_trace_session_id=x_trace_session_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: DifyRunRequest,
    x_trace_id: str | Unset = UNSET,
    x_trace_session_id: str | Unset = UNSET,
) -> DifyError | DifyRunHandover | DifyRunResult | str | None:
    """Run the published workflow

     Runs the app's published workflow and answers with its result (`blocking`), or with a stream of
    events
    (`streaming`).

    - Without `response_mode` the run is blocking. Gateways cut a blocking call after 60 to 100 seconds;
    the run
      goes on without it, and its id is lost. Prefer a stream: its first frame has the id.
    - What is wrong with the values of `inputs` or with a file is a 400 in blocking mode. Streaming,
    documented
      servers answer 400 too; today's answer 200 with an `error` event that has neither a code nor an
    id.
    - The limit of runs at once is meant to be 429 `too_many_requests`, and is sent as 400
    `invalid_param` whose
      message begins with `Too many requests.`; read both. A streaming start counts twice against it on
    today's
      servers: an app whose limit is 1 can only be run blocking. 429 `rate_limit_error` is the plan's
    quota:
      waiting some seconds won't help.
    - Today a trace id may also be given as the query `trace_id` or as `traceparent`, and a session as
    the query
      `trace_session_id`.

    Args:
        x_trace_id (str | Unset): The caller's own id for the server's tracing, 1-128 letters,
            digits, underscores and hyphens; another is ignored. It comes before `trace_id` of the
            body. Today's servers only.
        x_trace_session_id (str | Unset): The caller's own id for several runs that belong
            together, 1-200 characters; another is a 400. It comes before `trace_session_id` of the
            body. Today's servers only.
        body (DifyRunRequest): What to run the workflow with. Fields not named here are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyRunHandover | DifyRunResult | str
    """

    return sync_detailed(
        client=client,
        body=body,
        x_trace_id=x_trace_id,
        x_trace_session_id=x_trace_session_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: DifyRunRequest,
    x_trace_id: str | Unset = UNSET,
    x_trace_session_id: str | Unset = UNSET,
) -> Response[DifyError | DifyRunHandover | DifyRunResult | str]:
    """Run the published workflow

     Runs the app's published workflow and answers with its result (`blocking`), or with a stream of
    events
    (`streaming`).

    - Without `response_mode` the run is blocking. Gateways cut a blocking call after 60 to 100 seconds;
    the run
      goes on without it, and its id is lost. Prefer a stream: its first frame has the id.
    - What is wrong with the values of `inputs` or with a file is a 400 in blocking mode. Streaming,
    documented
      servers answer 400 too; today's answer 200 with an `error` event that has neither a code nor an
    id.
    - The limit of runs at once is meant to be 429 `too_many_requests`, and is sent as 400
    `invalid_param` whose
      message begins with `Too many requests.`; read both. A streaming start counts twice against it on
    today's
      servers: an app whose limit is 1 can only be run blocking. 429 `rate_limit_error` is the plan's
    quota:
      waiting some seconds won't help.
    - Today a trace id may also be given as the query `trace_id` or as `traceparent`, and a session as
    the query
      `trace_session_id`.

    Args:
        x_trace_id (str | Unset): The caller's own id for the server's tracing, 1-128 letters,
            digits, underscores and hyphens; another is ignored. It comes before `trace_id` of the
            body. Today's servers only.
        x_trace_session_id (str | Unset): The caller's own id for several runs that belong
            together, 1-200 characters; another is a 400. It comes before `trace_session_id` of the
            body. Today's servers only.
        body (DifyRunRequest): What to run the workflow with. Fields not named here are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyError | DifyRunHandover | DifyRunResult | str]
    """

    kwargs = _get_kwargs(
        body=body,
        x_trace_id=x_trace_id,
        x_trace_session_id=x_trace_session_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: DifyRunRequest,
    x_trace_id: str | Unset = UNSET,
    x_trace_session_id: str | Unset = UNSET,
) -> DifyError | DifyRunHandover | DifyRunResult | str | None:
    """Run the published workflow

     Runs the app's published workflow and answers with its result (`blocking`), or with a stream of
    events
    (`streaming`).

    - Without `response_mode` the run is blocking. Gateways cut a blocking call after 60 to 100 seconds;
    the run
      goes on without it, and its id is lost. Prefer a stream: its first frame has the id.
    - What is wrong with the values of `inputs` or with a file is a 400 in blocking mode. Streaming,
    documented
      servers answer 400 too; today's answer 200 with an `error` event that has neither a code nor an
    id.
    - The limit of runs at once is meant to be 429 `too_many_requests`, and is sent as 400
    `invalid_param` whose
      message begins with `Too many requests.`; read both. A streaming start counts twice against it on
    today's
      servers: an app whose limit is 1 can only be run blocking. 429 `rate_limit_error` is the plan's
    quota:
      waiting some seconds won't help.
    - Today a trace id may also be given as the query `trace_id` or as `traceparent`, and a session as
    the query
      `trace_session_id`.

    Args:
        x_trace_id (str | Unset): The caller's own id for the server's tracing, 1-128 letters,
            digits, underscores and hyphens; another is ignored. It comes before `trace_id` of the
            body. Today's servers only.
        x_trace_session_id (str | Unset): The caller's own id for several runs that belong
            together, 1-200 characters; another is a 400. It comes before `trace_session_id` of the
            body. Today's servers only.
        body (DifyRunRequest): What to run the workflow with. Fields not named here are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyError | DifyRunHandover | DifyRunResult | str
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            x_trace_id=x_trace_id,
            x_trace_session_id=x_trace_session_id,
        )
    ).parsed
