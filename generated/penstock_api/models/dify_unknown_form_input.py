# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from ..runtime import STRING, Model, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyUnknownFormInput(Model):
    """An input that this document does not know, or one without `type`, which is a paragraph."""

    type: str | None = attrs.field(default=None, metadata=wire("type", STRING))
    """The tag, if it has one."""
    output_variable_name: str = attrs.field(
        default=None, metadata=wire("output_variable_name", STRING, required=True)
    )
    """The key of the answer."""
