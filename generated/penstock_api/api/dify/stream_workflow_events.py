# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dify_agent_log_event import DifyAgentLogEvent
from ...models.dify_audio_end_event import DifyAudioEndEvent
from ...models.dify_audio_event import DifyAudioEvent
from ...models.dify_branch_finished_event import DifyBranchFinishedEvent
from ...models.dify_branch_started_event import DifyBranchStartedEvent
from ...models.dify_error import DifyError
from ...models.dify_error_event import DifyErrorEvent
from ...models.dify_form_filled_event import DifyFormFilledEvent
from ...models.dify_form_required_event import DifyFormRequiredEvent
from ...models.dify_form_timeout_event import DifyFormTimeoutEvent
from ...models.dify_iteration_completed_event import DifyIterationCompletedEvent
from ...models.dify_iteration_next_event import DifyIterationNextEvent
from ...models.dify_iteration_started_event import DifyIterationStartedEvent
from ...models.dify_loop_completed_event import DifyLoopCompletedEvent
from ...models.dify_loop_next_event import DifyLoopNextEvent
from ...models.dify_loop_started_event import DifyLoopStartedEvent
from ...models.dify_node_finished_event import DifyNodeFinishedEvent
from ...models.dify_node_retry_event import DifyNodeRetryEvent
from ...models.dify_node_started_event import DifyNodeStartedEvent
from ...models.dify_ping_event import DifyPingEvent
from ...models.dify_reasoning_chunk_event import DifyReasoningChunkEvent
from ...models.dify_text_chunk_event import DifyTextChunkEvent
from ...models.dify_text_replace_event import DifyTextReplaceEvent
from ...models.dify_unknown_event import DifyUnknownEvent
from ...models.dify_workflow_finished_event import DifyWorkflowFinishedEvent
from ...models.dify_workflow_paused_event import DifyWorkflowPausedEvent
from ...models.dify_workflow_started_event import DifyWorkflowStartedEvent
from ...types import UNSET, Response, Unset


