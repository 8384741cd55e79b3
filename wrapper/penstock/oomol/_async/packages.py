"""Packages of Oomol Connect: what is installed, and installing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Unpack

from penstock._core._async.resource import AsyncResource
from penstock._core.call_options import CallOptions
from penstock._core.checks import check_id
from penstock._core.clock import Deadline, shorter
from penstock._core.message import Request, request
from penstock._core.results import details_of
from penstock.errors import InstallFailedError, UsageError
from penstock.oomol import _errors, _options, _requests, _responses
from penstock.oomol._models import (
    FAILED,
    InstallPackageResponse,
    InstallTask,
    ListInstallTasksResponse,
    ListPackagesResponse,
)
from penstock.oomol._options import Polling, PollingOptions, Waiting

if TYPE_CHECKING:
    from penstock.oomol._async.client import AsyncOomol

_Client: TypeAlias = "AsyncOomol"


class AsyncPackagesClient(AsyncResource[_Client]):
    """Installed packages, and installing them."""

    __slots__ = ()

    async def list(self, **options: Unpack[CallOptions]) -> ListPackagesResponse:
        """Return all installed packages."""
        from penstock_api import operations

        self = self._with(self.list, options)
        return await self._ask(request(operations.list_packages.build()), _responses.packages)

    async def install(
        self, name: str, version: str | None = None, **options: Unpack[CallOptions]
    ) -> InstallPackageResponse:
        """Begin to install a package, and return the receipt; `id` is for `get_install_task`.

        Without a version the server chooses. Raises ApiError if it refuses, also with 200.
        """
        self = self._with(self.install, options)
        asked = _requests.install_package(name, version)
        return await self._ask(asked, _responses.receipt)

    async def list_install_tasks(self, **options: Unpack[CallOptions]) -> ListInstallTasksResponse:
        """Return all installations, done or under way."""
        from penstock_api import operations

        self = self._with(self.list_install_tasks, options)
        asked = request(operations.list_install_tasks.build())
        return await self._ask(asked, _responses.install_tasks)

    async def get_install_task(self, task_id: str, **options: Unpack[CallOptions]) -> InstallTask:
        """Return an installation as it is now."""
        self = self._with(self.get_install_task, options)
        read = _responses.state(InstallTask, task_id)
        return await self._ask(_get(task_id), read)

    async def wait_for_install_completion(
        self,
        task_id: str,
        options: Polling[InstallTask] | None = None,
        **waiting: Unpack[Waiting[InstallTask]],
    ) -> InstallTask:
        """Ask about an installation until it has ended, and return its last state.

        See `tasks.wait_for_completion`; there are no logs, and it can't be stopped. Raises
        InstallFailedError, and TimeoutError when time is up.
        """
        self = self._taking(waiting)
        _get(task_id)  # wrong arguments fail here
        checked = _checked(options, waiting)
        return await self._waited(task_id, checked, self._deadline(checked))

    async def _waited(
        self, task_id: str, options: PollingOptions, deadline: Deadline
    ) -> InstallTask:
        from penstock.oomol._async.waiting import wait

        asked, read = _get(task_id), _responses.state(InstallTask, task_id)
        task = await wait(
            self._client,
            task_id,
            options,
            deadline,
            what="install task",
            again="packages.wait_for_install_completion",
            fetch=lambda left: self._client._caller.ask(
                asked, self._client._poll_budget(left), read
            ),
        )
        if task.status == FAILED:
            reason = task.error or None
            message = f"Install task {task_id} failed: {reason or 'the server gives no reason'}"
            details = details_of(task, run_id=task_id, service=_errors.NAME)
            error = InstallFailedError(message, task_id, task, reason=reason, **details)
            raise error.annotate(hide=self._client._caller.hide)
        return task

    async def install_and_wait(
        self,
        name: str,
        version: str | None = None,
        polling_options: Polling[InstallTask] | None = None,
        **waiting: Unpack[Waiting[InstallTask]],
    ) -> InstallTask:
        """Install a package, and return the installation once it is done."""
        self = self._taking(waiting)
        options = _checked(polling_options, waiting)
        deadline = self._deadline(options)
        limit = self._client._budget().total
        receipt = await self.install(name, version, timeout=shorter(limit, options.timeout))
        return await self._waited(receipt.task_id, options, deadline)

    def _deadline(self, options: PollingOptions) -> Deadline:
        return Deadline.after(self._client._caller.state.clock.monotonic(), options.timeout)


def _get(task_id: str) -> Request:
    from penstock_api import operations

    return request(operations.get_install_task.build(check_id("task_id", task_id)))


def _checked(options: Polling[InstallTask] | None, waiting: Waiting[InstallTask]) -> PollingOptions:
    read = _options.polling_options  # unasync: replace read = _options.blocking_options
    checked = read(options, waiting)
    if checked.stop_on_timeout or checked.stop_on_cancel:
        raise UsageError("an installation can't be stopped; leave out stop_on_timeout and …_cancel")
    return checked
