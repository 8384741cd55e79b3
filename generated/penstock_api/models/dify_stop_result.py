# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyStopResult(Model):
    """That the wish was taken note of, and no more."""

    result: str = attrs.field(default=None, metadata=wire("result", STRING, required=True))
    """Always `success`."""
