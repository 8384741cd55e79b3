"""The log of an app's runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import define, field, frozen

from ...engine.timeline import Timeline
from . import pydantic
from .moments import Json
from .pydantic import Issue
from .runs import Run
from .visit import Visit
from .wire import is_uuid, spaced, whole

STATUSES = ("succeeded", "failed", "stopped")
_LAST_PAGE = 99_999
_MOST = 100
_USUAL = 20
# A date, and after a character of any kind less than the two digits of an hour.
_SHORT_TIME = re.compile(r"\d{4}(-?)\d{2}\1\d{2}..?", re.ASCII)
# Longer keywords are cut.
_KEYWORD = 30


@define
class Query:
    """What is asked for."""

    keyword: str = ""
    status: str = ""
    before: float | None = None
    after: float | None = None
    session: str = ""
    page: int = 1
    limit: int = _USUAL
    issues: list[Issue] = field(factory=list)


def list_logs(visit: Visit) -> Timeline:
    """GET /workflows/logs."""
    visit.enter()
    query = _read(visit)
    own = [run for run in visit.state.runs.values() if run.app_id == visit.app.id]
    found = [run for run in reversed(own) if _wanted(run, query, visit.now)]
    start = (query.page - 1) * query.limit
    page = found[start : start + query.limit]
    body = {
        "page": query.page,
        "limit": query.limit,
        "total": len(found),
        "has_more": len(found) > start + query.limit,
        "data": [_entry(visit, run) for run in page],
    }
    return visit.answer(body)


# -- the query ----------------------------------------------------------------------------------


def _read(visit: Visit) -> Query:
    query = Query(visit.query("keyword") or "")
    query.status = _status(visit, query)
    query.page = _count(visit, query, "page", 1, _LAST_PAGE)
    query.limit = _count(visit, query, "limit", _USUAL, _MOST)
    if query.issues:
        text = pydantic.text_of("WorkflowLogQuery", query.issues)
        visit.error(400, "invalid_param", text)
    if visit.options.modern:
        _read_newer(visit, query)
    return query


def _status(visit: Visit, query: Query) -> str:
    status = visit.query("status")
    if status is None or status in STATUSES:
        return status or ""
    if not visit.options.modern:
        visit.error(400, "invalid_param", f"{status} is not a valid choice", params="status")
    why = "Input should be 'succeeded', 'failed' or 'stopped'"
    query.issues.append(Issue("status", why, "literal_error", status))
    return ""


def _count(visit: Visit, query: Query, name: str, usual: int, most: int) -> int:
    text = visit.query(name)
    if text is None:
        return usual
    value = _whole(text)
    if value is not None and 1 <= value <= most:
        return value
    if not visit.options.modern:
        why = f"Invalid argument: {value}. argument must be within the range 1 - {most}"
        why = f"{text} is not a valid integer" if value is None else why
        visit.error(400, "invalid_param", why, params=name)
    query.issues.append(_range_issue(name, text, value, most))
    return usual


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _range_issue(name: str, text: str, value: int | None, most: int) -> Issue:
    if value is None:
        why = "Input should be a valid integer, unable to parse string as an integer"
        return Issue(name, why, "int_parsing", text)
    if value < 1:
        return Issue(name, "Input should be greater than or equal to 1", "greater_than_equal", text)
    return Issue(name, f"Input should be less than or equal to {most}", "less_than_equal", text)


def _read_newer(visit: Visit, query: Query) -> None:
    query.before = _moment(visit, "created_at__before")
    query.after = _moment(visit, "created_at__after")
    query.session = visit.query("created_by_end_user_session_id") or ""
    account = visit.query("created_by_account")
    if account:  # no account ever runs anything on the mock
        visit.error(400, "invalid_param", f"Account not found: {account}")


def _moment(visit: Visit, name: str) -> float | None:
    text = visit.query(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        visit.error(400, "invalid_param", _no_moment(text))


def _no_moment(text: str) -> str:
    """Why a text is no moment, as the server's parser has it."""
    if len(text) < 4:
        return "ISO string too short"
    if not text[:4].isdigit():
        return f"invalid literal for int() with base 10: {text[:4].encode()!r}"
    if _SHORT_TIME.fullmatch(text):
        return "ISO time too short"
    return "String contains unknown ISO components"


# -- the answer ---------------------------------------------------------------------------------


@frozen
class _Filter:
    """Whether a run is one of those asked for."""

    run: Run
    query: Query
    now: float

    def keyword(self) -> bool:
        word, run = self.query.keyword[:_KEYWORD], self.run
        if not word:
            return True
        if is_uuid(self.query.keyword) and self.query.keyword == run.id:
            return True
        given = spaced(run.scene.recorded)
        texts = (given, spaced(run.state(self.now).outputs))
        # As it is stored: what isn't ASCII is escaped there too.
        escaped = spaced(word).decode()[1:-1]
        return any(escaped in each.decode() for each in texts) or word in run.scene.user

    def status(self) -> bool:
        return self.query.status in ("", self.run.state(self.now).status)

    def time(self) -> bool:
        before, after, began = self.query.before, self.query.after, whole(self.run.began)
        return (before is None or began <= before) and (after is None or began >= after)

    def session(self) -> bool:
        return self.query.session in ("", self.run.scene.user)


_CHECKS: Mapping[str, Callable[[_Filter], bool]] = {
    name: getattr(_Filter, name) for name in ("keyword", "status", "time", "session")
}


def _wanted(run: Run, query: Query, now: float) -> bool:
    one = _Filter(run, query, now)
    return all(check(one) for check in _CHECKS.values())


def _entry(visit: Visit, run: Run) -> Json:
    modern = visit.options.modern
    return {
        "id": run.log_id,
        "workflow_run": _run(visit, run),
        **({"details": None} if modern else {}),
        "created_from": "service-api",
        "created_by_role": "end_user",
        "created_by_account": None,
        "created_by_end_user": {
            "id": run.scene.end_user,
            "type": "service-api" if modern else "service_api",
            "is_anonymous": False,
            "session_id": run.scene.user,
        },
        "created_at": whole(run.began),
    }


def _run(visit: Visit, run: Run) -> Json:
    state: Any = run.state(visit.now)
    modern = visit.options.modern
    told: Json = {"id": run.id, "version": run.version, "status": state.status}
    told |= {"triggered_from": "app-run"} if modern else {}
    told |= {
        "error": state.error,
        "elapsed_time": run.elapsed(visit.now),
        "total_tokens": state.tokens,
        "total_steps": state.steps,
        "created_at": whole(run.began),
        "finished_at": None if state.ended_at is None else whole(state.ended_at),
    }
    return {**told, "exceptions_count": state.exceptions}
