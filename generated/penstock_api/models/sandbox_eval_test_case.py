# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, OR_NONE, Map, Model, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxEvalTestCase(Model):
    """One test. `passed` false beside a `Success` is a wrong answer."""

    passed: bool = attrs.field(**OR_NONE, metadata=wire("passed", BOOLEAN, required=True))
    """Whether it passed."""
    exec_info: models.SandboxRunCodeResponse = attrs.field(
        **OR_NONE,
        metadata=wire("exec_info", Ref(lambda: models.SandboxRunCodeResponse), required=True),
    )
    test_info: models.SandboxJsonObject | None = attrs.field(
        default=None, metadata=wire("test_info", Map(ANY))
    )
    """The test itself, as the dataset has it; long texts are cut."""
