# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, STRING, Array, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimV2ErrorInfo(Model):
    """What went wrong."""

    code: models.SimV2ErrorCode = attrs.field(
        default=None, metadata=wire("code", STRING, required=True)
    )
    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """For people; on a 400 the first issue's message."""
    details: Any = attrs.field(
        default=None,
        metadata=wire(
            "details",
            OneOf(
                models=(Ref(lambda: models.SimV2ErrorDetails),),
                others=(
                    Array(Ref(lambda: models.SimV2Issue)),
                    ANY,
                ),
            ),
        ),
    )
    """An object with a narrower `code`, a `runId` or a `retryAfter` time; or, on a 400, a list of
    issues.
    """
