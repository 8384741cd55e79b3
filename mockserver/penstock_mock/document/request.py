"""The request in neutral terms, whatever medium it came over."""

from __future__ import annotations

import codecs
import enum
import json as jsonlib
import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias, cast
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from attrs import Factory, field

from .router import Match, Miss
from .values import frozen

MAX_UNPACKED = 64_000_000
"""Bytes that a compressed body may have when it is unpacked."""
# Those that separate the labels of a host (RFC 3490 3.1).
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32

ADMIN_PREFIX = "/__penstock__/"
"""Paths of a port below it are the admin interface's."""
SESSION_PREFIX = "/~"
"""Paths of a port that begin so name a session first."""

Headers: TypeAlias = tuple[tuple[str, str], ...]
HeaderChanges: TypeAlias = Mapping[str, str | None]
"""Headers to set over the declared ones; None leaves a declared header out."""


class Missing(enum.Enum):
    """The type of `MISSING`."""

    MISSING = "missing"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING
"""No value was sent; None is JSON's null."""


class BodyError(ValueError):
    """The body can't be decoded as its media type."""


@lru_cache(maxsize=1024)
def host_name(name: str) -> str:
    """A host's name in one form of several: in lower case, without a dot at its end, and in
    Unicode where it was encoded in ASCII to be sent ("xn--mnchen-3ya.de"; RFC 5890 2.3.2.1).
    """
    name = name.lower().removesuffix(".")  # of the root (RFC 3986 3.2.2)
    if name.isascii() and "xn--" not in name:
        return name
    import unicodedata

    labels = _DOTS.split(unicodedata.normalize("NFC", name))
    for place, label in enumerate(labels):
        if label.startswith("xn--"):
            with suppress(UnicodeError):
                labels[place] = label[4:].encode("ascii").decode("punycode")
    return ".".join(labels)


def _joined(request: Request) -> Mapping[str, str]:
    joined: dict[str, str] = {}
    for name, value in request.headers:
        key = name.lower()
        if key in joined:
            comma = "; " if key == "cookie" else ", "  # HTTP/2 may split it (RFC 9113 8.2.3)
            joined[key] += comma + value
        else:
            joined[key] = value
    return joined


