# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import STRING, Array, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolFlow(Model):
    """A flow."""

    name: str = attrs.field(default=None, metadata=wire("name", STRING, required=True))
    """The name under which it can be run."""
    path: str = attrs.field(default=None, metadata=wire("path", STRING, required=True))
    """Its file, on the server."""
    description: str | None = attrs.field(default=None, metadata=wire("description", STRING))
    """What it is for."""
    inputs: list[models.OomolFlowNode | models.OomolFlowNodeById] = attrs.field(
        factory=list[Any],
        metadata=wire(
            "inputs",
            Array(
                OneOf(
                    models=(
                        Ref(lambda: models.OomolFlowNode),
                        Ref(lambda: models.OomolFlowNodeById),
                    )
                )
            ),
        ),
    )
    """The inputs that its start nodes leave open."""
