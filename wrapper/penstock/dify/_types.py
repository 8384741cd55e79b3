"""What the client hands back.

Every answer has `attempts` and `raw`, its JSON as it came: what has no field here is there. Words
such as a status are text, because servers add new ones. A field that wasn't told is None, and an
empty text, tuple or dict where it holds one.
"""

# ruff: noqa: RUF009 - `told` makes a field, not a default
from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import attrs

from penstock._records import one, records, told
from penstock._times import moment
from penstock._values import mapping, number, text
from penstock.dify._read import (
    object_of,
    object_or_none,
    price,
    texts,
    truth,
    whole,
    words,
)
from penstock.dify._reply import Raw, Reply
from penstock.errors import ExecutionError

# A paused run isn't among them: it goes on when its form is submitted.
FINISHED: Final = frozenset({"succeeded", "failed", "stopped", "partial-succeeded"})
_SUCCEEDED: Final = frozenset({"succeeded", "partial-succeeded"})
_UNDER_WAY: Final = frozenset({"scheduled", "running", "paused"})


@attrs.frozen(kw_only=True)
class ExecutionMetadata(Raw):
    """What a node has used."""

    total_tokens: int | None = told(whole)
    total_price: Decimal | None = told(price)
    currency: str | None = told(text)


@attrs.frozen(kw_only=True)
class OutputFile(Raw):
    """A file that a workflow has made, or was given."""

    id: str | None = told(text)
    type: str | None = told(text)
    transfer_method: str | None = told(text)
    remote_url: str | None = told(text)
    filename: str | None = told(text)
    extension: str | None = told(text)
    """With its dot."""
    mime_type: str | None = told(text)
    size: float | None = told(number)
    """In bytes."""
    url: str | None = told(text)


@attrs.frozen(kw_only=True)
class FormAction(Raw):
    """A button of a form; its `id` is the `action` to submit it with."""

    id: str | None = told(text)
    title: str = told(words)
    button_style: str | None = told(text)


@attrs.frozen(kw_only=True)
class FormInput(Raw):
    """A field of a form: paragraph, select, file or file-list."""

    output_variable_name: str = told(words)
    """Under which the field is submitted."""
    type: str = told(words)
    default: dict[str, Any] | None = told(mapping)
    option_source: dict[str, Any] | None = told(mapping)
    allowed_file_types: tuple[str, ...] = told(texts)
    allowed_file_extensions: tuple[str, ...] = told(texts)
    allowed_file_upload_methods: tuple[str, ...] = told(texts)
    number_limits: int | None = told(whole)


@attrs.frozen(kw_only=True)
class PauseReason(Raw):
    """Why a run is paused; `form_token` is what to answer its form with, if it can be."""

    type: str = told(words, "TYPE")
    """human_input_required."""
    form_id: str | None = told(text)
    form_token: str | None = told(text)
    """None for a form that can't be answered through the API."""
    node_id: str | None = told(text)
    node_title: str | None = told(text)
    form_content: str = told(words)
    inputs: tuple[FormInput, ...] = told(records(FormInput))
    actions: tuple[FormAction, ...] = told(records(FormAction))
    resolved_default_values: dict[str, Any] = told(object_of)
    expiration_time: datetime | None = told(moment)
    approval_channels: tuple[str, ...] = told(texts)


