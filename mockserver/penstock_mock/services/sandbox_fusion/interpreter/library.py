"""The functions, types, methods and modules of the subset.

Those of the real interpreter are called where their work and their result are bounded by what they
are given; everything is listed by name, and no other attribute is ever looked up.
"""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Callable, Mapping
from functools import partial
from operator import add
from typing import Any

from .machine import PLAIN, Function, Lazy, Machine, Module, type_name
from .process import OpenFile

_MODES = frozenset({"r", "w", "a", "x", "rt", "wt", "at", "xt", "rb", "wb", "ab", "xb"})
# round() to more digits computes a power of ten of that size.
_MAX_DIGITS = 300
_TYPES = (bool, int, float, str, bytes, list, tuple, dict, range)
_EXCEPTIONS = (
    *(BaseException, Exception, ArithmeticError, AssertionError, AttributeError, EOFError),
    *(FileExistsError, FileNotFoundError, IndexError, KeyError, LookupError, MemoryError),
    *(NameError, NotImplementedError, OSError, OverflowError, RuntimeError, StopIteration),
    *(SystemExit, TimeoutError, TypeError, UnboundLocalError, ValueError, ZeroDivisionError),
)
_METHODS: Mapping[type, frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in (
        (
            str,
            "upper lower swapcase title capitalize strip lstrip rstrip startswith endswith find "
            "rfind index count isdigit isalpha isalnum isspace isupper islower split splitlines "
            "join replace encode",
        ),
        (bytes, "decode"),
        (list, "append extend insert pop index remove count sort reverse copy clear"),
        (dict, "get keys values items pop setdefault copy clear"),
        (OpenFile, "read readline readlines write close flush"),
    )
}


def call(machine: Machine, function: Any, arguments: list[Any], keywords: dict[str, Any]) -> Any:
    """Return the result of a call."""
    machine.step()
    if isinstance(function, type):
        return _construct(machine, function, arguments, keywords)
    if not isinstance(function, Function):
        machine.fail(TypeError(f"{type_name(function)!r} object is not callable"))
    try:
        return function.run(machine, *arguments, **keywords)
    except TypeError:  # one that the program raises is a `Raised`
        machine.unsupported(f"{function.name}() with these arguments")


def text(machine: Machine, value: Any, *, represented: bool = False) -> str:
    """Return `str(value)`, or `repr(value)`."""
    if isinstance(value, str) and not represented:
        return value
    machine.weigh(value)
    return machine.made(machine.attempt(repr if represented else str, value))


# -- functions ------------------------------------------------------------------------------------


def _print(
    machine: Machine,
    *values: Any,
    sep: str | None = None,
    end: str | None = None,
    file: Any = None,
    flush: Any = False,
) -> None:
    target = OpenFile("<stdout>", machine.out) if file is None else file
    if not isinstance(target, OpenFile):
        machine.unsupported(f"printing to a {type_name(file)}")
    between, last = " " if sep is None else sep, "\n" if end is None else end
    pieces = [text(machine, value) for value in values]
    machine.fits(sum(map(len, pieces)) + len(between) * len(pieces))
    machine.write(target, between.join(pieces) + last)
    if flush:
        machine.flush(target)


def _input(machine: Machine, prompt: Any = "") -> str:
    _print(machine, prompt, end="", flush=True)
    line = machine.made(str(machine.attempt(machine.stdin.readline)))
    if not line:
        machine.fail(EOFError("EOF when reading a line"))
    return line.removesuffix("\n")


def _open(machine: Machine, file: Any, mode: Any = "r", *, encoding: Any = None) -> OpenFile:
    if not isinstance(file, str) or mode not in _MODES or encoding not in ("utf-8", "utf8", None):
        machine.unsupported("open() of such a file, mode or encoding")
    disk = machine.process.disk
    path, binary = disk.path(file), "b" in mode
    found = disk.files.get(path)
    if mode[0] == "r" and found is not None:
        return OpenFile(file, found, reads=True, binary=binary)
    if mode[0] == "x" and found is not None:
        machine.fail(FileExistsError(17, "File exists", file))
    if mode[0] == "r" or not disk.has_folder(posixpath.dirname(path)):
        machine.fail(FileNotFoundError(2, "No such file or directory", file))
    machine.hold(1024)
    content = found if found is not None and mode[0] == "a" else bytearray()
    disk.files[path] = content
    return OpenFile(file, content, binary=binary)


def _host(host: Callable[..., Any]) -> Function:
    """Return a function of the real Python whose work does not grow with its argument."""
    name = host.__name__

    def run(machine: Machine, *values: Any) -> Any:
        for value in values:
            if not isinstance(value, PLAIN):
                machine.unsupported(f"{name}() of a {type_name(value)}")
        if host is round and any(abs(each) > _MAX_DIGITS for each in values[1:] if each):
            machine.unsupported("round() to so many digits")
        return machine.made(machine.attempt(host, *values))

    return Function(name, run)


