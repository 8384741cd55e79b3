"""Taking an upload in."""

from __future__ import annotations

from typing import Any

from ...engine.timeline import Timeline
from .context import BAD_JSON, Context
from .formatting import named_uuid, whole
from .inputs import NAME_LENGTH, Upload, extension_of, kind_of
from .moments import Json
from .state import TENANT

_NO_FILE = ("no_file_uploaded", "Please upload your file.")
# Its place for the server's text was never filled in.
_TOO_LARGE = "File size exceeded. {message}"
_TOO_MANY = ("too_many_files", "Only one file is allowed.")
_NO_NAME = ("filename_not_exists_error", "The specified filename does not exist.")
_BAD_NAME = ("invalid_param", "Filename contains invalid characters")
# Of what today's answer has besides, these are never set here.
_ALWAYS_NULL = ("original_url", "user_id", "conversation_id", "file_key")


def upload_file(context: Context) -> Timeline:
    """POST /files/upload."""
    form = context.call.json if isinstance(context.call.json, dict) else {}
    multipart = context.call.request.content_type == "multipart/form-data"
    part = _part(context, form if multipart else {})
    user = form.get("user")
    owner = context.end_user(user if isinstance(user, str) else None)
    upload = Upload(
        id=context.state.new_id(),
        name=_shortened(part["filename"]),
        mime=part["content_type"],
        data=part["data"],
        owner=owner,
        at=context.now,
    )
    # The documented server takes a name without a dot for an extension.
    documented = upload.name.rpartition(".")[2].lower()
    extension = extension_of(upload.name) if context.options.modern else documented
    _check(context, upload, extension)
    context.state.uploads[upload.id] = upload
    return context.answer(_described(context, upload, extension), 201)


def _part(context: Context, form: Json) -> Json:
    """The file's part. Raises RequestError for one that won't do."""
    files = {name: found for name, value in form.items() if (found := _first_file(value))}
    if "file" not in files:
        context.error(
            400, *(_NO_FILE if context.options.modern else ("bad_request_key_error", BAD_JSON))
        )
    if len(files) > 1:
        context.error(400, *_TOO_MANY)
    part = files["file"]
    if not part["filename"]:
        context.error(400, *_NO_NAME)
    if not part["content_type"]:
        context.error(415, "unsupported_file_type", "File type not allowed.")
    # The documented sample sends a path, and its server took it.
    if context.options.modern and ("/" in part["filename"] or "\\" in part["filename"]):
        context.error(400, *_BAD_NAME)
    return part


def _first_file(value: Any) -> Json | None:
    """The first file of a field; further ones are dropped without a word."""
    found = value if isinstance(value, list) else [value]
    return next((each for each in found if isinstance(each, dict) and "filename" in each), None)


def _shortened(name: str) -> str:
    """A name that is too long loses its middle, never its extension."""
    if len(name) <= NAME_LENGTH:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) >= NAME_LENGTH:
        return name[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - len(extension) - 1]}.{extension}"


def _check(context: Context, upload: Upload, extension: str) -> None:
    options = context.options
    if extension and extension in {each.lower().lstrip(".") for each in options.blocked_extensions}:
        why = f"File extension '.{extension}' is not allowed for security reasons"
        context.error(400, "invalid_param", why)
    if len(upload.data) > options.upload_limit(kind_of(extension, None)):
        # The server has no word for it either.
        context.error(413, "file_too_large", "" if options.modern else _TOO_LARGE)


def _described(context: Context, upload: Upload, extension: str) -> Json:
    told: Json = {
        "id": upload.id,
        "name": upload.name,
        "size": len(upload.data),
        "extension": extension,
        "mime_type": upload.mime,
        "created_by": upload.owner,
        "created_at": whole(upload.at),
    }
    if not context.options.modern:
        return told
    signed = f"timestamp={whole(upload.at)}&nonce=ab12&sign={named_uuid(upload.id)[:8]}"
    url = f"https://files.example.com/files/{upload.id}/file-preview?{signed}"
    more = {"reference": None, "preview_url": None, "source_url": url, "tenant_id": TENANT}
    return {**told, **more, **dict.fromkeys(_ALWAYS_NULL)}
