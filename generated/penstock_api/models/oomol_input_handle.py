# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, Map, Record, item


class OomolInputHandle(Record):
    """An input that a block or node takes."""

    handle: str = item("handle", STRING, required=True)
    """The input's name."""
    json_schema: models.OomolJsonObject | None = item("json_schema", Map(ANY))
    """The JSON Schema of its value. `contentMediaType` may mark what JSON has no type for, such as
    `oomol/secret`, `oomol/bin` or `oomol/var`.
    """
    description: str | None = item("description", STRING)
    """What it is for."""
    kind: str | None = item("kind", STRING)
    """The engine's own word for what it is."""
    nullable: bool | None = item("nullable", BOOLEAN)
    """Whether null is a value for it."""
    value: Any = item("value", ANY)
    """The value it has when none is given, of any JSON type."""
