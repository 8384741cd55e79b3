"""Requests about datasets, under their documented names; the fields are as in `_models`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import attrs
from attrs.validators import optional

import penstock.sandbox_fusion  # for annotations: its names load on first use
from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import Sent, a_text, like, strict
from penstock.sandbox_fusion._languages import Language
from penstock.sandbox_fusion._models import a_language, or_nothing
from penstock_api import models


def _data(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None and not isinstance(value, Mapping | list | tuple):
        raise UsageError(f"{field.name} must be one problem, a dict, or a list of them")


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxTestConfig))
class TestConfig(Sent):
    """The settings for reading and judging a dataset; all of them are optional."""

    __test__: ClassVar[bool] = False  # pytest takes it for a test by its name

    dataset_type: str | None = None
    """The class to judge with; only for a dataset that isn't registered."""
    language: Language | str | None = attrs.field(default=None, validator=optional(a_language))
    locale: str | None = None
    is_fewshot: bool | None = None
    compile_timeout: float | None = None
    """Seconds."""
    run_timeout: float | None = None
    """Seconds; None is the dataset's own, mostly 20."""
    custom_extract_logic: str | None = None
    """Python that takes the code out of a completion. It runs on the server."""
    provided_data: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = attrs.field(
        default=None, validator=_data
    )
    """Problems to use in place of the dataset's: a list to list them, one to judge or fetch it."""
    extra: Mapping[str, Any] = attrs.field(factory=dict, converter=or_nothing)


def _as_config(value: object) -> TestConfig:
    return TestConfig.of(value)


@attrs.define(kw_only=True)
class _OfDataset(Sent):
    dataset: str = attrs.field(validator=a_text)
    config: TestConfig = attrs.field(factory=TestConfig, converter=_as_config)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetPromptsRequest))
class GetPromptsRequest(_OfDataset):
    """The problems of a dataset; also what `list_ids` takes."""

    offset: int = 0
    limit: int = 1_000_000
    """-1 is all of them."""


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetPromptByIdRequest))
class GetPromptByIdRequest(_OfDataset):
    """One problem. An id's type counts: "007" and 7 are two."""

    id: int | str


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxSubmitRequest))
class SubmitRequest(_OfDataset):
    """A model's answer to a problem, to be judged."""

    id: int | str
    completion: str
    """The whole text; the server takes the code out of it."""


def _results(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    from penstock.sandbox_fusion._results import EvalResult

    if not isinstance(value, Sequence) or not all(isinstance(v, EvalResult) for v in value):
        raise UsageError(f"{field.name} must be a list of EvalResult")


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetMetricsRequest))
class GetMetricsRequest(_OfDataset):
    """Judgements of a dataset's submissions, to be summed up."""

    results: Sequence[penstock.sandbox_fusion.EvalResult] = attrs.field(validator=_results)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxGetMetricsFunctionRequest))
class GetMetricsFunctionRequest(_OfDataset):
    """A dataset whose way of summing up is asked for."""