@attrs.frozen(kw_only=True)
class WorkflowRun(Reply):
    """A run as it is, or as it ended.

    A run that failed is a result, too: `status` is failed and `error` says why.
    `raise_for_failure()` turns it into an exception.
    """

    id: str | None = told(text)
    """None if the server didn't tell it."""
    workflow_id: str | None = told(text)
    """Of the published version that ran."""
    status: str = told(words)
    """running, succeeded, failed, stopped, partial-succeeded or paused."""
    outputs: dict[str, Any] = told(object_of)
    error: str | None = told(text)
    elapsed_time: float | None = told(number)
    """In seconds."""
    total_tokens: int | None = told(whole)
    total_steps: int | None = told(whole)
    created_at: datetime | None = told(moment)
    finished_at: datetime | None = told(moment)
    inputs: dict[str, Any] | None = told(object_or_none)
    """With the server's own `sys.…`; told by `get_run` and at the beginning of a stream."""
    exceptions_count: int | None = told(whole)
    """How many nodes failed whose failure was handled."""
    files: tuple[OutputFile, ...] = told(records(OutputFile))
    paused_nodes: tuple[str, ...] = told(texts)
    reasons: tuple[PauseReason, ...] = told(records(PauseReason))
    """Of a paused run; told where the pause itself is, and not by `get_run`."""
    task_id: str | None = None
    """What `workflows.stop` takes; told while the run streams, and not by a snapshot."""
    streamed: dict[str, str] = attrs.field(factory=dict, repr=False, eq=False)
    """The text that was streamed, by the variable it is the text of, as in "node.text"."""

    @property
    def text(self) -> str:
        """All the text that was streamed."""
        return "".join(self.streamed.values())

    @property
    def succeeded(self) -> bool:
        """Whether it ended well; failures that the workflow itself handled don't count."""
        return self.status in _SUCCEEDED

    @property
    def is_paused(self) -> bool:
        """Whether it waits for a form: see `reasons`."""
        return self.status == "paused"

    @property
    def is_finished(self) -> bool:
        """Whether it will change no more. Of a status nobody knows, its end tells."""
        if self.status in _UNDER_WAY:
            return False
        return self.status in FINISHED or self.finished_at is not None

    def raise_for_failure(self) -> WorkflowRun:
        """Return this run if it ended well; raise ExecutionError if not, or not yet."""
        if self.succeeded:
            return self
        message = self.error or f"the run is {self.status or 'in no known state'}"
        raise ExecutionError(
            message,
            self.status or None,
            output=self.outputs,
            body=self.raw,
            run_id=self.id,
            attempts=self.attempts,
            service="dify",
        )


@attrs.frozen(kw_only=True)
class StopReceipt(Reply):
    """That stopping was asked for; the run ends a little later, as stopped or as failed."""

    result: str = told(words)
    """success, always: also for a task that is unknown or has ended."""


@attrs.frozen(kw_only=True)
class LoggedRun(Raw):
    """A run in the logs; `get_run` tells the rest."""

    id: str | None = told(text)
    version: str | None = told(text)
    status: str | None = told(text)
    triggered_from: str | None = told(text)
    error: str | None = told(text)
    elapsed_time: float | None = told(number)
    total_tokens: int | None = told(whole)
    total_steps: int | None = told(whole)
    created_at: datetime | None = told(moment)
    finished_at: datetime | None = told(moment)
    exceptions_count: int | None = told(whole)


@attrs.frozen(kw_only=True)
class LogAccount(Raw):
    """A member of the workspace."""

    id: str | None = told(text)
    name: str | None = told(text)
    email: str | None = told(text)


@attrs.frozen(kw_only=True)
class LogEndUser(Raw):
    """Who a run was made for; `session_id` is the `user` that was sent."""

    id: str | None = told(text)
    type: str | None = told(text)
    is_anonymous: bool = told(truth)
    session_id: str | None = told(text)


@attrs.frozen(kw_only=True)
class WorkflowLog(Raw):
    """One line of the logs."""

    id: str | None = told(text)
    run: LoggedRun | None = told(one(LoggedRun), "workflow_run")
    created_from: str | None = told(text)
    created_by_role: str | None = told(text)
    created_by_account: LogAccount | None = told(one(LogAccount))
    created_by_end_user: LogEndUser | None = told(one(LogEndUser))
    created_at: datetime | None = told(moment)


@attrs.frozen(kw_only=True)
class WorkflowLogPage(Reply):
    """One page of the logs, newest first."""

    items: tuple[WorkflowLog, ...] = told(records(WorkflowLog), "data")
    page: int | None = told(whole)
    limit: int | None = told(whole)
    total: int | None = told(whole)
    """As the server counts: one that ignores a filter counts what isn't among `items`, too."""
    has_more: bool = told(truth)
    next_cursor: str | None = None
    """The number of the next page; None on the last."""


