# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, INTEGER, STRING, Array, Map, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxPrompt(Model):
    """What to ask a model."""

    id: models.SandboxProblemId = attrs.field(
        default=None,
        metadata=wire(
            "id",
            OneOf(
                others=(
                    INTEGER,
                    STRING,
                )
            ),
            required=True,
        ),
    )
    prompt: str | list[models.SandboxMessage] = attrs.field(
        default=None,
        metadata=wire(
            "prompt",
            OneOf(
                others=(
                    STRING,
                    Array(Ref(lambda: models.SandboxMessage)),
                )
            ),
            required=True,
        ),
    )
    """Text, or messages."""
    labels: models.SandboxJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("labels", Map(ANY))
    )
