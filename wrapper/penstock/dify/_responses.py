"""Parse responses about runs, and infer a run's state where the server doesn't state it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from penstock._core.decoding import mapping, parsed_object, text
from penstock._core.message import run_id_in
from penstock._core.results import received
from penstock.dify._models import WorkflowRun
from penstock.errors import NotFoundError
from penstock_api import models

if TYPE_CHECKING:
    from penstock._core.message import RawResponse
    from penstock.dify._events import UnknownEvent
    from penstock_api.events.dify_stream_event import (
        Event,
        WorkflowFinishedEvent,
        WorkflowPausedEvent,
    )


# The error of a run that was stopped, where its end is called a failure: in its stream, by servers
# since 1.9. The run itself and the logs call it stopped.
_STOPPED: Final = frozenset({"Aborted: User requested stop", "User requested stop"})

# The first release whose runs go on by themselves when their stream is cut.
_DETACHED: Final = (1, 13)


def status_of(
    run: models.DifyWorkflowRun | models.DifyRunResultData | models.DifyWorkflowFinishedData,
) -> str:
    """Return the status that a run has in the logs; "" if it is missing."""
    if run.status == "failed" and text(run.error) in _STOPPED:
        return "stopped"
    return run.status or ""


def task_of(frame: Mapping[str, Any]) -> str | None:
    """Return the task in a frame or a response; None where the run's id stands in its place.

    Snapshots and the one frame of a run that has ended have it so. The server takes that id for
    a task to stop, and stops nothing.
    """
    found, data = text(frame.get("task_id")), mapping(frame.get("data")) or {}
    runs = (frame.get("workflow_run_id"), data.get("workflow_run_id"), data.get("id"))
    return None if found in runs else found


def run_of(
    end: models.DifyRunResultData | WorkflowFinishedEvent | WorkflowPausedEvent,
    *ids: object,
    **own: Any,
) -> WorkflowRun:
    """Return the run that a blocking response or the end of a stream is about.

    Its id is the first of `ids` that is one. A field of a run that the document doesn't have for
    its end is read all the same where a server sends it.
    """
    values = {name: getattr(end, name) for name in _shared(cast("Any", type(end)))}
    values["id"] = next(filter(None, map(text, ids)), None)
    return WorkflowRun.from_dict(end.additional_properties, **{**values, **own})


@cache
def _shared(kind: type[Any]) -> frozenset[str]:
    """Return the fields that a run has from the end of its stream, or from its response."""
    shared = attrs.fields_dict(WorkflowRun).keys() & attrs.fields_dict(kind).keys()
    return frozenset(shared - {"additional_properties"})


def run_detail(response: RawResponse) -> WorkflowRun:
    """Return a run as it is. Raises NotFoundError also where all of it is null.

    That is how servers before 1.13.1 answer for a run they don't know, with status 200.
    """
    found = WorkflowRun.from_dict(parsed_object(response), **received(response))
    if found.id is None and found.status is None:
        raise NotFoundError(
            "there is no such run",
            "not_found",
            response.status,
            body=found.raw,
            headers=response.headers,
        )
    if text(found.status) is None:
        raise response.unreadable("the response has no status of the run")
    status = status_of(found)
    return found if status == found.status else attrs.evolve(found, status=status)


def run_result(response: RawResponse) -> WorkflowRun:
    """Return how a run ended, from the response to a blocking call."""
    body = parsed_object(response, "DifyRunResult")
    found = models.DifyRunResult.from_dict(body)
    end = found.data
    if not isinstance(end, models.DifyRunResultData) or text(end.status) is None:
        raise response.unreadable("the response has no outcome of the run")
    return run_of(
        end,
        end.id,
        found.workflow_run_id,
        status=status_of(end),
        task_id=task_of(body),
        raw=body,
        model=found,
        **received(response),
    )


def handed_over(response: RawResponse) -> str | None:
    """Return the id of a run that goes on without this response; None if it has ended.

    A server that is being replaced answers so, with 202 (or whatever it will be).
    """
    body = mapping(response.json()) or {}
    if text((mapping(body.get("data")) or {}).get("status")) is not None:
        return None
    return text(body.get("workflow_run_id")) or run_id_in(response.headers)


def goes_on_alone(headers: Mapping[str, str], event: Event | UnknownEvent) -> bool:
    """Return whether a run goes on if its stream is left at this event."""
    version = _version(headers)
    if version is not None:
        return version >= _DETACHED
    from penstock_api.events.dify_stream_event import WorkflowStartedEvent

    # A gateway may have dropped the header; the same servers give a reason for the start.
    return isinstance(event, WorkflowStartedEvent) and event.reason is not None


def _version(headers: Mapping[str, str]) -> tuple[int, int] | None:
    found = re.match(r"(\d+)\.(\d+)", headers.get("x-version", ""))
    return None if found is None else (int(found[1]), int(found[2]))


def loses_cut_runs(response: RawResponse) -> bool:
    """True if the server leaves a run whose stream was cut `running` for ever."""
    version = _version(response.headers)
    if version is not None:
        return version < _DETACHED
    # A gateway may have dropped the header; only servers before 1.2 have texts for times.
    return isinstance((mapping(response.json()) or {}).get("created_at"), str)
