# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SimJobLinks(Model):
    """Where to go on."""

    status: str | None = attrs.field(default=None, metadata=wire("status", STRING))
    """The job's address, a path on the same host."""
