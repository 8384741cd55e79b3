# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolInputHandle(Model):
    """An input that a block or node takes."""

    handle: str = attrs.field(default=None, metadata=wire("handle", STRING, required=True))
    """The input's name."""
    json_schema: models.OomolJsonObject | None = attrs.field(
        default=None, metadata=wire("json_schema", Map(ANY))
    )
    """The JSON Schema of its value. `contentMediaType` may mark what JSON has no type for, such as
    `oomol/secret`, `oomol/bin` or `oomol/var`.
    """
    description: str | None = attrs.field(default=None, metadata=wire("description", STRING))
    """What it is for."""
    kind: str | None = attrs.field(default=None, metadata=wire("kind", STRING))
    """The engine's own word for what it is."""
    nullable: bool | None = attrs.field(default=None, metadata=wire("nullable", BOOLEAN))
    """Whether null is a value for it."""
    value: Any = attrs.field(default=None, metadata=wire("value", ANY))
    """The value it has when none is given, of any JSON type."""
