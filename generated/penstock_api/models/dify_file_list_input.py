# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any, Literal

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Array, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFileListInput(Model):
    """Several files, as a list of DifyFile."""

    type: Literal["file-list"] = attrs.field(
        default=None, eq=False, metadata=wire("type", STRING, required=True, const="file-list")
    )
    """The tag."""
    output_variable_name: str = attrs.field(
        default=None, metadata=wire("output_variable_name", STRING, required=True)
    )
    """The key of the answer."""
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
    number_limits: int | None = attrs.field(default=None, metadata=wire("number_limits", INTEGER))
    """How many at most."""
