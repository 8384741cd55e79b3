# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolRefusal(Model):
    """An answer with status 200 that is a no all the same."""

    success: bool = attrs.field(default=None, metadata=wire("success", BOOLEAN, required=True))
    """Always false."""
    error: models.OomolErrorDetail | str = attrs.field(
        default=None,
        metadata=wire(
            "error",
            OneOf(models=(Ref(lambda: models.OomolErrorDetail),), others=(STRING,)),
            required=True,
        ),
    )
    """What went wrong, as text or as an object."""
    message: str | None = attrs.field(default=None, metadata=wire("message", STRING))
    """More words about it."""
