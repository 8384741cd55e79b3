"""Results of Dify's calls: the document's models, with properties that all services share.

Statuses and similar words are str, since servers add new ones.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeAlias, cast

import attrs

import penstock.dify  # annotations name what is loaded on use
from penstock._core.decoding import items_of, text
from penstock._core.message import run_id_in
from penstock._core.output_type import OutputReader, OutputsT
from penstock._core.results import OutcomeMixin, Result, Tabular
from penstock.dify._files import UploadedFile
from penstock.errors import NotFoundError
from penstock_api import models
from penstock_api.runtime import Types

if TYPE_CHECKING:
    from penstock._core.message import RawResponse


# A paused run isn't among them: it goes on when its form is submitted.
_FINISHED: Final = frozenset({"succeeded", "failed", "stopped", "partial-succeeded"})
_SUCCEEDED: Final = frozenset({"succeeded", "partial-succeeded"})
_UNDER_WAY: Final = frozenset({"scheduled", "running", "paused"})

# The error of a run that was stopped, where its end is called a failure: in its stream, by servers
# since 1.9. The run itself and the logs call it stopped.
_STOPPED: Final = frozenset({"Aborted: User requested stop", "User requested stop"})

NO_OUTCOME: Final = "the response has no outcome of the run"

ExecutionMetadata: TypeAlias = models.DifyExecutionMetadata
OutputFile: TypeAlias = models.DifyOutputFile
FormAction: TypeAlias = models.DifyFormAction
FormInput: TypeAlias = models.DifyFormInput
PauseReason: TypeAlias = models.DifyPauseReason
LoggedRun: TypeAlias = models.DifyLogRun
LogAccount: TypeAlias = models.DifyLogAccount
LogEndUser: TypeAlias = models.DifyLogEndUser
SystemParameters: TypeAlias = models.DifySystemParameters


def status_of(run: models.DifyWorkflowRun | models.DifyWorkflowFinishedData) -> str:
    """Return the status that a run has in the logs; "" if it is missing."""
    if run.status == "failed" and text(run.error) in _STOPPED:
        return "stopped"
    return run.status or ""


class _Outcome(OutcomeMixin):
    """The outcome of a run, by itself or in the logs. See `penstock.RunOutcome`."""

    __slots__ = ()
    _service = "dify"
    _succeeded = _SUCCEEDED

    if TYPE_CHECKING:  # defined by each subclass

        @property
        def _run(self) -> models.DifyWorkflowRun | models.DifyLogRun: ...

    @property
    def run_id(self) -> str | None:
        """The run's id, as all services have it."""
        return self._run.id

    @property
    def rate_limit(self) -> None:
        """None: no server of Dify sends one with a response."""

    @property
    def is_finished(self) -> bool:
        """True if it will change no more. Of an unknown status, `finished_at` decides."""
        if self._status in _UNDER_WAY:
            return False
        return self._status in _FINISHED or isinstance(self._run.finished_at, datetime.datetime)


@attrs.frozen(kw_only=True, repr=False)
class WorkflowRun(Result, models.DifyWorkflowRun, _Outcome, Generic[OutputsT]):
    """A run as it is, or as it ended: all that the response or the events about it hold.

    A run that failed is a result, too: `status` is failed and `error` is the reason.
    `raise_for_failure()` turns it into an exception. `reasons` come where the pause itself is
    reported, and not from `get_run`; `inputs` from `get_run` and at the beginning of a stream.
    """

    _redeclared = ("status",)
    # Null only where there is no such run.
    status: models.DifyRunStatus = ""
    """running, succeeded, failed, stopped, partial-succeeded or paused; "" if it isn't known."""
    task_id: str | None = None
    """The id that `workflows.stop` takes; known while the run streams, and not from a snapshot."""
    sent_outputs: Mapping[str, Any] | None = attrs.field(default=None, repr=False, eq=False)
    """The outputs as they came, where `outputs` is of the caller's `output_type`."""
    streamed: dict[str, str] = attrs.field(factory=dict[str, str], repr=False, eq=False)
    """The text that was streamed, by the variable it is the text of, as in "node.text"."""
    model: (
        models.DifyRunResult
        | penstock.dify.WorkflowFinishedEvent
        | penstock.dify.WorkflowPausedEvent
        | None
    ) = attrs.field(default=None, repr=False, eq=False)
    """The blocking response or the event that ended the run, in all its fields.

    None for a run out of `get_run` or `wait`, which has all the fields itself.
    """

    if TYPE_CHECKING:
        outputs: OutputsT = cast("OutputsT", None)  # type: ignore[assignment]

    @classmethod
    def from_dict(
        cls, data: Mapping[str, Any], types: Types = MappingProxyType({}), **own: Any
    ) -> Self:
        """Return the run in a JSON object; one that was stopped is no failure."""
        found = super().from_dict(data, types, **own)
        return attrs.evolve(found, status=status_of(found)) if found.status == "failed" else found

    def _check(self, response: RawResponse) -> None:
        # All of it is null where servers before 1.13.1 don't know a run; the status is 200.
        if self.id is None and self.status is None:
            raise NotFoundError(
                "there is no such run",
                "not_found",
                response.status,
                body=self.raw,
                headers=response.headers,
            )
        if text(self.status) is None:
            raise response.unreadable("the response has no status of the run")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object that this stands for, as its base does; outputs as they came."""
        if self.sent_outputs is None:
            return super().to_dict()
        outputs: Any = self.sent_outputs
        return attrs.evolve(self, outputs=outputs, sent_outputs=None).to_dict()

    @property
    def output(self) -> OutputsT:
        """The outputs, as all services have them."""
        return self.outputs

    @property
    def text(self) -> str:
        """All the text that was streamed."""
        return "".join(self.streamed.values())

    @property
    def _run(self) -> models.DifyWorkflowRun:
        return self

    def _decoded(self, read: OutputReader[Any]) -> Self:
        sent: Any = self.outputs
        return attrs.evolve(self, outputs=read(sent), sent_outputs=sent)


@attrs.frozen(kw_only=True, repr=False)
class RunResponse(Result, models.DifyRunResult):
    """The response to a blocking call: how a run ended, or the id of one that goes on."""

    def _check(self, response: RawResponse) -> None:
        known = text(getattr(self.data, "status", None)) or text(self.workflow_run_id)
        if known is None and run_id_in(response.headers) is None:
            raise response.unreadable(NO_OUTCOME)


@attrs.frozen(kw_only=True, repr=False)
class StopReceipt(Result, models.DifyStopResult):
    """That stopping was asked for; the run ends a little later, as stopped or as failed.

    `result` is success, always: also for a task that is unknown or has ended.
    """


@attrs.frozen(kw_only=True, repr=False)
class WorkflowLog(Result, models.DifyWorkflowLog, _Outcome):
    """A run in the logs: an outcome without its outputs, which `workflows.get` returns.

    `run_id` is the run's id; `id` is the entry's.
    """

    @property
    def _run(self) -> models.DifyLogRun:
        run: object = self.run  # null for a run that was deleted
        return run if isinstance(run, models.DifyLogRun) else models.DifyLogRun()

    @property
    def status(self) -> str:
        """The run's status; "" if it was deleted."""
        return text(self._run.status) or ""

    @property
    def output(self) -> None:
        """None: `workflows.get` returns the outputs."""

    @property
    def error(self) -> str | None:
        """The reason of its failure."""
        return text(self._run.error)


