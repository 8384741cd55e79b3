# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, STRING, Array, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyFileUpload(Model):
    """Which files a run may have beside its inputs. Documented is `image` only."""

    image: models.DifyImageUpload | None = attrs.field(
        default=None, metadata=wire("image", Ref(lambda: models.DifyImageUpload))
    )
    enabled: bool | None = attrs.field(default=None, metadata=wire("enabled", BOOLEAN))
    """Whether there may be any."""
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
    file_upload_config: models.DifyJsonObject | None = attrs.field(
        default=None, metadata=wire("fileUploadConfig", Map(ANY))
    )
    """The app editor's own limits."""
