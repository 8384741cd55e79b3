# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SimErrorBody(Model):
    """An error of v1."""

    error: str = attrs.field(default=None, metadata=wire("error", STRING, required=True))
    """What went wrong, for people."""
    code: str | None = attrs.field(default=None, metadata=wire("code", STRING))
    """For programs: a name of its own, or the message in upper case with underscores for its spaces
    and its punctuation kept. Often absent in 2026-08.
    """
    details: list[models.SimErrorDetail] | None = attrs.field(
        default=None, metadata=wire("details", Array(Ref(lambda: models.SimErrorDetail)))
    )
    """The fields that are wrong."""
    request_id: str | None = attrs.field(default=None, metadata=wire("requestId", STRING))
    """The server's id of the request."""
