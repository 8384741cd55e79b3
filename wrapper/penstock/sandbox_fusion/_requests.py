"""Requests to run code under their documented names, and the request that sends a body.

The fields, their types and their defaults are those of the emitted classes. Here they are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from penstock.errors import UsageError
from penstock.sandbox_fusion._fields import RequestBody, check_integer, language, strict
from penstock.sandbox_fusion._verdict import UNENCODABLE
from penstock_api import models

if TYPE_CHECKING:
    from penstock._core.message import Request
    from penstock_api.runtime import Request as GeneratedRequest

# The server multiplies by 2**20, and no operating system has a limit above 2**63.
_LARGEST_LIMIT: Final = 2**43 - 1
_NO_LIMIT: Final = -1


def _memory_limit(name: str, value: Any) -> Any:
    check_integer(name, value)
    if value > _LARGEST_LIMIT:
        raise UsageError(f"{name} is more than any server can set; -1 is no limit")
    return value


def _file_map(name: str, value: Any) -> Any:
    files = {} if value is None else value
    if not isinstance(files, Mapping) or not all(isinstance(path, str) for path in files):
        raise UsageError(f"{name} must map paths to content: {{'a.txt': b'…'}}")
    return files


def _file_map_without_none(name: str, value: Any) -> Any:
    # The server skips a null of a program's, but rejects a notebook's.
    files = _file_map(name, value)
    empty = [path for path, content in files.items() if content is None]
    if empty:
        raise UsageError(f"files[{empty[0]!r}] is None; leave it out, run_jupyter takes no nulls")
    return files


class _RunRequest(RequestBody):
    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON that is sent. Raises FileInputError for a file that can't be."""
        found = super().to_dict()
        if found.get("memory_limit_MB") == _NO_LIMIT:
            del found["memory_limit_MB"]
        if found.get("files"):
            from penstock.sandbox_fusion._files import encode_files  # loaded by the first file

            found["files"] = encode_files(found["files"])
        return found


@strict
class RunCodeRequest(_RunRequest, models.SandboxRunCodeRequest):
    """A program to run.

    `files` maps paths to content: bytes, a `pathlib.Path`, a file opened in binary mode, or as
    documented a string in base64; None is skipped. A path that no server can store raises
    FileInputError. `fetch_files` are the paths of files to return. Time-outs are in seconds. A
    `memory_limit_MB` has effect only where runs aren't isolated; see `Verdict.MEMORY_LIMIT`.
    """

    __slots__ = ()
    _rules: ClassVar = {"language": language, "memory_limit_MB": _memory_limit, "files": _file_map}


@strict
class RunJupyterRequest(_RunRequest, models.SandboxRunJupyterRequest):
    """A notebook to run; cells after one that raised run, too.

    `files` are as in RunCodeRequest, without None. The server kills the run 10 s after its
    `total_timeout` in seconds. The open server ignores `cell_timeout` and `memory_limit_MB`.
    """

    __slots__ = ()
    _rules: ClassVar = {"memory_limit_MB": _memory_limit, "files": _file_map_without_none}


def build_request(build: Callable[..., GeneratedRequest[Any]], body: RequestBody) -> Request:
    """Return an operation's request with this body.

    Raises FileInputError for a file, and UsageError for a body that isn't JSON. If that is because
    of the code, the error's code is UNENCODABLE_CODE: the author of the code is to blame, not the
    caller, and `verdict` counts it against the code.
    """
    from penstock._core.json import to_json_bytes
    from penstock._core.message import request

    try:
        return request(build(body=body))
    except UsageError:
        code = {name: getattr(body, name) for name in _CODE if hasattr(body, name)}
        try:
            to_json_bytes(code)
        except UsageError as error:
            error.annotate(code=UNENCODABLE)
            raise
        raise


_CODE: Final = ("code", "cells", "completion")
