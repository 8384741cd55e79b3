"""Values to bodies, by media type: JSON, lines of JSON, XML, forms, text, and samples of files."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from .bodies import (
    FORM,
    JSON,
    MULTIPART,
    BodyError,
    concrete,
    is_file,
    is_json,
    is_lines,
    is_multipart,
    is_xml,
    read_json,
    read_lines,
)
from .operations import Media
from .request import dump_json

_BOUNDARY = "boundary"

# The smallest files of a type that its readers take.
_SAMPLES: Mapping[str, bytes] = {
    "image/png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    ),
    "image/gif": base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="),
    "image/jpeg": base64.b64decode(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP" + "/" * 86 + "wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAA"
        "AAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"
    ),
    "image/webp": base64.b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="),
    "image/bmp": base64.b64decode(
        "Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
    ),
    "image/svg+xml": b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    # A frame of silence.
    "audio/mpeg": b"\xff\xfb\x90\x64" + bytes(413),
    "audio/wav": base64.b64decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="),
    # An Opus stream without a packet, a film without a track, a font without a letter.
    "image/tiff": base64.b64decode(
        "SUkqAAgAAAAIAAABBAABAAAAAQAAAAEBBAABAAAAAQAAAAMBAwABAAAAAQAAAAYBAwABAAAAAQAAABEBBAABAAAA"
        "bgAAABYBBAABAAAAAQAAABcBBAABAAAAAQAAABwBAwABAAAAAQAAAAAAAAAA"
    ),
    "image/x-icon": base64.b64decode(
        "AAABAAEAEBAAAAAAIABFAAAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAQAAAAEAEAAAAAN4jCzAAAAAxJREFUeJxj"
        "YCANAAAAMAABFoma0QAAAABJRU5ErkJggg=="
    ),
    "audio/ogg": base64.b64decode(
        "T2dnUwACAAAAAAAAAAABAAAAAAAAAIRs2SQBE09wdXNIZWFkAQEAAIC7AAAAAABPZ2dTAAQAAAAAAAAAAAEAAAAB"
        "AAAAYe4aLgEQT3B1c1RhZ3MAAAAAAAAAAA=="
    ),
    "audio/flac": base64.b64decode("ZkxhQ4AAACIQABAAAAAAAAAACsRA8AAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    "video/mp4": base64.b64decode(
        "AAAAFGZ0eXBpc29tAAAAAGlzb20AAAB0bW9vdgAAAGxtdmhkAAAAAAAAAAAAAAAAAAAD6AAAAAAAAQAAAQAAAAAA"
        "AAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "AAAAAQ=="
    ),
    "video/webm": base64.b64decode("GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQRChYECGFOAZ4A="),
    "font/woff": base64.b64decode(
        "d09GRgABAAAAAAHoAAoAAAAAAiAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAABPUy8yAAABZAAAABwAAABgQPY/VGNt"
        "YXAAAAGAAAAAJQAAACwADABGZ2x5ZgAAAPQAAAABAAAAAQAAAABoZWFkAAABEAAAADYAAAA2XxY9CGhoZWEAAAFM"
        "AAAAGAAAACQAEQASaG10eAAAAUgAAAAEAAAABAAQAABsb2NhAAABDAAAAAQAAAAEAAAAAG1heHAAAAD4AAAAEwAA"
        "ACAAAgACbmFtZQAAAagAAAAtAAAAPACGSchwb3N0AAAB2AAAAA8AAAAkAAMAAAAAAAB4nGNgZGBgAGEIYGJAAwAA"
        "fAAFAAAAAAAAAQAAAAEAAGQPEyBfDzz1AAMAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMAAgAAAAAAAAAQ"
        "AAB4nGNgZGBgEGBggJMMDIwMqIARAAPZACR4nGNgZhBgnMDAysDCQCKwBwICShQYGABiQAHKeJxjYGBgYmBgYAZi"
        "ESDJCKZZGCQYQOIgGYb//8EYKAMAJmgETwAAAHicY2BgYGEwY2BkAAFGMA1hM4F5zAyMLJxAmgkIIWwQi8UxiMGR"
        "IQgAFYQBmAAAAHicY2BiwA8YGRgAAG0ABAA="
    ),
    "font/woff2": base64.b64decode(
        "d09GMgABAAAAAADYAAoAAAAAAiAAAACPAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAABmAALAoBKgE2AiQDBAsEAAQg"
        "BTwHJBuTAXieBXZbRyo1jSm4Ezu/Ujme77tn983Mh6iFD2ESaNqJOJEgksBoK0gqIXkQ+qsTuJ4bnL4MEg04wSr7"
        "JIMMMuIAPPrgkLMvzKKQfqW2wmGEXw4/3UGhcWrBadxQCvZmbwEEFAAABgBB+Hz/uH5twe9hU0CrHiwAEUYsdgko"
        "PEVSKKfWuUgWgZ13nDcEAAAA"
    ),
    "font/ttf": zlib.decompress(
        base64.b64decode(
            "eNpjYGRgYOBiaGBgZlDwD9Y3cvhmH8LAwGgCFE1Izk0sYOBhcAPypwD5Ouk5lWkMELAGiBkzUhNT4sVsOYDs"
            "K0BslgEUYBBkEAJKCQD5Khm5JRUMIBYDIw+QYMnJT06E6r8A4ucmVhQwMAEhA8MGIFbIS8xNZWjzPAFUfwDI"
            "tynILy4Buguk/w/IPLBORiiGACYGbACqJoVfWCGe3+Yr0AwBBtyAGW6KAFSvAJzHgGIbjA80j3ECAysDCwOJ"
            "wB4ICChRgPsL5HMRIMkIplkYJMDiYLf+/w/GEJexMJhBWYxIocME5gF1s3ACaZA+CBvEYnEMYnBkCMIReijh"
            "CAAwjCas"
        )
    ),
    "application/pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj"
    b"<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "application/zip": b"PK\x05\x06" + bytes(18),
    "application/gzip": base64.b64decode("H4sIAAAAAAAC/wMAAAAAAAAAAAA="),
    "application/x-tar": bytes(1024),
    "application/octet-stream": b"\x00",
    "application/wasm": b"\x00asm\x01\x00\x00\x00",
    "application/cbor": b"\xa0",
    "application/msgpack": b"\x80",
    "application/protobuf": b"",
}
_OTHER_NAMES: Mapping[str, str] = {
    "image/jpg": "image/jpeg",
    "image/vnd.microsoft.icon": "image/x-icon",
    **dict.fromkeys(("audio/opus", "application/ogg", "video/ogg"), "audio/ogg"),
    **dict.fromkeys(("audio/mp4", "audio/x-m4a", "video/x-m4v", "video/quicktime"), "video/mp4"),
    "audio/x-flac": "audio/flac",
    "audio/webm": "video/webm",
    **dict.fromkeys(("font/otf", "font/sfnt", "application/font-sfnt"), "font/ttf"),
    "application/font-woff": "font/woff",
    "audio/mp3": "audio/mpeg",
    **dict.fromkeys(("audio/x-wav", "audio/wave", "audio/vnd.wave"), "audio/wav"),
    "application/x-gzip": "application/gzip",
    "application/x-zip-compressed": "application/zip",
    "application/x-msgpack": "application/msgpack",
    "application/x-protobuf": "application/protobuf",
}


def sample(kind: str) -> bytes | None:
    """The smallest file of a type; None where none is known."""
    return _SAMPLES.get(_OTHER_NAMES.get(kind, kind))


def content_type(media: Media) -> str:
    """The type to send for one that is declared."""
    kind = concrete(media.type)
    if is_multipart(kind):
        return f"{kind}; boundary={_BOUNDARY}"
    return media.name if media.parameters and kind == media.type else kind


def encode(media: Media, value: Any) -> bytes:
    """A value, given or generated, as a body of its media type. Text is its own body where it is of
    that type.
    """
    kind = concrete(media.type)
    if isinstance(value, bytes):
        return value
    if is_json(kind):
        return _json_text(media, value) or dump_json(value)
    if isinstance(value, str) and _is_body(kind, value):
        return value.encode("utf-8", "surrogatepass")
    if is_lines(kind):
        start = "\x1e" if kind == "application/json-seq" else ""
        items = value if isinstance(value, list) else [value]
        return b"".join(start.encode() + dump_json(item) + b"\n" for item in items)
    if is_xml(kind):
        from .xml import write_xml  # the parser is loaded where XML is met

        return write_xml(value, media.shape, _root(media))
    if kind == FORM and isinstance(value, Mapping):
        return urlencode(_fields(value)).encode()
    if is_multipart(kind):
        return _multipart(kind, value)
    if is_file(kind):  # a value that such a file doesn't hold
        return sample(kind) or b"\x00"
    return dump_json(value)


def _is_body(kind: str, text: str) -> bool:
    """Return whether a text is a body of a type, as far as types have a form."""
    if is_xml(kind):
        return text.lstrip("\ufeff \t\r\n").startswith("<")
    if is_multipart(kind):
        return f"--{_BOUNDARY}--" in text
    try:
        return not is_lines(kind) or bool(read_lines(text.encode("utf-8", "replace")))
    except BodyError:
        return False


def _multipart(kind: str, value: Any) -> bytes:
    """Parts with names in a form; in any other with a type, in their order."""
    pairs = _fields(value if isinstance(value, Mapping) else {"": value})
    parts = []
    for name, text in pairs:
        head = f'Content-Disposition: form-data; name="{name}"'
        if kind != MULTIPART:
            head = f"Content-Type: {JSON if text[:1] in ('{', '[') else 'text/plain'}"
        parts.append(f"--{_BOUNDARY}\r\n{head}\r\n\r\n{text}\r\n")
    return f"{''.join(parts)}--{_BOUNDARY}--\r\n".encode()


def _json_text(media: Media, value: Any) -> bytes | None:
    """An example that is written as JSON in a text, where the schema allows no text."""
    if not isinstance(value, str) or not media.shape.types or "string" in media.shape.types:
        return None
    try:
        read_json(value.encode())
    except (BodyError, UnicodeEncodeError):
        return None
    return value.encode()


def generated(media: Media, value: Callable[[], Any]) -> bytes:
    """A body where the document has no example. value: makes one of the schema, where there is one.

    A file's bytes are not what its schema restricts: they are a sample of its type.
    """
    kind = concrete(media.type)
    if is_file(kind) or kind in _SAMPLES:
        target = media.schemas.document.resolve(media.schema)
        plain = {"type": "string", "format": "binary"}.items()
        no_text = is_file(kind) and "string" not in media.shape.types
        if no_text or all(target.get(key, value) == value for key, value in plain):
            return sample(kind) or b"\x00"
    if media.schema:
        return encode(media, value())
    if is_json(kind) or kind.endswith("yaml"):
        return b"{}"
    if is_xml(kind):
        return b"<root/>"
    if is_multipart(kind):
        return _multipart(kind, "")
    return b"\x00" if is_file(kind) else b""


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
