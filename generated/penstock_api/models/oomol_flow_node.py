# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import STRING, Array, Record, Ref, item


class OomolFlowNode(Record):
    """The open inputs of one node."""

    node_id: str = item("nodeId", STRING, required=True)
    """The node, as a task's `inputValues` names it."""
    inputs: list[models.OomolInputHandle] = item(
        "inputs", Array(Ref(lambda: models.OomolInputHandle)), required=True
    )
    """Its open inputs."""
