# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import STRING, Array, OneOf, Record, Ref, item


class OomolFlow(Record):
    """A flow."""

    name: str = item("name", STRING, required=True)
    """The name under which it can be run."""
    path: str = item("path", STRING, required=True)
    """Its file, on the server."""
    description: str | None = item("description", STRING)
    """What it is for."""
    inputs: list[models.OomolFlowNode | models.OomolFlowNodeById] = item(
        "inputs",
        Array(
            OneOf(
                models=(
                    Ref(lambda: models.OomolFlowNode),
                    Ref(lambda: models.OomolFlowNodeById),
                )
            )
        ),
        empty=list[Any],
    )
    """The inputs that its start nodes leave open."""
