"""Dify's answers, of either generation, read into one set of types.

The documented server (0.14) and today's (1.16) differ in how they write a time, an amount and a
run's inputs and outputs, and in what they answer for a run they don't know. The generated models
read either form; what is decided here is what counts as an answer at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from penstock._message import run_id_in
from penstock._replies import objects_in, parsed, parsed_object, unreadable
from penstock._result import Result, received
from penstock._values import array, mapping, text
from penstock.dify._read import ended, task_of
from penstock.dify._reply import items, made
from penstock.dify._types import (
    AppInfo,
    AppMeta,
    AppParameters,
    AppSite,
    EndUser,
    Form,
    StopReceipt,
    UploadedFile,
    WorkflowLog,
    WorkflowLogPage,
    WorkflowRun,
)
from penstock.errors import NotFoundError

if TYPE_CHECKING:
    from penstock._message import Answer
    from penstock.dify._requests import LogFilters

_Found = TypeVar("_Found", bound=Result)


def _plain(cls: type[_Found], schema: str, needed: str | None = None) -> Callable[[Answer], _Found]:
    """Return the reader of an answer; `needed` is the field without which it is none."""

    def read(answer: Answer) -> _Found:
        body = parsed_object(answer, schema)
        if needed is not None and text(body.get(needed)) is None:
            unreadable(answer, f"the answer has no {needed}")
        return made(cls, body, **received(answer))

    return read


uploaded_file = _plain(UploadedFile, "DifyUploadedFile", "id")
form = _plain(Form, "DifyForm")
stop_receipt = _plain(StopReceipt, "DifyStopResult")
app_info = _plain(AppInfo, "DifyAppInfo", "name")
app_meta = _plain(AppMeta, "DifyAppMeta")
app_site = _plain(AppSite, "DifyAppSite")
end_user = _plain(EndUser, "DifyEndUser", "id")


def submitted(answer: Answer) -> None:
    """Check that a form was taken; the answer says nothing else."""
    parsed_object(answer)


def run_detail(answer: Answer) -> WorkflowRun:
    """Return a run as it is. Raises NotFoundError also where all of it is null.

    That is how servers before 1.13.1 answer for a run they don't know, with status 200.
    """
    body = parsed_object(answer)
    if body.get("id", ...) is None and body.get("status", ...) is None:
        raise NotFoundError(
            "there is no such run", "not_found", answer.status, body=body, headers=answer.headers
        )
    if text(body.get("status")) is None:
        unreadable(answer, "the answer doesn't say how the run is")
    return made(WorkflowRun, ended(body), raw=body, **received(answer))


# The first release whose runs go on by themselves when their stream is cut.
_DETACHED: Final = (1, 13)


def loses_cut_runs(answer: Answer) -> bool:
    """Whether the server leaves a run whose stream was cut `running` for ever."""
    version = re.match(r"(\d+)\.(\d+)", answer.headers.get("x-version", ""))
    if version is not None:
        return (int(version[1]), int(version[2])) < _DETACHED
    # A gateway may have dropped the header; only servers before 1.2 have texts for times.
    return isinstance((mapping(parsed(answer)) or {}).get("created_at"), str)


def run_result(answer: Answer) -> WorkflowRun:
    """Return how a run ended, from the answer to a blocking call."""
    body = parsed_object(answer)
    found = run_of(mapping(body.get("data")) or {}, body)
    if not found.status:
        unreadable(answer, "the answer doesn't say how the run ended")
    return attrs.evolve(found, **received(answer))


def run_of(data: dict[str, Any], envelope: Mapping[str, Any]) -> WorkflowRun:
    """Return the run in the `data` of a blocking answer, or of a stream's last event."""
    ids = (data.get("id"), data.get("workflow_run_id"), envelope.get("workflow_run_id"))
    return made(
        WorkflowRun,
        ended(data),
        id=next(filter(None, map(text, ids)), None),
        task_id=task_of(envelope),
        raw=envelope,
    )


def handed_over(answer: Answer) -> str | None:
    """Return the id of a run that goes on without this answer; None if it tells how it ended.

    A server that is being replaced answers so, with 202 (or whatever it will be).
    """
    body = parsed(answer)
    found = mapping(body) or {}
    if text((mapping(found.get("data")) or {}).get("status")) is not None:
        return None
    return text(found.get("workflow_run_id")) or run_id_in(answer.headers)


def log_page(
    answer: Answer, asked: int | None = None, filters: LogFilters | None = None
) -> WorkflowLogPage:
    """Return one page of the logs; an empty one is the last, whatever it says.

    `asked` is the number it was asked for by, where the answer doesn't tell its own. `filters`
    are applied again, because servers before 1.5 ignore some of them.
    """
    body = parsed_object(answer)
    runs = array(body.get("data"))
    if runs is None:
        unreadable(answer, "the answer holds no list of runs")
    objects_in(answer, runs, "DifyWorkflowLog")
    found = WorkflowLogPage.from_dict(body)
    number = (found.page if isinstance(found.page, int) else None) or asked or 1
    entries = items(WorkflowLog, found.items)
    more = found.has_more is True and bool(entries)
    if filters is not None:
        more = more and not filters.ends_at(entries[-1])
        entries = list(filter(filters.keeps, entries))
    cursor = str(number + 1) if more else None
    return attrs.evolve(found, items=entries, has_more=more, next_cursor=cursor, **received(answer))


def app_parameters(answer: Answer) -> AppParameters:
    """Return the app's variables and features."""
    body = parsed_object(answer)
    form_fields = array(body.get("user_input_form"))
    if form_fields is None:
        unreadable(answer, "the answer has no user_input_form")
    objects_in(answer, form_fields, "DifyInputControl")
    return made(AppParameters, body, **received(answer))
