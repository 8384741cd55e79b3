# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from .. import models
from ..runtime import ANY, STRING, UNSET, Array, Limits, Map, Model, Ref, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class DifyRunRequest(Model):
    """What to run the workflow with. Fields not named here are ignored."""

    inputs: models.DifyInputs = attrs.field(metadata=wire("inputs", Map(ANY), required=True))
    response_mode: models.DifyResponseMode | Unset | None = attrs.field(
        default=UNSET, metadata=wire("response_mode", STRING)
    )
    """How to answer; null is the same as none."""
    user: str = attrs.field(
        metadata=wire("user", STRING, required=True, limits=Limits(longest=255))
    )
    """Who this is for, any text of the caller's; the same one for the files it uses. A longer one
    is a 500.
    """
    files: Sequence[models.DifyFile] | Unset | None = attrs.field(
        default=UNSET, metadata=wire("files", Array(Ref(lambda: models.DIFY_FILE)))
    )
    """Files beside the inputs, `sys.files` in the workflow."""
    trace_id: str | Unset = attrs.field(default=UNSET, metadata=wire("trace_id", STRING))
    """As the header X-Trace-Id. Servers of 2026-08 only."""
    trace_session_id: str | Unset = attrs.field(
        default=UNSET, metadata=wire("trace_session_id", STRING)
    )
    """As the header X-Trace-Session-Id. Servers of 2026-08 only."""
