# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, NUMBER, STRING, UNSET, Array, Map, Model, OneOf, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxTestConfig(Model):
    """How to read and judge a dataset; an empty object will do."""

    dataset_type: str | Unset | None = attrs.field(
        default=UNSET, metadata=wire("dataset_type", STRING)
    )
    """The class to use for a dataset that is not registered; ignored for one that is.
    `CommonOJDataset` and `AutoEvalDataset` need no database.
    """
    language: models.SandboxLanguage | Unset | None = attrs.field(
        default=UNSET, metadata=wire("language", STRING)
    )
    locale: str | Unset | None = attrs.field(default=UNSET, metadata=wire("locale", STRING))
    """The prompts' language, such as `en` or `zh`."""
    is_fewshot: bool | Unset | None = attrs.field(
        default=UNSET, metadata=wire("is_fewshot", BOOLEAN)
    )
    """Ask for prompts with worked examples."""
    compile_timeout: float | Unset | None = attrs.field(
        default=UNSET, metadata=wire("compile_timeout", NUMBER)
    )
    """Seconds for compiling each run."""
    run_timeout: float | Unset | None = attrs.field(
        default=UNSET, metadata=wire("run_timeout", NUMBER)
    )
    """Seconds for each run; where null, as the dataset has it (mostly 20)."""
    custom_extract_logic: str | Unset | None = attrs.field(
        default=UNSET, metadata=wire("custom_extract_logic", STRING)
    )
    """Python that takes the code out of a completion; it is run on the server."""
    provided_data: Sequence[models.SandboxJsonObject] | models.SandboxJsonObject | Unset | None = (
        attrs.field(
            default=UNSET,
            metadata=wire(
                "provided_data",
                OneOf(
                    others=(
                        Array(Map(ANY)),
                        Map(ANY),
                    )
                ),
            ),
        )
    )
    """Problems to use instead of a database's; a list for prompts and ids, one object for one
    problem.
    """
    extra: models.SandboxJsonObject | Unset = attrs.field(
        default=UNSET, metadata=wire("extra", Map(ANY))
    )
