# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyInputVariable(Model):
    """A variable of the workflow. Which fields there are depends on its kind."""

    variable: str = attrs.field(default=None, metadata=wire("variable", STRING, required=True))
    """Its name, the key in `inputs`."""
    label: str | None = attrs.field(default=None, metadata=wire("label", STRING))
    """What people see."""
    type: str | None = attrs.field(default=None, metadata=wire("type", STRING))
    """Its kind again."""
    required: bool | None = attrs.field(default=False, metadata=wire("required", BOOLEAN))
    """Whether it must have a value."""
    default: Any = attrs.field(default=None, metadata=wire("default", ANY))
    """Its value when none is given, text as a rule."""
    max_length: int | None = attrs.field(default=None, metadata=wire("max_length", INTEGER))
    """How long a text may be; of a file-list, how many files."""
    options: list[str] = attrs.field(factory=list[Any], metadata=wire("options", Array(STRING)))
    """What a select offers."""
    hide: bool | None = attrs.field(default=None, metadata=wire("hide", BOOLEAN))
    """Whether people don't see it."""
    description: str | None = attrs.field(default=None, metadata=wire("description", STRING))
    """What it is for."""
    hint: str | None = attrs.field(default=None, metadata=wire("hint", STRING))
    """What to write."""
    placeholder: str | None = attrs.field(default=None, metadata=wire("placeholder", STRING))
    """What stands there when it is empty."""
    allowed_file_types: list[models.DifyFileType] = attrs.field(
        factory=list[Any], metadata=wire("allowed_file_types", Array(STRING))
    )
    """Which kinds are taken."""
    allowed_file_extensions: list[str] = attrs.field(
        factory=list[Any], metadata=wire("allowed_file_extensions", Array(STRING))
    )
    """Which extensions are taken of the kind custom, with the dot."""
    allowed_file_upload_methods: list[models.DifyTransferMethod] = attrs.field(
        factory=list[Any], metadata=wire("allowed_file_upload_methods", Array(STRING))
    )
    """How it may be handed over."""
