# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxMetricsFunction(Model):
    """Python source text that works out a dataset's metrics."""

    function: str | None = attrs.field(
        default=None, metadata=wire("function", STRING, required=True)
    )
    """The source; null where there is none."""
