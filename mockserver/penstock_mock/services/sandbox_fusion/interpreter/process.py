"""The process a program believes to live in: its files, its streams, its limits, its outcome."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from attrs import define, field, frozen


@define(eq=False)
class Disk:
    """Files by absolute path; nothing of the machine's own disk."""

    cwd: str
    files: dict[str, bytearray] = field(factory=dict)

    def path(self, name: str) -> str:
        """Return the absolute path of a name; absolute paths and `..` are honoured."""
        return posixpath.normpath(posixpath.join(self.cwd, name))

    def put(self, name: str, content: bytes) -> None:
        """Write a whole file."""
        self.files[self.path(name)] = bytearray(content)

    def get(self, name: str) -> bytes | None:
        """Return a file's content, None if there is no such file."""
        found = self.files.get(self.path(name))
        return None if found is None else bytes(found)

    def has_folder(self, path: str) -> bool:
        """Return whether a file can be written to that folder: one with files, or a usual one."""
        usual = (self.cwd, posixpath.dirname(self.cwd), "/tmp", "/")  # noqa: S108 - not a real one
        return path in usual or any(name.startswith(f"{path}/") for name in self.files)


@define(eq=False, repr=False)
class OpenFile:
    """An open file of a `Disk`, or one of the standard streams."""

    name: str
    content: bytearray
    reads: bool = False
    binary: bool = False
    closed: bool = False
    at: int = 0
    newlines: bool = True
    """Read CRLF as LF, as `open` does by default; standard input is read as it is."""

    def __repr__(self) -> str:
        return f"<_io.TextIOWrapper name={self.name!r}>"

    def read(self) -> str | bytes:
        """Return the rest. Raises ValueError and OSError."""
        self._check(reading=True)
        return self._moved(bytes(self.content[self.at :]))

    def readline(self) -> str | bytes:
        """Return the next line with its end; empty at the end of the file."""
        self._check(reading=True)
        end = self.content.find(b"\n", self.at)
        return self._moved(bytes(self.content[self.at : len(self.content) if end < 0 else end + 1]))

    def __iter__(self) -> OpenFile:
        return self

    def __next__(self) -> str | bytes:
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, data: str | bytes) -> int:
        """Append. Raises TypeError for the other kind of data, ValueError and OSError."""
        self._check(reading=False)
        if self.binary and not isinstance(data, bytes):
            raise TypeError(f"a bytes-like object is required, not {type(data).__name__!r}")
        if not self.binary and not isinstance(data, str):
            raise TypeError(f"write() argument must be str, not {type(data).__name__}")
        self.content += data.encode() if isinstance(data, str) else data
        return len(data)

    def _moved(self, taken: bytes) -> str | bytes:
        self.at += len(taken)
        if self.binary:
            return taken
        return taken.decode().replace("\r\n", "\n") if self.newlines else taken.decode()

    def _check(self, *, reading: bool) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if self.reads != reading:
            raise OSError("not readable" if reading else "not writable")


@define(eq=False)
class Process:
    """One run of one program, and its limits."""

    disk: Disk
    name: str = "main.py"
    """The file of the code, for tracebacks; relative to the disk's folder."""
    stdin: str = ""
    now: float = 0.0
    """The time at which it begins, in seconds since 1970."""
    timeout: float = 10.0
    """In seconds; infinity is allowed."""
    steps: int = 500_000
    memory: int = 128 * 1024 * 1024
    """Bytes it may allocate in total; freed memory is not given back."""
    limited: bool = False
    """`memory` is a limit of the request, not of the mock."""
    remedy: str = ""
    """The remedy for a program that is not supported."""

    @property
    def path(self) -> str:
        """The absolute path of the code."""
        return self.disk.path(self.name)


@frozen
class Outcome:
    """The end of a program, or of a notebook's cell."""

    stdout: bytes
    stderr: bytes
    return_code: int | None
    """None if it was killed at its timeout."""
    seconds: float
    """The time it slept, or its timeout."""
    unsupported: str | None = None
    """The message about something that is not supported."""
    displays: tuple[Mapping[str, str], ...] = ()
    """Of a cell: the value of its last expression."""
    error: tuple[str, str, tuple[str, ...]] | None = None
    """Of a cell: name, text and traceback of an exception."""

    @property
    def timed_out(self) -> bool:
        """True if it was killed at its timeout."""
        return self.return_code is None
