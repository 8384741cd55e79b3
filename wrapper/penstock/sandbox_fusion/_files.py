"""Encode the files of a request in base64, and check that a server can store them."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from itertools import accumulate
from posixpath import normpath
from typing import Any, Final

from penstock._core.multipart import read_part
from penstock.errors import FileInputError

# Linux's NAME_MAX and PATH_MAX, in bytes; the server puts the files into a directory of its own.
_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 4095

# The server skips files with this in their path.
_SKIPPED: Final = "IGNORE_THIS_FILE"


def encode_files(files: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the content of files in base64. Raises FileInputError with the path and the reason."""
    _check_paths(*(path for path, content in files.items() if content is not None))
    return {path: _encoded(path, content) for path, content in files.items()}


def reads_files(request: object) -> bool:
    """Return True if encoding the request reads a file, which async code does in a thread."""
    for content in getattr(request, "files", {}).values():
        if isinstance(content, os.PathLike) or hasattr(content, "read"):
            return True
    return False


def _encoded(path: str, content: Any) -> str | None:
    if content is None:
        return None
    if not isinstance(content, str):
        return b64encode(read_part(content).content).decode("ascii")
    try:
        b64decode(content)  # the server decodes as leniently as Python
    except ValueError as error:
        message = f"files[{path!r}] is text, and not in base64 ({error}); give bytes: text.encode()"
        raise FileInputError(message) from error
    return content


def _check_paths(*paths: str) -> None:
    """Raise FileInputError for paths that can't be stored, or not beside one another."""
    stored = {path: normpath(path) for path in paths if _SKIPPED not in path}
    for path in stored:
        problem = _problem(path)
        if problem:
            raise FileInputError(f"files[{path[:300]!r}] can't be stored: {problem}")
    owner = {place: path for path, place in stored.items()}
    for path, place in stored.items():
        for folder in accumulate(place.split("/")[:-1], lambda above, name: f"{above}/{name}"):
            if folder in owner:
                message = f"files[{owner[folder]!r}] would be the directory of files[{path!r}]"
                raise FileInputError(f"{message}; rename one of them")


def _problem(path: str) -> str | None:
    *_, last = names = path.split("/")
    if "\0" in path:
        return "it has a NUL character in it"
    if last in ("", ".", ".."):
        return "it is a directory's; add the name of a file"
    if any(_bytes_in(name) > _LONGEST_NAME for name in names):
        return f"a name in it has more than {_LONGEST_NAME} bytes"
    if _bytes_in(path) > _LONGEST_PATH:
        return f"it has more than {_LONGEST_PATH} bytes"
    return None


def _bytes_in(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
