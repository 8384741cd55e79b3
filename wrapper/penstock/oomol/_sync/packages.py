# Made by `python codegen/unasync.py` (`make generate`): edit the source instead, which is
# wrapper/penstock/oomol/_async/packages.py

"""Packages of Oomol Connect: those installed, and installing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Unpack

from penstock._core._sync.resource import Resource
from penstock._core.call_options import CallOptions
from penstock._core.checks import check_id
from penstock._core.clock import Deadline, shorter
from penstock._core.results import details_of
from penstock.errors import InstallFailedError, UsageError
from penstock.oomol import _errors, _requests
from penstock.oomol._models import (
    FAILED,
    InstallPackageResponse,
    InstallTask,
    ListInstallTasksResponse,
    ListPackagesResponse,
)
from penstock.oomol._options import Polling, PollingOptions, Waiting
from penstock.oomol._sync.waiting import deadline_of, options_of, wait
from penstock_api import operations

if TYPE_CHECKING:
    from penstock.oomol._sync.client import Oomol
    from penstock_api import models
    from penstock_api.runtime import Request

_Client: TypeAlias = "Oomol"


class PackagesClient(Resource[_Client]):
    """Installed packages, and installing them."""

    __slots__ = ()

    def list(self, **options: Unpack[CallOptions]) -> ListPackagesResponse:
        """Return all installed packages."""
        self = self._with(self.list, options)
        return self._client._result(operations.list_packages.build(), ListPackagesResponse)

    def install(
        self, name: str, version: str | None = None, **options: Unpack[CallOptions]
    ) -> InstallPackageResponse:
        """Begin to install a package, and return the receipt; `id` is for `get_install_task`.

        Without a version the server chooses. Raises ApiError if it refuses, also with 200.
        """
        self = self._with(self.install, options)
        built = _requests.install_package(name, version)
        return self._client._result(built, InstallPackageResponse)

    def list_install_tasks(self, **options: Unpack[CallOptions]) -> ListInstallTasksResponse:
        """Return all installations, done or under way."""
        self = self._with(self.list_install_tasks, options)
        built = operations.list_install_tasks.build()
        return self._client._result(built, ListInstallTasksResponse)

    def get_install_task(self, task_id: str, **options: Unpack[CallOptions]) -> InstallTask:
        """Return an installation as it is now."""
        self = self._with(self.get_install_task, options)
        return self._client._result(_get(task_id), InstallTask)

    def wait_for_install_completion(
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
        return self._waited(task_id, checked, deadline_of(self._client, checked))

    def _waited(self, task_id: str, options: PollingOptions, deadline: Deadline) -> InstallTask:
        client, built = self._client, _get(task_id)
        task = wait(
            client,
            task_id,
            options,
            deadline,
            what="install task",
            again="packages.wait_for_install_completion",
            fetch=lambda left: client._result(built, InstallTask, budget=client._poll_budget(left)),
        )
        if task.status == FAILED:
            reason = task.error or None
            message = f"Install task {task_id} failed: {reason or 'the server gives no reason'}"
            details = details_of(task, run_id=task_id, service=_errors.NAME)
            error = InstallFailedError(message, task_id, task, reason=reason, **details)
            raise error.annotate(hide=client._caller.hide)
        return task

    def install_and_wait(
        self,
        name: str,
        version: str | None = None,
        polling_options: Polling[InstallTask] | None = None,
        **waiting: Unpack[Waiting[InstallTask]],
    ) -> InstallTask:
        """Install a package, and return the installation once it is done."""
        self = self._taking(waiting)
        options = _checked(polling_options, waiting)
        deadline = deadline_of(self._client, options)
        limit = self._client._budget().total
        receipt = self.install(name, version, timeout=shorter(limit, options.timeout))
        return self._waited(receipt.task_id, options, deadline)


def _get(task_id: str) -> Request[models.OomolInstallTaskReply]:
    return operations.get_install_task.build(check_id("task_id", task_id))


def _checked(options: Polling[InstallTask] | None, waiting: Waiting[InstallTask]) -> PollingOptions:
    checked = options_of(options, waiting)
    if checked.stop_on_timeout or checked.stop_on_cancel:
        raise UsageError("an installation can't be stopped; leave out stop_on_timeout and …_cancel")
    return checked