@attrs.frozen(kw_only=True, repr=False)
class WorkflowLogPage(Tabular, Result, models.DifyWorkflowLogPage):
    """One page of the logs, newest first.

    `total` is the server's count: one that ignores a filter counts what isn't among `items`, too.
    """

    if TYPE_CHECKING:
        items: list[WorkflowLog]  # type: ignore[assignment]

    @property
    def next_cursor(self) -> str | None:
        """The number of the next page; None on the last."""
        more = self.has_more is True and isinstance(self.page, int)
        return str(self.page + 1) if more else None

    def _check(self, response: RawResponse) -> None:
        is_list = isinstance(self.items, list)
        if not is_list or (self.items and not items_of(WorkflowLog, self.items)):
            raise response.unreadable("the response holds no list of runs")


@attrs.frozen(kw_only=True, repr=False)
class Form(Result, models.DifyForm):
    """A form that a paused run waits for."""


@attrs.frozen(kw_only=True, repr=False)
class AppInfo(Result, models.DifyAppInfo):
    """The app's name, description and kind."""


@attrs.frozen(kw_only=True, repr=False)
class InputField(models.DifyInputVariable):
    """A variable of the workflow."""

    control: str = ""
    """The control: text-input, paragraph, select, number, checkbox, file, file-list …"""


@attrs.frozen(kw_only=True, repr=False)
class AppParameters(Result, models.DifyAppParameters):
    """The app's variables and features."""

    @property
    def user_input_form(self) -> tuple[InputField, ...]:
        """The workflow's variables, each with its control, known or not."""
        return tuple(
            InputField.from_dict(settings, control=name)
            for control in items_of(models.DifyInputControl, self.controls)
            for name, settings in control.to_dict().items()
            if isinstance(settings, dict)
        )


@attrs.frozen(kw_only=True, repr=False)
class AppMeta(Result, models.DifyAppMeta):
    """The icons of the app's tools: an address, or a character on a background."""


@attrs.frozen(kw_only=True, repr=False)
class AppSite(Result, models.DifyAppSite):
    """The look of the app's own web page."""


@attrs.frozen(kw_only=True, repr=False)
class EndUser(Result, models.DifyEndUser):
    """An end user, as the server keeps it; `session_id` is the `user` that was sent."""

    def _check(self, response: RawResponse) -> None:
        if text(self.id) is None:
            raise response.unreadable("the response has no id")


AnyRun: TypeAlias = WorkflowRun[Any] | WorkflowLog | str
"""A run as a call returned it, an entry of the logs, or an id."""


TYPES: Final[Types] = {
    models.DifyAppInfo: AppInfo,
    models.DifyAppMeta: AppMeta,
    models.DifyAppParameters: AppParameters,
    models.DifyAppSite: AppSite,
    models.DifyEndUser: EndUser,
    models.DifyForm: Form,
    models.DifyRunResult: RunResponse,
    models.DifyStopResult: StopReceipt,
    models.DifyUploadedFile: UploadedFile,
    models.DifyWorkflowLog: WorkflowLog,
    models.DifyWorkflowLogPage: WorkflowLogPage,
    models.DifyWorkflowRun: WorkflowRun,
}
