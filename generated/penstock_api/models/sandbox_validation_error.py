# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxValidationError(Model):
    """What is wrong with a request, all of it."""

    detail: list[models.SandboxValidationFinding] = attrs.field(
        default=None,
        metadata=wire("detail", Array(Ref(lambda: models.SandboxValidationFinding)), required=True),
    )
    """One finding each."""
