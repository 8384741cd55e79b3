"""Values to bodies, by media type: JSON, lines of JSON, XML, forms, text, and samples of files."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from .bodies import FORM, MULTIPART, concrete, is_json, is_lines, is_text, is_xml
from .operations import Media
from .request import dump_json
from .xml_bodies import write_xml

_BOUNDARY = "boundary"

# The smallest files of a type that its readers take.
_SAMPLES: Mapping[str, bytes] = {
    "image/png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    ),
    "image/gif": base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="),
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    "application/pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj"
    b"<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "application/zip": b"PK\x05\x06" + bytes(18),
    "application/gzip": base64.b64decode("H4sIAAAAAAAC/wMAAAAAAAAAAAA="),
}


def content_type(media: Media) -> str:
    """The type to send for one that is declared."""
    kind = concrete(media.type)
    return f"{kind}; boundary={_BOUNDARY}" if kind == MULTIPART else kind


def encode(media: Media, value: Any) -> bytes:
    """A value, given or generated, as a body of its media type. Text is its own body, except where
    JSON is declared.
    """
    kind = concrete(media.type)
    if isinstance(value, bytes):
        return value
    if is_json(kind):
        return dump_json(value)
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    if is_lines(kind):
        start = "\x1e" if kind == "application/json-seq" else ""
        items = value if isinstance(value, list) else [value]
        return b"".join(start.encode() + dump_json(item) + b"\n" for item in items)
    if is_xml(kind):
        return write_xml(value, media.shape, _root(media))
    if kind == FORM and isinstance(value, Mapping):
        return urlencode(_fields(value)).encode()
    if kind == MULTIPART and isinstance(value, Mapping):
        parts = (
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            for name, text in _fields(value)
        )
        return f"{''.join(parts)}--{_BOUNDARY}--\r\n".encode()
    return dump_json(value)


def generated(media: Media, value: Callable[[], Any]) -> bytes:
    """A body where the document has no example. value: makes one of the schema, where there is one.

    A file's bytes are not what its schema restricts: they are a sample of its type.
    """
    kind = concrete(media.type)
    sample = _SAMPLES.get(kind)
    target = media.schemas.document.resolve(media.schema)
    plain = {"type": "string", "format": "binary"}.items()
    if sample is not None and all(target.get(key, value) == value for key, value in plain):
        return sample
    if media.schema:
        return encode(media, value())
    if is_json(kind):
        return b"{}"
    if is_xml(kind):
        return b"<root/>"
    return b"" if is_text(kind) else b"\x00"


def _root(media: Media) -> str:
    """The name of the root element: the schema's component, where it has no name of its own."""
    reference = str(media.schema.get("$ref") or media.schema.pointer)
    return reference.rpartition("/")[2] if "/components/schemas/" in reference else "root"


def _fields(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, each if isinstance(each, str) else dump_json(each).decode())
        for name, inner in value.items()
        for each in (inner if isinstance(inner, list) else [inner])
    ]
