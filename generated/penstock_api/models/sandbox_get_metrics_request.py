# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxGetMetricsRequest(Model):
    """A dataset and its results."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """Its id."""
    config: models.SandboxTestConfig = attrs.field(
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True)
    )
    results: Sequence[models.SandboxEvalResult] = attrs.field(
        metadata=wire("results", Array(Ref(lambda: models.SandboxEvalResult)), required=True)
    )
    """The verdicts."""
