# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolFlowNode(Model):
    """The open inputs of one node."""

    node_id: str = attrs.field(default=None, metadata=wire("nodeId", STRING, required=True))
    """The node, as a task's `inputValues` names it."""
    inputs: list[models.OomolInputHandle] = attrs.field(
        default=None,
        metadata=wire("inputs", Array(Ref(lambda: models.OomolInputHandle)), required=True),
    )
    """Its open inputs."""
