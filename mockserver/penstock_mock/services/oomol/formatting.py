"""Oomol's formats of values, ids and paths. Pure."""

from __future__ import annotations

# What the documented examples show; there is one project and one user.
PROJECT_ID = "5c2e81f4"
PROJECT_NAME = "default"
USER_ID = "u-2207"

# The node of inputs that are for no node in particular.
NO_NODE = "_"

# Where the server keeps what it runs.
_PACKAGES = "/app/packages"
_WORKSPACE = "/app/workspace"
_STORAGE = "/oomol-driver/oomol-storage"

# The package of a block that belongs to the project itself.
SELF = "self"


def millis(epoch: float) -> int:
    """`epoch` (seconds) as every time of the service: whole milliseconds."""
    return round(epoch * 1000)


def package_path(package: str, version: str) -> str:
    """Where a version of a package is installed."""
    return f"{_PACKAGES}/{package}-{version}"


def block_path(package: str, name: str, version: str | None) -> str:
    """The folder of a block; one of the project itself has no version in it."""
    home = _WORKSPACE if version is None else package_path(package, version)
    return f"{home}/blocks/{name}"


def flow_path(name: str) -> str:
    """The file of a flow."""
    return f"{_WORKSPACE}/flows/{name}/flow.oo.yaml"


def upload_path(task_id: str, number: int, name: str) -> str:
    """Where an uploaded file is stored."""
    return f"{_STORAGE}/uploads/{task_id}/{number}/{name}"
