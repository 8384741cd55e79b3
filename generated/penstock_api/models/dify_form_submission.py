# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import ANY, STRING, Limits, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFormSubmission(Model):
    """An answer to a form."""

    inputs: models.DifyInputs = attrs.field(metadata=wire("inputs", Map(ANY), required=True))
    """The answers, by `output_variable_name`."""
    action: str = attrs.field(metadata=wire("action", STRING, required=True))
    """The button's id."""
    user: str = attrs.field(
        metadata=wire("user", STRING, required=True, limits=Limits(longest=255))
    )
    """Who answers."""
