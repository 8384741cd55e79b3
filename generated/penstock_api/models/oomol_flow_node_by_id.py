# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import STRING, Array, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolFlowNodeById(Model):
    """The same, with the node under the name that early Python clients read."""

    id: str = attrs.field(default=None, metadata=wire("id", STRING, required=True))
    """The node, as a task's `inputValues` names it."""
    inputs: list[models.OomolInputHandle] = attrs.field(
        factory=list[Any], metadata=wire("inputs", Array(Ref(lambda: models.OomolInputHandle)))
    )
    """Its open inputs."""
