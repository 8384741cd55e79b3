# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimRunReceiptEnvelope(Model):
    """A run that was queued."""

    data: models.SimRunReceipt = attrs.field(
        default=None, metadata=wire("data", Ref(lambda: models.SimRunReceipt), required=True)
    )
