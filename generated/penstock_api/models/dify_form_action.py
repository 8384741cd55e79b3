# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFormAction(Model):
    """A button."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """What is sent as `action`, an identifier of up to 20 characters."""
    title: str = attrs.field(default=None, metadata=wire("title", STRING, required=True))
    """What it says, up to 100 characters."""
    button_style: models.DifyButtonStyle | None = attrs.field(
        default=None, metadata=wire("button_style", STRING)
    )
