"""Compressed bodies (RFC 9110 section 8.4), decompressed in pieces of a bounded size.

A few bytes can stand for gigabytes: gzip makes 1000 of one, and gzip in gzip a million. So one
coding is read and no more, and no call returns more than `PIECE` bytes at once: who counts them
can stop in time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

PIECE: Final = 64 * 1024

# What is asked for: `zlib` is always there, and it can be bounded. Decompressors of the newer
# codings (br, zstd) can't be in all of their versions.
ACCEPTED: Final = "gzip, deflate"
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_NONE: Final = frozenset({"", "identity"})

Decoder: TypeAlias = Callable[[bytes], Iterable[bytes]]


class CodingError(Exception):
    """A body that can't be decompressed."""


def decoder(content_encoding: str) -> Decoder:
    """Return the decoder of a body with this `Content-Encoding`; it is fed chunk by chunk.

    Raises CodingError for a coding nobody asked for, and for more than one.
    """
    if not content_encoding:
        return iter_plain
    found = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in found if name not in _NONE]
    if not codings:
        return iter_plain
    if len(codings) > 1:
        message = f"it is compressed {len(codings)} times over ({', '.join(codings)[:80]})"
        raise CodingError(message)
    if codings[0] in _GZIP:
        return _Inflater(zlib.MAX_WBITS | 16).feed
    if codings[0] == "deflate":
        return _Inflater(None).feed
    message = f"its coding is {codings[0][:80]!r}, and only {ACCEPTED} are asked for"
    raise CodingError(message)


def iter_plain(data: bytes) -> Iterable[bytes]:
    """Return the data as it came."""
    return (data,)


class _Inflater:
    """Decompresses; raises CodingError for what is no compressed data.

    Without `wbits` the first two bytes tell: "deflate" is zlib's format, but some servers send
    its inside alone.
    """

    def __init__(self, wbits: int | None) -> None:
        self._inflate = None if wbits is None else zlib.decompressobj(wbits)
        self._head = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inflate is None:
            self._head += data
            if len(self._head) < 2:
                return
            wbits = zlib.MAX_WBITS if _has_zlib_header(self._head) else -zlib.MAX_WBITS
            self._inflate, data = zlib.decompressobj(wbits), self._head
        piece = b""
        while (data or len(piece) == PIECE) and not self._inflate.eof:
            try:
                piece = self._inflate.decompress(data, PIECE)
            except zlib.error as error:
                raise CodingError(str(error)) from None
            data = self._inflate.unconsumed_tail
            if piece:
                yield piece


def _has_zlib_header(head: bytes) -> bool:
    """Whether data begins as RFC 1950 has it: method 8, and a number that 31 divides."""
    return head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