def _sum(machine: Machine, values: Any, start: Any = 0) -> Any:
    total = start
    for value in machine.iterate(values):
        if not (isinstance(total, (int, float)) and isinstance(value, (int, float))):
            machine.unsupported("sum() of anything but numbers")
        total = machine.made(machine.attempt(add, total, value))
    return total


def _extreme(
    host: Any, machine: Machine, first: Any, *others: Any, key: Any = None, **default: Any
) -> Any:
    given = [first, *others] if others else machine.listed(first)
    machine.weigh(given)
    return machine.attempt(host, given, key=_key(machine, key), **default)


def _sorted(machine: Machine, values: Any, *, key: Any = None, reverse: Any = False) -> list[Any]:
    given = machine.listed(values)
    _sort(machine, given, key=key, reverse=reverse)
    return given


def _sort(machine: Machine, given: list[Any], *, key: Any = None, reverse: Any = False) -> None:
    for _ in range(len(given).bit_length() // 4 + 1):  # items are compared several times
        machine.weigh(given)
    machine.attempt(given.sort, key=_key(machine, key), reverse=reverse)


def _key(machine: Machine, key: Any) -> Callable[[Any], Any] | None:
    return None if key is None else lambda value: call(machine, key, [value], {})


def _enumerate(machine: Machine, values: Any, start: Any = 0) -> Lazy:
    return Lazy("enumerate", machine.attempt(enumerate, machine.iterate(values), start))


def _zip(machine: Machine, *values: Any) -> Lazy:
    return Lazy("zip", zip(*map(machine.iterate, values), strict=False))


def _map(machine: Machine, function: Any, first: Any, *others: Any) -> Lazy:
    rows = zip(*map(machine.iterate, (first, *others)), strict=False)
    return Lazy("map", (call(machine, function, list(row), {}) for row in rows))


def _isinstance(machine: Machine, value: Any, kinds: Any) -> bool:
    if isinstance(kinds, Function):
        machine.unsupported(f"isinstance() of {kinds.name}")
    return machine.attempt(isinstance, value, kinds)


def _exit(machine: Machine, code: Any = None) -> None:
    machine.fail(SystemExit(code))


def _construct(machine: Machine, kind: type, arguments: list[Any], keywords: Any) -> Any:
    """Return what calling a type makes."""
    if issubclass(kind, BaseException):
        return machine.attempt(kind, *arguments, **keywords)
    if kind not in _TYPES or (len(arguments) > 1 and kind not in (int, range)):
        machine.unsupported(f"{kind.__name__}() with these arguments")
    if kind is str and arguments:
        return text(machine, arguments[0])
    if kind is bytes and any(isinstance(each, int) for each in arguments):
        machine.fits(arguments[0])
    elif kind in (list, tuple, bytes, dict):
        arguments = [each if isinstance(each, dict) else machine.listed(each) for each in arguments]
        machine.weigh(arguments if kind is dict else None)
    return machine.made(machine.attempt(kind, *arguments, **keywords))


# -- attributes -----------------------------------------------------------------------------------


def attribute(machine: Machine, value: Any, name: str) -> Any:
    """Return a method, a member of a module, or one of the few other attributes."""
    if isinstance(value, Module) and name in value.members:
        return value.members[name]
    if isinstance(value, type) and name in _METHODS.get(value, ()):
        return Function(name, partial(_method, value, name))
    if name in _METHODS.get(type(value), ()):
        return Function(name, partial(_method_of, value, name))
    if isinstance(value, OpenFile) and name == "buffer":
        return OpenFile(value.name, value.content, value.reads, binary=True, at=value.at)
    if not isinstance(value, PLAIN) or name.startswith("__") or hasattr(type(value), name):
        owner = value.name if isinstance(value, Module) else type_name(value)
        machine.unsupported(f"{owner}.{name}")
    return machine.fail(AttributeError(f"{type_name(value)!r} object has no attribute {name!r}"))


def _method_of(owner: Any, name: str, machine: Machine, *given: Any, **named: Any) -> Any:
    return _method(type(owner), name, machine, owner, *given, **named)


def _method(kind: type, name: str, machine: Machine, owner: Any, *given: Any, **named: Any) -> Any:
    """Call a method; as a type's attribute, as in `str.lower(word)`, it is given its owner."""
    if isinstance(owner, OpenFile) and kind is OpenFile:
        return _FILE_METHODS[name](machine, owner, *given, **named)
    if kind is list and isinstance(owner, list) and name == "sort":
        return _sort(machine, owner, **named)
    lazy = (Lazy, OpenFile, range)
    arguments = [machine.listed(each) if isinstance(each, lazy) else each for each in given]
    if isinstance(owner, (str, bytes)):
        _foresee_text(machine, name, owner, arguments)
    elif isinstance(owner, (list, dict)):
        _foresee_collection(machine, name, owner, arguments)
    result = machine.attempt(getattr(kind, name), owner, *arguments, **named)
    return machine.made(result) if isinstance(result, (str, bytes)) or name == "copy" else result


def _foresee_text(machine: Machine, name: str, owner: Any, arguments: list[Any]) -> None:
    """Refuse what would be too long, and take the steps of looking through the text."""
    machine.step(len(owner) // 256)
    first = arguments[0] if arguments else None
    if name == "join" and isinstance(first, list):
        machine.fits(sum(len(owner) + len(each) for each in first if isinstance(each, str)))
        return
    machine.weigh(arguments)
    if name == "replace" and all(isinstance(each, str) for each in arguments[:2]):
        machine.fits(len(owner) + owner.count(first) * max(map(len, arguments[1:2]), default=0))
    elif name in ("split", "splitlines"):
        machine.hold(32 * sum(owner.count(each) for each in (first or " ", "\t", "\n")))
    elif name in ("encode", "decode") and arguments not in ([], ["utf-8"], ["utf8"]):
        machine.unsupported("other encodings than UTF-8")


def _foresee_collection(machine: Machine, name: str, owner: Any, arguments: list[Any]) -> None:
    """Take the steps of going through the collection, and the memory of what is added."""
    if name in ("index", "count", "remove"):
        machine.weigh([owner, arguments])
    elif name == "extend" and arguments and hasattr(arguments[0], "__len__"):
        machine.hold(8 * len(arguments[0]))
    elif name in ("append", "insert", "setdefault"):
        machine.hold(8)
    if name in ("insert", "pop", "reverse", "copy", "clear"):
        machine.step(len(owner) // 256)
    if isinstance(owner, dict) and arguments:
        machine.key(arguments[0])


def _read(machine: Machine, file: OpenFile) -> Any:
    return machine.made(machine.attempt(file.read))


def _readline(machine: Machine, file: OpenFile) -> Any:
    return machine.made(machine.attempt(file.readline))


def _close(_: Machine, file: OpenFile) -> None:
    file.closed = True


_FILE_METHODS: Mapping[str, Callable[..., Any]] = {
    "read": _read,
    "readline": _readline,
    "readlines": Machine.listed,
    "write": Machine.write,
    "close": _close,
    "flush": Machine.flush,
}


# -- modules --------------------------------------------------------------------------------------


def imported(machine: Machine, name: str) -> Module:
    """Return a module. Raises ModuleNotFoundError in the program for one that no Python has."""
    if name == "sys":
        streams = {"stdin": machine.stdin, "stdout": OpenFile("<stdout>", machine.out)}
        streams["stderr"] = OpenFile("<stderr>", machine.err)
        argv = [machine.process.path]
        return Module("sys", {**streams, "argv": argv, "exit": Function("exit", _exit)})
    if name == "time":
        return Module("time", {"time": Function("time", _now), "sleep": Function("sleep", _sleep)})
    if name.partition(".")[0] in sys.stdlib_module_names:
        machine.unsupported(f"the module {name}")
    return machine.fail(ModuleNotFoundError(f"No module named {name!r}"))


def _now(machine: Machine) -> float:
    return machine.process.now + machine.elapsed


def _sleep(machine: Machine, seconds: Any) -> None:
    if not isinstance(seconds, (int, float)) or seconds != seconds:
        machine.unsupported(f"sleep() of {type_name(seconds)}")
    if seconds < 0:
        machine.fail(ValueError("sleep length must be non-negative"))
    machine.sleep(machine.attempt(float, seconds))


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "print": _print,
    "input": _input,
    "open": _open,
    "sum": _sum,
    "min": partial(_extreme, min),
    "max": partial(_extreme, max),
    "sorted": _sorted,
    "any": lambda machine, values: any(machine.iterate(values)),
    "all": lambda machine, values: all(machine.iterate(values)),
    "enumerate": _enumerate,
    "zip": _zip,
    "map": _map,
    "repr": partial(text, represented=True),
    "isinstance": _isinstance,
    "exit": _exit,
}
BUILTINS: Mapping[str, Any] = {
    **{name: Function(name, run) for name, run in _FUNCTIONS.items()},
    **{host.__name__: _host(host) for host in (len, abs, round, ord, chr, divmod)},
    **{kind.__name__: kind for kind in (*_TYPES, *_EXCEPTIONS)},
}
"""The builtin names of a program."""
