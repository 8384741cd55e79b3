# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import Array, Record, Ref, item


class OomolAppletList(Record):
    """The user's applets in an envelope."""

    applets: list[models.OomolApplet] = item(
        "applets", Array(Ref(lambda: models.OomolApplet)), required=True
    )
    """The applets."""
