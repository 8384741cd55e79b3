# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from .. import models
from ..runtime import STRING, UNSET, Array, Limits, Model, OneOf, Ref, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolCreateTaskRequest(Model):
    """What to run: `manifest`, or `blockId`, or both when they are equal. Without either the answer
    is a 400.
    """

    manifest: str | Unset = attrs.field(
        default=UNSET, metadata=wire("manifest", STRING, limits=Limits(shortest=1))
    )
    """The documented key. A block as `package::name` (the workspace's own package is called
    `self`), a flow by its name or by its file's path.
    """
    block_id: str | Unset = attrs.field(
        default=UNSET, metadata=wire("blockId", STRING, limits=Limits(shortest=1))
    )
    """The same under the key that clients have used since 1.0.2."""
    input_values: Sequence[models.OomolNodeInputs] | models.OomolNoInputs | Unset | None = (
        attrs.field(
            default=UNSET,
            metadata=wire(
                "inputValues",
                OneOf(
                    models=(Ref(lambda: models.OomolNoInputs),),
                    others=(Array(Ref(lambda: models.OomolNodeInputs)),),
                ),
            ),
        )
    )
    """The inputs by node. Absent, null, an empty list and an empty object all mean none; the empty
    list is the form to write.
    """
