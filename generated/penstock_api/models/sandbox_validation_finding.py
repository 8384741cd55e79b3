# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, INTEGER, STRING, Array, Map, Model, OneOf, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxValidationFinding(Model):
    """One thing that is wrong."""

    type_: models.SandboxFindingType = attrs.field(
        default=None, metadata=wire("type", STRING, required=True)
    )
    loc: list[str | int] = attrs.field(
        default=None,
        metadata=wire(
            "loc",
            Array(
                OneOf(
                    others=(
                        STRING,
                        INTEGER,
                    )
                )
            ),
            required=True,
        ),
    )
    """The way to the place, `body` first; for a body that is not JSON, how many characters in it
    breaks.
    """
    msg: str = attrs.field(default=None, metadata=wire("msg", STRING, required=True))
    """In words."""
    input_: Any = attrs.field(default=None, metadata=wire("input", ANY))
    """What was sent there, of any type."""
    ctx: models.SandboxJsonObject | None = attrs.field(default=None, metadata=wire("ctx", Map(ANY)))
    url: str | None = attrs.field(default=None, metadata=wire("url", STRING))
    """A page about the type. Not with every finding."""
