"""Bodies to values, by media type: JSON, forms, multipart and text; and the frames of a stream.

The frames are no client's decoder: plain line ends, `data` lines only. The mock shares no bug with
the client it tests by sharing no code with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.message import Message
from itertools import pairwise
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from .request import MISSING, Request

JSON = "application/json"

_BLANK = re.compile(rb"\r?\n\r?\n")


class BodyError(ValueError):
    """The body can't be decoded as its media type."""


def is_json(media: str) -> bool:
    """application/json, text/json and every +json type (RFC 6839 3.1), parameters aside."""
    kind = media.partition(";")[0].strip().lower()
    return kind in (JSON, "text/json") or kind.endswith("+json")


def concrete(media: str) -> str:
    """The type to send for what a document declares, which may be a range."""
    if "*" not in media:
        return media
    return "text/plain" if media == "text/*" else JSON


def decode(request: Request, media: str) -> Any:
    """The body as a value; MISSING when it is empty. Raises BodyError when it can't be read."""
    if not request.body:
        return MISSING
    if is_json(media):
        return read_json(request.body)
    if media == "application/x-www-form-urlencoded":
        return _fields(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    if media == "multipart/form-data":
        return _read_multipart(request)
    return request.body.decode("utf-8", "replace") if media.startswith("text/") else request.body


def read_json(body: bytes) -> Any:
    """Strict JSON (RFC 8259: UTF-8, no NaN). Raises BodyError."""
    try:
        return _JSON.decode(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BodyError(f"not JSON: {error}") from error


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


_JSON = json.JSONDecoder(parse_constant=_constant)


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Repeated names become a list."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name not in fields:
            fields[name] = value
        elif isinstance(fields[name], list):
            fields[name].append(value)
        else:
            fields[name] = [fields[name], value]
    return fields


def _read_multipart(request: Request) -> dict[str, Any]:
    try:
        return _multipart(request)
    except BodyError:
        raise
    except Exception as error:  # the standard library raises whatever it stumbles on
        raise BodyError(f"not multipart/form-data: its headers can't be read ({error})") from error


def _multipart(request: Request) -> dict[str, Any]:
    """Text parts as strings; files as {"filename", "content_type", "data"} (RFC 7578).

    A file's content_type is None when its part has none.
    """
    from email.parser import BytesHeaderParser  # 10 ms to import, and seldom needed
    from email.policy import HTTP

    parser = BytesHeaderParser(policy=HTTP)
    content_type = request.header("content-type", "") or ""
    head = parser.parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace"))
    parts = _parts(request.body, head.get_boundary() or "")
    return _fields([_part(parser.parsebytes(headers), data) for headers, data in parts])


def _parts(body: bytes, boundary: str) -> Iterator[tuple[bytes, bytes]]:
    """The headers and the bytes of each part (RFC 2046 5.1.1), whatever the type of a part is."""
    line = rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("latin-1", "replace"))
    marks = list(re.finditer(line + rb"(--)?[ \t]*(?=\r?\n|\Z)", body)) if boundary else []
    last = next((place for place, mark in enumerate(marks) if mark[1]), None)
    if last is None:
        raise BodyError("not multipart/form-data: the boundary is missing or never closed")
    for begin, end in pairwise(marks[: last + 1]):
        part = body[begin.end() : end.start()]
        blank = _BLANK.search(part)
        cut, start = blank.span() if blank else (len(part), len(part))
        yield part[:cut].lstrip() + b"\r\n\r\n", part[start:]


def _part(part: Message, data: bytes) -> tuple[str, Any]:
    name = part.get_param("name", header="content-disposition")
    if not isinstance(name, str):
        raise BodyError("a part of the multipart body has no name")
    filename = part.get_filename()
    if filename is None:
        return name, data.decode("utf-8", "replace")
    # A part without a type has the default one by RFC 7578; some servers refuse it.
    kind = part.get_content_type() if "content-type" in part else None
    return name, {"filename": filename, "content_type": kind, "data": data}


# The sentinel at the end of a stream is no frame, bare or as a JSON string.
SENTINEL = "[DONE]"


def data_of(transcript: str) -> Iterator[str]:
    """The data of each event; an unfinished one at the end included."""
    for block in transcript.split("\n\n"):
        lines = [line[5:].removeprefix(" ") for line in block.split("\n") if line[:5] == "data:"]
        if lines:
            yield "\n".join(lines)


def events_of(transcript: str) -> Iterator[Any]:
    """The JSON of each event, sentinels and what isn't JSON left out."""
    for data in data_of(transcript):
        try:
            value = read_json(data.encode("utf-8", "surrogatepass"))
        except BodyError:
            continue
        if value != SENTINEL:
            yield value
