"""The state of a program being interpreted, and the bounds on the work and memory it may take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeVar

from attrs import define, field, frozen

from .process import OpenFile, Process

T = TypeVar("T")

# Nested expressions, blocks and calls. Each takes up to four frames of the real interpreter, which
# has a thousand in all.
MAX_DEPTH = 120
MAX_BITS = 16_384
# How deep lists of lists may be to be compared or printed; one that contains itself is endless.
_MAX_NESTING = 40
# A step is a node of the tree; so many bytes moved or items copied cost another.
_BULK = 2048
# The size of the buffer of a Python that writes to a pipe (io.DEFAULT_BUFFER_SIZE).
_BUFFER = 8192
# Keys that are no text can be chosen so that they share their hash: so many steps for each bound
# the comparisons.
_HASHED = 32
# The address of every object that is shown with one, so that each run prints the same.
_ADDRESS = "0x7f0000000000"

VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
SIZED: tuple[type, ...] = (str, bytes, list, tuple, dict, range, *VIEWS)
PLAIN = (type(None), bool, int, float, *SIZED)
"""The types whose values are those of the real interpreter."""

_NESTING = (list, tuple, dict, BaseException, *VIEWS)
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


@frozen(eq=False, repr=False)
class Function:
    """A function of the library or of the program; `run` is called with the machine first."""

    name: str
    run: Callable[..., Any]
    kind: str = "built-in function"

    def __repr__(self) -> str:
        where = f" at {_ADDRESS}" if self.kind == "function" else ""
        return f"<{self.kind} {self.name}{where}>"


@frozen(eq=False)
class Module:
    """An imported module."""

    name: str
    members: dict[str, Any]


@define(eq=False, repr=False)
class Lazy:
    """An iterator: `map`, `zip` and their like, and generator expressions."""

    name: str
    items: Iterator[Any]

    def __repr__(self) -> str:
        return f"<{self.name} object at {_ADDRESS}>"


def type_name(value: Any) -> str:
    """Return the name of a value's type."""
    return value.name if isinstance(value, Lazy) else type(value).__name__.lower()


@define(eq=False)
class Frame:
    """The variables of the module, of a function call, or of a comprehension."""

    machine: Machine
    name: str = "<module>"
    variables: dict[str, Any] = field(factory=dict)
    parent: Frame | None = None
    local: frozenset[str] = frozenset()
    """The names it assigns."""
    line: int = 0


@define(eq=False)
class Machine:
    """One program, or one notebook, being interpreted."""

    process: Process
    out: bytearray = field(factory=bytearray)
    err: bytearray = field(factory=bytearray)
    flushed: int = 0
    """Length of `out` that was flushed, in bytes; a killed program loses the rest."""
    steps: int = field(init=False)
    memory: int = field(init=False)
    elapsed: float = 0.0
    """Seconds slept."""
    depth: int = 0
    stdin: OpenFile = field(init=False)
    frames: list[Frame] = field(init=False)
    local: dict[Any, frozenset[str]] = field(factory=dict)
    """The local names of each function definition."""

    def __attrs_post_init__(self) -> None:
        self.steps, self.memory = self.process.steps, self.process.memory
        stdin = bytearray(self.process.stdin.encode("utf-8", "replace"))
        self.stdin = OpenFile("<stdin>", stdin, reads=True, newlines=False)
        names = {"__name__": "__main__", "__file__": self.process.path}
        self.frames = [Frame(self, variables=names)]

    # -- limits ---------------------------------------------------------------------------------

    def step(self, count: int = 1) -> None:
        """Take steps. Raises OutOfTime after the last one."""
        self.steps -= count
        if self.steps < 0:
            self.sleep(self.process.timeout)

    def sleep(self, seconds: float) -> None:
        """Let time pass for the program. Raises OutOfTime at its timeout."""
        self.elapsed = min(self.elapsed + seconds, self.process.timeout)
        if self.elapsed >= self.process.timeout:
            raise OutOfTime

    def enter(self) -> None:
        """Go one level deeper; the caller decrements `depth` at the end."""
        if self.depth >= MAX_DEPTH:
            self.unsupported(f"more than {MAX_DEPTH} levels of expressions, blocks and calls")
        self.depth += 1

    def fits(self, size: int) -> None:
        """Refuse to make what would take so many bytes."""
        if size <= self.memory:
            return
        if self.process.limited:
            self.fail(MemoryError())
        most = f"{self.process.memory >> 20} MiB"
        self.fail(MemoryError(f"penstock-mock holds no more than {most}. {self.process.remedy}"))

    def hold(self, size: int) -> None:
        """Allocate memory."""
        self.fits(size)
        self.step(size // _BULK)
        self.memory -= size

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
            for part in _parts(value):
                self.step()
                self.weigh(part, nesting + 1)

    def key(self, value: Any) -> Any:
        """Return a value that can be a dictionary's key. Raises TypeError in the program."""
        self.weigh(value)
        self.step(1 if isinstance(value, (str, bytes)) else _HASHED)
        self.attempt(hash, value)
        return value

    # -- output ---------------------------------------------------------------------------------

    def write(self, file: OpenFile, data: Any) -> int:
        """Write to a file or stream. Raises in the program as Python does."""
        self.hold(len(data) if isinstance(data, (str, bytes)) else 0)
        written = self.attempt(file.write, data)
        if len(self.out) - self.flushed > _BUFFER:
            self.flushed = len(self.out)
        return written

    def flush(self, file: OpenFile) -> None:
        """Flush standard output; everything else is written at once."""
        if file.content is self.out:
            self.flushed = len(self.out)

    # -- errors ---------------------------------------------------------------------------------

    def fail(self, error: BaseException) -> NoReturn:
        """Raise an exception in the program."""
        raise Raised(error, tuple((frame.line, frame.name) for frame in self.frames))

    def attempt(self, work: Callable[..., T], *arguments: Any, **keywords: Any) -> T:
        """Call a function of the real Python; an exception of it is raised in the program."""
        try:
            return work(*arguments, **keywords)
        except _HOST_ERRORS as error:
            self.fail(error)

    def unsupported(self, feature: str) -> NoReturn:
        """Report something outside the subset."""
        raise Unsupported(feature, self.frames[-1].line)

    # -- iteration ------------------------------------------------------------------------------

    def iterate(self, value: Any) -> Iterator[Any]:
        """Return an iterator over a value, which takes a step for each item."""
        if isinstance(value, Lazy):
            return self._stepped(lambda: next(value.items))
        if not isinstance(value, (*PLAIN, OpenFile)):
            self.unsupported(f"iterating over a {type_name(value)}")
        return self._stepped(self.attempt(iter, value).__next__)

    def listed(self, value: Any) -> list[Any]:
        """Return all items of a value."""
        sized = isinstance(value, SIZED)
        if sized:
            self.fits(8 * self.attempt(len, value))
            return self.made(list(value))
        return self.made(list(self.iterate(value)))

    def _stepped(self, take: Callable[[], Any]) -> Iterator[Any]:
        while True:
            self.step()
            try:
                item = take()
            except StopIteration:
                return
            except RecursionError:
                raise
            except (*_HOST_ERRORS, RuntimeError) as error:  # a dictionary changed, a closed file
                self.fail(error)
            yield item


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return list(value.args if isinstance(value, BaseException) else value)
