# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from ..runtime import ANY, STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimV2Issue(Model):
    """One thing that is wrong with a request."""

    code: str | None = attrs.field(default=None, metadata=wire("code", STRING))
    """The kind of issue, such as `invalid_type`."""
    path: list[Any] | None = attrs.field(default=None, metadata=wire("path", Array(ANY)))
    """Where it is, field names and list positions."""
    message: str | None = attrs.field(default=None, metadata=wire("message", STRING))
    """For people."""
