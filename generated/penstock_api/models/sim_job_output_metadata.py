# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimJobOutputMetadata(Model):
    """About the run."""

    trigger_type: str | None = attrs.field(default=None, metadata=wire("triggerType", STRING))
    """What started it, such as `api`."""
