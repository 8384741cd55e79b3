# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from .. import models
from ..runtime import ANY, BOOLEAN, NUMBER, STRING, Array, Body, Map, OneOf, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxTestConfig(Body):
    """How to read and judge a dataset; an empty object will do."""

    dataset_type: str | None = attrs.field(default=None, metadata=wire("dataset_type", STRING))
    """The class to use for a dataset that is not registered; ignored for one that is.
    `CommonOJDataset` and `AutoEvalDataset` need no database.
    """
    language: models.SandboxLanguage | None = attrs.field(
        default=None, metadata=wire("language", STRING)
    )
    locale: str | None = attrs.field(default=None, metadata=wire("locale", STRING))
    """The prompts' language, such as `en` or `zh`."""
    is_fewshot: bool | None = attrs.field(default=None, metadata=wire("is_fewshot", BOOLEAN))
    """Ask for prompts with worked examples."""
    compile_timeout: float | None = attrs.field(
        default=None, metadata=wire("compile_timeout", NUMBER)
    )
    """Seconds for compiling each run."""
    run_timeout: float | None = attrs.field(default=None, metadata=wire("run_timeout", NUMBER))
    """Seconds for each run; where null, as the dataset has it (mostly 20)."""
    custom_extract_logic: str | None = attrs.field(
        default=None, metadata=wire("custom_extract_logic", STRING)
    )
    """Python that takes the code out of a completion; it is run on the server."""
    provided_data: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = attrs.field(
        default=None,
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
    """Problems to use instead of a database's; a list for prompts and ids, one object for one
    problem.
    """
    extra: Mapping[str, Any] = attrs.field(
        factory=dict[str, Any], converter=given, metadata=wire("extra", Map(ANY))
    )
