# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from .. import models
from ..runtime import STRING, Array, Record, Ref, item


class OomolNodeInputs(Record):
    """The inputs of one node."""

    node_id: str = item("nodeId", STRING, required=True)
    """The node; `_` for inputs that are for no node in particular, as a block's are."""
    inputs: list[models.OomolInputValue] = item(
        "inputs", Array(Ref(lambda: models.OomolInputValue)), required=True
    )
    """Its inputs."""
