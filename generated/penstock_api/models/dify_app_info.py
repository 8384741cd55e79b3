# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAppInfo(Model):
    """The app. Documented are the first three fields."""

    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """Its name."""
    description: str | None = attrs.field(
        default=None, metadata=wire("description", STRING, required=True)
    )
    """What it does."""
    tags: list[str] = attrs.field(
        factory=list[Any], metadata=wire("tags", Array(STRING), required=True)
    )
    """Its tags."""
    mode: models.DifyAppMode | None = attrs.field(default=None, metadata=wire("mode", STRING))
    author_name: str | None = attrs.field(default=None, metadata=wire("author_name", STRING))
    """Who made it."""
