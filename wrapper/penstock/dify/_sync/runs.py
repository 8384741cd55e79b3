# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/dify/_async/runs.py

"""Runs of Dify: finding them, waiting for them, stopping them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias, Unpack

import penstock.dify  # annotations name what is loaded on use
from penstock._core._sync.resource import Resource
from penstock._core.call_options import UNSET, CallOptions, RetryOptions, Unset
from penstock._core.checks import check_timeout, check_uuid
from penstock._core.clock import Deadline
from penstock._core.message import request
from penstock._core.output_type import OutputsT, TypeForm, any_object, output_reader
from penstock.dify import _requests
from penstock.dify._defaults import CUT_NOTICED, FORM_TAKEN_UP, LONGEST_RUN
from penstock.dify._logs import LogFilters
from penstock.dify._models import StopReceipt, WorkflowLog, WorkflowLogPage, WorkflowRun
from penstock.dify._responses import loses_cut_runs
from penstock.poll import Schedule
from penstock_api import models, operations

if TYPE_CHECKING:
    from penstock.dify._sync.client import Dify
    from penstock_api.runtime import Request as Built

_Client: TypeAlias = "Dify"

STUCK: Final = (
    "servers before Dify 1.13 leave a run whose stream was cut 'running' for ever: its outcome "
    "can't be found out"
)

# A call needs some time; with this little it fails as one whose time ran out.
_LEAST: Final = 0.001


class DifyRuns(Resource[_Client]):
    """The half of `client.workflows` that is about runs there are already."""

    __slots__ = ()

    def get_run(
        self,
        run_id: str,
        *,
        output_type: TypeForm[OutputsT] = any_object(),
        **options: Unpack[CallOptions],
    ) -> WorkflowRun[OutputsT]:
        """Return a run as it is now. Raises NotFoundError if the app has none with this id.

        The `outputs` of a run that ended well are of the `output_type`: see `run`.
        """
        self = self._with(self.get_run, options)
        read = output_reader(output_type, "outputs")
        found: WorkflowRun[Any] = self._client._result(_detail(run_id), WorkflowRun)
        return self._client._typed(found, read, lambda: request(_detail(run_id)))

    def get(
        self,
        run: penstock.dify.AnyRun,
        *,
        output_type: TypeForm[OutputsT] = any_object(),
        **options: Unpack[CallOptions],
    ) -> WorkflowRun[OutputsT]:
        """Return a run as it is now, given as a run, an entry of the logs or an id: `get_run`."""
        self = self._with(self.get, options)
        return self.get_run(_requests.id_of(run), output_type=output_type)

    def wait(
        self,
        run: penstock.dify.AnyRun,
        *,
        poll: Schedule | float | None = None,
        timeout: float | None = LONGEST_RUN,
        wait_timeout: float | Unset | None = UNSET,
        on_update: Callable[[WorkflowRun], object] | None = None,
        until_paused: bool = True,
        output_type: TypeForm[OutputsT] = any_object(),
        **options: Unpack[RetryOptions],
    ) -> WorkflowRun[OutputsT]:
        """Ask about a run until it has ended, or is paused, and return it as it is then.

        `run` is a run, an entry of the logs, or an id. `poll` is a schedule or a number of seconds;
        without it the waits grow from half a second to ten. `on_update` is called with each state.
        An unknown status is waited through, and so are passing failures, up to five in a row.
        Raises WaitTimeoutError after `wait_timeout` seconds, or `timeout`, another name of it.

        A run stays `paused` until a worker takes it up after its form was answered. For up to 10
        seconds that ends no wait for a run that is handed in as paused already, and no wait after
        `forms.submit` of this client. The `outputs` of a run that ended well are of the
        `output_type`: see `run`.
        """
        from penstock.poll import as_schedule

        self = self._with(self.wait, options, RetryOptions)
        named, limit = "timeout", timeout
        if not isinstance(wait_timeout, Unset):
            named, limit = "wait_timeout", wait_timeout
        read = output_reader(output_type, "outputs")
        run_id = _requests.id_of(run)
        known = not isinstance(run, str) and run.is_paused
        ended: WorkflowRun[Any] = self._waited(
            run_id,
            self._ended(until_paused=until_paused, resumed=known),
            check_timeout(named, limit),
            as_schedule(poll),
            on_update,
        )
        return self._client._typed(ended, read, lambda: request(_detail(run_id)))

    def stop(self, task_id: str, user: str, **options: Unpack[CallOptions]) -> StopReceipt:
        """Ask to stop a run that streams; `task_id` is its events'.

        The server accepts anything, also an unknown task, and a run's id, which stops nothing. If
        only the run's id is known, `events` has the task, from the first live event on. The run
        ends a moment later, as stopped: see its stream, `get_run` or `wait`. Servers before 1.9
        stop a run only for the `user` who started it. Raises UsageError for a task that is None,
        as a snapshot's events have it.
        """
        self = self._with(self.stop, options)
        body = models.DifyStopRequest(user=_requests.check_user(user))
        built = operations.stop_workflow_task.build(_requests.check_task(task_id), body=body)
        return self._client._result(built, StopReceipt)

    def cancel(
        self, run: WorkflowRun[Any] | str, user: str, **options: Unpack[CallOptions]
    ) -> StopReceipt:
        """Ask to stop a run that `start` or a stream returned, or one by its task's id: `stop`."""
        self = self._with(self.cancel, options)
        task_id: Any = run.task_id if isinstance(run, WorkflowRun) else run
        return self.stop(task_id, user)

    def logs(
        self,
        *,
        keyword: str | None = None,
        status: models.DifyLogStatusFilter | None = None,
        created_before: str | datetime | None = None,
        created_after: str | datetime | None = None,
        user: str | None = None,
        account: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        **options: Unpack[CallOptions],
    ) -> penstock.dify.Pager[WorkflowLog]:
        """Return the app's runs, newest first, to be iterated; pages come as they are needed.

        `keyword` is looked for in inputs and outputs; servers read 30 characters of it. `user` is
        the end user of a run, `account` a member's email address. Times are ISO 8601 texts or
        datetimes, those without a zone local. `limit` is the size of a page, 1 to 100, and `page`
        the first one. Runs that are added meanwhile shift the pages: entries that come twice are
        left out. Servers before 1.1 ignore the times, those before 1.5 `user` and `account`, and
        list everything: so entries are filtered here again, by all but the `keyword`, which an
        entry doesn't show; a page may hold fewer than `limit` or none, and its `total` is the
        server's. Raises UsageError for a filter the server would refuse.
        """
        from penstock._core._sync.pages import Pager

        self = self._with(self.logs, options)
        filters = LogFilters(keyword, status, created_before, created_after, user, account, limit)
        filters.request(page)  # wrong arguments fail here

        def fetch(cursor: str | None) -> WorkflowLogPage:
            number = page if cursor is None else int(cursor)
            found = self._client._result(filters.request(number), WorkflowLogPage)
            return filters.applied(found, number)

        return Pager(fetch, key=lambda entry: entry.id or object())

    list = logs

    def _ended(self, *, until_paused: bool, resumed: bool) -> Callable[[WorkflowRun], bool]:
        """Return a predicate for a run that is over, or paused anew.

        `resumed` is True for a run that was paused before and is expected to go on.
        """
        clock = self._client._caller.state.clock
        begun = clock.monotonic()
        stale_until = (
            begun + FORM_TAKEN_UP if resumed else self._client._answered.stale_until(begun)
        )

        def ended(run: WorkflowRun) -> bool:
            nonlocal stale_until
            if not run.is_paused:
                stale_until = begun  # it was taken up: any pause from now on is a new one
                return run.is_finished
            return until_paused and clock.monotonic() >= stale_until

        return ended

    def _waited(
        self,
        run_id: str,
        finished: Callable[[WorkflowRun], bool],
        timeout: float | None,
        schedule: Schedule | None = None,
        on_update: Callable[[WorkflowRun], object] | None = None,
        deadline: Deadline | None = None,
        cut: bool = False,
    ) -> WorkflowRun:
        from penstock._core._sync.poll import Poll
        from penstock.poll import as_schedule

        clock = self._client._caller.state.clock
        begun, lost = clock.monotonic(), False

        def over(run: WorkflowRun) -> bool:
            return finished(run) or (cut and lost and clock.monotonic() - begun >= CUT_NOTICED)

        def fetch(left: float | None) -> WorkflowRun:
            if deadline is not None:
                left = deadline.clamp(left, clock.monotonic())
            nonlocal lost
            budget = self._client._poll_budget(_LEAST if left == 0 else left)
            found = self._client._result(_detail(run_id), WorkflowRun, budget=budget)
            lost = loses_cut_runs(found)
            return found

        wait: Poll[WorkflowRun] = Poll(
            fetch=fetch,
            finished=over,
            caller=self._client._caller,
            schedule=schedule or as_schedule(None),
            timeout=timeout,
            job_id=run_id,
            run_id=run_id,
            on_update=on_update,
            what="run",
            remedy=f"wait on with workflows.wait({run_id!r}), or raise wait_timeout",
            describe=lambda _: STUCK if lost else "",
        )
        return wait.run()

    def _settled(
        self,
        run_id: str,
        finished: Callable[[WorkflowRun], bool],
        left: float | None,
        *,
        cut: bool = False,
    ) -> WorkflowRun:
        """Wait for a run within what is left of a call, the last question included.

        With `cut`, its stream was lost: on servers that then lose the run as well it is returned
        unfinished, once they must have noticed.
        """
        deadline = Deadline.after(self._client._caller.state.clock.monotonic(), left)
        allowed = LONGEST_RUN if left is None else left
        return self._waited(run_id, finished, allowed, deadline=deadline, cut=cut)


def _detail(run_id: str) -> Built[models.DifyWorkflowRun]:
    """Return the request for a run as it is."""
    return operations.get_workflow_run.build(check_uuid("run_id", run_id))
