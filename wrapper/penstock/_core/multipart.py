"""Forms with files: RFC 7578, `multipart/form-data`.

Two things went wrong in other clients: a boundary that is always the same, so that the bytes of
a file end the file's part and begin a field of their own; and names that end their own quotes.
Here the boundary is drawn anew for each form and is never part of its content, and what could
end a quoted name is escaped.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from penstock._core.checks import no_utf8
from penstock._core.files import (
    UNKNOWN,
    Reading,
    data_type,
    essence,
    file_errors,
    guess_media_type,
    is_file,
    label,
    name_of,
    parts_of,
)
from penstock.errors import FileInputError, UsageError

_UNNAMED: Final = "file"

# 128 bits: the author of a file can't guess it. In hexadecimal, so that it needs no quotes.
_BOUNDARY_BYTES: Final = 16

# As browsers escape them (WHATWG HTML 4.10.21.8), which servers undo, and a backslash as RFC 9110
# section 5.6.4 has it: one before the closing quote would take the quote along.
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': "%22", "\r": "%0D", "\n": "%0A"})

_DIRECTORIES: Final = re.compile(r".*[/\\]", re.DOTALL)


def _plain_name(name: str) -> str:
    """Return a file's name as it can be sent: no directories, no control characters.

    Services refuse a name with a directory in it. A character that has no UTF-8 or can't be seen
    becomes an underscore.
    """
    last = _DIRECTORIES.sub("", name)
    shown = "".join("_" if unicodedata.category(c) in _UNSHOWN else c for c in last).strip()
    return shown if shown.strip(".") else _UNNAMED


# Control characters, surrogates, and the two separators that end a line for some readers.
_UNSHOWN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def _checked_type(media_type: str) -> str:
    stripped = media_type.strip(" ") if isinstance(media_type, str) else ""
    if essence(stripped) is None:
        raise UsageError(f"media type {media_type!r} isn't of the form type/subtype")
    return stripped


@attrs.frozen
class FilePart:
    """A file, read and ready to be a part of a form.

    Raises UsageError for a media type that is none.
    """

    name: str = attrs.field(converter=_plain_name)
    """Without directories and control characters."""
    content: bytes = attrs.field(repr=False)
    media_type: str = attrs.field(default=UNKNOWN, converter=_checked_type)
    """Always sent: some services refuse a part without one."""


def read_part(
    value: object,
    *,
    max_bytes: int | None = None,
    name: str | None = None,
    media_type: str | None = None,
) -> FilePart:
    """Return a file as one part of a form.

    `value` is a file as inputs hold one, or its path as a str. `name` and `media_type` override its
    own; the type is guessed from the name. Raises FileInputError with the file and the reason.
    """
    item = Path(value) if isinstance(value, str) else value
    if not is_file(item):
        raise FileInputError(
            "a file is given as a path, as bytes, as a file opened in binary mode, or as "
            f"(name, content, media type), not as {type(value).__name__}"
        )
    own_name, content, own_type = parts_of(item)
    with file_errors("", label(own_name, content)):
        data = Reading(max_bytes).read(content)
        sent_name = name_of(own_name if name is None else name, content)
        kind = media_type or own_type or guess_media_type(sent_name)
        data_type(kind)
        return FilePart(sent_name, data, kind)


def encode(
    fields: Sequence[tuple[str, str]],
    files: Sequence[tuple[str, FilePart]],
    *,
    random: Callable[[int], bytes] = os.urandom,
) -> tuple[str, bytes]:
    """Return the content type of a form, and the form itself.

    Fields come before files, each in their order, so that a server that parses the form as it
    arrives has them when the first file begins. `random(n)` returns n random bytes. Raises
    UsageError for a text with a lone surrogate, which has no UTF-8.
    """
    parts = [(_head(name), _utf8(value)) for name, value in fields]
    for name, file in files:
        # The name in UTF-8: RFC 7578 section 4.2 forbids the older form, filename*=.
        named = b'%b; filename="%b"' % (_head(name), _quoted(file.name))
        head = b"%b\r\nContent-Type: %b" % (named, file.media_type.encode("ascii"))
        parts.append((head, file.content))
    boundary = _boundary(parts, random)
    pieces: list[bytes] = []
    for head, content in parts:
        pieces += (b"--", boundary, b"\r\n", head, b"\r\n\r\n", content, b"\r\n")
    pieces += (b"--", boundary, b"--\r\n")
    return f"multipart/form-data; boundary={boundary.decode()}", b"".join(pieces)


def split(parts: Iterable[tuple[str, Any]]) -> tuple[list[tuple[str, str]], list[Any]]:
    """Return the fields and the files among the parts of a form.

    Each part is a name with a text, or with a file of the generated code: its bytes, or a file
    that is open for reading them, with a name and a media type.
    """
    fields: list[tuple[str, str]] = []
    files: list[tuple[str, FilePart]] = []
    for name, part in parts:
        if isinstance(part, str):
            fields.append((name, part))
        else:
            named = part.file_name or _UNNAMED
            files.append((name, FilePart(named, content(part.payload), part.mime_type or UNKNOWN)))
    return fields, files


def content(payload: Any) -> bytes:
    """Return the bytes of a file's payload. Raises FileInputError if it can't be read."""
    if isinstance(payload, bytes):
        return payload
    return read_part(payload).content


def _head(name: str) -> bytes:
    return b'Content-Disposition: form-data; name="%b"' % _quoted(name)


def _quoted(name: str) -> bytes:
    return _utf8(name).decode().translate(_ESCAPES).encode()


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise no_utf8(text) from error


def _boundary(parts: Sequence[tuple[bytes, bytes]], random: Callable[[int], bytes]) -> bytes:
    """Return a boundary that occurs nowhere; the number only grows where the dice are loaded."""
    drawn = random(_BOUNDARY_BYTES).hex().encode()
    boundary, number = drawn, 0
    while any(boundary in piece for part in parts for piece in part):
        number += 1
        boundary = b"%b%d" % (drawn, number)
    return boundary
