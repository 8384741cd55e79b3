# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, UNIXTIME, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFormRequiredData(Model):
    """A form that somebody has to answer."""

    form_id: str = attrs.field(default=None, metadata=wire("form_id", STRING, required=True))
    """The form's id. It is not what the form is read by."""
    node_id: str = attrs.field(default=None, metadata=wire("node_id", STRING, required=True))
    """The node."""
    node_title: str = attrs.field(default=None, metadata=wire("node_title", STRING, required=True))
    """The node's name."""
    form_content: str = attrs.field(
        default=None, metadata=wire("form_content", STRING, required=True)
    )
    """The text, Markdown with a place for each input."""
    inputs: list[models.DifyFormInput] = attrs.field(
        factory=list[Any],
        metadata=wire("inputs", Array(Ref(lambda: models.DIFY_FORM_INPUT)), required=True),
    )
    """The inputs."""
    actions: list[models.DifyFormAction] = attrs.field(
        factory=list[Any],
        metadata=wire("actions", Array(Ref(lambda: models.DifyFormAction)), required=True),
    )
    """The buttons."""
    display_in_ui: bool | None = attrs.field(default=None, metadata=wire("display_in_ui", BOOLEAN))
    """Whether the app's own page shows the form."""
    form_token: str | None = attrs.field(
        default=None, metadata=wire("form_token", STRING, required=True)
    )
    """What the form is read and answered by; null when it can't be answered over the API."""
    resolved_default_values: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("resolved_default_values", Map(ANY))
    )
    """The inputs' first values, as far as the run knows them."""
    expiration_time: datetime.datetime = attrs.field(
        default=None, metadata=wire("expiration_time", UNIXTIME, required=True)
    )
    """Until when it can be answered, seconds since 1970."""
    approval_channels: list[str] = attrs.field(
        factory=list[Any], metadata=wire("approval_channels", Array(STRING))
    )
    """Where else it can be answered. Servers since 1.16."""
