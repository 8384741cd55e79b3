"""File inputs: what the server takes for a file, refuses, and gives the workflow instead.

A field is a file field when its value, or an item of its list, has the shape of a file; the
server goes by what the workflow's start block declares, and a mock has no start block.
"""

from __future__ import annotations

import base64
import binascii
import random
from typing import Any

from attrs import frozen

from .formatting import iso

# Decoded, per file; the server's own limit.
MAX_FILE_BYTES = 20 * 1024 * 1024

# How long the documented server kept an uploaded file.
_KEPT_SECONDS = 5 * 60
_DEFAULT_MIME = "application/octet-stream"


class BadFileError(Exception):
    """A file the server can't take. Carries the file's name; the server gives no reason either."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Failed to upload file: {name}")


@frozen
class Upload:
    """A file that came with the input."""

    name: str
    mime: str
    data: bytes
    url: str | None = None


@frozen
class Store:
    """The store of uploads, as far as it is visible: ids, addresses and dates."""

    base_url: str
    now: float
    random: random.Random
    dated: bool
    """The documented server gave the dates; today's gives a context instead."""

    def keep(self, upload: Upload) -> dict[str, Any]:
        """The value the workflow sees in place of the file."""
        key = f"url/{upload.name}" if upload.url else f"execution/{self._token()}/{upload.name}"
        stored: dict[str, Any] = {
            "id": f"file_{self._token()}",
            "name": upload.name,
            "url": upload.url or f"{self.base_url}/api/files/serve/{key}",
            "size": len(upload.data),
            "type": upload.mime,
            "key": key,
        }
        return stored | (self._dates() if self.dated else {"context": "execution"})

    def _dates(self) -> dict[str, str]:
        return {"uploadedAt": iso(self.now), "expiresAt": iso(self.now + _KEPT_SECONDS)}

    def _token(self) -> str:
        return f"{self.random.getrandbits(64):016x}"


def store_files(value: Any, store: Store) -> tuple[Any, int]:
    """The input with each file replaced by what is stored, and how many bytes that took.

    Only fields at the top of the input are looked at, as on the server. Raises BadFileError.
    """
    if not isinstance(value, dict):
        return value, 0
    taken = 0
    replaced: dict[str, Any] = {}
    for name, field_value in value.items():
        replaced[name] = field_value
        if uploads := uploads_of(field_value):
            taken += sum(len(upload.data) for upload in uploads)
            replaced[name] = [store.keep(upload) for upload in uploads]
    return replaced, taken


def uploads_of(value: Any) -> list[Upload]:
    """The files in a field: one object or a list of them; what is no file is left out."""
    items = value if isinstance(value, list) else [value]
    files = [item for item in items if isinstance(item, dict)]
    return [upload for upload in map(_upload, files) if upload is not None] if files else []


def _upload(item: dict[str, Any]) -> Upload | None:
    kind, data, name = item.get("type"), item.get("data"), item.get("name")
    if not isinstance(data, str):
        return None
    if kind == "url":
        return Upload(str(name or "file"), str(item.get("mime") or _DEFAULT_MIME), b"", data)
    if kind == "file" and isinstance(name, str):
        return _decoded(name, data, str(item.get("mime") or _DEFAULT_MIME))
    return None


def _decoded(name: str, data: str, fallback: str) -> Upload | None:
    head, comma, payload = data.partition(";base64,")
    if not head.startswith("data:") or not comma:
        return None  # dropped without a word, as on the server
    try:
        content = base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        raise BadFileError(name) from None
    if len(content) > MAX_FILE_BYTES:
        raise BadFileError(name)
    return Upload(name, head.removeprefix("data:") or fallback, content)
