"""Which paths of files a server can't store: refused here, since it would fail each time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from posixpath import normpath
from typing import Final

from penstock.errors import FileInputError

# Linux's NAME_MAX and PATH_MAX, in bytes; the server adds a directory of its own.
_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 4095

# The server skips files whose path has this in it.
_SKIPPED: Final = "IGNORE_THIS_FILE"


def check(paths: Sequence[str]) -> None:
    """Raise FileInputError, naming the path, if these can't be files beside one another."""
    stored = {path: normpath(path) for path in paths if _SKIPPED not in path}
    for path in stored:
        fault = _fault(path)
        if fault:
            raise FileInputError(f"files[{path[:300]!r}] can't be stored: {fault}")
    owner = {place: path for path, place in stored.items()}
    for path, place in stored.items():
        for folder in accumulate(place.split("/")[:-1], lambda above, name: f"{above}/{name}"):
            if folder in owner:
                message = f"files[{owner[folder]!r}] would be the directory of files[{path!r}]"
                raise FileInputError(f"{message}; rename one of them")


def _fault(path: str) -> str | None:
    names = path.split("/")
    if "\0" in path:
        return "it has a NUL character in it"
    if names[-1] in ("", ".", ".."):
        return "it is a directory's; add the name of a file"
    if any(len(_bytes(name)) > _LONGEST_NAME for name in names):
        return f"a name in it has more than {_LONGEST_NAME} bytes"
    if len(_bytes(path)) > _LONGEST_PATH:
        return f"it has more than {_LONGEST_PATH} bytes"
    return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