@frozen(eq=False)
class Request:
    """A request as the engine sees it, whatever medium it came over."""

    method: str
    """In upper case."""
    raw_path: str
    """Still percent-encoded, so that %2F stays inside its segment; without the query."""
    query: tuple[tuple[str, str], ...] = ()
    """Decoded, in order, repeated names kept."""
    headers: Headers = ()
    body: bytes = b""
    host: str = ""
    """A `host_name` without the port; chooses among a document's servers when one has it."""
    service: str | None = None
    """The service (tag) that the frontend found in the path; raw_path is then relative to it."""
    scheme: str = "https"
    base_url: str = ""
    """The URL up to raw_path for this caller ("http://127.0.0.1:4010/sim"), when the frontend
    knows it; absolute links in answers start with it. "" means scheme and host."""
    route: Match[Any] | Miss | None = None
    """The route, if the frontend has matched it already."""
    raw_query: str = ""
    """The query as it was sent, in which an encoded comma is no delimiter; "" where unknown."""
    header_map: Mapping[str, str] = field(
        default=Factory(_joined, takes_self=True), init=False, repr=False
    )
    """Headers by lower-case name; repeated ones joined with a comma (RFC 9110 5.3)."""

    @classmethod
    def build(
        cls,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        json: Any = MISSING,
        body: bytes = b"",
        service: str | None = None,
    ) -> Request:
        """A request from a URL (absolute, or a path with a query)."""
        parts = urlsplit(url)
        listed = headers.items() if isinstance(headers, Mapping) else headers
        pairs = cast("Headers", tuple(listed))
        if json is not MISSING:
            body, pairs = dump_json(json), (("Content-Type", "application/json"), *pairs)
        return cls(
            method=method.upper(),
            raw_path=parts.path or "/",
            query=parse_query(parts.query),
            headers=pairs,
            body=body,
            host=host_name(parts.hostname or ""),
            service=service,
            scheme=parts.scheme or "https",
            raw_query=parts.query,
        )

    @property
    def path(self) -> str:
        """The decoded path, for messages; the ends of its segments are lost."""
        return unquote(self.raw_path)

    def header(self, name: str, default: str | None = None) -> str | None:
        """A header, whatever its case."""
        return self.header_map.get(name.lower(), default)

    @property
    def content_type(self) -> str:
        """The media type of the body in lower case, without parameters; "" when none is stated."""
        return self.header_map.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def stated_type(self) -> str:
        """The media type of the body as it is stated, parameters included."""
        return self.header_map.get("content-type", "")

    @cached_property
    def content(self) -> bytes:
        """The body without its Content-Encoding (gzip or deflate). Raises BodyError for another
        coding, a broken one, and one that unpacks to more than `MAX_UNPACKED` bytes.
        """
        data = self.body
        for coding in reversed(self.header_map.get("content-encoding", "").lower().split(",")):
            if coding.strip() not in ("", "identity"):
                data = _unpacked(data, coding.strip())
        return data

    @property
    def text(self) -> str:
        """The body as text. Raises BodyError; see `content`."""
        return self.content.decode(self.charset, "replace")

    @property
    def charset(self) -> str:
        """The charset of a text body; UTF-8 when none is stated, or one that Python lacks."""
        stated = re.search(r'charset="?([\w.:-]+)', self.header_map.get("content-type", ""), re.I)
        try:
            return codecs.lookup(stated[1]).name if stated else "utf-8"
        except LookupError:
            return "utf-8"

    @cached_property
    def cookies(self) -> tuple[tuple[str, str], ...]:
        """The cookies as they are sent (RFC 6265 4.2.1), without the quotes around a value.

        Read pair by pair, as servers do: an unusual one hides none of the others.
        """
        pairs = (part.partition("=") for part in self.header_map.get("cookie", "").split(";"))
        return tuple((n.strip(), v.strip().strip('"')) for n, equals, v in pairs if equals)

    def json(self) -> Any:
        """The body as JSON; MISSING when empty. Raises ValueError when it isn't JSON."""
        return jsonlib.loads(self.body) if self.body else MISSING


def _unpacked(data: bytes, coding: str) -> bytes:
    """Raises BodyError, naming the remedy."""
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise BodyError(f"Content-Encoding {coding!r} can't be read; use gzip, deflate or none")
    for window in (_GZIP_OR_ZLIB, -zlib.MAX_WBITS):  # some send deflate without zlib's frame
        unpacked, rest, whole = b"", data, False
        try:
            while rest:  # gzip may have several members (RFC 1952 2.2)
                member = zlib.decompressobj(window)
                unpacked += member.decompress(rest, MAX_UNPACKED + 1 - len(unpacked))
                if len(unpacked) > MAX_UNPACKED:
                    raise BodyError(f"the body unpacks to more than {MAX_UNPACKED:,} bytes")
                rest, whole = member.unused_data, member.eof
        except zlib.error:
            continue
        if whole:
            return unpacked
    raise BodyError(f"the body is not {coding}, which Content-Encoding names")


def parse_query(text: str) -> tuple[tuple[str, str], ...]:
    """Decode a raw query string, keeping order, blanks and repeated names."""
    return tuple(parse_qsl(text, keep_blank_values=True)) if text else ()


_DELIMITERS = re.compile("%(2C|2E|3B|3D)", re.IGNORECASE)
_STAND_INS = {0xE000 + ord(char): char for char in ",.;="}  # of a private use area of Unicode


def keep_delimiters(raw: str) -> str:
    """Percent-encoded text whose encoded delimiters, once it is decoded, are no delimiters."""
    return _DELIMITERS.sub(lambda found: quote(chr(0xE000 + int(found[1], 16))), raw)


def free_delimiters(text: str) -> str:
    """The delimiters that were kept, as themselves."""
    return text if text.isascii() else text.translate(_STAND_INS)


def dump_json(value: Any) -> bytes:
    """Compact JSON as the services send it: UTF-8, nothing escaped that need not be."""
    return jsonlib.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
