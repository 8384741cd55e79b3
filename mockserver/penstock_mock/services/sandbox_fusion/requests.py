"""The server's request models, and a request's body on its way into one."""

from __future__ import annotations

import json
from typing import Any

from ...document.request import Request
from .fields import (
    REQUIRED,
    Check,
    Findings,
    Model,
    anything,
    either,
    finding,
    identifier,
    list_of,
    map_of,
    maybe,
    number,
    one_of,
    text,
    truth,
    whole,
)
from .languages import LANGUAGES

_BODY = ("body",)
_OBJECT = map_of(anything)
_LANGUAGE = one_of(LANGUAGES)

RUN_CODE = Model(
    {
        "compile_timeout": (number, 10.0),
        "run_timeout": (number, 10.0),
        "memory_limit_MB": (whole, -1),
        "code": (text, REQUIRED),
        "stdin": (maybe(text), None),
        "language": (_LANGUAGE, REQUIRED),
        "files": (map_of(maybe(text)), {}),
        "fetch_files": (list_of(text), []),
    }
)
RUN_JUPYTER = Model(
    {
        "cells": (list_of(text), REQUIRED),
        "cell_timeout": (number, 0.0),
        "total_timeout": (number, 45.0),
        "memory_limit_MB": (whole, -1),
        "kernel": (one_of(("python3",)), "python3"),
        "files": (map_of(text), {}),
        "fetch_files": (list_of(text), []),
    }
)
CONFIG = Model(
    {
        "dataset_type": (maybe(text), None),
        "language": (maybe(_LANGUAGE), None),
        "locale": (maybe(text), None),
        "is_fewshot": (maybe(truth), None),
        "compile_timeout": (maybe(number), None),
        "run_timeout": (maybe(number), None),
        "custom_extract_logic": (maybe(text), None),
        "provided_data": (
            maybe(either(("list[dict[str,any]]", list_of(_OBJECT)), ("dict[str,any]", _OBJECT))),
            None,
        ),
        "extra": (_OBJECT, {}),
    }
)
_DATASET: dict[str, tuple[Check, Any]] = {"dataset": (text, REQUIRED), "config": (CONFIG, REQUIRED)}
GET_PROMPTS = Model({**_DATASET, "offset": (whole, 0), "limit": (whole, 1_000_000)})
GET_PROMPT_BY_ID = Model({**_DATASET, "id": (identifier, REQUIRED)})
SUBMIT = Model(
    {
        "dataset": (text, REQUIRED),
        "id": (identifier, REQUIRED),
        "completion": (text, REQUIRED),
        "config": (CONFIG, REQUIRED),
    }
)
_STEP = Model(
    {
        "status": (one_of(("Finished", "Error", "TimeLimitExceeded"), "enum"), REQUIRED),
        "execution_time": (maybe(number), None),
        "return_code": (maybe(whole), None),
        "stdout": (maybe(text), None),
        "stderr": (maybe(text), None),
    }
)
_RUN = Model(
    {
        "status": (one_of(("Success", "Failed", "SandboxError"), "enum"), REQUIRED),
        "message": (text, REQUIRED),
        "compile_result": (maybe(_STEP), None),
        "run_result": (maybe(_STEP), None),
        "executor_pod_name": (maybe(text), None),
        "files": (map_of(text), {}),
    }
)
_CASE = Model(
    {
        "passed": (truth, REQUIRED),
        "exec_info": (_RUN, REQUIRED),
        "test_info": (maybe(_OBJECT), None),
    }
)
_KINDS = ("fenced", "incomplete_fenced", "heuristic", "empty")
EVAL_RESULT = Model(
    {
        "id": (identifier, REQUIRED),
        "accepted": (truth, REQUIRED),
        "extracted_code": (text, REQUIRED),
        "full_code": (maybe(text), None),
        "test_code": (maybe(text), None),
        "tests": (list_of(_CASE), REQUIRED),
        "extracted_type": (maybe(one_of(_KINDS)), None),
        "extra": (maybe(_OBJECT), None),
    }
)
GET_METRICS = Model({**_DATASET, "results": (list_of(EVAL_RESULT), REQUIRED)})
GET_METRICS_FUNCTION = Model(_DATASET)


class Unreadable(Exception):  # noqa: N818 - it becomes an answer
    """The body's bytes are no text: 400."""


class Invalid(Exception):  # noqa: N818
    """The body is not of the model: 422, with these findings."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.findings = findings


def read(request: Request, model: Model) -> dict[str, Any]:
    """A request as its model has it. Raises Unreadable and Invalid."""
    value = _value(request)
    found: Findings = []
    if value is None:
        found.append(finding("missing", _BODY, None))
        raise Invalid(found)
    taken = model(value, _BODY, found)
    if found:
        raise Invalid(found)
    fields: dict[str, Any] = taken
    return fields


def _value(request: Request) -> Any:
    """The body as the framework hands it on: JSON unless it is said to be something else."""
    if not request.body:
        return None
    if not _says_json(request.content_type):
        return request.body.decode("utf-8", "replace")
    try:
        return json.loads(request.body)
    except json.JSONDecodeError as error:
        place = ("body", error.pos)
        said = {"type": "json_invalid", "loc": list(place), "msg": "JSON decode error"}
        raise Invalid([{**said, "input": {}, "ctx": {"error": error.msg}}]) from None
    except (ValueError, RecursionError):
        raise Unreadable from None


def _says_json(kind: str) -> bool:
    main, _, sub = kind.partition("/")
    return not kind or (main == "application" and (sub == "json" or sub.endswith("+json")))
