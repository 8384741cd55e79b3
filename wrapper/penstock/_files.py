"""Files of the caller's: in an input, made into what Sim takes, or as one part of a form.

Sim wants a file as `{"type": "file", "data": "data:<mime>;base64,…", "name": …, "mime": …}`.
What counts as one, and nothing else does:

    pathlib.Path, or any os.PathLike        read whole; never a str, which stays text
    bytes, bytearray, memoryview            named "file"
    a file opened in binary mode            read from where it stands; a seekable one is put back
    (name, content), (name, content, mime)  content being any of the above
    {"type": "file", "data": content, …}    likewise
    a set of these                          becomes a list, in the order of their names

The official form, and `{"type": "url", …}`, are left as they are. So is any other object, even
one with a `read` method: reading it could use up something of the caller's. If JSON has no
word for it, it is refused later, by name.
"""

from __future__ import annotations

import io
import os
import stat
from binascii import b2a_base64
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from penstock._json import Parts, pointer
from penstock._media import essence, guess_media_type
from penstock.errors import FileInputError, UsageError

if TYPE_CHECKING:
    from penstock._multipart import FilePart

# The server's own limit for one file, counted before base64.
MAX_FILE_BYTES: Final = 20 * 1024 * 1024

# What today's server takes as a whole request body; base64 makes that about 7.4 MiB of files.
# Not the default: a self-hosted server has its own.
MAX_REQUEST_BYTES: Final = 10 * 1024 * 1024

# Tuples, because a union of types would be made anew at each look, several times an input.
_PLAIN: Final = (str, int, float)
_ARRAYS: Final = (list, tuple)
_SETS: Final = (set, frozenset)
_CONTAINERS: Final = (dict, *_ARRAYS, *_SETS)
_BYTES: Final = (bytes, bytearray, memoryview)
_CONTENT: Final = (*_BYTES, os.PathLike, io.IOBase)

_UNNAMED: Final = "file"

# Read at a time, where nothing says how much is to come: a file without a limit must not make
# room for its largest possible size first.
_CHUNK: Final = 1 << 20
_NO_LIMIT: Final = 1 << 62

_LONGEST_LABEL: Final = 120  # of a path in a message, whose reason must not be cut off


def encode_files(
    value: object, *, max_bytes: int = MAX_FILE_BYTES, max_total: int | None = None
) -> Any:
    """Return a copy of `value` with each file in it as the JSON form above.

    `max_bytes` bounds each file, `max_total` all of them together as they are sent, in base64.
    Both are checked before reading where the size can be known. `value` is not changed; only a
    file that can't be rewound is used up.

    Raises FileInputError naming the place, the file and the reason, and UsageError for a value
    that holds itself.
    """
    try:
        return _Encoding(max_bytes, max_total).value(value, ())
    except RecursionError as error:
        raise UsageError("the input is nested too deeply to be JSON") from error


def read_part(
    value: object,
    *,
    max_bytes: int | None = None,
    name: str | None = None,
    media_type: str | None = None,
) -> FilePart:
    """Return a file as one part of a form.

    `value` is what counts as a file above or, since nothing else can be meant here, a path as a
    str. `name` and `media_type` override its own; the type is guessed from the name. Raises
    FileInputError naming the file and the reason.
    """
    from penstock._multipart import FilePart

    item = Path(value) if isinstance(value, str) else value
    if not _is_file(item):
        raise FileInputError(
            "a file is given as a path, as bytes, as a file opened in binary mode, or as "
            f"(name, content, media type), not as {type(value).__name__}"
        )
    own_name, content, own_type = _parts_of(item)
    reading = _Encoding(_NO_LIMIT if max_bytes is None else max_bytes, None)
    with _refusing("", _label(own_name, content)):
        data = reading.read(content)
        sent_name = _name_of(own_name if name is None else name, content)
        kind = media_type or own_type or guess_media_type(sent_name)
        _data_type(kind)
        return FilePart(sent_name, data, kind)


def has_files(value: object) -> bool:
    """Return whether `encode_files` would read anything: worth a thread in async code."""
    waiting, seen = [value], set[int]()
    while waiting:
        item = waiting.pop()
        if item is None or isinstance(item, _PLAIN):
            continue
        if _is_file(item):
            return True
        if isinstance(item, _CONTAINERS) and id(item) not in seen:
            seen.add(id(item))
            waiting.extend(item.values() if isinstance(item, dict) else item)
    return False


