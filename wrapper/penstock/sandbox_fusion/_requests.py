"""Requests to run code under their documented names, and the JSON of all requests.

The fields are those of the emitted models; fields that aren't declared here are added from there.
Declared are those with a default of the server's, or with validation beyond their type. Fields are
validated when they are set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import (
    Language,
    RequestBody,
    check_integer,
    check_language,
    copied,
    like,
    strict,
)
from penstock.sandbox_fusion._verdict import UNENCODABLE
from penstock_api import models

if TYPE_CHECKING:
    from penstock._core.message import Request
    from penstock_api.runtime import Request as GeneratedRequest

# The server multiplies by 2**20, and no operating system has a limit above 2**63.
_LARGEST_LIMIT: Final = 2**43 - 1


def is_language(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    """Validator of attrs for a language."""
    check_language(field.name, value)


def _memory_limit(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    check_integer(field.name, value)
    if isinstance(value, int) and value > _LARGEST_LIMIT:
        raise UsageError(f"{field.name} is more than any server can set; -1 is no limit")


def _file_map(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Mapping) or not all(isinstance(path, str) for path in value):
        raise UsageError(f"{field.name} must map paths to content: {{'a.txt': b'…'}}")


def _file_map_without_none(instance: object, field: attrs.Attribute[Any], value: Any) -> None:
    # The server skips a null of a program's, but rejects a notebook's.
    _file_map(instance, field, value)
    empty = [path for path, content in value.items() if content is None]
    if empty:
        raise UsageError(f"files[{empty[0]!r}] is None; leave it out, run_jupyter takes no nulls")


def none_as_empty(value: Any) -> Any:
    """Converter of attrs that replaces None by an empty dict."""
    return {} if value is None else value


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxRunCodeRequest))
class RunCodeRequest(RequestBody):
    """A program to run.

    `files` maps paths to content: bytes, a `pathlib.Path`, a file opened in binary mode, or as
    documented a string in base64; None is skipped. A path that no server can store raises
    FileInputError. `fetch_files` are the paths of files to return.
    """

    code: str
    language: Language | str = attrs.field(validator=is_language)
    compile_timeout: float = 10
    """Seconds."""
    run_timeout: float = 10
    """Seconds; 0 or less is over at once."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, validator=_memory_limit
    )
    """-1 is no limit. It has effect only where runs aren't isolated. See `Verdict.MEMORY_LIMIT`."""
    stdin: str | None = None
    files: Mapping[str, Any] = attrs.field(
        factory=dict, converter=none_as_empty, validator=_file_map
    )
    fetch_files: Sequence[str] = attrs.field(factory=list)


@strict
@attrs.define(kw_only=True, field_transformer=like(models.SandboxRunJupyterRequest))
class RunJupyterRequest(RequestBody):
    """A notebook to run; cells after one that raised run, too.

    `files` are as in RunCodeRequest, without None.
    """

    cells: Sequence[str]
    cell_timeout: float = 0
    """Ignored by the open server."""
    total_timeout: float = 45
    """Seconds; the server kills the run 10 s later."""
    memory_limit_MB: int = attrs.field(  # noqa: N815 - the field's name
        default=-1, validator=_memory_limit
    )
    """Ignored by the open server."""
    kernel: str = "python3"
    files: Mapping[str, Any] = attrs.field(
        factory=dict, converter=none_as_empty, validator=_file_map_without_none
    )
    fetch_files: Sequence[str] = attrs.field(factory=list)


def build_request(build: Callable[..., GeneratedRequest[Any]], body: RequestBody) -> Request:
    """Return an operation's request with this body.

    Raises FileInputError for a file, and UsageError for a body that isn't JSON. If that is because
    of the code, the error's code is UNENCODABLE_CODE: the author of the code is to blame, not the
    caller, and `verdict` counts it against the code.
    """
    from penstock._core.json import to_json_bytes
    from penstock._core.message import request

    try:
        return request(build(body=body.to_dict()))
    except UsageError:
        code = {name: copied(getattr(body, name)) for name in _CODE if hasattr(body, name)}
        try:
            to_json_bytes(code)
        except UsageError as error:
            error.annotate(code=UNENCODABLE)
            raise
        raise


_CODE: Final = ("code", "cells", "completion")
