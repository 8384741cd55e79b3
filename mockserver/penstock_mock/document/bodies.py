"""Bodies to values, by media type: JSON, forms, multipart and text; and the frames of a stream.

The frames are no client's decoder: plain line ends, `data` lines only. The mock shares no bug with
the client it tests by sharing no code with it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from email.message import Message
from functools import lru_cache
from itertools import pairwise
from typing import Any, NoReturn, TypeVar
from urllib.parse import parse_qsl

from attrs import field

from .request import MISSING, Request, keep_delimiters
from .request import BodyError as BodyError
from .values import frozen

_T = TypeVar("_T")

JSON = "application/json"
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"

# Deeper than any body that is meant, and flat enough for recursive walks over it.
_MAX_DEPTH = 400
TOO_DEEP = f"nested deeper than {_MAX_DEPTH} levels; nest it less"
# Of a multipart body: more than any form is meant to have, and read in half a second.
_MAX_PARTS = 5000
_BLANK = re.compile(rb"\r?\n\r?\n")


# Parameters of the bytes, not of the type.
_OF_BYTES = frozenset({"charset", "boundary", "q"})
_PARAMETER = re.compile(r";\s*([^\s=;]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;]*))")


@lru_cache(maxsize=512)
def media_type(stated: str) -> tuple[str, Mapping[str, str]]:
    """A media type in lower case, and those of its parameters that tell it from others."""
    kind, semicolon, _ = stated.partition(";")
    found = _PARAMETER.findall(stated) if semicolon else ()
    parameters = {name.lower(): quoted or plain for name, quoted, plain in found}
    return kind.strip().lower(), {n: v for n, v in parameters.items() if n not in _OF_BYTES}


def is_json(media: str) -> bool:
    """application/json, text/json and every +json type (RFC 6839 3.1), parameters aside."""
    kind = media.partition(";")[0].strip().lower()
    return kind in (JSON, "text/json") or kind.endswith("+json")


def is_xml(media: str) -> bool:
    """application/xml, text/xml and every +xml type (RFC 7303)."""
    return media in ("application/xml", "text/xml") or media.endswith("+xml")


def is_lines(media: str) -> bool:
    """A JSON text on each line, or after each record separator (RFC 7464, RFC 8091)."""
    return media.endswith("+json-seq") or media in (
        "application/jsonl",
        "application/x-ndjson",
        "application/x-jsonlines",
        "application/ndjson",
        "application/json-seq",
    )


def is_multipart(media: str) -> bool:
    """Parts of a type of their own (RFC 2046 5.1); in a form each has a name."""
    return media.startswith("multipart/")


def is_structured(media: str) -> bool:
    """Types whose bodies hold a value of any shape."""
    return is_json(media) or is_xml(media) or is_lines(media)


_FILES = re.compile(
    r"(?:image/(?!svg)|audio/|video/|font/|model/).*|application/(?:pdf|zip|gzip|octet-stream|wasm|cbor|ogg"
    r"|font-.*|msgpack|msword|x-(?:tar|gzip|zip.*|7z.*|protobuf|msgpack)|protobuf|vnd\.(?:ms-|openxml).*)"
)


def is_file(media: str) -> bool:
    """Types whose bodies are bytes: no JSON, and no text."""
    return _FILES.fullmatch(media) is not None


# An instance of each range that documents name, for one to be sent.
_CONCRETE = {"text/*": "text/plain", "image/*": "image/png", "audio/*": "audio/mpeg",
             "video/*": "video/mp4", "font/*": "font/woff2", "multipart/*": MULTIPART,
             "image/*+xml": "image/svg+xml"}  # fmt: skip


def concrete(media: str) -> str:
    """The type to send for what a document declares, which may be a range."""
    if "*" not in media or media in _CONCRETE:
        return _CONCRETE.get(media, media)
    return JSON if media.endswith("/*") else media.replace("*", "vnd.mock")


def decode(request: Request, media: str) -> Any:
    """The body as a value; MISSING when it is empty. Raises BodyError when it can't be read.

    A field of a form is its text, or {"filename", "content_type", "data"} of a file; repeated names
    are a list. A file's content_type is None when its part has none.
    """
    if not request.body:
        return MISSING
    if is_json(media):
        return read_json(request.content)
    if media == FORM or is_multipart(media):
        pairs: list[tuple[str, Any]] = (
            form_pairs(request)
            if media == FORM
            else [(part.name, part.value) for part in parts_of(request)]
        )
        fields = by_name(pairs)
        return {name: each if len(each) > 1 else each[0] for name, each in fields.items()}
    return request.text if media.startswith("text/") else request.content


def read_json(body: bytes) -> Any:
    """Strict JSON (RFC 8259: UTF-8, no NaN), of a bounded depth. Raises BodyError."""
    try:
        value = _JSON.decode(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BodyError(f"not readable as JSON: {unreadable(error)}") from error
    if body.count(b"[") + body.count(b"{") > _MAX_DEPTH and too_deep(value):
        raise BodyError(f"not readable as JSON: {TOO_DEEP}")
    return value


def json_of(text: str) -> Any:
    """The JSON of a text; MISSING where it is none."""
    try:
        return read_json(text.encode("utf-8", "surrogatepass"))
    except BodyError:
        return MISSING


def levels(value: Any, most: int) -> int:
    """The levels of a value, up to so many; one that holds itself has no end of them."""
    below = [value]
    for depth in range(most):
        if not below:
            return depth
        nested = {id(each): each for each in below if isinstance(each, (dict, list, tuple))}
        below = [inner for each in nested.values()
                 for inner in (each.values() if isinstance(each, dict) else each)]  # fmt: skip
    return most


def too_deep(value: Any) -> bool:
    """Return whether a value is nested deeper than is read of JSON; one that holds itself is."""
    return levels(value, _MAX_DEPTH + 1) > _MAX_DEPTH


def json_error(value: Any, *, escaped: bool = False) -> Exception | None:
    """The reason why a value can't be sent as JSON, an infinite number, say; None where it can.

    escaped: what isn't ASCII is, as half of a surrogate pair has to be.
    """
    try:
        json.dumps(value, allow_nan=False, ensure_ascii=escaped).encode()
    except (TypeError, ValueError, RecursionError) as error:
        return error
    return None


def unreadable(error: ValueError | RecursionError) -> str:
    """The reason for an error that reading JSON or a number raised, with the remedy."""
    if isinstance(error, RecursionError):
        return TOO_DEEP
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not UTF-8; encode it so"
    if "int_max_str_digits" in str(error):
        most = sys.get_int_max_str_digits()
        return f"a number has more than {most:,} digits; write it as a string"
    return str(error)


def no_number(name: str) -> NoReturn:
    """A `parse_constant` for strict JSON, which has no NaN. Raises ValueError."""
    raise ValueError(f"{name} is no JSON number")


_JSON = json.JSONDecoder(parse_constant=no_number)


def read_lines(body: bytes) -> list[Any]:
    """The JSON of each line (or of each record of a JSON text sequence). Raises BodyError."""
    lines = (line.strip(b"\x1e \t\r") for line in body.split(b"\n"))
    return [read_json(line) for line in lines if line]


def form_pairs(request: Request, *, kept: bool = False) -> list[tuple[str, str]]:
    """The names and values of a form, decoded. kept: see `keep_delimiters`. Raises BodyError."""
    text = request.content.decode("utf-8", "replace")
    try:
        return parse_qsl(keep_delimiters(text) if kept else text, keep_blank_values=True)
    except ValueError as error:
        raise BodyError(f"not {FORM}: {error}") from error


@frozen
class Part:
    """One part of a multipart body (RFC 7578)."""

    name: str
    """"" where it has none, as in multipart/mixed."""
    filename: str | None
    content_type: str | None
    """None when the part states none: the default is text/plain, but some servers refuse it."""
    data: bytes
    headers: Mapping[str, str] = field(factory=dict)
    """By lower-case name."""

    @property
    def text(self) -> str:
        """The data as text."""
        return self.data.decode("utf-8", "replace")

    @property
    def value(self) -> Any:
        """A text, or a file as {"filename", "content_type", "data"}."""
        if self.filename is None:
            return self.text
        return {"filename": self.filename, "content_type": self.content_type, "data": self.data}


def parts_of(request: Request) -> list[Part]:
    """The parts of a multipart body, whatever they hold. Raises BodyError."""
    from email.parser import HeaderParser  # 10 ms to import, and seldom needed

    # Its default policy is a tenth of the work of the one for HTTP.
    parser = HeaderParser()
    try:
        head = parser.parsestr(f"Content-Type: {request.stated_type}\r\n\r\n")
        parts = _split(request.content, str(head.get_boundary() or ""))
        named = request.content_type == MULTIPART
        return [
            _part(parser.parsestr(headers.decode("utf-8", "replace")), data, named=named)
            for headers, data in parts
        ]
    except BodyError:
        raise
    except Exception as error:  # the standard library raises whatever it stumbles on
        raise BodyError(f"not multipart: its headers can't be read ({error})") from error


def _split(body: bytes, boundary: str) -> Iterator[tuple[bytes, bytes]]:
    """The headers and the bytes of each part (RFC 2046 5.1.1), whatever the type of a part is."""
    line = rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("latin-1", "replace"))
    marks = list(re.finditer(line + rb"(--)?[ \t]*(?=\r?\n|\Z)", body)) if boundary else []
    last = next((place for place, mark in enumerate(marks) if mark[1]), None)
    if last is None:
        raise BodyError("not multipart: the boundary is missing or never closed")
    if last > _MAX_PARTS:
        raise BodyError(f"a multipart body of more than {_MAX_PARTS:,} parts; send fewer")
    for begin, end in pairwise(marks[: last + 1]):
        part = body[begin.end() : end.start()]
        blank = _BLANK.search(part)
        cut, start = blank.span() if blank else (len(part), len(part))
        yield part[:cut].lstrip() + b"\r\n\r\n", part[start:]


def _part(head: Message, data: bytes, *, named: bool) -> Part:
    name = head.get_param("name", header="content-disposition")
    if not isinstance(name, str):
        if named:
            raise BodyError("a part of the multipart body has no name")
        name = ""
    kind = head.get_content_type() if "content-type" in head else None
    headers = {key.lower(): str(value) for key, value in head.items()}
    return Part(name, head.get_filename(), kind, data, headers)


def by_name(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    """Repeated names together, in order."""
    values: dict[str, list[_T]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


# A line of an event (WHATWG HTML 9.2.6).
_FIELD = re.compile(r"(?:data|event|id|retry)(?::|$)|:")


def no_field(transcript: str) -> str | None:
    """The first line that is neither blank nor a field of an event, if there is one."""
    lines = re.split(r"\r\n|\r|\n", transcript.removeprefix("\ufeff"))
    return next((line for line in lines if line and not _FIELD.match(line)), None)


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
    found = map(json_of, data_of(transcript))
    return (value for value in found if value is not MISSING and value != SENTINEL)
