# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import ANY, STRING, Map, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxOpenapiDocument(Model):
    """An OpenAPI document."""

    openapi: str = attrs.field(default=None, metadata=wire("openapi", STRING, required=True))
    """Its version."""
    info: models.SandboxJsonObject = attrs.field(
        default=None, metadata=wire("info", Map(ANY), required=True)
    )
    paths: models.SandboxJsonObject = attrs.field(
        default=None, metadata=wire("paths", Map(ANY), required=True)
    )
    components: models.SandboxJsonObject | None = attrs.field(
        default=None, metadata=wire("components", Map(ANY))
    )
