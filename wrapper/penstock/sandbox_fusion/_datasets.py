"""Requests about datasets under their documented names; the fields are as in `_requests`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import penstock.sandbox_fusion  # for annotations: its names load on first use
from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import RequestBody, language, strict
from penstock_api import models


def _provided_data(name: str, value: Any) -> Any:
    if not isinstance(value, Mapping | list | tuple):
        raise UsageError(f"{name} must be one problem, a dict, or a list of them")
    return value


@strict
class TestConfig(RequestBody, models.SandboxTestConfig):
    """The settings for a dataset and its judge; all of them are optional."""

    __slots__ = ()
    __test__: ClassVar[bool] = False  # pytest collects it by its name otherwise
    _rules: ClassVar = {"language": language, "provided_data": _provided_data}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON that is sent; an empty object means the same as leaving it out."""
        return {name: _copied(value) for name, value in super().to_dict().items() if value != {}}


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return [_copied(item) for item in value] if isinstance(value, list | tuple) else value


def language_of(config: models.SandboxTestConfig) -> str | None:
    """Return the language that a submission runs in; None if only the dataset has it."""
    data = config.provided_data
    labels = data.get("labels") if isinstance(data, Mapping) else None
    if config.language is not None or not isinstance(labels, Mapping):
        return config.language
    named = (labels.get(name) for name in ("execution_language", "programming_language"))
    return next((name for name in named if isinstance(name, str)), None)


def _config(name: str, value: Any) -> TestConfig:
    return TestConfig.of(value)


class _DatasetRequest(RequestBody):
    __slots__ = ()
    _rules: ClassVar = {"config": _config}


@strict
class GetPromptsRequest(_DatasetRequest, models.SandboxGetPromptsRequest):
    """The problems of a dataset, for `get_prompts` and `list_ids`."""

    __slots__ = ()
    config: TestConfig  # pyright: ignore[reportIncompatibleVariableOverride]


@strict
class GetPromptByIdRequest(_DatasetRequest, models.SandboxGetPromptByIdRequest):
    """One problem. The type of an id matters: "7" and 7 are two ids."""

    __slots__ = ()
    config: TestConfig  # pyright: ignore[reportIncompatibleVariableOverride]


@strict
class SubmitRequest(_DatasetRequest, models.SandboxSubmitRequest):
    """A model's completion for a problem, to be judged. The type of an id matters."""

    __slots__ = ()
    config: TestConfig  # pyright: ignore[reportIncompatibleVariableOverride]


def _eval_results(name: str, value: Any) -> Any:
    from penstock.sandbox_fusion._models import EvalResult

    if not isinstance(value, Sequence) or not all(isinstance(v, EvalResult) for v in value):
        raise UsageError(f"{name} must be a list of EvalResult")
    return list(value)


@strict
class GetMetricsRequest(_DatasetRequest, models.SandboxGetMetricsRequest):
    """The results of a dataset's submissions, to compute metrics of."""

    __slots__ = ()
    config: TestConfig  # pyright: ignore[reportIncompatibleVariableOverride]
    results: Sequence[penstock.sandbox_fusion.EvalResult]  # pyright: ignore[reportIncompatibleVariableOverride]
    _rules: ClassVar = {**_DatasetRequest._rules, "results": _eval_results}


@strict
class GetMetricsFunctionRequest(_DatasetRequest, models.SandboxGetMetricsFunctionRequest):
    """The function that computes a dataset's metrics."""

    __slots__ = ()
    config: TestConfig  # pyright: ignore[reportIncompatibleVariableOverride]
