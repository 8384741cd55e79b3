# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Body, Ref, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxGetPromptsRequest(Body):
    """A dataset, and which part of it."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """Its id."""
    config: models.SandboxTestConfig = attrs.field(
        factory=lambda: models.SandboxTestConfig(),
        converter=given,
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True),
    )
    offset: int = attrs.field(default=0, metadata=wire("offset", INTEGER))
    """How many to leave out."""
    limit: int = attrs.field(default=1000000, metadata=wire("limit", INTEGER))
    """How many to give. Negative means all."""
