# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyInputControl(Model):
    """A variable, under the kind of its control; one key."""

    text_input: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("text-input", Ref(lambda: models.DifyInputVariable))
    )
    paragraph: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("paragraph", Ref(lambda: models.DifyInputVariable))
    )
    select: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("select", Ref(lambda: models.DifyInputVariable))
    )
    number: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("number", Ref(lambda: models.DifyInputVariable))
    )
    checkbox: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("checkbox", Ref(lambda: models.DifyInputVariable))
    )
    file: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("file", Ref(lambda: models.DifyInputVariable))
    )
    file_list: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("file-list", Ref(lambda: models.DifyInputVariable))
    )
    json_object: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("json_object", Ref(lambda: models.DifyInputVariable))
    )
    external_data_tool: models.DifyInputVariable | None = attrs.field(
        default=None, metadata=wire("external_data_tool", Ref(lambda: models.DifyInputVariable))
    )
