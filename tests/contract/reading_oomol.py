"""Oomol Connect's operations and what calls them."""

from __future__ import annotations

from typing import Any

from reading import Reading

from penstock.oomol import Oomol
from penstock_api.models import (
    OomolCreateTaskRequest,
    OomolInstallPackageRequest,
    OomolListAppletsRequest,
)

# The tasks of the first examples.
CREATED = "3f0c9b52-77d1-4e0a-9a43-0d6b8e1c5a03"
STOPPED = "3f0c9b52-77d1-4e0a-9a43-0d6b8e1c5a01"


def client(base_url: str, **settings: Any) -> Oomol:
    """A client that looks for everything at one address; in truth applets have their own."""
    return Oomol("key", base_url, applets_base_url=base_url, **settings)


OOMOL = Reading(
    tag="oomol",
    client=client,
    headers={"Authorization": "key"},
    arguments={
        "listTasks": {},
        "createTask": {"body": OomolCreateTaskRequest(manifest="flow-1")},
        "getTask": {"task_id": CREATED},
        "stopTask": {"task_id": STOPPED},
        "getTaskLogs": {"task_id": "task"},
        "listFlows": {},
        "listBlocks": {},
        "listPackages": {},
        "installPackage": {"body": OomolInstallPackageRequest(name="image-kit")},
        "listInstallTasks": {},
        "getInstallTask": {"install_task_id": "inst-83"},
        "listApplets": {"body": OomolListAppletsRequest()},
    },
    wrapped={
        "listTasks": lambda oomol: oomol.tasks.list(),
        "createTask": lambda oomol: oomol.tasks.create({"manifest": "flow-1"}),
        "getTask": lambda oomol: oomol.tasks.get(CREATED),
        "stopTask": lambda oomol: oomol.tasks.stop(STOPPED),
        "getTaskLogs": lambda oomol: oomol.tasks.get_logs("task"),
        "listFlows": lambda oomol: oomol.flows.list(),
        "listBlocks": lambda oomol: oomol.blocks.list(),
        "listPackages": lambda oomol: oomol.packages.list(),
        "installPackage": lambda oomol: oomol.packages.install("image-kit"),
        "listInstallTasks": lambda oomol: oomol.packages.list_install_tasks(),
        "getInstallTask": lambda oomol: oomol.packages.get_install_task("inst-83"),
        "listApplets": lambda oomol: oomol.applets.list(),
    },
    # It refuses with 200, too; a bad state of a task that was only asked about is a result.
    told=lambda operation, status, example: status < 400 and not example.startswith("refused"),
)
