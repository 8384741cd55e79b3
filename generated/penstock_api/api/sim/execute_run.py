# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.sim_run_receipt_envelope import SimRunReceiptEnvelope
from ...models.sim_run_request import SimRunRequest
from ...models.sim_run_result_envelope import SimRunResultEnvelope
from ...models.sim_stream_protocol_name import SimStreamProtocolName
from ...models.sim_v2_error import SimV2Error
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    body: SimRunRequest,
    x_run_id: str | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_run_id, Unset):
        headers["X-Run-Id"] = x_run_id

    if not isinstance(x_sim_stream_protocol, Unset):
        headers["X-Sim-Stream-Protocol"] = str(x_sim_stream_protocol)

    if not isinstance(x_sim_via, Unset):
        headers["X-Sim-Via"] = x_sim_via

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v2/workflows/{id}/execute".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error | None:
    if response.status_code == 200:
        response_200 = SimRunResultEnvelope.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = SimRunReceiptEnvelope.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = SimV2Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = SimV2Error.from_dict(response.json())

        return response_401

    if response.status_code == 402:
        response_402 = SimV2Error.from_dict(response.json())

        return response_402

    if response.status_code == 403:
        response_403 = SimV2Error.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = SimV2Error.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = SimV2Error.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = SimV2Error.from_dict(response.json())

        return response_413

    if response.status_code == 429:
        response_429 = SimV2Error.from_dict(response.json())

        return response_429

    if response.status_code == 499:
        response_499 = SimV2Error.from_dict(response.json())

        return response_499

    if response.status_code == 500:
        response_500 = SimV2Error.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = SimV2Error.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: SimRunRequest,
    x_run_id: str | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]:
    """Run a deployed workflow (v2)

     Runs the workflow and answers with its result, as a stream of events (`stream: true`), or with the
    receipt of a
    queued run (`async: true`).

    - A body is mandatory; send `{}` for no input. It may be up to 10 MiB. Bytes that are no UTF-8 are
    read as
      U+FFFD; a byte order mark before the JSON is a 400.
    - A run that fails, times out or is cancelled is an answer with status 200: read `data.status`. An
    HTTP error
      means that there is no such run.
    - A Response block's payload stays inside `output`, as `{data, status, headers}`, and the answer has
    status 200.
    - `X-Run-Id` can be used once: a second use is a 409, so a request that was lost can be sent again
    with the same
      id without running twice. It is also the only way to know a streamed run's id.
    - A run lives as long as its connection, unless it is async: when the client goes, times out or
    loses the answer
      before it is sent, the run is cancelled, without an output or an error.
    - A workflow that is deployed as a public API runs without a key, but never async.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_run_id (str | Unset): The caller's own id for this run, 1-128 letters, digits, dots,
            underscores, colons and hyphens. It can be claimed once (a second use is a 409), which
            makes a retry safe. Ignored without a key.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimRunRequest): The input of a run and how to run it. A field that is not named here
            is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        x_run_id=x_run_id,
        x_sim_stream_protocol=x_sim_stream_protocol,
        x_sim_via=x_sim_via,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    body: SimRunRequest,
    x_run_id: str | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error | None:
    """Run a deployed workflow (v2)

     Runs the workflow and answers with its result, as a stream of events (`stream: true`), or with the
    receipt of a
    queued run (`async: true`).

    - A body is mandatory; send `{}` for no input. It may be up to 10 MiB. Bytes that are no UTF-8 are
    read as
      U+FFFD; a byte order mark before the JSON is a 400.
    - A run that fails, times out or is cancelled is an answer with status 200: read `data.status`. An
    HTTP error
      means that there is no such run.
    - A Response block's payload stays inside `output`, as `{data, status, headers}`, and the answer has
    status 200.
    - `X-Run-Id` can be used once: a second use is a 409, so a request that was lost can be sent again
    with the same
      id without running twice. It is also the only way to know a streamed run's id.
    - A run lives as long as its connection, unless it is async: when the client goes, times out or
    loses the answer
      before it is sent, the run is cancelled, without an output or an error.
    - A workflow that is deployed as a public API runs without a key, but never async.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_run_id (str | Unset): The caller's own id for this run, 1-128 letters, digits, dots,
            underscores, colons and hyphens. It can be claimed once (a second use is a 409), which
            makes a retry safe. Ignored without a key.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimRunRequest): The input of a run and how to run it. A field that is not named here
            is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        x_run_id=x_run_id,
        x_sim_stream_protocol=x_sim_stream_protocol,
        x_sim_via=x_sim_via,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: SimRunRequest,
    x_run_id: str | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]:
    """Run a deployed workflow (v2)

     Runs the workflow and answers with its result, as a stream of events (`stream: true`), or with the
    receipt of a
    queued run (`async: true`).

    - A body is mandatory; send `{}` for no input. It may be up to 10 MiB. Bytes that are no UTF-8 are
    read as
      U+FFFD; a byte order mark before the JSON is a 400.
    - A run that fails, times out or is cancelled is an answer with status 200: read `data.status`. An
    HTTP error
      means that there is no such run.
    - A Response block's payload stays inside `output`, as `{data, status, headers}`, and the answer has
    status 200.
    - `X-Run-Id` can be used once: a second use is a 409, so a request that was lost can be sent again
    with the same
      id without running twice. It is also the only way to know a streamed run's id.
    - A run lives as long as its connection, unless it is async: when the client goes, times out or
    loses the answer
      before it is sent, the run is cancelled, without an output or an error.
    - A workflow that is deployed as a public API runs without a key, but never async.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_run_id (str | Unset): The caller's own id for this run, 1-128 letters, digits, dots,
            underscores, colons and hyphens. It can be claimed once (a second use is a 409), which
            makes a retry safe. Ignored without a key.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimRunRequest): The input of a run and how to run it. A field that is not named here
            is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        x_run_id=x_run_id,
        x_sim_stream_protocol=x_sim_stream_protocol,
        x_sim_via=x_sim_via,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    body: SimRunRequest,
    x_run_id: str | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error | None:
    """Run a deployed workflow (v2)

     Runs the workflow and answers with its result, as a stream of events (`stream: true`), or with the
    receipt of a
    queued run (`async: true`).

    - A body is mandatory; send `{}` for no input. It may be up to 10 MiB. Bytes that are no UTF-8 are
    read as
      U+FFFD; a byte order mark before the JSON is a 400.
    - A run that fails, times out or is cancelled is an answer with status 200: read `data.status`. An
    HTTP error
      means that there is no such run.
    - A Response block's payload stays inside `output`, as `{data, status, headers}`, and the answer has
    status 200.
    - `X-Run-Id` can be used once: a second use is a 409, so a request that was lost can be sent again
    with the same
      id without running twice. It is also the only way to know a streamed run's id.
    - A run lives as long as its connection, unless it is async: when the client goes, times out or
    loses the answer
      before it is sent, the run is cancelled, without an output or an error.
    - A workflow that is deployed as a public API runs without a key, but never async.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_run_id (str | Unset): The caller's own id for this run, 1-128 letters, digits, dots,
            underscores, colons and hyphens. It can be claimed once (a second use is a 409), which
            makes a retry safe. Ignored without a key.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimRunRequest): The input of a run and how to run it. A field that is not named here
            is a 400.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SimRunReceiptEnvelope | SimRunResultEnvelope | SimV2Error
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            x_run_id=x_run_id,
            x_sim_stream_protocol=x_sim_stream_protocol,
            x_sim_via=x_sim_via,
        )
    ).parsed
