# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import Model


@attrs.frozen(kw_only=True, repr=False)
class OomolListAppletsRequest(Model):
    """Always empty."""
