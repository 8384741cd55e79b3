# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFailureData(Model):
    """What an error in a stream has beside its tag and ids."""

    code: models.DifyErrorCode | None = attrs.field(default=None, metadata=wire("code", STRING))
    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """For people."""
    status: int | None = attrs.field(default=None, metadata=wire("status", INTEGER))
    """The HTTP status that the error would have had."""
