# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunEnvelope(Model):
    """A run."""

    data: models.SimRun = attrs.field(
        default=None, metadata=wire("data", Ref(lambda: models.SimRun), required=True)
    )
