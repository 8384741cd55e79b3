"""What is sent to Dify; the generated code knows the paths and fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from penstock._ids import check_id, check_uuid
from penstock._message import Request, request
from penstock._values import text
from penstock.dify._files import File, files_of, inputs_of
from penstock.errors import UsageError

if TYPE_CHECKING:
    from penstock._multipart import FilePart
    from penstock.dify._types import UploadedFile, WorkflowLog, WorkflowRun

ResponseMode: TypeAlias = Literal["streaming", "blocking"]
LogStatus: TypeAlias = Literal["succeeded", "failed", "stopped"]

_TRACE_ID: Final = r"[A-Za-z0-9_-]{1,128}"  # the server silently ignores any other
_LONGEST_SESSION: Final = 200
_LONGEST_USER: Final = 255  # characters; the server fails with 500 on more
_LAST_PAGE: Final = 99_999
_LARGEST_PAGE: Final = 100

# A stream may be answered with JSON all the same: by a refusal, or by a server on its way out.
_ACCEPT_STREAM: Final = "text/event-stream, application/json"


@attrs.frozen(kw_only=True, eq=False)
class Run:
    """What is asked for when a workflow is run."""

    inputs: Mapping[str, Any]
    user: str
    response_mode: ResponseMode = "streaming"
    files: Sequence[File | UploadedFile | Mapping[str, Any]] | None = None
    version_id: str | None = None
    trace_id: str | None = None
    trace_session_id: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what the server would, with a better message, and what it would ignore."""
        check_user(self.user)
        if self.response_mode not in ("streaming", "blocking"):
            message = "response_mode must be 'streaming' or 'blocking'"
            raise UsageError(f"{message}, not {self.response_mode!r}")
        _check_trace(self.trace_id, self.trace_session_id)


def check_user(user: object) -> str:
    """Return who a call is for. Raises UsageError for nobody."""
    if not isinstance(user, str):
        raise UsageError(f"user must be a string, not {type(user).__name__}; pass str(...)")
    if not user.strip():
        raise UsageError("user is empty; it says whose run it is, and whose files it may use")
    if len(user) > _LONGEST_USER:
        message = f"user has {len(user)} characters, and servers keep {_LONGEST_USER}"
        raise UsageError(f"{message}; pass an id, or a digest")
    try:
        user.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"user {user!r} holds a lone surrogate, which has no UTF-8") from error
    return user


def _check_trace(trace_id: object, session_id: object) -> None:
    if trace_id is not None and not (
        isinstance(trace_id, str) and re.fullmatch(_TRACE_ID, trace_id)
    ):
        raise UsageError(f"trace_id must be 1 to 128 letters, digits, _ and -, not {trace_id!r}")
    if session_id is not None and not (
        isinstance(session_id, str) and 1 <= len(session_id.strip()) <= _LONGEST_SESSION
    ):
        message = f"trace_session_id must be a text of 1 to {_LONGEST_SESSION} characters"
        raise UsageError(f"{message}, not {session_id!r}")


def run(what: Run) -> Request:
    """Return the request that runs a workflow, or one version of it."""
    from penstock_api.api.dify import run_workflow, run_workflow_version
    from penstock_api.models import DifyRunRequest
    from penstock_api.runtime import UNSET

    files = files_of(what.files)
    body = DifyRunRequest(
        inputs=inputs_of(what.inputs),
        user=what.user,
        response_mode=what.response_mode,
        trace_id=what.trace_id or UNSET,
        trace_session_id=what.trace_session_id or UNSET,
        # As they are: a type nobody knows yet is the server's to judge.
        additional_properties={} if files is None else {"files": files},
    )
    if what.version_id is None:
        made = run_workflow.build(body=body)
    else:
        made = run_workflow_version.build(check_uuid("version_id", what.version_id), body=body)
    streams = what.response_mode == "streaming"
    accept = _ACCEPT_STREAM if streams else "application/json"
    return request(made, accept=accept)


def id_of(run: WorkflowRun) -> str:
    """Return a run's id. Raises UsageError if the server didn't tell it."""
    if run.id is None:
        raise UsageError("the server didn't tell this run's id: it can't be asked about")
    return run.id


def run_detail(run_id: str) -> Request:
    """Return the request for a run as it is."""
    from penstock_api.api.dify.get_workflow_run import build

    return request(build(check_uuid("run_id", run_id)))


def events(
    run_id: str, user: str, *, snapshot: bool = True, continue_on_pause: bool = False
) -> Request:
    """Return the request for a run's events."""
    from penstock_api.api.dify.stream_workflow_events import build
    from penstock_api.runtime import UNSET

    made = build(
        check_uuid("run_id", run_id),
        user=check_user(user),
        include_state_snapshot=True if snapshot else UNSET,
        continue_on_pause=True if continue_on_pause else UNSET,
    )
    return request(made, accept=_ACCEPT_STREAM)


