# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import ANY, INTEGER, STRING, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolAppletData(Model):
    """What an applet runs."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The applet's id again."""
    created_at: int = attrs.field(default=None, metadata=wire("createdAt", INTEGER, required=True))
    package_id: str = attrs.field(default=None, metadata=wire("packageId", STRING, required=True))
    """The package and its version, as `<name>-<version>`."""
    block_name: str = attrs.field(default=None, metadata=wire("blockName", STRING, required=True))
    """The block."""
    title: str | None = attrs.field(default=None, metadata=wire("title", STRING))
    """Its title."""
    description: str | None = attrs.field(default=None, metadata=wire("description", STRING))
    """What it is for."""
    preset_inputs: models.OomolJsonObject | None = attrs.field(
        default=None, metadata=wire("presetInputs", Map(ANY))
    )
    """The inputs that are set, by handle."""
