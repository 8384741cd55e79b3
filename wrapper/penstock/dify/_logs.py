"""The filters of the app's logs, for requests and for the pages that come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from penstock._core.checks import check_whole, no_choice
from penstock._core.decoding import items_of, text
from penstock.dify._models import WorkflowLog, WorkflowLogPage
from penstock.errors import UsageError
from penstock_api import models, operations
from penstock_api.runtime import UNSET, limits_of

if TYPE_CHECKING:
    from penstock_api.runtime import Request


@attrs.frozen
class LogFilters:
    """The filters of the logs; one that is None or empty isn't sent."""

    keyword: str | None = None
    status: models.DifyLogStatusFilter | None = None
    created_before: str | datetime | None = None
    created_after: str | datetime | None = None
    user: str | None = None
    account: str | None = None
    limit: int | None = None

    def __attrs_post_init__(self) -> None:
        """Raise UsageError for a filter that the server would refuse."""
        for name in ("keyword", "user", "account"):
            given = getattr(self, name)
            if given is not None and not isinstance(given, str):
                raise UsageError(f"{name} must be a string, not {given!r}")
        choices = models.DIFY_LOG_STATUS_FILTER_VALUES
        if self.status is not None and self.status not in choices:
            raise no_choice("status", self.status, choices)
        check_whole("limit", self.limit, limits_of(operations.list_workflow_logs, "limit"))
        for name in ("created_before", "created_after"):
            _instant(name, getattr(self, name))

    def request(self, page: int | None = None) -> Request[Any]:
        """Return the request for one page."""
        check_whole("page", page, limits_of(operations.list_workflow_logs, "page"))
        return operations.list_workflow_logs.build(
            keyword=self.keyword or UNSET,
            status=self.status or UNSET,
            created_at_before=_instant("created_before", self.created_before) or UNSET,
            created_at_after=_instant("created_after", self.created_after) or UNSET,
            created_by_end_user_session_id=self.user or UNSET,
            created_by_account=self.account or UNSET,
            page=page or UNSET,
            limit=self.limit or UNSET,
        )

    def keeps(self, entry: WorkflowLog) -> bool:
        """Return whether an entry passes the filters; servers before 1.5 ignore some of them."""
        run, by, account = entry.run, entry.created_by_end_user, entry.created_by_account
        # Each may be of an odd type, as anything that was answered.
        status = getattr(run, "status", None) or ""
        if self.status and status not in ("", self.status):
            return False
        if self.user and getattr(by, "session_id", None) != self.user:
            return False
        email = text(getattr(account, "email", None)) or ""
        if self.account and email.casefold() != self.account.casefold():
            return False
        before = _instant("created_before", self.created_before)
        begun = entry.created_at
        late = before is not None and isinstance(begun, datetime) and begun > before
        return not late and not self.ends_at(entry)

    def ends_at(self, entry: WorkflowLog) -> bool:
        """True if an entry, and with it all older ones, began before those that are wanted."""
        after = _instant("created_after", self.created_after)
        if after is None or not isinstance(entry.created_at, datetime):
            return False
        return entry.created_at <= after - timedelta(seconds=1)  # entries have whole seconds

    def applied(self, page: WorkflowLogPage, asked: int | None = None) -> WorkflowLogPage:
        """Return a page with the entries that pass the filters; an empty one is the last.

        `asked` is the number in the request, for a response without one.
        """
        entries = items_of(WorkflowLog, page.items)
        more = page.has_more is True and bool(entries) and not self.ends_at(entries[-1])
        return attrs.evolve(
            page,
            page=page.page if type(page.page) is int else asked or 1,
            items=[entry for entry in entries if self.keeps(entry)],
            has_more=more,
        )


def _instant(name: str, value: object) -> datetime | None:
    """Return a moment. Raises UsageError for what is no ISO 8601 time, or has no time in UTC."""
    if value is None or value == "":
        return None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        if isinstance(found, datetime):
            return found.astimezone()  # one without a zone is local, as everywhere in Python
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"{name} is {value!r}, which is no ISO 8601 time: {error}") from error
    raise UsageError(f"{name} must be a datetime or an ISO 8601 text, not {value!r}")
