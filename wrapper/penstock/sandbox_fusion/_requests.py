"""Requests to a sandbox: those of the operations, with files in base64."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from penstock._core.files import read_part
from penstock._core.json import to_json_bytes
from penstock._core.message import Request, request
from penstock.errors import FileInputError, UsageError
from penstock.sandbox_fusion import _paths
from penstock.sandbox_fusion._fields import Sent
from penstock.sandbox_fusion._verdict import UNENCODABLE
from penstock_api.runtime import UNSET

if TYPE_CHECKING:
    from penstock_api.runtime import Request as GeneratedRequest


def made(build: Callable[..., GeneratedRequest[Any]], asked: Sent) -> Request:
    """Return the request that an operation builds of a body.

    Raises UsageError, and FileInputError for a file. Code that is no text has an error code of its
    own: it isn't the caller's, and its author must not be spared a verdict by it.
    """
    try:
        return request(build(body=fields(asked)))
    except UsageError:
        code = {name: _copied(getattr(asked, name)) for name in _CODE if hasattr(asked, name)}
        try:
            to_json_bytes(code)
        except UsageError as error:
            error.annotate(code=UNENCODABLE)
            raise
        raise


_CODE: Final = ("code", "cells", "completion")

# Sent only where they are set: as they are, they say nothing.
_LEFT_OUT: Final[Mapping[str, Any]] = {"memory_limit_MB": -1, "stdin": None}


def fields(asked: Any) -> dict[str, Any]:
    """Return a request as the JSON that is sent. Raises FileInputError for a file."""
    body: dict[str, Any] = {}
    for field in attrs.fields(type(asked)):
        name = field.name
        value = getattr(asked, name)
        if value is not UNSET and (name not in _LEFT_OUT or value != _LEFT_OUT[name]):
            body[name] = _WRITERS[name](value) if name in _WRITERS else value
    return body


def _config(config: Any) -> dict[str, Any]:
    # {} is as good as none; null is refused.
    return {name: _copied(v) for name, v in fields(config).items() if v is not None and v != {}}


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
