"""A program's files and streams, its values, and the bounds on its work and memory."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NoReturn, TypeVar

from attrs import field

from ....document.values import define, frozen

T = TypeVar("T")

# Nested expressions, blocks and calls. Each takes up to four frames of the real interpreter, which
# has a thousand in all.
MAX_DEPTH = 120
MAX_BITS = 16_384
# Deeper lists of lists are not compared or printed; one that contains itself is endless.
_MAX_NESTING = 40
# A step is a node of the tree; so many bytes moved or items copied cost another.
_BULK = 2048
# The size of the buffer of a Python that writes to a pipe (io.DEFAULT_BUFFER_SIZE).
_BUFFER = 8192
# Keys that are no text can be chosen so that they share their hash: so many steps for each bound
# the comparisons.
_HASHED = 32

_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_SIZED: tuple[type, ...] = (str, bytes, list, tuple, dict, range, *_VIEWS)
PLAIN = (type(None), type(...), bool, int, float, *_SIZED)
"""The types whose values are those of the real interpreter."""

_NESTING = (list, tuple, dict, BaseException, *_VIEWS)
_HOST_ERRORS = (ArithmeticError, LookupError, MemoryError, OSError, TypeError, ValueError)


class Raised(Exception):  # noqa: N818 - it is no error of the mock's
    """The program raised `error`; `trace` has lines and function names, outermost first."""

    def __init__(self, error: BaseException, trace: tuple[tuple[int, str], ...]) -> None:
        super().__init__(error)
        self.error = error
        self.trace = trace


class OutOfTime(Exception):  # noqa: N818
    """The program used up its seconds, or so many steps that it would never end."""


class Unsupported(Exception):  # noqa: N818
    """The program needs something outside the subset."""

    def __init__(self, feature: str, line: int = 0) -> None:
        super().__init__(feature)
        self.feature = feature
        self.line = line


# -- files ----------------------------------------------------------------------------------------


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


class Sink(io.RawIOBase):
    """The end of a file, or a stream, to append to."""

    def __init__(self, content: bytearray) -> None:
        super().__init__()
        self.content = content

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self.content += data
        return len(data)


def text_file(raw: io.BytesIO | Sink, newline: str | None = "\n") -> io.TextIOWrapper:
    """Return a file of text. newline: None to read CRLF as LF, as `open` does by default."""
    return io.TextIOWrapper(raw, "utf-8", newline=newline, write_through=True)  # type: ignore[arg-type, unused-ignore]


# -- the outcome ----------------------------------------------------------------------------------


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


# -- values that are not the real interpreter's ---------------------------------------------------


@frozen(eq=False)
class Function:
    """A function of the library or of the program; `run` is called with the machine first."""

    name: str
    run: Callable[..., Any]


@frozen(eq=False)
class Module:
    """An imported module."""

    name: str
    members: dict[str, Any]


def type_name(value: Any) -> str:
    """Return the name of a value's type."""
    return type(value).__name__.lower()


# -- the machine ----------------------------------------------------------------------------------


