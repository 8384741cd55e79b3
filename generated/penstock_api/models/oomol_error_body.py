# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import BOOLEAN, STRING, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolErrorBody(Model):
    """An error. The words are under `message`, or under `error`, or in the error's own `message`,
    or nowhere.
    """

    message: str | None = attrs.field(default=None, metadata=wire("message", STRING))
    """What went wrong, for people."""
    error: models.OomolErrorDetail | str | None = attrs.field(
        default=None,
        metadata=wire(
            "error", OneOf(models=(Ref(lambda: models.OomolErrorDetail),), others=(STRING,))
        ),
    )
    """What went wrong, as text or as an object."""
    success: bool | None = attrs.field(default=None, metadata=wire("success", BOOLEAN))
    """Always false."""
