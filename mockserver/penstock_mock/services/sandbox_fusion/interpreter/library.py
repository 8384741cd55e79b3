"""The functions, types, methods and modules of the subset.

Those of the real interpreter are called where their arguments bound their work and their result;
all are listed by name, and no other attribute is ever looked up.
"""

from __future__ import annotations

import io
import posixpath
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from operator import add
from typing import Any

from .machine import PLAIN, Function, Machine, Module, Sink, text_file, type_name

_MODES = frozenset({"r", "w", "a", "rt", "wt", "at", "rb", "wb", "ab"})
# round() to more digits computes a power of ten of that size.
_MAX_DIGITS = 300
_TYPES = (bool, int, float, str, list, tuple, dict, range)
_EXCEPTIONS = (
    *(BaseException, Exception, ArithmeticError, AssertionError, AttributeError, EOFError),
    *(FileNotFoundError, IndexError, KeyError, LookupError, MemoryError, NameError),
    *(NotImplementedError, OSError, OverflowError, RuntimeError, StopIteration, SystemExit),
    *(TimeoutError, TypeError, ValueError, ZeroDivisionError),
)
_METHODS: Mapping[type, frozenset[str]] = {
    kind: frozenset(names.split())
    for kind, names in (
        (
            str,
            "upper lower swapcase title capitalize strip lstrip rstrip startswith endswith find "
            "rfind index count isdigit isalpha isalnum isspace isupper islower split splitlines "
            "join replace",
        ),
        (list, "append extend insert pop index remove count sort reverse copy clear"),
        (dict, "get keys values items pop setdefault copy clear"),
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


def _construct(machine: Machine, kind: type, arguments: list[Any], keywords: Any) -> Any:
    if issubclass(kind, BaseException):
        return machine.attempt(kind, *arguments, **keywords)
    if kind not in _TYPES or (len(arguments) > 1 and kind not in (int, range)):
        machine.unsupported(f"{kind.__name__}() with these arguments")
    if kind is str and arguments:
        return text(machine, arguments[0])
    if kind in (list, tuple, dict):
        arguments = [each if isinstance(each, dict) else machine.listed(each) for each in arguments]
        machine.weigh(arguments if kind is dict else None)
    return machine.made(machine.attempt(kind, *arguments, **keywords))


def text(machine: Machine, value: Any, *, represented: bool = False) -> str:
    """Return `str(value)`, or `repr(value)`."""
    if isinstance(value, str) and not represented:
        return value
    machine.weigh(value)
    return machine.made(machine.attempt(repr if represented else str, value))


# -- functions ------------------------------------------------------------------------------------


def builtin_print(
    machine: Machine,
    *values: Any,
    sep: str | None = None,
    end: str | None = None,
    file: Any = None,
    flush: Any = False,
) -> None:
    if file is not None and not isinstance(file, io.IOBase):
        machine.unsupported(f"printing to a {type_name(file)}")
    between, last = " " if sep is None else sep, "\n" if end is None else end
    pieces = [text(machine, value) for value in values]
    machine.fits(sum(map(len, pieces)) + len(between) * len(pieces))
    if file is None:
        machine.print(between.join(pieces) + last)
    else:
        machine.write(file, between.join(pieces) + last)
    if flush:
        machine.flush(machine.stdout if file is None else file)


def builtin_input(machine: Machine, prompt: Any = "") -> str:
    builtin_print(machine, prompt, end="", flush=True)
    line = machine.made(machine.attempt(machine.stdin.readline))
    if not line:
        machine.fail(EOFError("EOF when reading a line"))
    return line.removesuffix("\n")


def builtin_open(
    machine: Machine, file: Any, mode: Any = "r", *, encoding: Any = None
) -> io.IOBase:
    if not isinstance(file, str) or mode not in _MODES or encoding not in ("utf-8", "utf8", None):
        machine.unsupported("open() of such a file, mode or encoding")
    path = machine.disk.path(file)
    content = machine.disk.files.get(path)
    folder = machine.disk.has_folder(posixpath.dirname(path))
    if content is None and (mode[0] == "r" or not folder):
        machine.fail(FileNotFoundError(2, "No such file or directory", file))
    machine.hold(1024)
    if content is None or mode[0] == "w":
        content = machine.disk.files[path] = bytearray()
    raw = io.BytesIO(content) if mode[0] == "r" else Sink(content)
    return raw if "b" in mode else text_file(raw, None if mode[0] == "r" else "\n")


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


def builtin_sum(machine: Machine, values: Any, start: Any = 0) -> Any:
    total = start
    for value in machine.iterate(values):
        if not (isinstance(total, (int, float)) and isinstance(value, (int, float))):
            machine.unsupported("sum() of anything but numbers")
        total = machine.made(machine.attempt(add, total, value))
    return total


def _extreme(host: Any, machine: Machine, first: Any, *others: Any, **default: Any) -> Any:
    if "key" in default:
        machine.unsupported(f"{host.__name__}() with a key")
    given = [first, *others] if others else machine.listed(first)
    machine.weigh(given)
    return machine.attempt(host, given, **default)


def builtin_sorted(machine: Machine, values: Any, *, reverse: Any = False) -> list[Any]:
    given = machine.listed(values)
    _sort(machine, given, reverse=reverse)
    return given


def _sort(machine: Machine, given: list[Any], *, reverse: Any = False) -> None:
    for _ in range(len(given).bit_length() // 4 + 1):  # items are compared several times
        machine.weigh(given)
    machine.attempt(given.sort, reverse=reverse)


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "print": builtin_print,
    "input": builtin_input,
    "open": builtin_open,
    "sum": builtin_sum,
    "min": partial(_extreme, min),
    "max": partial(_extreme, max),
    "sorted": builtin_sorted,
    "any": lambda machine, values: any(machine.iterate(values)),
    "all": lambda machine, values: all(machine.iterate(values)),
    "enumerate": lambda machine, values, start=0: machine.attempt(
        enumerate, machine.iterate(values), start
    ),
    "zip": lambda machine, *values: zip(*map(machine.iterate, values), strict=False),
    "map": lambda machine, function, values: (
        call(machine, function, [item], {}) for item in machine.iterate(values)
    ),
    "repr": partial(text, represented=True),
    "exit": lambda machine, code=None: machine.fail(SystemExit(code)),
}
BUILTINS: Mapping[str, Any] = {
    **{name: Function(name, run) for name, run in _FUNCTIONS.items()},
    **{host.__name__: _host(host) for host in (len, abs, round, ord, chr, divmod)},
    **{kind.__name__: kind for kind in (*_TYPES, *_EXCEPTIONS)},
}
"""The builtin names of a program."""


# -- attributes -----------------------------------------------------------------------------------


def attribute(machine: Machine, value: Any, name: str) -> Any:
    """Return a method or a member of a module."""
    if isinstance(value, Module) and name in value.members:
        return value.members[name]
    if isinstance(value, io.IOBase) and name in _FILE_METHODS:
        method = _FILE_METHODS[name]
        return Function(name, lambda machine, *given: method(machine, value, *given))
    if isinstance(value, io.TextIOWrapper) and name == "buffer":
        return value.buffer
    if name in _METHODS.get(type(value), ()):
        return Function(name, partial(_method, value, name))
    if not isinstance(value, PLAIN) or name.startswith("__") or hasattr(type(value), name):
        owner = value.name if isinstance(value, Module) else type_name(value)
        machine.unsupported(f"{owner}.{name}")
    return machine.fail(AttributeError(f"{type_name(value)!r} object has no attribute {name!r}"))


def _method(owner: Any, name: str, machine: Machine, *given: Any, **named: Any) -> Any:
    if isinstance(owner, list) and name == "sort":
        return _sort(machine, owner, **named)
    arguments = list(given)
    if name in ("join", "extend"):
        lazy = (Iterator, range)
        arguments = [machine.listed(each) if isinstance(each, lazy) else each for each in given]
    if isinstance(owner, str):
        _foresee_text(machine, name, owner, arguments)
    else:
        _foresee_collection(machine, name, owner, arguments)
    result = machine.attempt(getattr(owner, name), *arguments, **named)
    return machine.made(result) if isinstance(result, str) or name == "copy" else result


def _foresee_text(machine: Machine, name: str, owner: str, arguments: list[Any]) -> None:
    """Refuse a result that would be too long, and take the steps of looking through the text."""
    machine.step(len(owner) // 256)
    first: Any = arguments[0] if arguments else None
    if name == "join" and isinstance(first, list):
        machine.fits(sum(len(owner) + len(each) for each in first if isinstance(each, str)))
        return
    machine.weigh(arguments)
    if name == "replace" and all(isinstance(each, str) for each in arguments[:2]):
        machine.fits(len(owner) + owner.count(first) * max(map(len, arguments[1:2]), default=0))
    elif name in ("split", "splitlines"):
        marks = (first if isinstance(first, str) and first else " ", "\t", "\n")
        machine.hold(32 * sum(map(owner.count, marks)))


def _foresee_collection(machine: Machine, name: str, owner: Any, arguments: list[Any]) -> None:
    """Take the steps of going through the collection, and the memory of an addition."""
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


_FILE_METHODS: Mapping[str, Callable[..., Any]] = {
    "read": lambda machine, file: machine.made(machine.attempt(file.read)),
    "readline": lambda machine, file: machine.made(machine.attempt(file.readline)),
    "readlines": Machine.listed,
    "write": Machine.write,
    "close": lambda _, file: file.close(),
    "flush": Machine.flush,
}


# -- modules --------------------------------------------------------------------------------------


def imported(machine: Machine, name: str) -> Module:
    """Return a module. Raises ModuleNotFoundError in the program for one that no Python has."""
    if name == "sys":
        streams = {name: getattr(machine, name) for name in ("stdin", "stdout", "stderr")}
        return Module("sys", {**streams, "argv": [machine.path], "exit": BUILTINS["exit"]})
    if name == "time":
        clock = Function("time", lambda machine: machine.now + machine.elapsed)
        return Module("time", {"time": clock, "sleep": Function("sleep", time_sleep)})
    if name.partition(".")[0] in sys.stdlib_module_names:
        machine.unsupported(f"the module {name}")
    return machine.fail(ModuleNotFoundError(f"No module named {name!r}"))


def time_sleep(machine: Machine, seconds: Any) -> None:
    if not isinstance(seconds, (int, float)) or seconds != seconds:
        machine.unsupported(f"sleep() of {type_name(seconds)}")
    if seconds < 0:
        machine.fail(ValueError("sleep length must be non-negative"))
    machine.sleep(machine.attempt(float, seconds))