@define(eq=False)
class Machine:
    """One program, or one notebook, being interpreted."""

    disk: Disk
    name: str = "main.py"
    """The file of the code, for tracebacks; relative to the disk's folder."""
    input: str = ""
    now: float = 0.0
    """The time at which it begins, in seconds since 1970."""
    timeout: float = 10.0
    """In seconds; infinity is allowed."""
    steps: int = 500_000
    """Steps it may still take."""
    memory: int = 128 * 1024 * 1024
    """Bytes it may allocate in total; freed memory is not given back."""
    limited: bool = False
    """`memory` is a limit of the request, not of the mock."""
    remedy: str = ""
    """The remedy for a program that is not supported."""
    out: bytearray = field(factory=bytearray)
    err: bytearray = field(factory=bytearray)
    flushed: int = 0
    """Length of `out` that was flushed, in bytes; a killed program loses the rest."""
    allocated: int = 0
    elapsed: float = 0.0
    """Seconds slept."""
    depth: int = 0
    path: str = field(init=False)
    """The absolute path of the code."""
    variables: dict[str, Any] = field(init=False)
    """The variables of the module."""
    calls: list[Any] = field(factory=list)
    """The frames of the module and of the functions that are running, outermost first."""
    _stdout: io.TextIOWrapper | None = None
    """Standard output as a file, once the program asked for it."""

    def __attrs_post_init__(self) -> None:
        self.path = self.disk.path(self.name)
        self.variables = {"__name__": "__main__", "__file__": self.path}

    @cached_property
    def stdin(self) -> io.TextIOWrapper:
        return text_file(io.BytesIO(self.input.encode("utf-8", "replace")))

    @property
    def stdout(self) -> io.TextIOWrapper:
        if self._stdout is None:
            self._stdout = text_file(Sink(self.out))
        return self._stdout

    @cached_property
    def stderr(self) -> io.TextIOWrapper:
        return text_file(Sink(self.err))

    # -- limits ---------------------------------------------------------------------------------

    def step(self, count: int = 1) -> None:
        """Take steps. Raises OutOfTime after the last one."""
        self.steps -= count
        if self.steps < 0:
            self.sleep(self.timeout)

    def sleep(self, seconds: float) -> None:
        """Let time pass for the program. Raises OutOfTime at its timeout."""
        self.elapsed = min(self.elapsed + seconds, self.timeout)
        if self.elapsed >= self.timeout:
            raise OutOfTime

    def fits(self, size: int) -> None:
        """Refuse to make a value that would take so many bytes."""
        if self.allocated + size <= self.memory:
            return
        if self.limited:
            self.fail(MemoryError())
        most = f"{self.memory >> 20} MiB"
        self.fail(MemoryError(f"penstock-mock holds no more than {most}. {self.remedy}"))

    def hold(self, size: int) -> None:
        """Allocate memory."""
        if self.allocated + size > self.memory:
            self.fits(size)
        if size >= _BULK:
            self.step(size // _BULK)
        self.allocated += size

    def made(self, value: T) -> T:
        """Account for a new value, and return it."""
        if isinstance(value, (str, bytes)):
            self.hold(len(value))
        elif isinstance(value, (list, tuple, dict)):
            self.hold(8 * len(value))
        elif isinstance(value, int):
            self.wide(value.bit_length())
        elif not isinstance(value, PLAIN):
            self.unsupported("complex numbers" if isinstance(value, complex) else "sets")
        return value

    def wide(self, bits: int) -> None:
        """Refuse an integer that would be too large, and take the steps of a large one."""
        if bits > MAX_BITS:
            self.unsupported(f"integers of more than {MAX_BITS} bits")
        self.step(bits // 512)

    def weigh(self, value: Any, nesting: int = 0) -> None:
        """Take a step for each part of a value, before the real interpreter walks through it."""
        if isinstance(value, (str, bytes)):
            self.step(len(value) // _BULK)
        elif isinstance(value, _NESTING):
            if nesting > _MAX_NESTING:
                self.unsupported(f"values nested deeper than {_MAX_NESTING} levels")
            parts: Any = value.args if isinstance(value, BaseException) else value
            for part in [*parts, *value.values()] if isinstance(value, dict) else parts:
                self.step()
                self.weigh(part, nesting + 1)
        elif not isinstance(value, (*PLAIN, type)):
            self.unsupported(f"the text of a {type_name(value)}, or comparing it")

    def key(self, value: Any) -> Any:
        """Return a value that can be a dictionary's key. Raises TypeError in the program."""
        self.weigh(value)
        self.step(1 if isinstance(value, (str, bytes)) else _HASHED)
        self.attempt(hash, value)
        return value

    # -- output ---------------------------------------------------------------------------------

    def print(self, text: str) -> None:
        """Write to standard output."""
        if self._stdout is None:
            self.hold(len(text))
            self.out += self.attempt(text.encode)
            self._written()
        else:
            self.write(self._stdout, text)

    def write(self, file: Any, data: Any) -> int:
        """Write to a file or stream. Raises in the program as Python does."""
        self.hold(len(data) if isinstance(data, (str, bytes)) else 0)
        written: int = self.attempt(file.write, data)
        self._written()
        return written

    def _written(self) -> None:
        """Flush a full buffer."""
        if len(self.out) - self.flushed > _BUFFER:
            self.flushed = len(self.out)

    def flush(self, file: Any) -> None:
        """Flush standard output; everything else is written at once."""
        if file in (self.stdout, self.stdout.buffer):
            self.flushed = len(self.out)

    # -- errors ---------------------------------------------------------------------------------

    def fail(self, error: BaseException) -> NoReturn:
        """Raise an exception in the program."""
        raise Raised(error, tuple((frame.line, frame.name) for frame in self.calls))

    def attempt(self, work: Callable[..., T], *arguments: Any, **keywords: Any) -> T:
        """Call a function of the real Python; an exception of it is raised in the program."""
        try:
            return work(*arguments, **keywords)
        except _HOST_ERRORS as error:
            self.fail(error)

    def unsupported(self, feature: str) -> NoReturn:
        """Report something outside the subset."""
        raise Unsupported(feature, self.calls[-1].line if self.calls else 0)

    # -- iteration ------------------------------------------------------------------------------

    def iterate(self, value: Any) -> Iterator[Any]:
        """Return an iterator over a value, which takes a step for each item."""
        if not isinstance(value, (*PLAIN, Iterator)):
            self.unsupported(f"iterating over a {type_name(value)}")
        return self._stepped(self.attempt(iter, value))

    def _stepped(self, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            self.step()
            try:
                item = next(items)
            except StopIteration:
                return
            except RecursionError:
                raise
            except (*_HOST_ERRORS, RuntimeError) as error:  # a dictionary changed, a closed file
                self.fail(error)
            yield item

    def listed(self, value: Any) -> list[Any]:
        """Return all items of a value."""
        items: Any = value
        if isinstance(value, _SIZED):
            self.fits(8 * self.attempt(len, value))
        else:
            items = self.iterate(value)
        return self.made(list(items))
