"""Compressed bodies (RFC 9110 section 8.4), decompressed in pieces of a bounded size.

A few bytes can stand for gigabytes: gzip makes 1000 of one, and gzip in gzip a million. So one
coding is read and no more, and no call returns more than `PIECE` bytes at once: who counts them
can stop in time.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

PIECE: Final = 64 * 1024

# What is asked for: `zlib` is always there, and it can be bounded. Decompressors of the newer
# codings (br, zstd) can't be in all of their versions.
ACCEPTED: Final = "gzip, deflate"
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_GZIP_BITS: Final = zlib.MAX_WBITS | 16
_NONE: Final = frozenset({"", "identity"})


class Decoder(Protocol):
    """Takes a body chunk by chunk."""

    @property
    def is_whole(self) -> bool:
        """True if the body may end here; an empty one is whole in any coding."""
        ...

    def feed(self, data: bytes) -> Iterable[bytes]:
        """Return what the chunk stands for. Raises CodingError if it isn't in the coding."""
        ...


class CodingError(Exception):
    """A body that can't be decompressed."""


def decoder(content_encoding: str) -> Decoder:
    """Return the decoder of a body with this `Content-Encoding`.

    Raises CodingError for a coding that isn't in Accept-Encoding, and for more than one.
    """
    if not content_encoding:
        return PLAIN
    found = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in found if name not in _NONE]
    if not codings:
        return PLAIN
    if len(codings) > 1:
        message = f"it is compressed {len(codings)} times over ({', '.join(codings)[:80]})"
        raise CodingError(message)
    if codings[0] in _GZIP:
        return _Inflater(_GZIP_BITS)
    if codings[0] == "deflate":
        return _Inflater(None)
    message = f"its coding is {codings[0][:80]!r}, and only {ACCEPTED} are asked for"
    raise CodingError(message)


class _Plain:
    """Returns the data as it came."""

    is_whole = True

    def feed(self, data: bytes) -> Iterable[bytes]:
        return (data,)


PLAIN: Final = _Plain()


class _Inflater:
    """Decompresses; raises CodingError for what is no compressed data.

    Without `wbits` the first two bytes decide: "deflate" is zlib's format, but some servers send
    its inside alone.
    """

    def __init__(self, wbits: int | None) -> None:
        self._wbits = wbits
        self._inflate = None if wbits is None else zlib.decompressobj(wbits)
        self._head = b""
        self._is_empty = True

    @property
    def is_whole(self) -> bool:
        return self._is_empty or (self._inflate is not None and self._inflate.eof)

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._is_empty = self._is_empty and not data
        if self._inflate is None:
            self._head += data
            if len(self._head) < 2:
                return
            # The header of RFC 1950: method 8, and a number that 31 divides.
            is_method_8 = self._head[0] & 0x0F == 8
            has_header = is_method_8 and int.from_bytes(self._head[:2], "big") % 31 == 0
            wbits = zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
            self._inflate, data = zlib.decompressobj(wbits), self._head
        piece = b""
        while data or len(piece) == PIECE:
            if self._inflate.eof:
                if self._wbits != _GZIP_BITS or data[:1] != b"\x1f":
                    return
                self._inflate = zlib.decompressobj(_GZIP_BITS)  # members may follow one another
            try:
                piece = self._inflate.decompress(data, PIECE)
            except zlib.error as error:
                raise CodingError(str(error)) from None
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            if piece:
                yield piece
