"""The process a program believes to live in: its streams, its disk, its arguments, its end."""

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
        """Where a name leads; absolute paths and `..` are honoured, as on the server."""
        return posixpath.normpath(posixpath.join(self.cwd, name))

    def put(self, name: str, content: bytes) -> None:
        """Write a whole file."""
        self.files[self.path(name)] = bytearray(content)

    def get(self, name: str) -> bytes | None:
        """A file's content; None when there is none."""
        found = self.files.get(self.path(name))
        return None if found is None else bytes(found)

    def has_folder(self, path: str) -> bool:
        """Whether a file can be written to that folder: one with files, or a usual one."""
        usual = (self.cwd, posixpath.dirname(self.cwd), "/tmp", "/")  # noqa: S108 - not a real one
        return path in usual or any(name.startswith(f"{path}/") for name in self.files)


@define(eq=False)
class Process:
    """One run of one program, and what it may use up."""

    disk: Disk
    name: str = "main.py"
    """The file the code is in, for tracebacks; relative to the disk's folder."""
    stdin: str = ""
    now: float = 0.0
    """The time at which it begins, in seconds since 1970."""
    timeout: float = 10.0
    """Seconds it may take; infinity is allowed."""
    steps: int = 500_000
    memory: int = 128 * 1024 * 1024
    """Bytes it may make, all in all; what is thrown away is not given back."""
    limited: bool = False
    """`memory` is what the program was given, and no limit of the mock's."""
    remedy: str = ""
    """What to do about a program that isn't understood."""

    @property
    def path(self) -> str:
        """Where its code is."""
        return self.disk.path(self.name)


@frozen
class Ending:
    """How a program ended."""

    stdout: bytes
    stderr: bytes
    return_code: int | None
    """None when it was ended for its time."""
    seconds: float
    """What it slept, or its timeout."""
    not_understood: str | None = None
    """What this tiny Python doesn't know of the program."""
    displays: tuple[Mapping[str, str], ...] = ()
    """Of a notebook's cell: what its last expression shows."""
    error: tuple[str, str, tuple[str, ...]] | None = None
    """Of a notebook's cell: name, text and traceback of what it raised."""

    @property
    def timed_out(self) -> bool:
        """Whether it was ended for its time."""
        return self.return_code is None
