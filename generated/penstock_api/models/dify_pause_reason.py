# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, STRING, UNIXTIME, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyPauseReason(Model):
    """What a paused run waits for; so far always a form. Servers of 2026-08 only."""

    type: models.DifyPauseKind = attrs.field(
        default=None, metadata=wire("TYPE", STRING, required=True)
    )
    form_id: str | None = attrs.field(default=None, metadata=wire("form_id", STRING))
    """The form's id. It is not what the form is read by."""
    node_id: str | None = attrs.field(default=None, metadata=wire("node_id", STRING))
    """The node that waits."""
    node_title: str | None = attrs.field(default=None, metadata=wire("node_title", STRING))
    """Its name."""
    form_content: str | None = attrs.field(default=None, metadata=wire("form_content", STRING))
    """The form's text, Markdown with a place for each input."""
    inputs: list[models.DifyFormInput] = attrs.field(
        factory=list[Any], metadata=wire("inputs", Array(Ref(lambda: models.DIFY_FORM_INPUT)))
    )
    """The form's inputs."""
    actions: list[models.DifyFormAction] = attrs.field(
        factory=list[Any], metadata=wire("actions", Array(Ref(lambda: models.DifyFormAction)))
    )
    """The form's buttons."""
    display_in_ui: bool | None = attrs.field(default=None, metadata=wire("display_in_ui", BOOLEAN))
    """Whether the app's own page shows the form."""
    form_token: str | None = attrs.field(default=None, metadata=wire("form_token", STRING))
    """What the form is read and answered by; null when it can't be answered over the API."""
    resolved_default_values: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("resolved_default_values", Map(ANY))
    )
    """The inputs' first values, as far as the run knows them."""
    expiration_time: datetime.datetime | None = attrs.field(
        default=None, metadata=wire("expiration_time", UNIXTIME)
    )
    """Until when it can be answered, seconds since 1970."""
    approval_channels: list[str] = attrs.field(
        factory=list[Any], metadata=wire("approval_channels", Array(STRING))
    )
    """Where else it can be answered."""
