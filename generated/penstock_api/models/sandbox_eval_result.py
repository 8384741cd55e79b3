# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, INTEGER, OR_NONE, STRING, Array, Map, Model, OneOf, Ref, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxEvalResult(Model):
    """A verdict on a completion."""

    id: models.SandboxProblemId = attrs.field(
        **OR_NONE,
        metadata=wire(
            "id",
            OneOf(
                others=(
                    INTEGER,
                    STRING,
                )
            ),
            required=True,
        ),
    )
    accepted: bool = attrs.field(**OR_NONE, metadata=wire("accepted", BOOLEAN, required=True))
    """Whether every test passed."""
    extracted_code: str = attrs.field(
        **OR_NONE, metadata=wire("extracted_code", STRING, required=True)
    )
    """The code that was found in the completion."""
    full_code: str | None = attrs.field(default=None, metadata=wire("full_code", STRING))
    """What was run, where that is more than the code."""
    test_code: str | None = attrs.field(default=None, metadata=wire("test_code", STRING))
    """The test's own code."""
    tests: list[models.SandboxEvalTestCase] = attrs.field(
        **OR_NONE,
        metadata=wire("tests", Array(Ref(lambda: models.SandboxEvalTestCase)), required=True),
    )
    """The tests that were run; after one that failed, no more unless `extra.run_all_cases` asks for
    them.
    """
    extracted_type: models.SandboxExtractedType | None = attrs.field(
        default=None, metadata=wire("extracted_type", STRING)
    )
    extra: models.SandboxJsonObject | None = attrs.field(
        default=None, metadata=wire("extra", Map(ANY))
    )
    """What else the dataset says."""
