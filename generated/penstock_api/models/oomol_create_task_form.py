# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from ..runtime import FILE, STRING, UNSET, Array, FileContent, Limits, Model, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class OomolCreateTaskForm(Model):
    """What to run, with files. `manifest`, or `blockId`, or both when they are equal. A file is not
    bound to an input: no part names one.
    """

    manifest: str | Unset = attrs.field(
        default=UNSET, metadata=wire("manifest", STRING, limits=Limits(shortest=1))
    )
    """The documented key, as in JSON."""
    block_id: str | Unset = attrs.field(
        default=UNSET, metadata=wire("blockId", STRING, limits=Limits(shortest=1))
    )
    """The same under the key that clients have used since 1.0.2."""
    input_values: str | Unset = attrs.field(default=UNSET, metadata=wire("inputValues", STRING))
    """The inputs by node, a list written as JSON. Absent means none."""
    files: Sequence[FileContent] | Unset = attrs.field(
        default=UNSET, metadata=wire("files", Array(FILE))
    )
    """The files, each a part of its own with its file name and media type."""
