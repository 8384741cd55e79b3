"""Requests to Dify, checked for values that the server would refuse, ignore or fail on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from penstock._core.checks import check_id, check_length, check_uuid, no_choice
from penstock._core.message import Request, request
from penstock.dify._files import File, files_of, inputs_of
from penstock.errors import UsageError
from penstock_api import models, operations
from penstock_api.runtime import UNSET, limits_of

if TYPE_CHECKING:
    from penstock.dify._files import UploadedFile
    from penstock.dify._models import AnyRun
    from penstock_api.runtime import Request as Built

_TRACE_ID: Final = r"[A-Za-z0-9_-]{1,128}"  # the server silently ignores any other

# A stream may be answered with JSON all the same: by a refusal, or by a server on its way out.
_ACCEPT_STREAM: Final = "text/event-stream, application/json"


@attrs.frozen(eq=False)
class Run:
    """The arguments of a run of a workflow."""

    inputs: Mapping[str, Any]
    user: str
    files: Sequence[File | UploadedFile | Mapping[str, Any]] | None = None
    version_id: str | None = None
    trace_id: str | None = None
    trace_session_id: str | None = None
    response_mode: models.DifyResponseMode = "streaming"

    def __attrs_post_init__(self) -> None:
        """Raise UsageError for arguments that the server would refuse or ignore."""
        check_user(self.user)
        choices = models.DIFY_RESPONSE_MODE_VALUES
        if self.response_mode not in choices:
            raise no_choice("response_mode", self.response_mode, choices)
        if self.trace_id is not None or self.trace_session_id is not None:
            _check_trace(self.trace_id, self.trace_session_id)

    def request(self) -> Request:
        """Return the request that runs a workflow, or one version of it."""
        body = models.DifyRunRequest(
            inputs=inputs_of(self.inputs),
            user=self.user,
            response_mode=self.response_mode,
            trace_id=self.trace_id or UNSET,
            trace_session_id=self.trace_session_id or UNSET,
            # As they are: an unknown type is the server's to judge.
            additional_properties={} if self.files is None else {"files": files_of(self.files)},
        )
        if self.version_id is None:
            made = operations.run_workflow.build(body=body)
        else:
            version_id = check_uuid("version_id", self.version_id)
            made = operations.run_workflow_version.build(version_id, body=body)
        streams = self.response_mode == "streaming"
        return request(made, accept=_ACCEPT_STREAM if streams else "application/json")


def check_user(user: object) -> str:
    """Return `user`, the end user of a call. Raises UsageError if it is empty or too long."""
    if not isinstance(user, str):
        raise UsageError(f"user must be a string, not {type(user).__name__}; pass str(...)")
    if not user.strip():
        raise UsageError("user is empty; give the id of the end user whose run and files these are")
    longest = limits_of(models.DifyRunRequest, "user").longest
    if longest is not None and len(user) > longest:
        message = f"user has {len(user)} characters, and servers keep {longest}"
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
    shown = session_id.strip() if isinstance(session_id, str) else session_id
    check_length(
        "trace_session_id", shown, limits_of(operations.run_workflow, "x_trace_session_id")
    )


def check_task(task_id: object) -> str:
    """Return a task's id. Raises UsageError if it is none, as in the events of a snapshot."""
    if task_id is None:
        message = "task_id is None: the events of a snapshot have none"
        raise UsageError(f"{message}; take it from an event that follows them")
    return check_id("task_id", task_id)


def id_of(run: AnyRun) -> str:
    """Return a run's id. Raises UsageError if the server didn't send it."""
    run_id = run if isinstance(run, str) else getattr(run, "run_id", run)
    if run_id is None:
        raise UsageError("the server didn't send this run's id: it can't be looked up")
    return check_uuid("run_id", run_id)


def events(
    run_id: str, user: str, *, snapshot: bool = True, continue_on_pause: bool = False
) -> Request:
    """Return the request for a run's events."""
    made = operations.stream_workflow_events.build(
        check_uuid("run_id", run_id),
        user=check_user(user),
        include_state_snapshot=True if snapshot else UNSET,
        continue_on_pause=True if continue_on_pause else UNSET,
    )
    return request(made, accept=_ACCEPT_STREAM)


def submit_form(
    form_token: str, inputs: Mapping[str, Any], action: str, user: str
) -> Built[models.DifyFormReceipt]:
    """Return the request that answers a form; a form is answered once."""
    if not isinstance(action, str) or not action:
        raise UsageError("action must be the id of one of the form's actions")
    body = models.DifyFormSubmission(inputs=inputs_of(inputs), action=action, user=check_user(user))
    return operations.submit_human_input_form.build(check_id("form_token", form_token), body=body)
