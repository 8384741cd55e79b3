# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from ..runtime import ANY, UNSET, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimExecutionResumeRequest(Model):
    """What a paused run of v1 goes on with."""

    input_: Any = attrs.field(default=UNSET, metadata=wire("input", ANY))
    """The answer for the block that waits. Without it the whole body is the answer."""
