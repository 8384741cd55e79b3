# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import ANY, INTEGER, STRING, Map, Record, item


class OomolAppletData(Record):
    """What an applet runs."""

    id: str = item("id", STRING, required=True)
    """The applet's id again."""
    created_at: int = item("createdAt", INTEGER, required=True)
    package_id: str = item("packageId", STRING, required=True)
    """The package and its version, as `<name>-<version>`."""
    block_name: str = item("blockName", STRING, required=True)
    """The block."""
    title: str | None = item("title", STRING)
    """Its title."""
    description: str | None = item("description", STRING)
    """What it is for."""
    preset_inputs: models.OomolJsonObject | None = item("presetInputs", Map(ANY))
    """The inputs that are set, by handle."""
