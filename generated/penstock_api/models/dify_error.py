# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyError(Model):
    """An error. The order of the keys varies."""

    code: models.DifyErrorCode = attrs.field(
        default=None, metadata=wire("code", STRING, required=True)
    )
    message: str = attrs.field(default=None, metadata=wire("message", STRING, required=True))
    """For people; empty for a file that is too large, of several lines for a body that does not
    fit.
    """
    status: int | None = attrs.field(default=None, metadata=wire("status", INTEGER))
    """The HTTP status again. The oldest servers leave it out where they name a parameter, and of an
    error that they have no word for.
    """
    params: str | None = attrs.field(default=None, metadata=wire("params", STRING))
    """The parameter that is wrong."""
