"""The log of an app's runs."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from attrs import frozen

from ...document.parameters import Parameter
from ...engine.timeline import Timeline
from .. import pydantic_2_12 as pydantic
from ..base import documented
from .context import Context
from .events import Json, State
from .formatting import is_uuid, spaced, whole
from .state import Run

_USUAL = 20
# A date, and after a character of any kind less than the two digits of an hour.
_SHORT_TIME = re.compile(r"\d{4}(-?)\d{2}\1\d{2}..?", re.ASCII)
# Longer keywords are cut.
_KEYWORD = 30


@frozen
class Query:
    """The filters of the log."""

    keyword: str
    status: str
    page: int
    limit: int
    before: float | None
    after: float | None
    session: str

    def passes(self, run: Run, now: float) -> bool:
        """Return whether the log of these filters has the run."""
        began, state = whole(run.began), run.state(now)
        return (
            self.status in ("", state.status)
            and (self.before is None or began <= self.before)
            and (self.after is None or began >= self.after)
            and self.session in ("", run.scene.user)
            and (not self.keyword or self._found(run, state))
        )

    def _found(self, run: Run, state: State) -> bool:
        if is_uuid(self.keyword) and self.keyword == run.id:
            return True
        word = self.keyword[:_KEYWORD]
        # As it is stored: what isn't ASCII is escaped there too.
        escaped = spaced(word)[1:-1]
        texts = (spaced(run.scene.recorded), spaced(state.outputs))
        return any(escaped in each for each in texts) or word in run.scene.user


def list_logs(context: Context) -> Timeline:
    """GET /workflows/logs."""
    query = _read(context)
    own = [run for run in context.state.runs.values() if run.app_id == context.app.id]
    found = [run for run in reversed(own) if query.passes(run, context.now)]
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


def _read(context: Context) -> Query:
    newer = context.options.modern
    options = {each.name: each for each in documented("listWorkflowLogs").parameters.query}
    issues = []
    for name in ("status", "page", "limit"):
        text = context.query(name)
        issue = None if text is None else pydantic.query_issue(options[name], text)
        if issue is not None and text is not None and not newer:
            context.error(400, "invalid_param", _old_text(options[name], text), params=name)
        issues += [issue] if issue else []
    if issues:
        context.error(400, "invalid_param", pydantic.text_of("WorkflowLogQuery", issues))
    query = Query(
        keyword=context.query("keyword") or "",
        status=context.query("status") or "",
        page=int(context.query("page") or 1),
        limit=int(context.query("limit") or _USUAL),
        before=_moment(context, "created_at__before") if newer else None,
        after=_moment(context, "created_at__after") if newer else None,
        session=(context.query("created_by_end_user_session_id") or "") if newer else "",
    )
    account = context.query("created_by_account")
    if newer and account:  # no account ever runs anything on the mock
        context.error(400, "invalid_param", f"Account not found: {account}")
    return query


def _old_text(parameter: Parameter, text: str) -> str:
    """The message of 2024-12 for the first bad parameter."""
    most = parameter.schemas.document.resolve(parameter.schema).get("maximum")
    if most is None:
        return f"{text} is not a valid choice"
    try:
        return f"Invalid argument: {int(text)}. argument must be within the range 1 - {most}"
    except ValueError:
        return f"{text} is not a valid integer"


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
    """The message of the server's parser for a text that is no moment."""
    if len(text) < 4:
        return "ISO string too short"
    if not text[:4].isdigit():
        return f"invalid literal for int() with base 10: {text[:4].encode()!r}"
    if _SHORT_TIME.fullmatch(text):
        return "ISO time too short"
    return "String contains unknown ISO components"


def _entry(context: Context, run: Run) -> Json:
    modern, state = context.options.modern, run.state(context.now)
    entry: Json = {"id": run.id, "version": run.version, "status": state.status}
    entry |= {"triggered_from": "app-run"} if modern else {}
    entry |= {
        "error": state.error,
        "elapsed_time": run.elapsed(context.now),
        "total_tokens": state.tokens,
        "total_steps": state.steps,
        "created_at": whole(run.began),
        "finished_at": None if state.ended_at is None else whole(state.ended_at),
        "exceptions_count": state.exceptions,
    }
    return {
        "id": run.log_id,
        "workflow_run": entry,
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
