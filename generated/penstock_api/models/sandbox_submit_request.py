# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Body, OneOf, Ref, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxSubmitRequest(Body):
    """What a model wrote for a problem."""

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
    completion: str = attrs.field(metadata=wire("completion", STRING, required=True))
    """The model's whole text; the code is taken out of it, fenced code first."""
    config: models.SandboxTestConfig = attrs.field(
        factory=lambda: models.SandboxTestConfig(),
        converter=given,
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True),
    )
