# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolNodeInputs(Model):
    """The inputs of one node."""

    node_id: str = attrs.field(default=None, metadata=wire("nodeId", STRING, required=True))
    """The node; `_` for inputs that are for no node in particular, as a block's are."""
    inputs: list[models.OomolInputValue] = attrs.field(
        default=None,
        metadata=wire("inputs", Array(Ref(lambda: models.OomolInputValue)), required=True),
    )
    """Its inputs."""
