# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from .. import models
from ..runtime import STRING, Array, Body, Ref, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxGetMetricsRequest(Body):
    """A dataset and its results."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """Its id."""
    results: Sequence[models.SandboxEvalResult] = attrs.field(
        metadata=wire("results", Array(Ref(lambda: models.SandboxEvalResult)), required=True)
    )
    """The verdicts."""
    config: models.SandboxTestConfig = attrs.field(
        factory=lambda: models.SandboxTestConfig(),
        converter=given,
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True),
    )
