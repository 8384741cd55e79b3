# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/dify/_async/workflows.py

"""Running workflows of Dify: to the end, as a stream, and on from a pause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Unpack

import attrs

import penstock.dify  # annotations name what is loaded on use
from penstock._core.call_options import UNSET, CallLimits, CallOptions, RetryOptions, Unset
from penstock._core.checks import check_timeout
from penstock._core.clock import Deadline
from penstock._core.decoding import items_of
from penstock._core.message import Request
from penstock._core.options import DocumentedFloat
from penstock._core.output_type import OutputReader, OutputsT, TypeForm, any_object, output_reader
from penstock.dify import _errors, _requests
from penstock.dify._defaults import IDLE_TIMEOUT, LONGEST_RUN
from penstock.dify._files import File, UploadedFile
from penstock.dify._models import PauseReason, WorkflowRun
from penstock.dify._requests import Run
from penstock.dify._responses import run_outcome
from penstock.dify._sync.runs import STUCK, DifyRuns
from penstock.errors import (
    ConnectionLostError,
    PenstockError,
    RequestTimeoutError,
    ResponseError,
    StreamError,
    StreamInterruptedError,
    UsageError,
)
from penstock_api import models

if TYPE_CHECKING:  # streams, polling and pages are loaded on use
    from penstock._core._sync.stream import EventStream
    from penstock.dify._events import StreamEvent
    from penstock.dify._stream import Reader
    from penstock_api.runtime import Request as Built


class DifyWorkflows(DifyRuns):
    """Running workflows, and their runs: `client.workflows`."""

    __slots__ = ()

    def run(
        self,
        inputs: Mapping[str, Any],
        user: str,
        *,
        files: Sequence[File | UploadedFile | Mapping[str, Any]] | None = None,
        response_mode: models.DifyResponseMode = "streaming",
        version_id: str | None = None,
        trace_id: str | None = None,
        trace_session_id: str | None = None,
        idle_timeout: float | Unset | None = UNSET,
        output_type: TypeForm[OutputsT] = any_object(),
        **options: Unpack[CallOptions],
    ) -> WorkflowRun[OutputsT]:
        """Run the workflow and return how it ended.

        `inputs` are the variables; a file among them is what `files.upload` returned, or a
        `File`. `user` is its end user, the one its files were uploaded by. `version_id` runs one
        published version instead of the latest.

        The run is read as a stream underneath: gateways cut a call that is silent for 60 to 100
        seconds, and the response would be lost while the run goes on. With
        `response_mode="blocking"` the server answers once, and such a call fails as one whose
        outcome isn't known.

        `timeout` bounds all of it, in seconds: left out, it is the client's if one was set, else
        21 minutes. `idle_timeout` is how long the stream may be silent, 40 s by default.
        A run is never started twice: it is tried again only if it was never sent, or was refused
        by a limit on runs at once.

        A run that failed, was stopped or is paused is returned: see its `status`. Raises
        ConcurrencyLimitError, QuotaExceededError, BadRequestError for wrong inputs, ExecutionError
        for a run that broke down, and the other PenstockErrors. An app that may have one run at a
        time can only be run with `response_mode="blocking"`: servers count a stream's start twice.

        `output_type` is the type of the outputs: a TypedDict, a class of attrs's, a dataclass, a
        NamedTuple, a pydantic model, or any type made of such and of what JSON has. The outputs of
        a run that ended well are validated, and the run's `outputs` are a value of that type; it
        raises ResponseError if they aren't, with the place of the first mismatch. Nothing is
        converted to fit, but by pydantic's own rules; keys that a class lacks are allowed. Any
        other run's outputs stay as they came. It needs the extra `typed` for cattrs, a pydantic
        model alone only pydantic: UsageError is raised before anything is sent.
        """
        self = self._with(self.run, options)
        read = output_reader(output_type, "outputs")
        arguments = Run(inputs, user, files, version_id, trace_id, trace_session_id, response_mode)
        budget = self._run_budget(idle_timeout)
        if response_mode == "blocking":
            ended: WorkflowRun[Any] = self._blocking(arguments, attrs.evolve(budget, idle=None))
            return self._client._typed(ended, read, arguments.request)
        return self._stream(arguments, budget, read=read).collect()

    def start(
        self,
        inputs: Mapping[str, Any],
        user: str,
        *,
        files: Sequence[File | UploadedFile | Mapping[str, Any]] | None = None,
        version_id: str | None = None,
        trace_id: str | None = None,
        trace_session_id: str | None = None,
        idle_timeout: float | Unset | None = UNSET,
        **options: Unpack[CallOptions],
    ) -> WorkflowRun:
        """Start the workflow, and return its run as soon as the id is known; the run goes on.

            run = dify.workflows.start({"topic": "tea"}, "abc-123")
            ended = dify.workflows.wait(run)

        The run is `running`; `id` is for `wait`, `get` and `events`, `task_id` for `cancel`. It is
        the beginning of a stream that is left once the server has named the run. Servers before
        1.13 leave a run whose stream is cut `running` for ever: there the stream is read to its
        end, and the run is returned ended. Arguments and exceptions are those of `run`.
        """
        from penstock._core.results import of_stream
        from penstock.dify._responses import goes_on_alone
        from penstock.dify._stream import Reader

        self = self._with(self.start, options)
        arguments = Run(inputs, user, files, version_id, trace_id, trace_session_id)
        budget = self._run_budget(idle_timeout)
        reader = Reader()
        with self._followed(arguments.request(), reader, user, budget) as stream:
            if reader.run_id is None:  # else the server answered at once, with no stream
                for event in stream:
                    is_running = stream.run_id is not None and not reader.may_end
                    if is_running and goes_on_alone(stream.headers, event):
                        break
            return of_stream(reader.partial, stream.headers, stream.attempts)

    def stream(
        self,
        inputs: Mapping[str, Any],
        user: str,
        *,
        files: Sequence[File | UploadedFile | Mapping[str, Any]] | None = None,
        version_id: str | None = None,
        trace_id: str | None = None,
        trace_session_id: str | None = None,
        timeout: float | Unset | None = None,
        idle_timeout: float | Unset | None = UNSET,
        max_event_bytes: int | None = None,
        output_type: TypeForm[OutputsT] = any_object(),
        **options: Unpack[RetryOptions],
    ) -> penstock.dify.EventStream[penstock.dify.StreamEvent, WorkflowRun[OutputsT]]:
        """Run the workflow and return its live stream of events.

            with dify.workflows.stream({"topic": "tea"}, "abc-123") as stream:
                for event in stream:
                    if isinstance(event, TextChunkEvent):
                        print(event.text, end="")

        A stream that breaks or falls silent is read on where it can be, and looked
        up otherwise: no event comes twice, and the last one always comes.
        After an `error` event the connection is closed, and the next step raises. On servers
        before 1.13 a stream that is cut, or left early, leaves its run `running` for ever: there
        a break raises StreamInterruptedError soon. `timeout` is for the whole stream, without
        limit unless you set one; `max_event_bytes` bounds one event, at 128 MiB if you don't. The
        other arguments are those of `run`.
        """
        self = self._with(self.stream, options, RetryOptions)
        arguments = Run(inputs, user, files, version_id, trace_id, trace_session_id)
        read = output_reader(output_type, "outputs")
        budget = self._run_budget(idle_timeout, timeout)
        return self._stream(arguments, budget, max_event_bytes, read)

    def events(
        self,
        run_id: str,
        user: str,
        *,
        include_state_snapshot: bool = True,
        continue_on_pause: bool = False,
        timeout: float | Unset | None = None,
        idle_timeout: float | Unset | None = UNSET,
        max_event_bytes: int | None = None,
        output_type: TypeForm[OutputsT] = any_object(),
        **options: Unpack[RetryOptions],
    ) -> penstock.dify.EventStream[penstock.dify.StreamEvent, WorkflowRun[OutputsT]]:
        """Return the stream of a run that was begun before; for servers since 1.14.

        `user` is the one it was run for. The snapshot has the events so far, in short,
        without the task to stop the run by, which later events have; without it only events
        from now on come. `continue_on_pause` reads on over pauses. A run
        that has ended has one event.
        """
        from penstock.dify._stream import Reader

        self = self._with(self.events, options, RetryOptions)
        client, read = self._client, output_reader(output_type, "outputs")
        answered = client._answered.tokens(client._caller.state.clock.monotonic())
        first = _requests.events(  # wrong arguments fail here
            run_id,
            user,
            snapshot=include_state_snapshot,
            # A server ends the stream with the pause of a form that was just answered.
            continue_on_pause=continue_on_pause or bool(answered),
        )
        return self._followed(
            first,
            Reader(until_paused=not continue_on_pause, answered=answered, read_outputs=read),
            user,
            self._run_budget(idle_timeout, timeout),
            max_event_bytes,
            run_id=run_id,
            until_paused=not continue_on_pause,
            resumed=bool(answered),
        )

    def resume(
        self,
        run: WorkflowRun[Any],
        action: str,
        inputs: Mapping[str, Any] | None = None,
        *,
        user: str,
        idle_timeout: float | Unset | None = UNSET,
        output_type: TypeForm[OutputsT] = any_object(),
        **options: Unpack[CallOptions],
    ) -> WorkflowRun[OutputsT]:
        """Answer the form of a paused run, and return how the run ended; or pauses again.

        `run` is the result of `run` or of a stream, which has the form. `action` is the id of one
        of its actions, `inputs` are its fields. `user` is the run's end user. `timeout` bounds all
        of it, as in `run`. Raises UsageError unless there is one form that can be answered so; use
        `forms.submit`, then `wait`.
        """
        from penstock.dify._stream import Reader

        self = self._with(self.resume, options)
        read = output_reader(output_type, "outputs")
        form_token, form_id = _only_form(run)
        run_id = _requests.id_of(run)
        budget = self._run_budget(idle_timeout)
        follow = _requests.events(run_id, user, continue_on_pause=True)
        submission = _requests.submit_form(form_token, inputs or {}, action, user)
        left = self._submitted(submission, form_token, run_id, budget.total)
        budget = attrs.evolve(budget, total=left, follows=True)
        stream = self._followed(
            attrs.evolve(follow, private=tuple(submission.secrets)),
            Reader(answered=(form_token, form_id), read_outputs=read),
            user,
            budget,
            run_id=run_id,
            resumed=True,
            begun=True,
        )
        return stream.collect()

    def _submitted(
        self, submission: Built[Any], form_token: str, run_id: str, total: float | None
    ) -> float | None:
        """Submit a form, and return the seconds that are left for the rest of the call."""
        clock = self._client._caller.state.clock
        deadline = Deadline.after(clock.monotonic(), total)
        try:
            with self._client._answered.answering(form_token, clock.monotonic):
                budget = self._client._poll_budget(total)
                self._client._result(submission, models.DifyFormReceipt, budget=budget)
        except PenstockError as error:
            _add_remedy(error.annotate(run_id=run_id))
            raise
        return deadline.remaining(clock.monotonic())

    def _run_budget(
        self, idle_timeout: float | Unset | None, timeout: float | Unset | None = UNSET
    ) -> CallLimits:
        """Return the limits of a run; without a `timeout` of anyone's it has a server's longest."""
        times = self._client._caller.options.timeouts
        idle = times.idle
        if not isinstance(idle_timeout, Unset):
            idle = check_timeout("idle_timeout", idle_timeout)
        elif isinstance(idle, DocumentedFloat):
            idle = IDLE_TIMEOUT
        budget = self._client._budget(timeout, idle=idle)
        if isinstance(timeout, Unset) and isinstance(times.total, DocumentedFloat):
            return attrs.evolve(budget, total=LONGEST_RUN)
        return budget

    def _stream(
        self,
        run: Run,
        budget: CallLimits,
        max_event_bytes: int | None = None,
        read: OutputReader[Any] | None = None,
    ) -> penstock.dify.EventStream[penstock.dify.StreamEvent, WorkflowRun[Any]]:
        from penstock.dify._stream import Reader

        first = run.request()  # wrong arguments fail here
        reader = Reader(speaks=True, read_outputs=read)
        return self._followed(first, reader, run.user, budget, max_event_bytes)

    def _followed(
        self,
        first: Request,
        reader: Reader,
        user: str,
        budget: CallLimits,
        max_event_bytes: int | None = None,
        *,
        run_id: str | None = None,
        until_paused: bool = True,
        resumed: bool = False,
        begun: bool = False,
    ) -> penstock.dify.EventStream[penstock.dify.StreamEvent, WorkflowRun[Any]]:
        """Return the stream that `first` opens, with its recovery from a break."""
        from penstock._core._sync.stream import EventStream, Recovery

        stuck = False

        def known() -> str | None:
            return run_id or stream.run_id

        def rest() -> Request | None:
            found = known()
            if found is None:
                return None
            reader.goes_on()
            going_on = resumed or not until_paused
            try:
                return _requests.events(found, user, continue_on_pause=going_on)
            except UsageError:  # the server sent something that is no id
                return None

        def settle(left: float | None) -> StreamEvent:
            ended = self._ended(until_paused=until_paused, resumed=resumed)

            def over(run: WorkflowRun) -> bool:
                stream.check_open()  # the caller has closed it
                return ended(run)

            run = self._settled(known() or "", over, left, cut=True)
            if not ended(run):
                nonlocal stuck
                stuck = True
                raise StreamInterruptedError(STUCK)
            return reader.settle(run)

        def explain(error: PenstockError) -> None:
            _explain(error.annotate(run_id=error.run_id or run_id), stuck=stuck)

        def opening() -> Request:
            return first

        stream: EventStream[StreamEvent, WorkflowRun[Any]] = EventStream(
            self._client._caller,
            opening,
            budget,
            reader,
            max_event_bytes=max_event_bytes,
            recovery=Recovery(
                request=rest, poll_final_event=settle, annotate=explain, already_started=begun
            ),
        )
        return stream

    def _blocking(self, run: Run, budget: CallLimits) -> WorkflowRun:
        """Run a workflow in one response; wait for a run that is handed over to none."""
        clock = self._client._caller.state.clock
        begun = clock.monotonic()
        try:
            silent = attrs.evolve(budget, idle=None)
            got = self._client._caller.ask(run.request(), silent, run_outcome)
        except PenstockError as error:
            _add_remedy(error)
            raise
        if isinstance(got, WorkflowRun):
            return got
        left = Deadline.after(begun, budget.total).remaining(clock.monotonic())
        return self._settled(got, self._ended(until_paused=True, resumed=False), left)


_REMEDY: Final = (
    "whether the workflow runs isn't known: see workflows.logs(user=…, created_after=…)"
)


_TWICE: Final = (
    "the start of a stream counts twice, so that a limit of 1 admits none: use run(…, "
    "response_mode='blocking'), or set the app's max_active_requests to 2 or more"
)


def _explain(error: PenstockError, *, stuck: bool) -> None:
    """Add to the error of a stream how to go on; `stuck` is its run for ever."""
    if stuck:
        _add(error, STUCK)
    elif _errors.counts_twice(error):
        _add(error, _TWICE)
    else:
        _add_remedy(error)


def _add_remedy(error: PenstockError) -> None:
    """Add the remedy to an error after which a run may go on without its caller."""
    if isinstance(error, RequestTimeoutError):
        may_go_on = error.sent
    else:
        lost = isinstance(error, ConnectionLostError | ResponseError | StreamError)
        may_go_on = lost or _errors.is_gateways(error)
    if may_go_on and "workflows.wait(" not in error.message:  # as a wait has it
        followed = f"the run may go on: see workflows.wait({error.run_id!r})"
        _add(error, followed if error.run_id else _REMEDY)


def _add(error: PenstockError, remedy: str) -> None:
    message = re.sub("; (the run|it) may go on$", "", error.message)  # another layer's hint
    error.annotate(f"{message}; {remedy}")


def _only_form(run: WorkflowRun[Any]) -> tuple[str, str]:
    """Return the token and the id of the form a run waits for. Raises UsageError if not one."""
    if not isinstance(run, WorkflowRun):
        raise UsageError("resume takes a run, as run() or a stream returns it: it has the form")
    reasons = items_of(PauseReason, run.reasons)
    forms = [(reason.form_token, reason.form_id or "") for reason in reasons]
    answerable = [(token, form_id) for token, form_id in forms if token is not None]
    if len(forms) != 1 or not answerable:
        raise UsageError(
            f"the run waits for {len(forms)} forms, {len(answerable)} of them to be answered "
            "through the API; use forms.submit(…) for each, then wait(…)"
        )
    return answerable[0]
