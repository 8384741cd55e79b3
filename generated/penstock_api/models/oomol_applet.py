# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolApplet(Model):
    """A user's applet - a block with some of its inputs set."""

    applet_id: str = attrs.field(default=None, metadata=wire("appletId", STRING, required=True))
    """The applet's id."""
    user_id: str = attrs.field(default=None, metadata=wire("userId", STRING, required=True))
    """Whose it is."""
    data: models.OomolAppletData = attrs.field(
        default=None, metadata=wire("data", Ref(lambda: models.OomolAppletData), required=True)
    )
    created_at: int = attrs.field(default=None, metadata=wire("createdAt", INTEGER, required=True))
    updated_at: int = attrs.field(default=None, metadata=wire("updatedAt", INTEGER, required=True))
