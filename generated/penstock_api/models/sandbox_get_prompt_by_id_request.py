# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import INTEGER, STRING, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxGetPromptByIdRequest(Model):
    """A problem."""

    dataset: str = attrs.field(metadata=wire("dataset", STRING, required=True))
    """The dataset's id."""
    config: models.SandboxTestConfig = attrs.field(
        metadata=wire("config", Ref(lambda: models.SandboxTestConfig), required=True)
    )
    id: models.SandboxProblemId = attrs.field(
        metadata=wire(
            "id",
            OneOf(
                others=(
                    INTEGER,
                    STRING,
                )
            ),
            required=True,
        )
    )
