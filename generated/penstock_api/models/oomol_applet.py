# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import INTEGER, STRING, Record, Ref, item


class OomolApplet(Record):
    """A user's applet - a block with some of its inputs set."""

    applet_id: str = item("appletId", STRING, required=True)
    """The applet's id."""
    user_id: str = item("userId", STRING, required=True)
    """Whose it is."""
    data: models.OomolAppletData = item("data", Ref(lambda: models.OomolAppletData), required=True)
    created_at: int = item("createdAt", INTEGER, required=True)
    updated_at: int = item("updatedAt", INTEGER, required=True)
