"""Files of inputs: their content, their names, and media types, alike on every computer."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from penstock.errors import FileInputError

if TYPE_CHECKING:
    from mimetypes import MimeTypes


UNKNOWN: Final = "application/octet-stream"

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

# What workflows are fed daily and Python's own list lacks, in whole or in older versions.
_ADDED: Final = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".epub": "application/epub+zip",
    ".flac": "audio/flac",
    ".ipynb": "application/x-ipynb+json",
    ".jsonl": "application/jsonl",
    ".log": "text/plain",
    ".m4a": "audio/mp4",
    ".md": "text/markdown",
    ".ndjson": "application/x-ndjson",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ogg": "audio/ogg",
    ".parquet": "application/vnd.apache.parquet",
    ".rtf": "application/rtf",
    ".toml": "application/toml",
    ".webp": "image/webp",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}

# A compressed file is what it was compressed with, whatever is inside.
_COMPRESSED: Final = {
    "gzip": "application/gzip",
    "bzip2": "application/x-bzip2",
    "xz": "application/x-xz",
}

# RFC 9110 section 8.3.1: two tokens; parameters may follow.
_WORD: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA_TYPE: Final = re.compile(rf"({_WORD}/{_WORD}) *(;[ -:<-~]*)*")


def guess_media_type(name: str) -> str:
    """Return the media type a file's name stands for; UNKNOWN if its extension isn't listed."""
    ending = re.search(r"(\.[^./\\]*){1,2}$", name.lower())
    if ending is None:
        return UNKNOWN
    last = ending[1]
    if last in _ADDED:
        return _ADDED[last]
    # Only the ending is asked about: mimetypes takes a name with a colon in it for a URL.
    kind, encoding = _python_types().guess_type(f"x{ending[0]}", strict=True)
    if encoding is not None:
        return _COMPRESSED.get(encoding, UNKNOWN)
    return kind or UNKNOWN


@cache
def _python_types() -> MimeTypes:
    # An instance holds Python's own list. The module's functions add the system's,
    # such as text/vnd.trolltech.linguist for .ts, or Excel for .csv on Windows.
    from mimetypes import MimeTypes

    return MimeTypes()


def essence(media_type: str) -> str | None:
    """Return `type/subtype` without parameters, or None if it isn't a media type."""
    match = _MEDIA_TYPE.fullmatch(media_type.strip(" "))
    return match[1] if match else None


_BYTES: Final = (bytes, bytearray, memoryview)
_CONTENT: Final = (*_BYTES, os.PathLike, io.IOBase)

_UNNAMED: Final = "file"

# Read at a time where the size isn't known, so that no buffer of the largest size is allocated.
_CHUNK: Final = 1 << 20
_NO_LIMIT: Final = 1 << 62

_LONGEST_LABEL: Final = 120  # of a path in a message, whose reason must not be cut off


class Reading:
    """Reads files that may have no more than `max_bytes` each; None is without limit."""

    def __init__(self, max_bytes: int | None = None) -> None:
        self._max_bytes = _NO_LIMIT if max_bytes is None else max_bytes

    def read(self, content: Any) -> bytes:
        """Return all that is in a file. To be used within `file_errors`."""
        if isinstance(content, _BYTES):
            self._check(memoryview(content).nbytes)
            return bytes(content)
        if isinstance(content, os.PathLike):
            return self._read_path(os.fspath(content))
        return self._read_stream(content)

    def _read_path(self, path: str) -> bytes:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise _RefusedError("it is a directory")
        if not stat.S_ISREG(found.st_mode):  # a pipe would block, a device never ends
            raise _RefusedError("it is not a regular file; open it and give the open file")
        self._check(found.st_size)
        with open(path, "rb") as file:
            return self._drain(file)

    def _read_stream(self, stream: Any) -> bytes:
        if isinstance(stream, io.TextIOBase):
            raise _RefusedError("it is open in text mode; open it with mode 'rb'")
        if stream.closed:
            raise _RefusedError("it is closed")
        if not stream.readable():
            raise _RefusedError("it is not open for reading")
        if not stream.seekable():
            return self._drain(stream)
        start = stream.tell()
        try:
            self._check(_left(stream, start))
            data = self._drain(stream)
            if start and not data:
                stream.seek(0)
                if _chunk(stream.read(1)):  # it was just written
                    message = "it stands at its end, so that nothing would be sent"
                    raise _RefusedError(f"{message}; call seek(0) on it first")
            return data
        finally:
            stream.seek(start)

    def _drain(self, stream: BinaryIO) -> bytes:
        """Read to the end, or one byte further than is allowed: a file may have grown."""
        chunks: list[bytes] = []
        size = 0
        while chunk := _chunk(stream.read(min(self._max_bytes + 1 - size, _CHUNK))):
            chunks.append(chunk)
            size += len(chunk)
            self._check(size)
        return b"".join(chunks)

    def _check(self, size: int) -> None:
        if size > self._max_bytes:
            raise _RefusedError(f"it is larger than the {self._max_bytes:,} bytes a file may have")


