# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Any

import attrs

from .. import models
from ..runtime import STRING, Map, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyAppMeta(Model):
    """The icons of the app's tools."""

    tool_icons: models.DifyToolIcons = attrs.field(
        factory=dict[str, Any],
        metadata=wire(
            "tool_icons",
            Map(OneOf(models=(Ref(lambda: models.DifyToolIcon),), others=(STRING,))),
            required=True,
        ),
    )
