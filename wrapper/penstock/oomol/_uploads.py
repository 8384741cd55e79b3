"""Files that go along with a task: one or many, each in any of the forms that files have."""

from __future__ import annotations

import os
from typing import Any

from penstock._core.files import read_part
from penstock._core.multipart import FilePart
from penstock.errors import UsageError


def as_list(files: Any) -> list[Any]:
    """Return the files that were given; none for None.

    A tuple that begins with a name, (name, content) or (name, content, media type), is one file;
    any other tuple, list, set or generator is several. Raises UsageError for a dict: files have no
    names but their own.
    """
    if files is None:
        return []
    if isinstance(files, dict):
        raise UsageError("files are a file or a list of them; (name, content) names one")
    several = isinstance(files, list | set | frozenset) or hasattr(files, "__next__")
    if several and not _is_open_file(files):
        return list(files)
    if isinstance(files, tuple) and not _is_named(files):
        return list(files)
    return [files]


def _is_open_file(value: object) -> bool:
    """True if it is a file, which can be iterated, too: by its lines."""
    return hasattr(value, "read")


def _is_named(value: tuple[Any, ...]) -> bool:
    if len(value) not in (2, 3) or not isinstance(value[0], str):
        return False
    content = value[1]
    is_content = isinstance(content, bytes | bytearray | memoryview | os.PathLike)
    return is_content or _is_open_file(content)


def read_parts(files: list[Any]) -> list[FilePart]:
    """Return the files, read whole. Raises FileInputError for one that can't be."""
    return [read_part(file) for file in files]
