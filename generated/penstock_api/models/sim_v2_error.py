# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimV2Error(Model):
    """An error of v2."""

    error: models.SimV2ErrorInfo = attrs.field(
        default=None, metadata=wire("error", Ref(lambda: models.SimV2ErrorInfo), required=True)
    )
