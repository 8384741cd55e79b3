# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import BOOLEAN, STRING, OneOf, Record, Ref, item


class OomolRefusal(Record):
    """An answer with status 200 that is a no all the same."""

    success: bool = item("success", BOOLEAN, required=True)
    """Always false."""
    error: models.OomolErrorDetail | str = item(
        "error",
        OneOf(models=(Ref(lambda: models.OomolErrorDetail),), others=(STRING,)),
        required=True,
    )
    """What went wrong, as text or as an object."""
    message: str | None = item("message", STRING)
    """More words about it."""