def _get_kwargs(
    workflow_run_id: str,
    *,
    user: str,
    include_state_snapshot: bool | Unset = UNSET,
    continue_on_pause: bool | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["user"] = user

    params["include_state_snapshot"] = include_state_snapshot

    params["continue_on_pause"] = continue_on_pause

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/workflow/{workflow_run_id}/events".format(
            workflow_run_id=quote(str(workflow_run_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> (
    DifyAgentLogEvent
    | DifyAudioEndEvent
    | DifyAudioEvent
    | DifyBranchFinishedEvent
    | DifyBranchStartedEvent
    | DifyErrorEvent
    | DifyFormFilledEvent
    | DifyFormRequiredEvent
    | DifyFormTimeoutEvent
    | DifyIterationCompletedEvent
    | DifyIterationNextEvent
    | DifyIterationStartedEvent
    | DifyLoopCompletedEvent
    | DifyLoopNextEvent
    | DifyLoopStartedEvent
    | DifyNodeFinishedEvent
    | DifyNodeRetryEvent
    | DifyNodeStartedEvent
    | DifyPingEvent
    | DifyReasoningChunkEvent
    | DifyTextChunkEvent
    | DifyTextReplaceEvent
    | DifyUnknownEvent
    | DifyWorkflowFinishedEvent
    | DifyWorkflowPausedEvent
    | DifyWorkflowStartedEvent
    | DifyError
    | None
):
    if response.status_code == 200:

        def _parse_response_200(
            data: object,
        ) -> (
            DifyAgentLogEvent
            | DifyAudioEndEvent
            | DifyAudioEvent
            | DifyBranchFinishedEvent
            | DifyBranchStartedEvent
            | DifyErrorEvent
            | DifyFormFilledEvent
            | DifyFormRequiredEvent
            | DifyFormTimeoutEvent
            | DifyIterationCompletedEvent
            | DifyIterationNextEvent
            | DifyIterationStartedEvent
            | DifyLoopCompletedEvent
            | DifyLoopNextEvent
            | DifyLoopStartedEvent
            | DifyNodeFinishedEvent
            | DifyNodeRetryEvent
            | DifyNodeStartedEvent
            | DifyPingEvent
            | DifyReasoningChunkEvent
            | DifyTextChunkEvent
            | DifyTextReplaceEvent
            | DifyUnknownEvent
            | DifyWorkflowFinishedEvent
            | DifyWorkflowPausedEvent
            | DifyWorkflowStartedEvent
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_0 = DifyWorkflowStartedEvent.from_dict(
                    data
                )

                return componentsschemas_dify_stream_event_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_1 = DifyWorkflowPausedEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_2 = DifyWorkflowFinishedEvent.from_dict(
                    data
                )

                return componentsschemas_dify_stream_event_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_3 = DifyNodeStartedEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_4 = DifyNodeFinishedEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_5 = DifyNodeRetryEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_6 = DifyIterationStartedEvent.from_dict(
                    data
                )

                return componentsschemas_dify_stream_event_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_7 = DifyIterationNextEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_8 = DifyIterationCompletedEvent.from_dict(
                    data
                )

                return componentsschemas_dify_stream_event_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_9 = DifyLoopStartedEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_10 = DifyLoopNextEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_11 = DifyLoopCompletedEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_12 = DifyBranchStartedEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_13 = DifyBranchFinishedEvent.from_dict(
                    data
                )

                return componentsschemas_dify_stream_event_type_13
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_14 = DifyTextChunkEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_14
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_15 = DifyTextReplaceEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_15
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_16 = DifyReasoningChunkEvent.from_dict(
                    data
                )

                return componentsschemas_dify_stream_event_type_16
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_17 = DifyAgentLogEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_17
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_18 = DifyFormRequiredEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_18
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_19 = DifyFormFilledEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_19
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_20 = DifyFormTimeoutEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_20
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_21 = DifyAudioEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_21
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_22 = DifyAudioEndEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_22
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_23 = DifyErrorEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_23
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_dify_stream_event_type_24 = DifyPingEvent.from_dict(data)

                return componentsschemas_dify_stream_event_type_24
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_dify_stream_event_type_25 = DifyUnknownEvent.from_dict(data)

            return componentsschemas_dify_stream_event_type_25

        response_200 = _parse_response_200(response.json())

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

    if response.status_code == 500:
        response_500 = DifyError.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[
    DifyAgentLogEvent
    | DifyAudioEndEvent
    | DifyAudioEvent
    | DifyBranchFinishedEvent
    | DifyBranchStartedEvent
    | DifyErrorEvent
    | DifyFormFilledEvent
    | DifyFormRequiredEvent
    | DifyFormTimeoutEvent
    | DifyIterationCompletedEvent
    | DifyIterationNextEvent
    | DifyIterationStartedEvent
    | DifyLoopCompletedEvent
    | DifyLoopNextEvent
    | DifyLoopStartedEvent
    | DifyNodeFinishedEvent
    | DifyNodeRetryEvent
    | DifyNodeStartedEvent
    | DifyPingEvent
    | DifyReasoningChunkEvent
    | DifyTextChunkEvent
    | DifyTextReplaceEvent
    | DifyUnknownEvent
    | DifyWorkflowFinishedEvent
    | DifyWorkflowPausedEvent
    | DifyWorkflowStartedEvent
    | DifyError
]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
    user: str,
    include_state_snapshot: bool | Unset = UNSET,
    continue_on_pause: bool | Unset = UNSET,
) -> Response[
    DifyAgentLogEvent
    | DifyAudioEndEvent
    | DifyAudioEvent
    | DifyBranchFinishedEvent
    | DifyBranchStartedEvent
    | DifyErrorEvent
    | DifyFormFilledEvent
    | DifyFormRequiredEvent
    | DifyFormTimeoutEvent
    | DifyIterationCompletedEvent
    | DifyIterationNextEvent
    | DifyIterationStartedEvent
    | DifyLoopCompletedEvent
    | DifyLoopNextEvent
    | DifyLoopStartedEvent
    | DifyNodeFinishedEvent
    | DifyNodeRetryEvent
    | DifyNodeStartedEvent
    | DifyPingEvent
    | DifyReasoningChunkEvent
    | DifyTextChunkEvent
    | DifyTextReplaceEvent
    | DifyUnknownEvent
    | DifyWorkflowFinishedEvent
    | DifyWorkflowPausedEvent
    | DifyWorkflowStartedEvent
    | DifyError
]:
    """Follow a run's events

     The events of a run whose stream was lost, or that goes on after a pause. Servers since 1.14; mind
    the singular
    `workflow` in the path. The app may be an `advanced-chat` one as well. An id that is no UUID is 500
    `unknown`.

    - A run that has ended: one frame, `workflow_finished`, whose `task_id` is the run's id, and no
    ping.
    - A run that goes on, without a snapshot: a ping, then what happens from now on. What was missed is
    gone.
    - With `include_state_snapshot`: a ping, then the events so far in a reduced form (their inputs,
    outputs,
      process data, errors and metadata are null), for a paused run also its pause, then what happens
    from now on.
      Recognise a node's events by `data.id`. Of a run that goes on these events have the run's id as
    `task_id`,
      which stops nothing; the live ones after them have the task's.
    - The stream ends with `workflow_finished` or `workflow_paused`. With `continue_on_pause` and
    without a snapshot
      nothing ends it but 300 idle seconds, so close it yourself.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.
        user (str): The user who started the run; for any other the run does not exist.
        include_state_snapshot (bool | Unset): Begin with the events so far. The server's default
            is false.
        continue_on_pause (bool | Unset): Go on after a pause instead of ending there. The
            server's default is false.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyAgentLogEvent | DifyAudioEndEvent | DifyAudioEvent | DifyBranchFinishedEvent | DifyBranchStartedEvent | DifyErrorEvent | DifyFormFilledEvent | DifyFormRequiredEvent | DifyFormTimeoutEvent | DifyIterationCompletedEvent | DifyIterationNextEvent | DifyIterationStartedEvent | DifyLoopCompletedEvent | DifyLoopNextEvent | DifyLoopStartedEvent | DifyNodeFinishedEvent | DifyNodeRetryEvent | DifyNodeStartedEvent | DifyPingEvent | DifyReasoningChunkEvent | DifyTextChunkEvent | DifyTextReplaceEvent | DifyUnknownEvent | DifyWorkflowFinishedEvent | DifyWorkflowPausedEvent | DifyWorkflowStartedEvent | DifyError]
    """

    kwargs = _get_kwargs(
        workflow_run_id=workflow_run_id,
        user=user,
        include_state_snapshot=include_state_snapshot,
        continue_on_pause=continue_on_pause,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
    user: str,
    include_state_snapshot: bool | Unset = UNSET,
    continue_on_pause: bool | Unset = UNSET,
) -> (
    DifyAgentLogEvent
    | DifyAudioEndEvent
    | DifyAudioEvent
    | DifyBranchFinishedEvent
    | DifyBranchStartedEvent
    | DifyErrorEvent
    | DifyFormFilledEvent
    | DifyFormRequiredEvent
    | DifyFormTimeoutEvent
    | DifyIterationCompletedEvent
    | DifyIterationNextEvent
    | DifyIterationStartedEvent
    | DifyLoopCompletedEvent
    | DifyLoopNextEvent
    | DifyLoopStartedEvent
    | DifyNodeFinishedEvent
    | DifyNodeRetryEvent
    | DifyNodeStartedEvent
    | DifyPingEvent
    | DifyReasoningChunkEvent
    | DifyTextChunkEvent
    | DifyTextReplaceEvent
    | DifyUnknownEvent
    | DifyWorkflowFinishedEvent
    | DifyWorkflowPausedEvent
    | DifyWorkflowStartedEvent
    | DifyError
    | None
):
    """Follow a run's events

     The events of a run whose stream was lost, or that goes on after a pause. Servers since 1.14; mind
    the singular
    `workflow` in the path. The app may be an `advanced-chat` one as well. An id that is no UUID is 500
    `unknown`.

    - A run that has ended: one frame, `workflow_finished`, whose `task_id` is the run's id, and no
    ping.
    - A run that goes on, without a snapshot: a ping, then what happens from now on. What was missed is
    gone.
    - With `include_state_snapshot`: a ping, then the events so far in a reduced form (their inputs,
    outputs,
      process data, errors and metadata are null), for a paused run also its pause, then what happens
    from now on.
      Recognise a node's events by `data.id`. Of a run that goes on these events have the run's id as
    `task_id`,
      which stops nothing; the live ones after them have the task's.
    - The stream ends with `workflow_finished` or `workflow_paused`. With `continue_on_pause` and
    without a snapshot
      nothing ends it but 300 idle seconds, so close it yourself.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.
        user (str): The user who started the run; for any other the run does not exist.
        include_state_snapshot (bool | Unset): Begin with the events so far. The server's default
            is false.
        continue_on_pause (bool | Unset): Go on after a pause instead of ending there. The
            server's default is false.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyAgentLogEvent | DifyAudioEndEvent | DifyAudioEvent | DifyBranchFinishedEvent | DifyBranchStartedEvent | DifyErrorEvent | DifyFormFilledEvent | DifyFormRequiredEvent | DifyFormTimeoutEvent | DifyIterationCompletedEvent | DifyIterationNextEvent | DifyIterationStartedEvent | DifyLoopCompletedEvent | DifyLoopNextEvent | DifyLoopStartedEvent | DifyNodeFinishedEvent | DifyNodeRetryEvent | DifyNodeStartedEvent | DifyPingEvent | DifyReasoningChunkEvent | DifyTextChunkEvent | DifyTextReplaceEvent | DifyUnknownEvent | DifyWorkflowFinishedEvent | DifyWorkflowPausedEvent | DifyWorkflowStartedEvent | DifyError
    """

    return sync_detailed(
        workflow_run_id=workflow_run_id,
        client=client,
        user=user,
        include_state_snapshot=include_state_snapshot,
        continue_on_pause=continue_on_pause,
    ).parsed


async def asyncio_detailed(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
    user: str,
    include_state_snapshot: bool | Unset = UNSET,
    continue_on_pause: bool | Unset = UNSET,
) -> Response[
    DifyAgentLogEvent
    | DifyAudioEndEvent
    | DifyAudioEvent
    | DifyBranchFinishedEvent
    | DifyBranchStartedEvent
    | DifyErrorEvent
    | DifyFormFilledEvent
    | DifyFormRequiredEvent
    | DifyFormTimeoutEvent
    | DifyIterationCompletedEvent
    | DifyIterationNextEvent
    | DifyIterationStartedEvent
    | DifyLoopCompletedEvent
    | DifyLoopNextEvent
    | DifyLoopStartedEvent
    | DifyNodeFinishedEvent
    | DifyNodeRetryEvent
    | DifyNodeStartedEvent
    | DifyPingEvent
    | DifyReasoningChunkEvent
    | DifyTextChunkEvent
    | DifyTextReplaceEvent
    | DifyUnknownEvent
    | DifyWorkflowFinishedEvent
    | DifyWorkflowPausedEvent
    | DifyWorkflowStartedEvent
    | DifyError
]:
    """Follow a run's events

     The events of a run whose stream was lost, or that goes on after a pause. Servers since 1.14; mind
    the singular
    `workflow` in the path. The app may be an `advanced-chat` one as well. An id that is no UUID is 500
    `unknown`.

    - A run that has ended: one frame, `workflow_finished`, whose `task_id` is the run's id, and no
    ping.
    - A run that goes on, without a snapshot: a ping, then what happens from now on. What was missed is
    gone.
    - With `include_state_snapshot`: a ping, then the events so far in a reduced form (their inputs,
    outputs,
      process data, errors and metadata are null), for a paused run also its pause, then what happens
    from now on.
      Recognise a node's events by `data.id`. Of a run that goes on these events have the run's id as
    `task_id`,
      which stops nothing; the live ones after them have the task's.
    - The stream ends with `workflow_finished` or `workflow_paused`. With `continue_on_pause` and
    without a snapshot
      nothing ends it but 300 idle seconds, so close it yourself.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.
        user (str): The user who started the run; for any other the run does not exist.
        include_state_snapshot (bool | Unset): Begin with the events so far. The server's default
            is false.
        continue_on_pause (bool | Unset): Go on after a pause instead of ending there. The
            server's default is false.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DifyAgentLogEvent | DifyAudioEndEvent | DifyAudioEvent | DifyBranchFinishedEvent | DifyBranchStartedEvent | DifyErrorEvent | DifyFormFilledEvent | DifyFormRequiredEvent | DifyFormTimeoutEvent | DifyIterationCompletedEvent | DifyIterationNextEvent | DifyIterationStartedEvent | DifyLoopCompletedEvent | DifyLoopNextEvent | DifyLoopStartedEvent | DifyNodeFinishedEvent | DifyNodeRetryEvent | DifyNodeStartedEvent | DifyPingEvent | DifyReasoningChunkEvent | DifyTextChunkEvent | DifyTextReplaceEvent | DifyUnknownEvent | DifyWorkflowFinishedEvent | DifyWorkflowPausedEvent | DifyWorkflowStartedEvent | DifyError]
    """

    kwargs = _get_kwargs(
        workflow_run_id=workflow_run_id,
        user=user,
        include_state_snapshot=include_state_snapshot,
        continue_on_pause=continue_on_pause,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    workflow_run_id: str,
    *,
    client: AuthenticatedClient,
    user: str,
    include_state_snapshot: bool | Unset = UNSET,
    continue_on_pause: bool | Unset = UNSET,
) -> (
    DifyAgentLogEvent
    | DifyAudioEndEvent
    | DifyAudioEvent
    | DifyBranchFinishedEvent
    | DifyBranchStartedEvent
    | DifyErrorEvent
    | DifyFormFilledEvent
    | DifyFormRequiredEvent
    | DifyFormTimeoutEvent
    | DifyIterationCompletedEvent
    | DifyIterationNextEvent
    | DifyIterationStartedEvent
    | DifyLoopCompletedEvent
    | DifyLoopNextEvent
    | DifyLoopStartedEvent
    | DifyNodeFinishedEvent
    | DifyNodeRetryEvent
    | DifyNodeStartedEvent
    | DifyPingEvent
    | DifyReasoningChunkEvent
    | DifyTextChunkEvent
    | DifyTextReplaceEvent
    | DifyUnknownEvent
    | DifyWorkflowFinishedEvent
    | DifyWorkflowPausedEvent
    | DifyWorkflowStartedEvent
    | DifyError
    | None
):
    """Follow a run's events

     The events of a run whose stream was lost, or that goes on after a pause. Servers since 1.14; mind
    the singular
    `workflow` in the path. The app may be an `advanced-chat` one as well. An id that is no UUID is 500
    `unknown`.

    - A run that has ended: one frame, `workflow_finished`, whose `task_id` is the run's id, and no
    ping.
    - A run that goes on, without a snapshot: a ping, then what happens from now on. What was missed is
    gone.
    - With `include_state_snapshot`: a ping, then the events so far in a reduced form (their inputs,
    outputs,
      process data, errors and metadata are null), for a paused run also its pause, then what happens
    from now on.
      Recognise a node's events by `data.id`. Of a run that goes on these events have the run's id as
    `task_id`,
      which stops nothing; the live ones after them have the task's.
    - The stream ends with `workflow_finished` or `workflow_paused`. With `continue_on_pause` and
    without a snapshot
      nothing ends it but 300 idle seconds, so close it yourself.

    Args:
        workflow_run_id (str): The run's id, a UUID: `workflow_run_id` of its answer or of the
            frames of its stream. What is none is a 500.
        user (str): The user who started the run; for any other the run does not exist.
        include_state_snapshot (bool | Unset): Begin with the events so far. The server's default
            is false.
        continue_on_pause (bool | Unset): Go on after a pause instead of ending there. The
            server's default is false.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DifyAgentLogEvent | DifyAudioEndEvent | DifyAudioEvent | DifyBranchFinishedEvent | DifyBranchStartedEvent | DifyErrorEvent | DifyFormFilledEvent | DifyFormRequiredEvent | DifyFormTimeoutEvent | DifyIterationCompletedEvent | DifyIterationNextEvent | DifyIterationStartedEvent | DifyLoopCompletedEvent | DifyLoopNextEvent | DifyLoopStartedEvent | DifyNodeFinishedEvent | DifyNodeRetryEvent | DifyNodeStartedEvent | DifyPingEvent | DifyReasoningChunkEvent | DifyTextChunkEvent | DifyTextReplaceEvent | DifyUnknownEvent | DifyWorkflowFinishedEvent | DifyWorkflowPausedEvent | DifyWorkflowStartedEvent | DifyError
    """

    return (
        await asyncio_detailed(
            workflow_run_id=workflow_run_id,
            client=client,
            user=user,
            include_state_snapshot=include_state_snapshot,
            continue_on_pause=continue_on_pause,
        )
    ).parsed
