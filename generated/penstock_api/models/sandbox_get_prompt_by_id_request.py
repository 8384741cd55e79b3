# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Body, OneOf, Ref, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxGetPromptByIdRequest(Body):
    """A problem."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """The dataset's id."""
    id: int | str = attrs.field(
        metadata=wire(
            "id",
            OneOf(
                others=(
                    INTEGER,
                    STRING,
                )
            ),
            required=True,
        )
    )
    config: models.SandboxTestConfig = attrs.field(
        factory=lambda: models.SandboxTestConfig(),
        converter=given,
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True),
    )
