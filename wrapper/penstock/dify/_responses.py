"""Parse responses about runs, and infer a run's state where the server doesn't state it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from penstock._core.decoding import mapping, text
from penstock._core.message import run_id_in
from penstock._core.results import decoded, received
from penstock.dify._models import NO_OUTCOME, TYPES, WorkflowRun
from penstock_api import models, operations

if TYPE_CHECKING:
    from penstock._core.message import RawResponse
    from penstock.dify._events import UnknownEvent
    from penstock_api.events.dify_stream_event import (
        Event,
        WorkflowFinishedEvent,
        WorkflowPausedEvent,
    )


# The first release whose runs go on by themselves when their stream is cut.
_DETACHED: Final = (1, 13)


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


def run_outcome(response: RawResponse) -> WorkflowRun | str:
    """Return how a run ended, from the response to a blocking call.

    It is the id of a run that goes on without the response: a server that is being replaced sends
    that, with 202 (or whatever it will be).
    """
    body = mapping(response.json()) or {}
    status = (mapping(body.get("data")) or {}).get("status")
    run_id = text(body.get("workflow_run_id"))
    if text(status) is None:
        if found := run_id or run_id_in(response.headers):
            return found
        decoded(response, operations.run_workflow, TYPES)  # raises the reason if it is no run
        raise response.unreadable(NO_OUTCOME)
    sent = models.DifyRunResult.from_dict(body)
    own = {"task_id": task_of(body), "raw": body, "model": sent, **received(response)}
    return run_of(sent.data, sent.data.id, run_id, **own)


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


def loses_cut_runs(run: WorkflowRun) -> bool:
    """True if the run's server leaves one whose stream was cut `running` for ever."""
    version = _version(run.headers)
    if version is not None:
        return version < _DETACHED
    # A gateway may have dropped the header; only servers before 1.2 have texts for times.
    return isinstance((mapping(run.raw) or {}).get("created_at"), str)
