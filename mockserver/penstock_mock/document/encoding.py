"""Values to bodies, by media type: JSON, lines of JSON, XML, forms, text, and samples of files."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pkgutil import get_data
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
    json_of,
    read_lines,
)
from .operations import Media
from .request import MISSING, dump_json

_BOUNDARY = "boundary"


@cache
def _samples() -> Mapping[str, bytes]:
    listed = json.loads(get_data("penstock_mock.document", "samples.json") or b"")
    return {kind: base64.b64decode(each["base64"]) for each in listed for kind in each["types"]}


def sample(kind: str) -> bytes | None:
    """The smallest file of a type that its readers take; None where none is known."""
    return _samples().get(kind)


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
    if isinstance(value, str) and _is_body(kind, media.shape.types, value):
        return value.encode("utf-8", "surrogatepass")
    if is_json(kind):
        return dump_json(value)
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


def _is_body(kind: str, types: Collection[str], text: str) -> bool:
    """Return whether a text is a body of a type, as far as types have a form. types: those of the
    schema; of JSON only one that allows no text has an example written in one.
    """
    if is_json(kind):
        return bool(types) and "string" not in types and json_of(text) is not MISSING
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


def generated(media: Media, value: Callable[[], Any]) -> bytes:
    """A body where the document has no example. value: makes one of the schema, where there is one.

    A file's bytes are not what its schema restricts: they are a sample of its type.
    """
    kind = concrete(media.type)
    if is_file(kind) or sample(kind) is not None:
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
