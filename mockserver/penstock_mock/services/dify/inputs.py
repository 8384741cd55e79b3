"""Inputs and files of a run, checked against its app's form. Pure; every text is the server's."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ...document.values import frozen
from ..formatting import canonical_uuid

_TRUE = frozenset({"true", "1", "yes", "on"})
_FALSE = frozenset({"false", "0", "no", "off"})


class BadInputError(ValueError):
    """An input the app can't take; the text is the server's."""


class BrokenInputError(ValueError):
    """An input that the server fails over, instead of refusing it."""


def inputs_of(
    given: Mapping[str, Any], form: Mapping[str, Mapping[str, Any]] | None, desk: Desk
) -> dict[str, Any]:
    """The inputs as the workflow sees them: files looked up, numbers read, unknown names dropped.

    Without a form everything is taken as it is, but for what has the shape of a file. Raises
    BadInputError, BrokenInputError and BadFileError.
    """
    if form is None:
        return {name: _loose(value, desk) for name, value in given.items()}
    inputs: dict[str, Any] = {}
    for name, control in form.items():
        value = given.get(name)
        if value is None and control.get("required"):
            raise BadInputError(f"{name} is required in input form")
        check = _CHECKS.get(str(control["type"])) if value is not None else None
        value = control.get("default") if value is None else value
        inputs[name] = value if check is None else check(name, control, value, desk)
    return inputs


def _loose(value: Any, desk: Desk) -> Any:
    if isinstance(value, list):
        return [_loose(each, desk) for each in value]
    if isinstance(value, Mapping) and "transfer_method" in value:
        return desk.take(value)
    return value


def _text(name: str, control: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if not isinstance(value, str):
        kind = f"(type '{control['type']}') " if desk.strict else ""
        raise BadInputError(f"{kind}{name} in input form must be a string")
    options = control.get("options")
    if control["type"] == "select" and isinstance(options, list) and value not in options:
        raise BadInputError(f"{name} in input form must be one of the following: {options}")
    longest = control.get("max_length")
    if isinstance(longest, int) and longest and len(value) > longest:
        raise BadInputError(f"{name} in input form must be less than {longest} characters")
    return value


def _number(name: str, _control: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if isinstance(value, (int, float)):
        return value
    if not isinstance(value, str):
        if desk.strict:
            raise BrokenInputError
        return value
    if value == "":
        return None
    try:
        read = float(value)
        if "." not in value and "e" not in value.lower():
            return int(value)
    except ValueError:
        read = math.nan
    if not math.isfinite(read):
        raise BadInputError(f"{name} in input form must be a valid number")
    return read


def _checkbox(_name: str, _control: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    """A boolean where the value is a known spelling of one; any other is passed on as it is."""
    text = str(value).lower()
    return text in _TRUE if desk.strict and text in _TRUE | _FALSE else value


def _object(name: str, _control: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if desk.strict and not isinstance(value, Mapping):
        raise BadInputError(f"{name} in input form must be a dict")
    return value


def _file(name: str, control: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if not isinstance(value, Mapping):
        raise BadInputError(f"{name} in input form must be a file")
    return desk.take(value, control)


def _files(name: str, control: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise BadInputError(f"{name} in input form must be a list of files")
    most = control.get("max_length")
    if isinstance(most, int) and most and len(value) > most:
        raise BadInputError(f"{name} in input form must be less than {most} files")
    return [desk.take(each, control) for each in value]


def files_of(given: Any, config: Mapping[str, Any] | None, limit: int, desk: Desk) -> list[Any]:
    """The files beside the inputs, without those that 2026-08 drops. Raises BadFileError."""
    files = [each for each in given or () if each.get("transfer_method") or not desk.strict]
    if len(files) > limit:
        raise BadFileError(f"Number of files exceeds the maximum limit {limit}")
    return [desk.take(each, config) for each in files]


_CHECKS: Mapping[str, Callable[[str, Mapping[str, Any], Any, Desk], Any]] = {
    "text-input": _text,
    "paragraph": _text,
    "select": _text,
    "number": _number,
    "checkbox": _checkbox,
    "json_object": _object,
    "file": _file,
    "file-list": _files,
}


# The length that the server cuts a file's name to.
NAME_LENGTH = 200
_NO_METHOD = "No matching enum found for value 'None'"


@frozen
class Upload:
    """An uploaded file."""

    id: str
    name: str
    mime: str
    data: bytes
    owner: str
    """The end user's id."""
    at: float


class BadFileError(ValueError):
    """A file a run can't take; the text is the server's."""


class BrokenFileError(ValueError):
    """A file that the server fails over, instead of refusing it."""


