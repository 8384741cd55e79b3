# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxGetMetricsFunctionRequest(Model):
    """A dataset."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """Its id."""
    config: models.SandboxTestConfig = attrs.field(
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True)
    )
