"""The log of an app's runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import define, frozen

from ...document.parameters import Parameter
from ...engine.timeline import Timeline
from .. import pydantic_2_12 as pydantic
from ..base import documented
from .context import Context
from .events import Json
from .formatting import is_uuid, spaced, whole
from .state import Run

_USUAL = 20
# A date, and after a character of any kind less than the two digits of an hour.
_SHORT_TIME = re.compile(r"\d{4}(-?)\d{2}\1\d{2}..?", re.ASCII)
# Longer keywords are cut.
_KEYWORD = 30


@define
class Query:
    """The filters of the log."""

    keyword: str = ""
    status: str = ""
    before: float | None = None
    after: float | None = None
    session: str = ""
    page: int = 1
    limit: int = _USUAL


def list_logs(context: Context) -> Timeline:
    """GET /workflows/logs."""
    query = _read(context)
    own = [run for run in context.state.runs.values() if run.app_id == context.app.id]
    filters = [_Filter(run, query, context.now) for run in reversed(own)]
    found = [each.run for each in filters if all(check(each) for check in _CHECKS.values())]
    start = (query.page - 1) * query.limit
    page = found[start : start + query.limit]
    body = {
        "page": query.page,
        "limit": query.limit,
        "total": len(found),
        "has_more": len(found) > start + query.limit,
        "data": [_entry(context, run) for run in page],
    }
    return context.answer(body)


# -- the query ----------------------------------------------------------------------------------


def _read(context: Context) -> Query:
    options = {each.name: each for each in documented("listWorkflowLogs").parameters.query}
    issues = []
    for name in ("status", "page", "limit"):
        text = context.query(name)
        issue = None if text is None else pydantic.query_issue(options[name], text)
        if issue is not None and text is not None and not context.options.modern:
            context.error(400, "invalid_param", _old_text(options[name], text), params=name)
        issues += [issue] if issue else []
    if issues:
        context.error(400, "invalid_param", pydantic.text_of("WorkflowLogQuery", issues))
    query = Query(context.query("keyword") or "", context.query("status") or "")
    query.page = int(context.query("page") or query.page)
    query.limit = int(context.query("limit") or query.limit)
    if context.options.modern:
        _read_newer(context, query)
    return query


def _old_text(parameter: Parameter, text: str) -> str:
    """The documented server's message for the first bad parameter."""
    most = parameter.schemas.document.resolve(parameter.schema).get("maximum")
    if most is None:
        return f"{text} is not a valid choice"
    try:
        return f"Invalid argument: {int(text)}. argument must be within the range 1 - {most}"
    except ValueError:
        return f"{text} is not a valid integer"


def _read_newer(context: Context, query: Query) -> None:
    query.before = _moment(context, "created_at__before")
    query.after = _moment(context, "created_at__after")
    query.session = context.query("created_by_end_user_session_id") or ""
    account = context.query("created_by_account")
    if account:  # no account ever runs anything on the mock
        context.error(400, "invalid_param", f"Account not found: {account}")


def _moment(context: Context, name: str) -> float | None:
    text = context.query(name)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        context.error(400, "invalid_param", _no_moment(text))


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
    """The filters applied to a run."""

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


def _entry(context: Context, run: Run) -> Json:
    modern = context.options.modern
    return {
        "id": run.log_id,
        "workflow_run": _run(context, run),
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


def _run(context: Context, run: Run) -> Json:
    state: Any = run.state(context.now)
    modern = context.options.modern
    told: Json = {"id": run.id, "version": run.version, "status": state.status}
    told |= {"triggered_from": "app-run"} if modern else {}
    told |= {
        "error": state.error,
        "elapsed_time": run.elapsed(context.now),
        "total_tokens": state.tokens,
        "total_steps": state.steps,
        "created_at": whole(run.began),
        "finished_at": None if state.ended_at is None else whole(state.ended_at),
    }
    return {**told, "exceptions_count": state.exceptions}
