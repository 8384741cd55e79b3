# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import datetime
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, STRING, UNIXTIME, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyForm(Model):
    """A form that a run waits for."""

    form_content: str = attrs.field(
        default=None, metadata=wire("form_content", STRING, required=True)
    )
    """The text, Markdown with a place for each input."""
    inputs: list[models.DifyFormInput] = attrs.field(
        factory=list[Any],
        metadata=wire("inputs", Array(Ref(lambda: models.DIFY_FORM_INPUT)), required=True),
    )
    """The inputs."""
    resolved_default_values: models.DifyJsonObject = attrs.field(
        factory=dict[str, Any], metadata=wire("resolved_default_values", Map(ANY), required=True)
    )
    """The inputs' first values, as far as the run knows them."""
    user_actions: list[models.DifyFormAction] = attrs.field(
        factory=list[Any],
        metadata=wire("user_actions", Array(Ref(lambda: models.DifyFormAction)), required=True),
    )
    """The buttons."""
    expiration_time: datetime.datetime = attrs.field(
        default=None, metadata=wire("expiration_time", UNIXTIME, required=True)
    )
    """Until when it can be answered, seconds since 1970."""
