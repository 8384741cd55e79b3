"""Requests about datasets under their documented names; the fields are as in `_requests`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import attrs
from attrs.validators import optional

import penstock.sandbox_fusion  # for annotations: its names load on first use
from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import Language, RequestBody, like, strict
from penstock.sandbox_fusion._requests import is_language, none_as_empty
from penstock_api import models


def _provided_data(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, Mapping | list | tuple):
        raise UsageError(f"{field.name} must be one problem, a dict, or a list of them")


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxTestConfig))
class TestConfig(RequestBody):
    """The settings for a dataset and its judge; all of them are optional."""

    __test__: ClassVar[bool] = False  # pytest collects it by its name otherwise

    dataset_type: str | None = None
    """The class to judge with; only for a dataset that isn't registered."""
    language: Language | str | None = attrs.field(default=None, validator=optional(is_language))
    locale: str | None = None
    is_fewshot: bool | None = None
    compile_timeout: float | None = None
    """Seconds."""
    run_timeout: float | None = None
    """Seconds; None is the dataset's own, mostly 20."""
    custom_extract_logic: str | None = None
    """Python that extracts the code from a completion. It runs on the server."""
    provided_data: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = attrs.field(
        default=None, validator=_provided_data
    )
    """Problems in place of the dataset's: a list to list them, one to judge or fetch it."""
    extra: Mapping[str, Any] = attrs.field(factory=dict, converter=none_as_empty)


def language_of(config: TestConfig) -> str | None:
    """Return the language that a submission runs in; None if only the dataset has it."""
    data = config.provided_data
    labels = data.get("labels") if isinstance(data, Mapping) else None
    if config.language is not None or not isinstance(labels, Mapping):
        return config.language
    named = (labels.get(name) for name in ("execution_language", "programming_language"))
    return next((name for name in named if isinstance(name, str)), None)


def _as_config(value: object) -> TestConfig:
    return TestConfig.of(value)


@attrs.define(kw_only=True)
class _DatasetRequest(RequestBody):
    dataset: str
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetPromptsRequest))
class GetPromptsRequest(_DatasetRequest):
    """The problems of a dataset, for `get_prompts` and `list_ids`."""

    offset: int = 0
    limit: int = 1_000_000
    """-1 is no limit."""


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetPromptByIdRequest))
class GetPromptByIdRequest(_DatasetRequest):
    """One problem. The type of an id matters: "7" and 7 are two ids."""

    id: int | str


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxSubmitRequest))
class SubmitRequest(_DatasetRequest):
    """A model's completion for a problem, to be judged."""

    id: int | str
    completion: str
    """The whole text; the server extracts the code from it."""


def _eval_results(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    from penstock.sandbox_fusion._models import EvalResult

    if not isinstance(value, Sequence) or not all(isinstance(v, EvalResult) for v in value):
        raise UsageError(f"{field.name} must be a list of EvalResult")


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetMetricsRequest))
class GetMetricsRequest(_DatasetRequest):
    """The results of a dataset's submissions, to compute metrics of."""

    results: Sequence[penstock.sandbox_fusion.EvalResult] = attrs.field(validator=_eval_results)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetMetricsFunctionRequest))
class GetMetricsFunctionRequest(_DatasetRequest):
    """The function that computes a dataset's metrics."""
