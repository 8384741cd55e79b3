"""What walks a program: its budget, its frames, and the way to everything it may do."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from attrs import define, field

from .files import OpenFile
from .process import Process
from .scopes import Names, Scope
from .sets import Set
from .signals import HOST_ERRORS, NotUnderstood, OutOfTime, Raised
from .values import View, type_name

T = TypeVar("T")

# Levels of expressions, blocks and calls inside one another. Each costs up to four frames of the
# real interpreter, which has a thousand for everybody.
MAX_DEPTH = 120
# The largest text or bytes, the longest list, the largest whole number.
MAX_TEXT = 32 * 1024 * 1024
MAX_ITEMS = 1_000_000
MAX_BITS = 16_384
# A step is a node of the tree; this much bulk work (bytes moved, items copied) costs another.
_BULK = 2048
# A number is worked on in time that grows with the square of its length.
_LONG_NUMBER = 1024
# What Python keeps of its output when that goes to a pipe (io.DEFAULT_BUFFER_SIZE).
_BUFFER = 8192
# A dictionary's key is compared and hashed out of our sight, so it must be a small thing.
_KEY_PARTS = 500
# Whole numbers below this have a hash of their own; so many steps for others keep those few that
# a program could choose all of one hash.
_OWN_HASH = 60
_SHARED_HASH = 64


@define(eq=False)
class Frame:
    """A function being run, or the module."""

    name: str
    scope: Scope
    line: int = 0


@define(eq=False)
class Machine:
    """One program being walked."""

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
    deepened: bool = False
    """It was nested too deeply once: the mock's limit, not Python's."""
    stdin: OpenFile = field(init=False)
    frames: list[Frame] = field(init=False)
    handling: list[BaseException] = field(factory=list)
    """The exceptions whose `except` is being run, innermost last."""
    showing: set[int] = field(factory=set)
    """The collections being written out: one that holds itself is not written out again."""
    searched: dict[ast.AST, Names] = field(factory=dict)
    """The names of the functions and comprehensions there were so far."""

    def __attrs_post_init__(self) -> None:
        self.steps, self.memory = self.process.steps, self.process.memory
        stdin = self.process.stdin.encode("utf-8", "replace")
        self.stdin = OpenFile("<stdin>", bytearray(stdin), reads=True, newlines=False)
        names = {"__name__": "__main__", "__file__": self.process.path}
        self.frames = [Frame("<module>", Scope(names))]

    # -- what it may use up ---------------------------------------------------------------------

    def step(self, count: int = 1) -> None:
        """Take steps. Raises OutOfTime after the last one: such a program would never end."""
        self.steps -= count
        if self.steps < 0:
            self._expire()

    def bulk(self, size: int) -> None:
        """Take the steps of moving `size` bytes or items."""
        if size > _BULK:
            self.step(size // _BULK)

    def hold(self, size: int) -> None:
        """Use memory. Raises MemoryError in the program."""
        self.bulk(size)
        self.memory -= size
        if self.memory < 0:
            self._exhausted()

    def flush(self, *, all_of_it: bool = True) -> None:
        """Let `out` leave the process; by itself it does once a buffer is full."""
        if all_of_it or len(self.out) - self.flushed > _BUFFER:
            self.flushed = len(self.out)

    def sleep(self, seconds: float) -> None:
        """Let time pass for the program; nobody waits here. Raises OutOfTime at its timeout."""
        self.elapsed += seconds
        if self.elapsed >= self.process.timeout:
            self._expire()

    def _expire(self) -> NoReturn:
        self.elapsed = self.process.timeout
        raise OutOfTime

    def enter(self) -> None:
        """Go one level deeper; whoever does, takes one from `depth` at the end.

        Raises RecursionError in the program at the last level.
        """
        if self.depth >= MAX_DEPTH:
            self.deepened = True
            self.fail(RecursionError("maximum recursion depth exceeded"))
        self.depth += 1

    def made(self, value: T) -> T:
        """A value that came to be: held, and refused when it is too large to go on with."""
        if isinstance(value, (str, bytes)):
            self.fits(len(value))
            self.hold(len(value))
        elif isinstance(value, (list, tuple, dict, Set)):
            self.room(len(value))
            self.hold(8 * len(value))
        elif isinstance(value, int) and value.bit_length() > _LONG_NUMBER:
            self.wide(value.bit_length())
        return value

    def fits(self, length: int) -> None:
        """Refuse text that would be too long."""
        if length > MAX_TEXT:
            self._exhausted()

    def room(self, items: int) -> None:
        """Refuse a collection that would be too large."""
        if items > MAX_ITEMS:
            self._exhausted()

    def _exhausted(self) -> NoReturn:
        """The program meets its own memory limit, or the mock's, which it is told of."""
        if self.process.limited:
            self.fail(MemoryError())
        texts, items = f"{MAX_TEXT >> 20} MiB in a text", f"{MAX_ITEMS} items in a collection"
        total = f"{self.process.memory >> 20} MiB in all"
        remedy = self.process.remedy
        said = f"penstock-mock holds no more than {texts}, {items} and {total}. {remedy}"
        self.fail(MemoryError(said))

    def wide(self, bits: int) -> None:
        """Refuse a whole number that would be too large, and pay for a large one."""
        if bits > MAX_BITS:
            self.unknown(f"whole numbers of more than {MAX_BITS} bits")
        self.step(1 + bits // _LONG_NUMBER)

    # -- what goes wrong ------------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """The function being run."""
        return self.frames[-1]

    def fail(self, error: BaseException) -> NoReturn:
        """The program raises."""
        raise Raised(error, tuple((frame.line, frame.name) for frame in self.frames))

    def attempt(self, work: Callable[..., T], *arguments: Any, **keywords: Any) -> T:
        """Do what may go wrong for a real Python as well; then the program raises the same."""
        try:
            return work(*arguments, **keywords)
        except HOST_ERRORS as error:
            self.fail(error)

    def unknown(self, what: str) -> NoReturn:
        """The program has something this tiny Python doesn't know."""
        raise NotUnderstood(what, self.frame.line)

    def names(self, node: ast.AST, search: Callable[[], Names]) -> Names:
        """The names of a function or a comprehension, looked for once."""
        if node not in self.searched:
            self.searched[node] = search()
            self.step(self.searched[node].size)
        return self.searched[node]

    def at(self, node: ast.stmt) -> None:
        """The statement being run, for tracebacks."""
        self.frame.line = node.lineno

    # -- what the walk does, see `walker` --------------------------------------------------------

    def evaluate(self, node: ast.expr) -> Any:
        """The value of an expression."""
        raise NotImplementedError

    def attribute(self, value: Any, name: str) -> Any:
        """What `value.name` is."""
        raise NotImplementedError

    def call(
        self, function: Any, arguments: list[Any], keywords: dict[str, Any] | None = None
    ) -> Any:
        """What a call comes to."""
        raise NotImplementedError

    def true(self, value: Any) -> bool:
        """What `bool(value)` is."""
        return bool(value)  # ours are empty like Python's: a Set has a length

    # -- keys -----------------------------------------------------------------------------------

    def key(self, value: Any) -> Any:
        """A value that can be a dictionary's key. Raises TypeError in the program otherwise."""
        left = [_KEY_PARTS]
        self._check_key(value, left)
        return value

    def _check_key(self, value: Any, left: list[int]) -> None:
        left[0] -= 1
        self.step()
        if left[0] < 0:
            self.unknown(f"keys of more than {_KEY_PARTS} parts")
        if isinstance(value, int) and value.bit_length() > _OWN_HASH:
            self.step(_SHARED_HASH)
        seen = isinstance(value, View) and value.name != "values"
        if seen or isinstance(value, (list, dict, Set)):
            self.fail(TypeError(f"unhashable type: {type_name(value)!r}"))
        if isinstance(value, tuple):
            for part in value:
                self._check_key(part, left)
