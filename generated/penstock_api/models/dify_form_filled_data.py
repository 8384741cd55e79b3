# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import ANY, STRING, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFormFilledData(Model):
    """A form that was answered."""

    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node."""
    node_title: str = attrs.field(default=None, metadata=wire("node_title", STRING, required=True))
    """The node's name."""
    rendered_content: str | None = attrs.field(
        default=None, metadata=wire("rendered_content", STRING)
    )
    """The text with the answers in it."""
    action_id: str = attrs.field(default=None, metadata=wire("action_id", STRING, required=True))
    """The button."""
    action_text: str | None = attrs.field(default=None, metadata=wire("action_text", STRING))
    """What the button says."""
    submitted_data: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("submitted_data", Map(ANY))
    )
    """The answers; null when not told."""
