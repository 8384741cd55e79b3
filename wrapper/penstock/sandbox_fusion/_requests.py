"""What is sent to a sandbox; the generated code knows the paths and fields."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from penstock._files import read_part
from penstock._json import to_json_bytes
from penstock._message import Request, request
from penstock.errors import FileInputError, UsageError
from penstock.sandbox_fusion import _paths
from penstock.sandbox_fusion._models import (
    GetMetricsFunctionRequest,
    GetMetricsRequest,
    GetPromptByIdRequest,
    GetPromptsRequest,
    RunCodeRequest,
    RunJupyterRequest,
    SubmitRequest,
    TestConfig,
)
from penstock.sandbox_fusion._verdict import UNENCODABLE

if TYPE_CHECKING:
    from penstock_api.runtime import Request as GeneratedRequest

    _Build = Callable[..., GeneratedRequest[Any]]


def _sent(build: _Build, asked: object, **code: str | Sequence[str]) -> Request:
    """Return the request that an operation builds of its JSON body, of which `code` is part.

    Raises UsageError, and FileInputError for a file.
    """
    try:
        return request(build(body=_fields(asked)))
    except UsageError:
        _check_code(**code)
        raise


def _check_code(**given: str | Sequence[str]) -> None:
    """Raise UsageError, with a code of its own, for code that is no text.

    The code is not the caller's own, and its author must not be spared a verdict by it.
    """
    try:
        to_json_bytes(given)
    except UsageError as error:
        error.code = UNENCODABLE
        raise


def run_code(asked: RunCodeRequest) -> Request:
    """Return the request that runs a program. Raises UsageError, and FileInputError for a file."""
    from penstock_api.api.sandbox_fusion.run_code import build

    return _sent(build, asked, code=asked.code)


def run_jupyter(asked: RunJupyterRequest) -> Request:
    """Return the request that runs a notebook. Raises as `run_code` does."""
    from penstock_api.api.sandbox_fusion.run_jupyter import build

    return _sent(build, asked, cells=list(asked.cells))


def get_prompts(asked: GetPromptsRequest) -> Request:
    """Return the request for a dataset's problems."""
    from penstock_api.api.sandbox_fusion.get_prompts import build

    return _sent(build, asked)


def list_ids(asked: GetPromptsRequest) -> Request:
    """Return the request for the ids of a dataset's problems."""
    from penstock_api.api.sandbox_fusion.list_ids import build

    return _sent(build, asked)


def get_prompt_by_id(asked: GetPromptByIdRequest) -> Request:
    """Return the request for one problem."""
    from penstock_api.api.sandbox_fusion.get_prompt_by_id import build

    return _sent(build, asked)


def submit(asked: SubmitRequest) -> Request:
    """Return the request that has a submission judged."""
    from penstock_api.api.sandbox_fusion.submit import build

    return _sent(build, asked, completion=asked.completion)


def get_metrics(asked: GetMetricsRequest) -> Request:
    """Return the request that sums up judgements."""
    from penstock_api.api.sandbox_fusion.get_metrics import build

    return _sent(build, asked)


def get_metrics_function(asked: GetMetricsFunctionRequest) -> Request:
    """Return the request for the function that sums up."""
    from penstock_api.api.sandbox_fusion.get_metrics_function import build

    return _sent(build, asked)


def list_datasets() -> Request:
    """Return the request for the ids of the datasets."""
    from penstock_api.api.sandbox_fusion.list_datasets import build

    return request(build())


def ping() -> Request:
    """Return the request that asks whether the server lives."""
    from penstock_api.api.sandbox_fusion.ping import build

    return request(build())


def home_page() -> Request:
    """Return the request for the server's page."""
    from penstock_api.api.sandbox_fusion.get_home_page import build

    return request(build(), accept="text/html")


def openapi_document() -> Request:
    """Return the request for what the server says of its own interface."""
    from penstock_api.api.sandbox_fusion.get_openapi_document import build

    return request(build())


# Sent only where they are set: as they are, they say nothing.
_LEFT_OUT: Final[Mapping[str, Any]] = {"memory_limit_MB": -1, "stdin": None}


def _fields(asked: object) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for name, value in _values(asked):
        if name not in _LEFT_OUT or value != _LEFT_OUT[name]:
            body[name] = _WRITERS[name](value) if name in _WRITERS else value
    return body


def _values(asked: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(asked, field.name)) for field in attrs.fields(type(asked)))


def _config(config: TestConfig) -> dict[str, Any]:
    # {} is as good as none; null is refused.
    return {name: _copied(v) for name, v in _values(config) if v is not None and v != {}}


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return [_copied(item) for item in value] if isinstance(value, list | tuple) else value


def _files(files: Mapping[str, Any]) -> dict[str, str | None]:
    _paths.check([path for path, content in files.items() if content is not None])
    return {path: _in_base64(path, content) for path, content in files.items()}


def _in_base64(path: str, content: Any) -> str | None:
    if content is None:
        return None
    if isinstance(content, str):
        return _checked_base64(path, content)
    return b64encode(read_part(content).content).decode("ascii")


def _checked_base64(path: str, text: str) -> str:
    """Return the text if the server can decode it; it is as lenient as Python is."""
    try:
        b64decode(text)
    except ValueError as error:
        message = f"files[{path!r}] is text, and not in base64 ({error}); give bytes: text.encode()"
        raise FileInputError(message) from error
    return text


_WRITERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "config": _config,
    "files": _files,
    "cells": list,
    "fetch_files": list,
    "results": lambda results: [result.to_dict() for result in results],
}


def must_read(asked: object) -> bool:
    """Return whether making the request reads a file: worth a thread in async code."""
    contents = getattr(asked, "files", {}).values()
    return any(isinstance(c, os.PathLike) or hasattr(c, "read") for c in contents)
