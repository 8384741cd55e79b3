# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Body, Ref, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxGetMetricsFunctionRequest(Body):
    """A dataset."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """Its id."""
    config: models.SandboxTestConfig = attrs.field(
        factory=lambda: models.SandboxTestConfig(),
        converter=given,
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True),
    )
