"""Every field of SandboxFusion's schemas is on the type a user gets, or has a reason not to be."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from penstock import sandbox_fusion
from penstock.sandbox_fusion import _models
from penstock.sandbox_fusion._models import TYPES
from penstock_api import models, operations
from penstock_api.runtime import Body, Codec, Model, Ref, fields

# What stands for each schema of the document.
ANSWERS: dict[str, Any] = {
    "SandboxCellRunResult": sandbox_fusion.CellRunResult,
    "SandboxCommandRunResult": sandbox_fusion.CommandRunResult,
    "SandboxEvalResult": sandbox_fusion.EvalResult,
    "SandboxEvalTestCase": sandbox_fusion.EvalTestCase,
    "SandboxMessage": sandbox_fusion.Message,
    "SandboxMetricsFunction": _models.MetricsFunction,
    "SandboxPrompt": sandbox_fusion.Prompt,
    "SandboxRunCodeResponse": sandbox_fusion.RunCodeResponse,
    "SandboxRunJupyterResponse": sandbox_fusion.RunJupyterResponse,
}
REQUESTS: dict[str, Any] = {
    "SandboxGetMetricsFunctionRequest": sandbox_fusion.GetMetricsFunctionRequest,
    "SandboxGetMetricsRequest": sandbox_fusion.GetMetricsRequest,
    "SandboxGetPromptByIdRequest": sandbox_fusion.GetPromptByIdRequest,
    "SandboxGetPromptsRequest": sandbox_fusion.GetPromptsRequest,
    "SandboxRunCodeRequest": sandbox_fusion.RunCodeRequest,
    "SandboxRunJupyterRequest": sandbox_fusion.RunJupyterRequest,
    "SandboxSubmitRequest": sandbox_fusion.SubmitRequest,
    "SandboxTestConfig": sandbox_fusion.TestConfig,
}
ELSEWHERE = {
    "SandboxErrorBody": "a refusal: its text is the exception's message",
    "SandboxOpenapiDocument": "given as the dict it is, with all of its fields",
    "SandboxServerError": "a refusal: its text is the exception's message, the rest its body",
    "SandboxValidationError": "a refusal: its list is the exception's errors",
    "SandboxValidationFinding": "an item of the exception's errors, given as the dict it is",
}


def schemas() -> Iterator[tuple[str, type[Model | Body]]]:
    for name in models.__all__:
        found = getattr(models, name) if name.startswith("Sandbox") else None
        if inspect.isclass(found) and issubclass(found, Model | Body):
            yield name, found


def test_every_schema_with_fields_has_a_type_or_a_reason() -> None:
    assert {name for name, _ in schemas()} == {*ANSWERS, *REQUESTS, *ELSEWHERE}


@pytest.mark.table("name", ANSWERS)
def test_an_answers_type_has_every_field_of_the_document(name: str) -> None:
    """In its order, by its name there, and no other is written."""
    kind, model = ANSWERS[name], getattr(models, name)
    assert issubclass(kind, model)
    assert [field.wire for field in fields(kind)] == [field.wire for field in fields(model)]
    assert [field.name for field in fields(kind)] == [field.wire for field in fields(model)]


@pytest.mark.table("name", REQUESTS)
def test_a_requests_type_has_every_field_of_the_document(name: str) -> None:
    """By its name there, and no other: it extends the emitted class."""
    own = [field.name for field in attrs.fields(REQUESTS[name])]
    assert own == [field.wire for field in fields(getattr(models, name))]
    assert issubclass(REQUESTS[name], getattr(models, name))


def models_in(codec: Codec) -> Iterator[type[Model]]:
    for hint in (codec.hint, *typing.get_args(codec.hint)):
        for part in (hint, *typing.get_args(hint)):
            if inspect.isclass(part) and issubclass(part, Model):
                yield part


def test_what_is_nested_is_made_of_the_same_types() -> None:
    """However deep: each model in a result that has a subclass comes as that."""
    for kind in ANSWERS.values():
        hints = typing.get_type_hints(kind)
        for field in fields(kind):
            for model in models_in(field.codec):
                assert TYPES.get(model, model).__name__ in str(hints[field.name])


def test_a_call_of_an_operation_gives_what_its_method_gives() -> None:
    """The answer's model stands for the type of the method's result."""
    for name in ("run_code", "run_jupyter", "submit", "get_prompt_by_id", "get_metrics_function"):
        codec = getattr(operations, name).responses["200"]["application/json"]
        assert isinstance(codec, Ref)
        model: Any = codec.target()
        told = typing.get_type_hints(getattr(sandbox_fusion.SandboxFusion, name))["return"]
        assert told in (TYPES.get(model), str | None)