@attrs.frozen(kw_only=True)
class Form(Reply):
    """A form that a paused run waits for."""

    form_content: str = told(words)
    inputs: tuple[FormInput, ...] = told(records(FormInput))
    resolved_default_values: dict[str, Any] = told(object_of)
    user_actions: tuple[FormAction, ...] = told(records(FormAction))
    expiration_time: datetime | None = told(moment)


@attrs.frozen(kw_only=True)
class AppInfo(Reply):
    """What the app is called, and what it is."""

    name: str = told(words)
    description: str | None = told(text)
    tags: tuple[str, ...] = told(texts)
    mode: str | None = told(text)
    """workflow, advanced-chat, chat, agent-chat, completion or agent; not told before 2025."""
    author_name: str | None = told(text)


@attrs.frozen(kw_only=True)
class InputField(Raw):
    """A variable of the workflow."""

    control: str = ""
    """How it is asked for: text-input, paragraph, select, number, checkbox, file, file-list …"""
    variable: str = told(words)
    label: str = told(words)
    required: bool = told(truth)
    default: Any = told(lambda value: value)
    max_length: int | None = told(whole)
    options: tuple[str, ...] = told(texts)
    allowed_file_types: tuple[str, ...] = told(texts)
    allowed_file_extensions: tuple[str, ...] = told(texts)
    allowed_file_upload_methods: tuple[str, ...] = told(texts)


@attrs.frozen(kw_only=True)
class SystemParameters(Raw):
    """The server's limits for files: sizes in MB, and how many a run may have."""

    file_size_limit: int | None = told(whole)
    image_file_size_limit: int | None = told(whole)
    audio_file_size_limit: int | None = told(whole)
    video_file_size_limit: int | None = told(whole)
    workflow_file_upload_limit: int | None = told(whole)


@attrs.frozen(kw_only=True)
class AppParameters(Reply):
    """The app's variables and features; those with settings of their own are plain objects."""

    user_input_form: tuple[InputField, ...] = ()
    file_upload: dict[str, Any] = told(object_of)
    system_parameters: SystemParameters | None = told(one(SystemParameters))
    opening_statement: str | None = told(text)
    suggested_questions: tuple[str, ...] = told(texts)
    suggested_questions_after_answer: dict[str, Any] = told(object_of)
    speech_to_text: dict[str, Any] = told(object_of)
    text_to_speech: dict[str, Any] = told(object_of)
    retriever_resource: dict[str, Any] = told(object_of)
    annotation_reply: dict[str, Any] = told(object_of)
    more_like_this: dict[str, Any] = told(object_of)
    sensitive_word_avoidance: dict[str, Any] = told(object_of)


@attrs.frozen(kw_only=True)
class AppMeta(Reply):
    """The icons of the app's tools: an address, or an object with background and content."""

    tool_icons: dict[str, Any] = told(object_of)


@attrs.frozen(kw_only=True)
class AppSite(Reply):
    """How the app's own web page looks."""

    title: str = told(words)
    description: str | None = told(text)
    default_language: str | None = told(text)
    icon_type: str | None = told(text)
    icon: str | None = told(text)
    icon_background: str | None = told(text)
    icon_url: str | None = told(text)
    chat_color_theme: str | None = told(text)
    chat_color_theme_inverted: bool = told(truth)
    copyright: str | None = told(text)
    privacy_policy: str | None = told(text)
    custom_disclaimer: str | None = told(text)
    input_placeholder: str | None = told(text)
    show_workflow_steps: bool = told(truth)
    use_icon_as_answer_icon: bool = told(truth)


@attrs.frozen(kw_only=True)
class EndUser(Reply):
    """Who runs are made for, as the server keeps it; its times are UTC."""

    id: str = told(words)
    tenant_id: str | None = told(text)
    app_id: str | None = told(text)
    type: str | None = told(text)
    external_user_id: str | None = told(text)
    name: str | None = told(text)
    is_anonymous: bool = told(truth)
    session_id: str | None = told(text)
    """The `user` that was sent."""
    created_at: datetime | None = told(moment)
    updated_at: datetime | None = told(moment)