class _RefusedError(Exception):
    """Why a file is refused; the place and the name are added where they are known."""


def is_file(item: object) -> bool:
    if isinstance(item, tuple):
        return (
            len(item) in (2, 3)
            and isinstance(item[0], str)
            and is_content(item[1])
            and (len(item) == 2 or item[2] is None or isinstance(item[2], str))
        )
    return is_content(item)


def is_content(item: object) -> bool:
    if isinstance(item, (list, tuple)):
        return False
    return isinstance(item, _CONTENT) or _unwrapped(item) is not item


def _unwrapped(item: Any) -> Any:
    """Return the open file inside one of tempfile's wrappers, which are no IOBase themselves."""
    if type(item).__module__ != "tempfile":
        return item
    inner = getattr(item, "file", None)
    return inner if isinstance(inner, io.IOBase) else item


def parts_of(item: Any) -> tuple[Any, Any, Any]:
    name, content, media_type = (*item, None)[:3] if isinstance(item, tuple) else (None, item, None)
    return name, _unwrapped(content), media_type


def _left(stream: BinaryIO, start: int) -> int:
    """Return how much there is to read; 0 where a stream (gzip's) can't seek from its end."""
    try:
        size = stream.seek(0, os.SEEK_END) - start
    except (OSError, ValueError):
        size = 0
    stream.seek(start)
    return size


def _chunk(read: object) -> bytes:
    if read is None:
        raise _RefusedError("it is non-blocking, and has nothing to read yet")
    if not isinstance(read, _BYTES):
        raise _RefusedError(f"its read() gave {type(read).__name__}, not bytes")
    return bytes(read)


def _path_of(content: Any) -> str | None:
    """Return the path that content has or was opened with; None if it has none."""
    path = content if isinstance(content, os.PathLike) else getattr(content, "name", None)
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else None


def name_of(name: object, content: Any) -> str:
    if name is not None:
        if not isinstance(name, str) or not name.strip():
            raise _RefusedError("its name must be a string that isn't empty")
        return name
    base = os.path.basename(_path_of(content) or "")
    # A name that isn't in the file system's encoding holds lone surrogates, and JSON can't.
    return base.encode("utf-8", "replace").decode() or _UNNAMED


def label(name: object, content: Any) -> str:
    shown = _path_of(content) or name
    if not isinstance(shown, str):
        return f"({type(content).__name__})"
    return repr(shown if len(shown) <= _LONGEST_LABEL else f"…{shown[1 - _LONGEST_LABEL :]}")


def data_type(media_type: object) -> str:
    """Return what stands in the data URL: without parameters, which Sim's pattern drops."""
    kind = essence(media_type) if isinstance(media_type, str) else None
    if kind is None:
        raise _RefusedError(f"its media type {media_type!r} isn't of the form type/subtype")
    return kind


@contextmanager
def file_errors(where: str, label: str) -> Iterator[None]:
    """Turn whatever goes wrong with a file into a FileInputError that names it."""
    try:
        yield
    except _RefusedError as error:
        raise FileInputError(_file_error(where, label, str(error))) from error.__cause__
    except Exception as error:  # a stream may be anyone's, and fail in any way
        reason = getattr(error, "strerror", None) or str(error)
        raise FileInputError(_file_error(where, label, reason)) from error


def _file_error(where: str, label: str, reason: str) -> str:
    return f"{where}the file {label} can't be sent: {reason}"
