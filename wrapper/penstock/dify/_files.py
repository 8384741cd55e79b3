"""Files as Dify takes them in an input: uploaded before, or behind a URL.

The server holds a file to its declared type, and infers the type from the extension first. So
the lists here are the server's own; the documented page has WEBM and MPGA the other way round.
"""

from __future__ import annotations

import datetime  # noqa: F401 - annotations of the emitted models are resolved here, too
import os
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, get_args
from urllib.parse import unquote, urlsplit

import attrs

from penstock._core.checks import check_id, check_uuid
from penstock._core.decoding import text
from penstock._core.results import Result
from penstock.errors import UsageError
from penstock_api import models

if TYPE_CHECKING:
    from penstock._core.message import RawResponse

FileType: TypeAlias = models.KnownDifyFileType

_EXTENSIONS: Final[Mapping[FileType, str]] = {
    "image": "jpg jpeg png webp gif svg",
    "video": "mp4 mov mpeg webm",
    "audio": "mp3 m4a wav amr mpga",
    "document": "txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties "
    "doc eml msg ppt pptx xml epub",
}
_BY_EXTENSION: Final[Mapping[str, FileType]] = {
    extension: kind for kind, listed in _EXTENSIONS.items() for extension in listed.split()
}
# What the server looks for in a media type, in its order; anything else is custom.
_BY_MEDIA_TYPE: Final[tuple[tuple[str, FileType], ...]] = (
    ("image", "image"),
    ("video", "video"),
    ("audio", "audio"),
    ("text", "document"),
    ("pdf", "document"),
)


def file_type(name: str | None, media_type: str | None = None) -> FileType:
    """Return the type the server infers for a file: by its extension, else by its media type.

    `name` may be a whole file name or the extension alone, with or without its dot.
    """
    found = _BY_EXTENSION.get((name or "").rpartition(".")[2].strip().lower())
    if found is not None:
        return found
    lowered = (media_type or "").lower()
    for part, kind in _BY_MEDIA_TYPE:
        if part in lowered:
            return kind
    return "custom"


@attrs.frozen(kw_only=True)
class File:
    """A file for an input; make one with `from_upload` or `from_url`.

        dify.workflows.run({"letter": File.from_url("https://example.com/a.pdf")}, "abc-123")

    A variable of the type file takes one, one of the type file-list a list of them.
    """

    type: FileType
    transfer_method: Literal["local_file", "remote_url"]
    upload_file_id: str | None = None
    url: str | None = None

    @classmethod
    def from_upload(
        cls,
        upload: UploadedFile | str,
        type: FileType | None = None,  # noqa: A002
    ) -> File:
        """Return the file that was uploaded; its type follows from the server's response.

        For an id alone `type` must be given. Raises UsageError if it isn't, or is none, and for an
        id that is no UUID, over which servers fail.
        """
        if isinstance(upload, UploadedFile):
            kind = upload.type if type is None else type
            upload_id = check_id("upload_file_id", upload.id)
        elif type is None:
            raise UsageError(f"an id doesn't tell a file's type; give type=, one of {_TYPES}")
        else:
            kind, upload_id = type, check_uuid("upload_file_id", upload)
        return cls(
            type=check_type(kind),
            transfer_method="local_file",
            upload_file_id=upload_id,
        )

    @classmethod
    def from_url(cls, url: str, type: FileType | None = None) -> File:  # noqa: A002
        """Return the file behind an address; its type follows from the extension in it.

        Raises UsageError for an address without an extension unless `type` is given.
        """
        path = _path_of(url)
        if type is None and not re.search(r"\.[^./]+$", path):
            message = f"the address has no extension to tell a type by; give type=, one of {_TYPES}"
            raise UsageError(message)
        kind = file_type(path) if type is None else check_type(type)
        return cls(type=kind, transfer_method="remote_url", url=url)

    def as_input(self) -> dict[str, str]:
        """Return the object that stands for the file in an input."""
        return attrs.asdict(self, filter=lambda _, value: value is not None)


@attrs.frozen(kw_only=True, repr=False)
class UploadedFile(Result, models.DifyUploadedFile):
    """A file the server has; it can stand in an input as it is.

    Only runs of the same `user` may use it.
    """

    @property
    def type(self) -> FileType:
        """The type the server holds it to."""
        # A name without a dot has no extension, even if it is called pdf.
        extension = text(self.extension) or os.path.splitext(text(self.name) or "")[1]
        return file_type(extension, text(self.mime_type))

    def _check(self, response: RawResponse) -> None:
        if text(self.id) is None:
            raise response.unreadable("the response has no id")

    def as_input(self, type: FileType | None = None) -> dict[str, str]:  # noqa: A002
        """Return the object that stands for the file in an input."""
        return File.from_upload(self, type).as_input()


_TYPES: Final = ", ".join(get_args(FileType))


def check_type(kind: object) -> FileType:
    """Return a file's type. Raises UsageError if there is no such type."""
    if kind not in get_args(FileType):
        raise UsageError(f"a file's type is one of {_TYPES}, not {kind!r}")
    return cast("FileType", kind)


def _path_of(url: object) -> str:
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError as error:
        raise UsageError(f"this address of a file can't be read: {error}") from error
    if parts is None or parts.scheme not in {"http", "https"} or not parts.netloc:
        raise UsageError("a file's address begins with http:// or https:// and names a host")
    return unquote(parts.path)


def inputs_of(inputs: object) -> dict[str, Any]:
    """Return the inputs with each file in the form the server takes; the given ones stay.

    Raises UsageError for what isn't a mapping, and for a file that wasn't uploaded.
    """
    if not isinstance(inputs, Mapping):
        raise UsageError(f"inputs must be a dict of variables, not {type(inputs).__name__}")
    found = dict(inputs)
    for name, value in inputs.items():
        if isinstance(value, list | tuple):
            found[name] = [_single(name, item) for item in value]
        elif not isinstance(value, _PLAIN):
            found[name] = _single(name, value)
    return found


_PLAIN: Final = (str, int, float, dict)


def _single(name: object, value: Any) -> Any:
    if isinstance(value, File | UploadedFile):
        return value.as_input()
    if isinstance(value, bytes | bytearray | memoryview | os.PathLike) or hasattr(value, "read"):
        raise UsageError(
            f"variable {name!r} is a file that isn't uploaded yet; "
            "give what files.upload(file, user) returns"
        )
    return value


def files_of(files: object) -> list[dict[str, Any]]:
    """Return the list for `files` of a run."""
    if isinstance(files, str | bytes) or not isinstance(files, Sequence):
        raise UsageError("files must be a list, of what files.upload(…) or File.from_url(…) return")
    found = [_single("files", item) for item in files]
    for item in found:
        if not isinstance(item, dict):
            raise UsageError(f"files holds {item!r}, which is no file")
    return found
