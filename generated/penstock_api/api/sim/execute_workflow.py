# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.sim_async_receipt import SimAsyncReceipt
from ...models.sim_execute_error_body import SimExecuteErrorBody
from ...models.sim_execute_request import SimExecuteRequest
from ...models.sim_execution_mode import SimExecutionMode
from ...models.sim_execution_result import SimExecutionResult
from ...models.sim_stream_protocol_name import SimStreamProtocolName
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    body: SimExecuteRequest | Unset = UNSET,
    x_execution_mode: SimExecutionMode | Unset = UNSET,
    x_stream_response: bool | Unset = UNSET,
    x_selected_outputs: str | Unset = UNSET,
    x_execution_id: str | Unset = UNSET,
    x_execution_timeout_seconds: int | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_execution_mode, Unset):
        headers["X-Execution-Mode"] = str(x_execution_mode)

    if not isinstance(x_stream_response, Unset):
        headers["X-Stream-Response"] = "true" if x_stream_response else "false"

    if not isinstance(x_selected_outputs, Unset):
        headers["X-Selected-Outputs"] = x_selected_outputs

    if not isinstance(x_execution_id, Unset):
        headers["X-Execution-Id"] = x_execution_id

    if not isinstance(x_execution_timeout_seconds, Unset):
        headers["X-Execution-Timeout-Seconds"] = str(x_execution_timeout_seconds)

    if not isinstance(x_sim_stream_protocol, Unset):
        headers["X-Sim-Stream-Protocol"] = str(x_sim_stream_protocol)

    if not isinstance(x_sim_via, Unset):
        headers["X-Sim-Via"] = x_sim_via

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/workflows/{id}/execute".format(
            id=quote(str(id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> Any | SimExecutionResult:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_response_type_0 = SimExecutionResult.from_dict(data)

                return componentsschemas_sim_execute_response_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecutionResult, data)

        response_200 = _parse_response_200(response.json())

        return response_200

    if response.status_code == 202:

        def _parse_response_202(data: object) -> Any | SimAsyncReceipt:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_receipt_type_0 = SimAsyncReceipt.from_dict(data)

                return componentsschemas_sim_execute_receipt_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimAsyncReceipt, data)

        response_202 = _parse_response_202(response.json())

        return response_202

    if response.status_code == 400:

        def _parse_response_400(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_400 = _parse_response_400(response.json())

        return response_400

    if response.status_code == 401:

        def _parse_response_401(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_401 = _parse_response_401(response.json())

        return response_401

    if response.status_code == 402:

        def _parse_response_402(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_402 = _parse_response_402(response.json())

        return response_402

    if response.status_code == 403:

        def _parse_response_403(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_403 = _parse_response_403(response.json())

        return response_403

    if response.status_code == 404:

        def _parse_response_404(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_404 = _parse_response_404(response.json())

        return response_404

    if response.status_code == 408:

        def _parse_response_408(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_408 = _parse_response_408(response.json())

        return response_408

    if response.status_code == 409:

        def _parse_response_409(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_409 = _parse_response_409(response.json())

        return response_409

    if response.status_code == 413:

        def _parse_response_413(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_413 = _parse_response_413(response.json())

        return response_413

    if response.status_code == 429:

        def _parse_response_429(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_429 = _parse_response_429(response.json())

        return response_429

    if response.status_code == 499:

        def _parse_response_499(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_499 = _parse_response_499(response.json())

        return response_499

    if response.status_code == 500:

        def _parse_response_500(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_500 = _parse_response_500(response.json())

        return response_500

    if response.status_code == 503:

        def _parse_response_503(data: object) -> Any | SimExecuteErrorBody:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_sim_execute_refusal_type_0 = SimExecuteErrorBody.from_dict(data)

                return componentsschemas_sim_execute_refusal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Any | SimExecuteErrorBody, data)

        response_503 = _parse_response_503(response.json())

        return response_503

    def _parse_response_default(data: object) -> Any | SimExecutionResult:
        try:
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_sim_execute_response_type_0 = SimExecutionResult.from_dict(data)

            return componentsschemas_sim_execute_response_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
        return cast(Any | SimExecutionResult, data)

    response_default = _parse_response_default(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult]:
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
    body: SimExecuteRequest | Unset = UNSET,
    x_execution_mode: SimExecutionMode | Unset = UNSET,
    x_stream_response: bool | Unset = UNSET,
    x_selected_outputs: str | Unset = UNSET,
    x_execution_id: str | Unset = UNSET,
    x_execution_timeout_seconds: int | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> Response[Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult]:
    """Run a deployed workflow

     Runs the workflow and answers with its result, as a stream of events, or with the receipt of a
    queued job.

    - JSON unless the body has `stream: true` or the header `X-Stream-Response: true`; then `text/event-
    stream`.
    - With `X-Execution-Mode: async` the run is queued and 202 comes back. Async wins over stream.
    - The body may be empty, which means `{}`. Beside an object a documented server takes any other JSON
    but null
      as the input, today's refuses it with 400; wrap such an input as `{"input": ...}`.
    - Bytes that are no UTF-8 are read as U+FFFD. A byte order mark before the JSON is skipped by
    documented
      servers and refused with 400 by today's.
    - An output that is selected for a stream comes in chunks if its block is an agent. Of any other
    block, a
      documented server sends it in one chunk, today's in the last frame only, under the block's id.
    - A workflow whose last block is a Response block answers with its author's own JSON, status (any of
    100-599)
      and headers, and nothing marks it. A body that is neither a run's result nor one of the errors
    below is such
      an answer, whatever its status. Streams and jobs carry it in the output, as `{data, status,
    headers}`; a
      documented server's stream in one layer more, `{response: {data, status, headers}}`.
    - A run that waits for a person answers with 200 and `success: true`. What tells is
    `output.data._resume`, which
      holds what it is resumed with. The run has not ended.
    - A run that fails: documented, 200 with `success: false`; today, 500 (or 4xx, 503, and 408 on a
    timeout) with
      the same body.
    - Documented servers look for the workflow and its deployment before they check the key; today's
    check the
      key first, and let a workflow deployed as a public API run without one.
    - Today the body may be up to 10 MiB. `X-Execution-Id` can be used once: a second use is a 409.
    - Today a run lives as long as its connection: when the client goes, times out or loses the answer
    before it is
      sent, the run is cancelled. Only an async run outlives its client. Documented servers let the run
    go on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_execution_mode (SimExecutionMode | Unset): How to run. `async` queues the run; any other
            value runs it at once.
        x_stream_response (bool | Unset): `true` asks for a stream, as `stream: true` in the body
            does.
        x_selected_outputs (str | Unset): A JSON array of strings, as text: the outputs to stream,
            used when the body has no `selectedOutputs`. Malformed JSON is answered with 500
            EXECUTION_ERROR. Not read by today's servers.
        x_execution_id (str | Unset): The caller's own id for this run, 1-128 letters, digits,
            dots, underscores, colons and hyphens. It can be claimed once (a second use is a 409),
            which makes a retry safe. Today's servers only.
        x_execution_timeout_seconds (int | Unset): How long the run may take, in seconds, at most
            seven days and at most what the plan allows. Async runs only. Today's servers only.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimExecuteRequest | Unset): The workflow's input, at the root or under `input`,
            beside the control fields named here. With the input at the
            root, documented servers hand the control fields to the workflow too. `isSecureMode` is
            the service's own;
            never send it.

            A file is an object `{"type": "file", "data": "data:<mime>;base64,...", "name": ...,
            "mime"?: ...}`, or
            `{"type": "url", "data": "https://...", "name": ...}`, or a list of them, in a field that
            the workflow declares
            as a file; up to 20 MB each, decoded.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        x_execution_mode=x_execution_mode,
        x_stream_response=x_stream_response,
        x_selected_outputs=x_selected_outputs,
        x_execution_id=x_execution_id,
        x_execution_timeout_seconds=x_execution_timeout_seconds,
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
    body: SimExecuteRequest | Unset = UNSET,
    x_execution_mode: SimExecutionMode | Unset = UNSET,
    x_stream_response: bool | Unset = UNSET,
    x_selected_outputs: str | Unset = UNSET,
    x_execution_id: str | Unset = UNSET,
    x_execution_timeout_seconds: int | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult | None:
    """Run a deployed workflow

     Runs the workflow and answers with its result, as a stream of events, or with the receipt of a
    queued job.

    - JSON unless the body has `stream: true` or the header `X-Stream-Response: true`; then `text/event-
    stream`.
    - With `X-Execution-Mode: async` the run is queued and 202 comes back. Async wins over stream.
    - The body may be empty, which means `{}`. Beside an object a documented server takes any other JSON
    but null
      as the input, today's refuses it with 400; wrap such an input as `{"input": ...}`.
    - Bytes that are no UTF-8 are read as U+FFFD. A byte order mark before the JSON is skipped by
    documented
      servers and refused with 400 by today's.
    - An output that is selected for a stream comes in chunks if its block is an agent. Of any other
    block, a
      documented server sends it in one chunk, today's in the last frame only, under the block's id.
    - A workflow whose last block is a Response block answers with its author's own JSON, status (any of
    100-599)
      and headers, and nothing marks it. A body that is neither a run's result nor one of the errors
    below is such
      an answer, whatever its status. Streams and jobs carry it in the output, as `{data, status,
    headers}`; a
      documented server's stream in one layer more, `{response: {data, status, headers}}`.
    - A run that waits for a person answers with 200 and `success: true`. What tells is
    `output.data._resume`, which
      holds what it is resumed with. The run has not ended.
    - A run that fails: documented, 200 with `success: false`; today, 500 (or 4xx, 503, and 408 on a
    timeout) with
      the same body.
    - Documented servers look for the workflow and its deployment before they check the key; today's
    check the
      key first, and let a workflow deployed as a public API run without one.
    - Today the body may be up to 10 MiB. `X-Execution-Id` can be used once: a second use is a 409.
    - Today a run lives as long as its connection: when the client goes, times out or loses the answer
    before it is
      sent, the run is cancelled. Only an async run outlives its client. Documented servers let the run
    go on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_execution_mode (SimExecutionMode | Unset): How to run. `async` queues the run; any other
            value runs it at once.
        x_stream_response (bool | Unset): `true` asks for a stream, as `stream: true` in the body
            does.
        x_selected_outputs (str | Unset): A JSON array of strings, as text: the outputs to stream,
            used when the body has no `selectedOutputs`. Malformed JSON is answered with 500
            EXECUTION_ERROR. Not read by today's servers.
        x_execution_id (str | Unset): The caller's own id for this run, 1-128 letters, digits,
            dots, underscores, colons and hyphens. It can be claimed once (a second use is a 409),
            which makes a retry safe. Today's servers only.
        x_execution_timeout_seconds (int | Unset): How long the run may take, in seconds, at most
            seven days and at most what the plan allows. Async runs only. Today's servers only.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimExecuteRequest | Unset): The workflow's input, at the root or under `input`,
            beside the control fields named here. With the input at the
            root, documented servers hand the control fields to the workflow too. `isSecureMode` is
            the service's own;
            never send it.

            A file is an object `{"type": "file", "data": "data:<mime>;base64,...", "name": ...,
            "mime"?: ...}`, or
            `{"type": "url", "data": "https://...", "name": ...}`, or a list of them, in a field that
            the workflow declares
            as a file; up to 20 MB each, decoded.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        x_execution_mode=x_execution_mode,
        x_stream_response=x_stream_response,
        x_selected_outputs=x_selected_outputs,
        x_execution_id=x_execution_id,
        x_execution_timeout_seconds=x_execution_timeout_seconds,
        x_sim_stream_protocol=x_sim_stream_protocol,
        x_sim_via=x_sim_via,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: SimExecuteRequest | Unset = UNSET,
    x_execution_mode: SimExecutionMode | Unset = UNSET,
    x_stream_response: bool | Unset = UNSET,
    x_selected_outputs: str | Unset = UNSET,
    x_execution_id: str | Unset = UNSET,
    x_execution_timeout_seconds: int | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> Response[Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult]:
    """Run a deployed workflow

     Runs the workflow and answers with its result, as a stream of events, or with the receipt of a
    queued job.

    - JSON unless the body has `stream: true` or the header `X-Stream-Response: true`; then `text/event-
    stream`.
    - With `X-Execution-Mode: async` the run is queued and 202 comes back. Async wins over stream.
    - The body may be empty, which means `{}`. Beside an object a documented server takes any other JSON
    but null
      as the input, today's refuses it with 400; wrap such an input as `{"input": ...}`.
    - Bytes that are no UTF-8 are read as U+FFFD. A byte order mark before the JSON is skipped by
    documented
      servers and refused with 400 by today's.
    - An output that is selected for a stream comes in chunks if its block is an agent. Of any other
    block, a
      documented server sends it in one chunk, today's in the last frame only, under the block's id.
    - A workflow whose last block is a Response block answers with its author's own JSON, status (any of
    100-599)
      and headers, and nothing marks it. A body that is neither a run's result nor one of the errors
    below is such
      an answer, whatever its status. Streams and jobs carry it in the output, as `{data, status,
    headers}`; a
      documented server's stream in one layer more, `{response: {data, status, headers}}`.
    - A run that waits for a person answers with 200 and `success: true`. What tells is
    `output.data._resume`, which
      holds what it is resumed with. The run has not ended.
    - A run that fails: documented, 200 with `success: false`; today, 500 (or 4xx, 503, and 408 on a
    timeout) with
      the same body.
    - Documented servers look for the workflow and its deployment before they check the key; today's
    check the
      key first, and let a workflow deployed as a public API run without one.
    - Today the body may be up to 10 MiB. `X-Execution-Id` can be used once: a second use is a 409.
    - Today a run lives as long as its connection: when the client goes, times out or loses the answer
    before it is
      sent, the run is cancelled. Only an async run outlives its client. Documented servers let the run
    go on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_execution_mode (SimExecutionMode | Unset): How to run. `async` queues the run; any other
            value runs it at once.
        x_stream_response (bool | Unset): `true` asks for a stream, as `stream: true` in the body
            does.
        x_selected_outputs (str | Unset): A JSON array of strings, as text: the outputs to stream,
            used when the body has no `selectedOutputs`. Malformed JSON is answered with 500
            EXECUTION_ERROR. Not read by today's servers.
        x_execution_id (str | Unset): The caller's own id for this run, 1-128 letters, digits,
            dots, underscores, colons and hyphens. It can be claimed once (a second use is a 409),
            which makes a retry safe. Today's servers only.
        x_execution_timeout_seconds (int | Unset): How long the run may take, in seconds, at most
            seven days and at most what the plan allows. Async runs only. Today's servers only.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimExecuteRequest | Unset): The workflow's input, at the root or under `input`,
            beside the control fields named here. With the input at the
            root, documented servers hand the control fields to the workflow too. `isSecureMode` is
            the service's own;
            never send it.

            A file is an object `{"type": "file", "data": "data:<mime>;base64,...", "name": ...,
            "mime"?: ...}`, or
            `{"type": "url", "data": "https://...", "name": ...}`, or a list of them, in a field that
            the workflow declares
            as a file; up to 20 MB each, decoded.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        x_execution_mode=x_execution_mode,
        x_stream_response=x_stream_response,
        x_selected_outputs=x_selected_outputs,
        x_execution_id=x_execution_id,
        x_execution_timeout_seconds=x_execution_timeout_seconds,
        x_sim_stream_protocol=x_sim_stream_protocol,
        x_sim_via=x_sim_via,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    body: SimExecuteRequest | Unset = UNSET,
    x_execution_mode: SimExecutionMode | Unset = UNSET,
    x_stream_response: bool | Unset = UNSET,
    x_selected_outputs: str | Unset = UNSET,
    x_execution_id: str | Unset = UNSET,
    x_execution_timeout_seconds: int | Unset = UNSET,
    x_sim_stream_protocol: SimStreamProtocolName | Unset = UNSET,
    x_sim_via: str | Unset = UNSET,
) -> Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult | None:
    """Run a deployed workflow

     Runs the workflow and answers with its result, as a stream of events, or with the receipt of a
    queued job.

    - JSON unless the body has `stream: true` or the header `X-Stream-Response: true`; then `text/event-
    stream`.
    - With `X-Execution-Mode: async` the run is queued and 202 comes back. Async wins over stream.
    - The body may be empty, which means `{}`. Beside an object a documented server takes any other JSON
    but null
      as the input, today's refuses it with 400; wrap such an input as `{"input": ...}`.
    - Bytes that are no UTF-8 are read as U+FFFD. A byte order mark before the JSON is skipped by
    documented
      servers and refused with 400 by today's.
    - An output that is selected for a stream comes in chunks if its block is an agent. Of any other
    block, a
      documented server sends it in one chunk, today's in the last frame only, under the block's id.
    - A workflow whose last block is a Response block answers with its author's own JSON, status (any of
    100-599)
      and headers, and nothing marks it. A body that is neither a run's result nor one of the errors
    below is such
      an answer, whatever its status. Streams and jobs carry it in the output, as `{data, status,
    headers}`; a
      documented server's stream in one layer more, `{response: {data, status, headers}}`.
    - A run that waits for a person answers with 200 and `success: true`. What tells is
    `output.data._resume`, which
      holds what it is resumed with. The run has not ended.
    - A run that fails: documented, 200 with `success: false`; today, 500 (or 4xx, 503, and 408 on a
    timeout) with
      the same body.
    - Documented servers look for the workflow and its deployment before they check the key; today's
    check the
      key first, and let a workflow deployed as a public API run without one.
    - Today the body may be up to 10 MiB. `X-Execution-Id` can be used once: a second use is a 409.
    - Today a run lives as long as its connection: when the client goes, times out or loses the answer
    before it is
      sent, the run is cancelled. Only an async run outlives its client. Documented servers let the run
    go on.

    Args:
        id (str): The workflow's id, a UUID on sim.ai.
        x_execution_mode (SimExecutionMode | Unset): How to run. `async` queues the run; any other
            value runs it at once.
        x_stream_response (bool | Unset): `true` asks for a stream, as `stream: true` in the body
            does.
        x_selected_outputs (str | Unset): A JSON array of strings, as text: the outputs to stream,
            used when the body has no `selectedOutputs`. Malformed JSON is answered with 500
            EXECUTION_ERROR. Not read by today's servers.
        x_execution_id (str | Unset): The caller's own id for this run, 1-128 letters, digits,
            dots, underscores, colons and hyphens. It can be claimed once (a second use is a 409),
            which makes a retry safe. Today's servers only.
        x_execution_timeout_seconds (int | Unset): How long the run may take, in seconds, at most
            seven days and at most what the plan allows. Async runs only. Today's servers only.
        x_sim_stream_protocol (SimStreamProtocolName | Unset): A set of stream frames that the
            caller understands beyond the basic ones.
        x_sim_via (str | Unset): Comma-separated ids of the workflows through which this call
            came, a guard against loops: with 25 of them the call is refused with 409. Today's servers
            only.
        body (SimExecuteRequest | Unset): The workflow's input, at the root or under `input`,
            beside the control fields named here. With the input at the
            root, documented servers hand the control fields to the workflow too. `isSecureMode` is
            the service's own;
            never send it.

            A file is an object `{"type": "file", "data": "data:<mime>;base64,...", "name": ...,
            "mime"?: ...}`, or
            `{"type": "url", "data": "https://...", "name": ...}`, or a list of them, in a field that
            the workflow declares
            as a file; up to 20 MB each, decoded.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | SimAsyncReceipt | Any | SimExecuteErrorBody | Any | SimExecutionResult
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            x_execution_mode=x_execution_mode,
            x_stream_response=x_stream_response,
            x_selected_outputs=x_selected_outputs,
            x_execution_id=x_execution_id,
            x_execution_timeout_seconds=x_execution_timeout_seconds,
            x_sim_stream_protocol=x_sim_stream_protocol,
            x_sim_via=x_sim_via,
        )
    ).parsed
