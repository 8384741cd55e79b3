# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

from .. import models
from ..runtime import STRING, Array, Record, Ref, item


class OomolFlowNodeById(Record):
    """The same, with the node under the name that early Python clients read."""

    id: str = item("id", STRING, required=True)
    """The node, as a task's `inputValues` names it."""
    inputs: list[models.OomolInputHandle] = item(
        "inputs", Array(Ref(lambda: models.OomolInputHandle)), empty=list[Any]
    )
    """Its open inputs."""
