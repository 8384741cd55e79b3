# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Literal

import attrs

from .. import models
from ..runtime import STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimStreamFinal(Model):
    """The run ended; the last frame. Servers of 2025-10 send it for a run that failed, too."""

    event: Literal["final"] = attrs.field(
        default=None, eq=False, metadata=wire("event", STRING, required=True, const="final")
    )
    """The tag."""
    data: models.SimStreamFinalData = attrs.field(
        default=None, metadata=wire("data", Ref(lambda: models.SimStreamFinalData), required=True)
    )
