"""A file a program has open: text or bytes, to be read or to be written."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define


@define(eq=False)
class OpenFile:
    """A file on a `Disk`, or one of the three streams. Closing is all that has to be done."""

    name: str
    content: bytearray
    reads: bool = False
    binary: bool = False
    closed: bool = False
    at: int = 0
    newlines: bool = True
    """CRLF is read as LF, as `open` has it by default; standard input isn't."""

    @property
    def type_name(self) -> str:
        """Its type, as Python calls it."""
        if not self.binary:
            return "TextIOWrapper"
        return "BufferedReader" if self.reads else "BufferedWriter"

    def take(self, size: int | None = None) -> str | bytes:
        """The rest, or so many characters of it. Raises ValueError and OSError as Python does."""
        self._check(reading=True)
        if size is None or size < 0:
            taken = bytes(self.content[self.at :])
        elif self.binary:
            taken = bytes(self.content[self.at : self.at + size])
        else:
            near = bytes(self.content[self.at : self.at + 4 * size])  # no character is longer
            taken = near.decode(errors="ignore")[:size].encode()
        return self._moved(taken)

    def line(self) -> str | bytes:
        """The next line, with its end; empty at the end."""
        self._check(reading=True)
        end = self.content.find(b"\n", self.at)
        stop = len(self.content) if end < 0 else end + 1
        return self._moved(bytes(self.content[self.at : stop]))

    def lines(self) -> Iterator[str | bytes]:
        """The lines that are left."""
        while line := self.line():
            yield line

    def write(self, data: str | bytes) -> int:
        """Append. Raises TypeError for the other kind of data."""
        self._check(reading=False)
        if self.binary != isinstance(data, bytes):
            if self.binary:
                raise TypeError("a bytes-like object is required, not 'str'")
            raise TypeError("write() argument must be str, not bytes")
        self.content += data.encode() if isinstance(data, str) else data
        return len(data)

    def _moved(self, taken: bytes) -> str | bytes:
        self.at += len(taken)
        if self.binary:
            return taken
        said = taken.decode()
        return said.replace("\r\n", "\n") if self.newlines else said

    def _check(self, *, reading: bool) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if self.reads != reading:
            raise OSError("not readable" if reading else "not writable")