def stop(task_id: object, user: str) -> Request:
    """Return the request to stop a run; asking twice does no more than asking once."""
    from penstock_api.api.dify.stop_workflow_task import build
    from penstock_api.models import DifyStopRequest

    if task_id is None:
        message = "task_id is None: the events of a snapshot have none"
        raise UsageError(f"{message}; take it from an event that follows them")
    body = DifyStopRequest(user=check_user(user))
    made = build(check_id("task_id", task_id), body=body)
    return request(made)


def upload(part: FilePart, user: str) -> Request:
    """Return the request that uploads one file."""
    from penstock_api.api.dify.upload_file import build
    from penstock_api.models import DifyUploadRequest
    from penstock_api.runtime import File as Payload

    file = Payload(part.content, part.name, part.media_type)
    body = DifyUploadRequest(file=file, user=check_user(user))
    return request(build(body=body))


@attrs.frozen(kw_only=True)
class LogFilters:
    """Which runs of the logs are wanted; what is None or empty isn't sent."""

    keyword: str | None = None
    status: LogStatus | None = None
    created_before: str | datetime | None = None
    created_after: str | datetime | None = None
    user: str | None = None
    account: str | None = None
    limit: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what the server would."""
        for name in ("keyword", "user", "account"):
            given = getattr(self, name)
            if given is not None and not isinstance(given, str):
                raise UsageError(f"{name} must be a string, not {given!r}")
        if self.status is not None and self.status not in ("succeeded", "failed", "stopped"):
            message = "logs can be filtered by status succeeded, failed or stopped"
            raise UsageError(f"{message}, not {self.status!r}")
        _check_whole("limit", self.limit, _LARGEST_PAGE)
        for name in ("created_before", "created_after"):
            _instant(name, getattr(self, name))

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
        """Whether an entry, and with it all older ones, began before those that are wanted."""
        after = _instant("created_after", self.created_after)
        if after is None or not isinstance(entry.created_at, datetime):
            return False
        return entry.created_at <= after - timedelta(seconds=1)  # entries have whole seconds


def _check_whole(name: str, value: object, most: int) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise UsageError(f"{name} must be from 1 to {most}, not {value!r}")


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


def logs(filters: LogFilters, page: int | None = None) -> Request:
    """Return the request for one page of the logs."""
    from penstock_api.api.dify.list_workflow_logs import build
    from penstock_api.runtime import UNSET

    _check_whole("page", page, _LAST_PAGE)
    made = build(
        keyword=filters.keyword or UNSET,
        status=filters.status or UNSET,
        created_at_before=_instant("created_before", filters.created_before) or UNSET,
        created_at_after=_instant("created_after", filters.created_after) or UNSET,
        created_by_end_user_session_id=filters.user or UNSET,
        created_by_account=filters.account or UNSET,
        page=page or UNSET,
        limit=filters.limit or UNSET,
    )
    return request(made)


def app_info(user: str | None = None) -> Request:
    """Return the request for what the app is."""
    from penstock_api.api.dify.get_app_info import build
    from penstock_api.runtime import UNSET

    return request(build(user=user or UNSET))


def app_parameters(user: str | None = None) -> Request:
    """Return the request for the app's variables."""
    from penstock_api.api.dify.get_app_parameters import build
    from penstock_api.runtime import UNSET

    return request(build(user=user or UNSET))


def app_meta() -> Request:
    """Return the request for the icons of the app's tools."""
    from penstock_api.api.dify.get_app_meta import build

    return request(build())


def app_site() -> Request:
    """Return the request for how the app's page looks."""
    from penstock_api.api.dify.get_app_site import build

    return request(build())


def end_user(end_user_id: str) -> Request:
    """Return the request for an end user."""
    from penstock_api.api.dify.get_end_user import build

    return request(build(check_uuid("end_user_id", end_user_id)))


def form(form_token: str) -> Request:
    """Return the request for a form."""
    from penstock_api.api.dify.get_human_input_form import build

    made = build(check_id("form_token", form_token))
    return request(made, private=form_token)


def submit_form(form_token: str, inputs: Mapping[str, Any], action: str, user: str) -> Request:
    """Return the request that answers a form; a form is answered once."""
    from penstock_api.api.dify.submit_human_input_form import build
    from penstock_api.models import DifyFormSubmission

    if not isinstance(action, str) or not action:
        raise UsageError("action must be the id of one of the form's actions")
    body = DifyFormSubmission(inputs=inputs_of(inputs), action=action, user=check_user(user))
    made = build(check_id("form_token", form_token), body=body)
    return request(made, private=form_token)