class _Encoding:
    """One walk over one input: its limits, and what has been used of them."""

    def __init__(self, max_bytes: int, max_total: int | None) -> None:
        self._max_bytes = max_bytes
        self._max_total = max_total
        self._total = 0
        self._inside: set[int] = set()

    def value(self, item: object, at: Parts) -> Any:
        if item is None or isinstance(item, _PLAIN):
            return item
        if isinstance(item, dict):
            return self._within(item, at, self._mapping)
        if _is_file(item):
            return self._file(item, at)
        if isinstance(item, _ARRAYS):
            return self._within(item, at, self._array)
        if isinstance(item, _SETS) and item and all(map(_is_file, item)):
            return sorted(self._array(item, at), key=lambda file: str(file["name"]))
        return item

    def _within(self, item: Any, at: Parts, convert: Callable[[Any, Parts], Any]) -> Any:
        if id(item) in self._inside:
            raise UsageError(f"the input can't be JSON: at {pointer(at)}, a container holds itself")
        self._inside.add(id(item))
        converted = convert(item, at)
        self._inside.discard(id(item))
        return converted

    def _mapping(self, item: dict[Any, object], at: Parts) -> dict[Any, Any]:
        if item.get("type") == "file" and _is_content(item.get("data")):
            name, media_type = item.get("name"), item.get("mime")
            return {**item, **self._file((name, item["data"], media_type), at)}
        return {key: self.value(part, (*at, key)) for key, part in item.items()}

    def _array(self, items: Iterable[object], at: Parts) -> list[Any]:
        return [self.value(part, (*at, index)) for index, part in enumerate(items)]

    def _file(self, item: Any, at: Parts) -> dict[str, Any]:
        name, content, media_type = _parts_of(item)
        with _refusing(f"at {pointer(at)}, ", _label(name, content)):
            data = self.read(content)
            sent_name = _name_of(name, content)
            kind = media_type or guess_media_type(sent_name)
            data_type = _data_type(kind)
        text = b2a_base64(data, newline=False).decode("ascii")
        self._total += len(text)
        url = f"data:{data_type};base64,{text}"
        return {"type": "file", "data": url, "name": sent_name, "mime": kind}

    def read(self, content: Any) -> bytes:
        """Return all that is in a file, within the limits."""
        if isinstance(content, _BYTES):
            self._check(memoryview(content).nbytes)
            return bytes(content)
        if isinstance(content, os.PathLike):
            return self._read_path(os.fspath(content))
        return self._read_stream(_binary(content))

    def _read_path(self, path: str) -> bytes:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise _RefusedError("it is a directory")
        if not stat.S_ISREG(found.st_mode):  # a pipe would block, a device never ends
            raise _RefusedError("it is not a regular file; open it and give the open file")
        self._check(found.st_size)
        with open(path, "rb") as file:
            return self._drain(file)

    def _read_stream(self, stream: BinaryIO) -> bytes:
        if not stream.readable():
            raise _RefusedError("it is not open for reading")
        if not stream.seekable():
            return self._drain(stream)
        start = stream.tell()
        try:
            self._check(_left(stream, start))
            return self._drain(stream)
        finally:
            stream.seek(start)

    def _drain(self, stream: BinaryIO) -> bytes:
        """Read to the end, or one byte further than is allowed: a file may have grown."""
        chunks: list[bytes] = []
        size = 0
        while chunk := _chunk(stream.read(min(self._room() + 1 - size, _CHUNK))):
            chunks.append(chunk)
            size += len(chunk)
            self._check(size)
        return b"".join(chunks)

    def _room(self) -> int:
        if self._max_total is None:
            return self._max_bytes
        return min(self._max_bytes, (self._max_total - self._total) // 4 * 3)

    def _check(self, size: int) -> None:
        if size > self._max_bytes:
            raise _RefusedError(f"it is larger than the {self._max_bytes:,} bytes a file may have")
        if size > self._room():
            message = f"with it, the files are larger than the {self._max_total:,} bytes "
            raise _RefusedError(
                f"{message}a request may have, in base64; send a URL, or fewer files"
            )


class _RefusedError(Exception):
    """Why a file is refused; the place and the name are added where they are known."""


def _is_file(item: object) -> bool:
    if isinstance(item, tuple):
        return (
            len(item) in (2, 3)
            and isinstance(item[0], str)
            and _is_content(item[1])
            and (len(item) == 2 or item[2] is None or isinstance(item[2], str))
        )
    return _is_content(item)


def _is_content(item: object) -> bool:
    if isinstance(item, _ARRAYS):
        return False
    return isinstance(item, _CONTENT) or _unwrapped(item) is not item


def _unwrapped(item: Any) -> Any:
    """Return the open file inside one of tempfile's wrappers, which are no IOBase themselves."""
    if type(item).__module__ != "tempfile":
        return item
    inner = getattr(item, "file", None)
    return inner if isinstance(inner, io.IOBase) else item


def _parts_of(item: Any) -> tuple[Any, Any, Any]:
    name, content, media_type = (*item, None)[:3] if isinstance(item, tuple) else (None, item, None)
    return name, _unwrapped(content), media_type


def _binary(stream: Any) -> BinaryIO:
    if isinstance(stream, io.TextIOBase):
        raise _RefusedError("it is open in text mode; open it with mode 'rb'")
    if stream.closed:
        raise _RefusedError("it is closed")
    return cast("BinaryIO", stream)


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


def _name_of(name: object, content: Any) -> str:
    if name is not None:
        if not isinstance(name, str) or not name.strip():
            raise _RefusedError("its name must be a string that isn't empty")
        return name
    base = os.path.basename(_path_of(content) or "")
    # A name that isn't in the file system's encoding holds lone surrogates, and JSON can't.
    return base.encode("utf-8", "replace").decode() or _UNNAMED


def _label(name: object, content: Any) -> str:
    shown = _path_of(content) or name
    if not isinstance(shown, str):
        return f"({type(content).__name__})"
    return repr(shown if len(shown) <= _LONGEST_LABEL else f"…{shown[1 - _LONGEST_LABEL :]}")


def _data_type(media_type: object) -> str:
    """Return what stands in the data URL: without parameters, which Sim's pattern drops."""
    kind = essence(media_type) if isinstance(media_type, str) else None
    if kind is None:
        raise _RefusedError(f"its media type {media_type!r} isn't of the form type/subtype")
    return kind


@contextmanager
def _refusing(where: str, label: str) -> Iterator[None]:
    """Turn whatever goes wrong with a file into a FileInputError that names it."""
    try:
        yield
    except _RefusedError as error:
        raise FileInputError(_refusal(where, label, str(error))) from error.__cause__
    except Exception as error:  # a stream may be anyone's, and fail in any way
        reason = getattr(error, "strerror", None) or str(error)
        raise FileInputError(_refusal(where, label, reason)) from error


def _refusal(where: str, label: str, reason: str) -> str:
    return f"{where}the file {label} can't be sent: {reason}"
