# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, UNSET, Model, Ref, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxGetPromptsRequest(Model):
    """A dataset, and which part of it."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """Its id."""
    config: models.SandboxTestConfig = attrs.field(
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True)
    )
    offset: int | Unset = attrs.field(default=UNSET, metadata=wire("offset", INTEGER))
    """How many to leave out; the server's default is 0."""
    limit: int | Unset = attrs.field(default=UNSET, metadata=wire("limit", INTEGER))
    """How many to give; the server's default is a million. Negative means all."""
