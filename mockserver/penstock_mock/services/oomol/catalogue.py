"""The installed blocks, flows, packages and applets, and the paths and ids of the server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import field

from ...document.values import frozen

# Those of the documented examples; there is one project and one user.
PROJECT_ID = "5c2e81f4"
PROJECT_NAME = "default"
USER_ID = "u-2207"
# The node of inputs that are for no node in particular.
NO_NODE = "_"
# The package of a block that belongs to the project itself.
SELF = "self"
WORKSPACE = "/app/workspace"
STORAGE = "/oomol-driver/oomol-storage"


def millis(epoch: float) -> int:
    """Return `epoch` (seconds) as every time of the service: whole milliseconds."""
    return round(epoch * 1000)


def present(**fields: Any) -> dict[str, Any]:
    """Return the fields that are not None."""
    return {name: value for name, value in fields.items() if value is not None}


@frozen
class Handle:
    """An input of a block."""

    name: str
    schema: Mapping[str, Any] | None = None

    def wire(self) -> dict[str, Any]:
        return present(handle=self.name, json_schema=self.schema)


@frozen
class Block:
    """One version of a block. Without a version it is the project's own, of the package `self`."""

    package: str
    name: str
    version: str | None = "1.0.0"
    description: str | None = None
    inputs: tuple[Handle, ...] = ()

    @property
    def id(self) -> str:
        """The id in a task's manifest."""
        return f"{self.package}::{self.name}"

    @property
    def path(self) -> str:
        home = WORKSPACE if self.version is None else Package(self.package, self.version).path
        return f"{home}/blocks/{self.name}"

    @property
    def manifest(self) -> str:
        return f"{self.path}/block.oo.yaml"

    def wire(self) -> dict[str, Any]:
        """As the server lists it; neither id nor version is in it."""
        return present(
            package=self.package,
            name=self.name,
            path=self.path,
            description=self.description,
            inputs=[each.wire() for each in self.inputs] or None,
        )


@frozen
class Flow:
    """A flow of the project, and the open inputs of its nodes."""

    name: str
    description: str | None = None
    inputs: Mapping[str, tuple[Handle, ...]] = field(factory=dict)

    @property
    def path(self) -> str:
        return f"{WORKSPACE}/flows/{self.name}/flow.oo.yaml"

    def wire(self) -> dict[str, Any]:
        inputs = [
            {"nodeId": node, "inputs": [each.wire() for each in handles]}
            for node, handles in self.inputs.items()
        ]
        return present(
            name=self.name, path=self.path, description=self.description, inputs=inputs or None
        )


@frozen
class Package:
    """An installed version of a package."""

    name: str
    version: str

    @property
    def path(self) -> str:
        return f"/app/packages/{self.name}-{self.version}"

    def wire(self) -> dict[str, Any]:
        return {"name": self.name, "version": self.version}


@frozen
class Applet:
    """A saved block with preset inputs."""

    id: str
    package_id: str
    """With its version: "image-kit-1.4.2"."""
    block: str
    title: str | None = None
    preset: Mapping[str, Any] = field(factory=dict)
    user_id: str = "0193aa17-5c00-7d3e-8f21-64b0c9e7d512"
    # 2025-12-02, the week before the first client.
    created_at: float = 1_764_680_000.0
    """Epoch seconds."""

    def wire(self) -> dict[str, Any]:
        created = millis(self.created_at)
        data = present(
            id=self.id,
            createdAt=created,
            packageId=self.package_id,
            blockName=self.block,
            title=self.title,
            presetInputs=self.preset or None,
        )
        times = {"createdAt": created, "updatedAt": created}
        return {"appletId": self.id, "userId": self.user_id, "data": data, **times}


_TEXT = {"type": "string"}

BLOCKS = (
    Block(
        *("image-kit", "resize", "1.4.2", "Resize an image"),
        (Handle("image", _TEXT), Handle("width", {"type": "number"})),
    ),
    Block("image-kit", "resize", "1.3.0"),
    # In the older version only: clients that keep the newest package alone lose it.
    Block("image-kit", "crop", "1.3.0", "Crop an image", (Handle("image", _TEXT),)),
    Block("audio-lab", "text-to-audio", "0.9.0", "Read a text aloud", (Handle("text", _TEXT),)),
    Block("pkg", "file-processor", "1.0.0", "Read a file", (Handle("input1"),)),
    Block("pkg", "multi-file-processor", "1.0.0", "Read files", (Handle("input1"),)),
    Block(SELF, "inspect", None),
)
"""Blocks a fresh session has: those of the documented page, and one of the project itself."""

FLOWS = (
    Flow(
        *("poster", "Make a poster"),
        {"title#1": (Handle("text", _TEXT),), "picture#1": (Handle("prompt", _TEXT),)},
    ),
    Flow("flow-name", None, {"start#1": (Handle("input1"), Handle("input"))}),
    Flow("flow-1", None, {"start#1": (Handle("input"),)}),
    Flow("long-running-flow"),
)
"""Flows a fresh session has: those of the documented page, and one more."""

PACKAGES = (
    Package("image-kit", "1.4.2"),
    Package("image-kit", "1.3.0"),
    Package("audio-lab", "0.9.0"),
    Package("pkg", "1.0.0"),
    Package("pixel-core", "0.2.1"),
)
"""Packages a fresh session has installed."""

APPLETS = (
    Applet(
        *("8a4d1c70-2b6e-4f15-9d58-7c3e0b91f2a4", "image-kit-1.4.2", "resize", "Thumbnail maker"),
        {"width": 320},
    ),
    Applet("8a4d1c70-2b6e-4f15-9d58-7c3e0b91f2a5", "audio-lab-1.0.0-beta.1", "text-to-audio"),
)
"""Applets of a fresh session: one with presets, and one of a pre-release without any."""


def version_key(version: str | None) -> tuple[int, ...]:
    """Versions in their order; none at all is the newest, being the project's own."""
    if version is None:
        return (2**31,)
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version, re.ASCII))
