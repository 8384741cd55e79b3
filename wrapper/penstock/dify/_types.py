"""What the client hands back: the document's models, with what can be asked of them.

Every answer has `attempts` and `raw`, its JSON as it came. Words such as a status are text,
because servers add new ones. A field that didn't come is None; a list or an object is empty.
"""

from __future__ import annotations

# The names of inherited annotations are looked up here, too.
import datetime
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeAlias, cast

import attrs

from penstock._output_type import OutputsT
from penstock._result import Result
from penstock._values import text
from penstock.dify._files import File, FileType, file_type
from penstock.dify._reply import items, known, known_or_none, made, merged, same
from penstock.errors import ExecutionError
from penstock_api import models

# A paused run isn't among them: it goes on when its form is submitted.
FINISHED: Final = frozenset({"succeeded", "failed", "stopped", "partial-succeeded"})
_SUCCEEDED: Final = frozenset({"succeeded", "partial-succeeded"})
_UNDER_WAY: Final = frozenset({"scheduled", "running", "paused"})

ExecutionMetadata: TypeAlias = models.DifyExecutionMetadata
OutputFile: TypeAlias = models.DifyOutputFile
FormAction: TypeAlias = models.DifyFormAction
FormInput: TypeAlias = models.DifyFormInput
PauseReason: TypeAlias = models.DifyPauseReason
LoggedRun: TypeAlias = models.DifyLogRun
LogAccount: TypeAlias = models.DifyLogAccount
LogEndUser: TypeAlias = models.DifyLogEndUser
WorkflowLog: TypeAlias = models.DifyWorkflowLog
SystemParameters: TypeAlias = models.DifySystemParameters

if TYPE_CHECKING:

    class _Run(
        models.DifyWorkflowFinishedData, models.DifyWorkflowRun, models.DifyRunResultData
    ): ...

else:
    _Run = merged(models.DifyWorkflowRun, models.DifyWorkflowFinishedData, models.DifyRunResultData)


@attrs.frozen(kw_only=True, repr=False)
class WorkflowRun(Result, _Run, Generic[OutputsT]):
    """A run as it is, or as it ended: what any of the answers and events about it tells.

    A run that failed is a result, too: `status` is failed and `error` says why.
    `raise_for_failure()` turns it into an exception. `reasons` are told where the pause itself is,
    and not by `get_run`; `inputs` by `get_run` and at the beginning of a stream.
    """

    id: str | None = known_or_none(models.DifyWorkflowRun, "id")  # type: ignore[assignment]
    """None if the server didn't tell it."""
    status: str = known(models.DifyWorkflowRun, "status")
    """running, succeeded, failed, stopped, partial-succeeded or paused."""
    total_steps: int | None = same(models.DifyWorkflowFinishedData, "total_steps")  # type: ignore[assignment]
    """How many nodes ran; the documented page has a text for it."""
    task_id: str | None = None
    """What `workflows.stop` takes; told while the run streams, and not by a snapshot."""
    sent_outputs: Mapping[str, Any] | None = attrs.field(default=None, repr=False, eq=False)
    """The outputs as they came, where `outputs` is of the `output_type` that was asked for."""
    streamed: dict[str, str] = attrs.field(factory=dict[str, str], repr=False, eq=False)
    """The text that was streamed, by the variable it is the text of, as in "node.text"."""

    if TYPE_CHECKING:
        outputs: OutputsT = cast("OutputsT", None)  # type: ignore[assignment]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that this stands for, as its base does; outputs as they came."""
        if self.sent_outputs is None:
            return super().to_dict()
        outputs: Any = self.sent_outputs
        return attrs.evolve(self, outputs=outputs, sent_outputs=None).to_dict()

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
        return self.status in FINISHED or isinstance(self.finished_at, datetime.datetime)

    def raise_for_failure(self) -> Self:
        """Return this run if it ended well; raise ExecutionError if not, or not yet."""
        if self.succeeded:
            return self
        message = text(self.error) or f"the run is {self.status or 'in no known state'}"
        raise ExecutionError(
            message,
            self.status or None,
            output=self.outputs,
            body=self.raw,
            run_id=self.id,
            attempts=self.attempts,
            service="dify",
        )


@attrs.frozen(kw_only=True, repr=False)
class StopReceipt(Result, models.DifyStopResult):
    """That stopping was asked for; the run ends a little later, as stopped or as failed.

    `result` is success, always: also for a task that is unknown or has ended.
    """


@attrs.frozen(kw_only=True, repr=False)
class WorkflowLogPage(Result, models.DifyWorkflowLogPage):
    """One page of the logs, newest first.

    `total` is as the server counts: one that ignores a filter counts what isn't among `items`, too.
    """

    next_cursor: str | None = None
    """The number of the next page; None on the last."""


@attrs.frozen(kw_only=True, repr=False)
class Form(Result, models.DifyForm):
    """A form that a paused run waits for."""


@attrs.frozen(kw_only=True, repr=False)
class AppInfo(Result, models.DifyAppInfo):
    """What the app is called, and what it is."""


@attrs.frozen(kw_only=True, repr=False)
class InputField(models.DifyInputVariable):
    """A variable of the workflow."""

    control: str = ""
    """How it is asked for: text-input, paragraph, select, number, checkbox, file, file-list …"""


@attrs.frozen(kw_only=True, repr=False)
class AppParameters(Result, models.DifyAppParameters):
    """The app's variables and features."""

    @property
    def user_input_form(self) -> tuple[InputField, ...]:
        """The workflow's variables, each with its control, known or not."""
        return tuple(
            made(InputField, settings, control=name)
            for control in items(models.DifyInputControl, self.controls)
            for name, settings in control.to_dict().items()
            if isinstance(settings, dict)
        )


@attrs.frozen(kw_only=True, repr=False)
class AppMeta(Result, models.DifyAppMeta):
    """The icons of the app's tools: an address, or a character on a background."""


@attrs.frozen(kw_only=True, repr=False)
class AppSite(Result, models.DifyAppSite):
    """How the app's own web page looks."""


@attrs.frozen(kw_only=True, repr=False)
class EndUser(Result, models.DifyEndUser):
    """Who runs are made for, as the server keeps it; `session_id` is the `user` that was sent."""


@attrs.frozen(kw_only=True, repr=False)
class UploadedFile(Result, models.DifyUploadedFile):
    """A file the server has; it can stand in an input as it is.

    Only runs of the same `user` may use it.
    """

    id: str = known(models.DifyUploadedFile, "id")
    name: str = known(models.DifyUploadedFile, "name")

    @property
    def type(self) -> FileType:
        """The type the server holds it to."""
        # A name without a dot has no extension, even if it is called pdf.
        extension = text(self.extension) or os.path.splitext(self.name)[1]
        return file_type(extension, text(self.mime_type))

    def as_input(self, type: FileType | None = None) -> dict[str, str]:  # noqa: A002
        """Return the object that stands for the file in an input."""
        return File.from_upload(self, type).as_input()
