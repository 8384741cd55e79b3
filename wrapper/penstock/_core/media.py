"""Media types of files, guessed by name alone and alike on every computer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

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
    """Return the media type a file's name stands for; UNKNOWN when it tells none."""
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
    # An instance holds Python's own list. The module's functions add what the system says,
    # such as text/vnd.trolltech.linguist for .ts, or Excel for .csv on Windows.
    from mimetypes import MimeTypes

    return MimeTypes()


def essence(media_type: str) -> str | None:
    """Return `type/subtype` without parameters, or None if it isn't a media type."""
    match = _MEDIA_TYPE.fullmatch(media_type.strip(" "))
    return match[1] if match else None