@frozen
class Desk:
    """The source of a run's files."""

    uploads: Mapping[str, Upload]
    owner: str
    strict: bool
    """In 2026-08 the declared type must be that of the file, and the file the user's own."""

    def take(self, given: Mapping[str, Any], rules: Mapping[str, Any] | None = None) -> Any:
        """The file as the workflow sees it. Raises BadFileError."""
        method = given.get("transfer_method")
        if not method:
            missing = "transfer_method is required in file mapping"
            raise BadFileError(missing if self.strict else _NO_METHOD)
        if method not in ("local_file", "remote_url"):
            raise BadFileError(f"{method!r} is not a valid FileTransferMethod")
        file = self._local(given) if method == "local_file" else self._remote(given)
        # A type that is left out is found for the workflow, but isn't one the app allows.
        if rules and not _allowed({**file, "type": given.get("type") or "custom"}, rules):
            raise BadFileError(f"File validation failed for file: {file['filename']}")
        return file

    def _local(self, given: Mapping[str, Any]) -> dict[str, Any]:
        upload_id = given.get("upload_file_id")
        if not upload_id:
            raise BadFileError("Invalid upload file id")
        known = canonical_uuid(str(upload_id))
        if known is None:
            raise BadFileError("Invalid upload file id format") if self.strict else BrokenFileError
        upload = self.uploads.get(known)
        if upload is None or (self.strict and upload.owner != self.owner):
            raise BadFileError("Invalid upload file")
        return self._file(
            given, upload.name, upload.mime, len(upload.data), related_id=upload.id, url=None
        )

    def _remote(self, given: Mapping[str, Any]) -> dict[str, Any]:
        url = given.get("url") or given.get("remote_url")
        if not url or not isinstance(url, str):
            raise BadFileError("Invalid file url")
        try:
            parts = urlsplit(url)
        except ValueError:
            raise BadFileError("Invalid file url") from None
        if parts.scheme not in ("http", "https"):
            raise BadFileError(f"Reached maximum retries (3) for URL {url}")
        name = posixpath.basename(parts.path) or "remote_file"
        return self._file(given, name, "", -1, related_id=None, url=url)

    def _file(
        self,
        given: Mapping[str, Any],
        name: str,
        mime: str,
        size: int,
        *,
        related_id: str | None,
        url: str | None,
    ) -> dict[str, Any]:
        extension = extension_of(name)
        declared = given.get("type") or kind_of(extension, mime)
        if declared not in KINDS:
            raise BadFileError(f"{declared!r} is not a valid FileType")
        # Of a file elsewhere the name shows little; the server asks for its headers, a mock can't.
        known = related_id is not None or extension
        if self.strict and known and declared not in (kind_of(extension, mime), "custom"):
            raise BadFileError(
                "Detected file type does not match the specified type. Please verify the file."
            )
        return {
            "dify_model_identity": "__dify__file__",
            "id": None,
            "type": declared,
            "transfer_method": given["transfer_method"],
            "remote_url": url,
            "related_id": related_id,
            "filename": name,
            "extension": f".{extension}" if extension else None,
            "mime_type": mime or None,
            "size": size,
            "url": url,
        }


def _allowed(file: Mapping[str, Any], rules: Mapping[str, Any]) -> bool:
    methods = rules.get("allowed_file_upload_methods") or rules.get("transfer_methods")
    if methods and file["transfer_method"] not in methods:
        return False
    kinds = rules.get("allowed_file_types")
    if kinds and file["type"] not in (*kinds, "custom"):
        return False
    extensions = rules.get("allowed_file_extensions")
    if file["type"] != "custom" or extensions is None:
        return True
    dotted = {"." + str(each).lower().lstrip(".") for each in extensions}
    return (file["extension"] or "").lower() in dotted


# The server's lists; the documented page has webm under audio and mpga under video.
_EXTENSIONS = {
    "image": "jpg jpeg png webp gif svg",
    "video": "mp4 mov mpeg webm",
    "audio": "mp3 m4a wav amr mpga",
    "document": "txt markdown md mdx pdf html htm xlsx xls docx csv vtt properties "
    "doc eml msg ppt pptx xml epub",
}
_KIND_OF = {name: kind for kind, names in _EXTENSIONS.items() for name in names.split()}
KINDS = (*_EXTENSIONS, "custom")


def extension_of(filename: str) -> str:
    """Lower case, without the dot; "" when there is none."""
    stem, dot, extension = filename.rpartition(".")
    return extension.lower() if dot and stem else ""


def kind_of(extension: str, mime: str | None) -> str:
    """The kind of a file; the MIME type counts only for unknown extensions."""
    if extension in _KIND_OF:
        return _KIND_OF[extension]
    family = (mime or "").partition("/")[0]
    if family in ("image", "video", "audio"):
        return family
    return "document" if family == "text" else "custom"
