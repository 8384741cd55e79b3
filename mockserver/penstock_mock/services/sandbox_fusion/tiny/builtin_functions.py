"""The functions and types every program has."""

from __future__ import annotations

import ast
import builtins
import posixpath
from typing import Any

from .comparing import ordered
from .files import OpenFile
from .formatting import formatted
from .iterating import items, listed
from .iterators import ITERATORS
from .kinds import KINDS
from .machine import Machine
from .methods import in_order
from .operators import binary
from .rendering import shown, text
from .sets import Set
from .streams import put, stream
from .values import SCALARS, Builtin, Function, Kind, View, type_name

_MISSING = object()
_MODES = frozenset({"r", "w", "a", "x", "rt", "wt", "at", "xt", "rb", "wb", "ab", "xb"})
# The work of pow() with a modulus grows with all three: enough for what arithmetic is done for.
_MODULAR_BITS = 512

# Exceptions are taken as they are: inert values with arguments. Those left out want special ones.
_EXCEPTIONS = {
    name: value
    for name, value in vars(builtins).items()
    if isinstance(value, type)
    and issubclass(value, BaseException)
    and not issubclass(value, (UnicodeError, BaseExceptionGroup, Warning))
}


def _print(
    machine: Machine,
    *values: Any,
    sep: Any = None,
    end: Any = None,
    file: Any = None,
    flush: Any = False,
) -> None:
    between, last = _separator(machine, "sep", sep, " "), _separator(machine, "end", end, "\n")
    pieces = [text(machine, value) for value in values]
    machine.fits(sum(map(len, pieces)) + len(between) * len(pieces))
    line = machine.made(between.join(pieces) + last)
    target = stream(machine, "stdout") if file is None else file
    put(machine, target, line)
    if machine.true(flush) and getattr(target, "content", None) is machine.out:
        machine.flush()


def _separator(machine: Machine, name: str, given: Any, usual: str) -> str:
    if given is not None and not isinstance(given, str):
        machine.fail(TypeError(f"{name} must be None or a string, not {type_name(given)}"))
    return usual if given is None else given


def _input(machine: Machine, prompt: Any = "") -> str:
    put(machine, stream(machine, "stdout"), text(machine, prompt))
    machine.flush()
    line = machine.made(str(machine.attempt(machine.stdin.line)))
    if not line:
        machine.fail(EOFError("EOF when reading a line"))
    return line.removesuffix("\n")


def _open(machine: Machine, file: Any, mode: Any = "r", *, encoding: Any = None) -> OpenFile:
    if not isinstance(file, str) or not isinstance(mode, str) or mode not in _MODES:
        machine.unknown(f"open() with this {type_name(file)} and mode")
    disk = machine.process.disk
    path, binary_ = disk.path(file), "b" in mode
    found = disk.files.get(path)
    if mode[0] == "r":
        if found is None:
            machine.fail(FileNotFoundError(2, "No such file or directory", file))
        return OpenFile(file, found, reads=True, binary=binary_)
    if mode[0] == "x" and found is not None:
        machine.fail(FileExistsError(17, "File exists", file))
    if not disk.has_folder(posixpath.dirname(path)):
        machine.fail(FileNotFoundError(2, "No such file or directory", file))
    machine.hold(_FILE)
    content = found if found is not None and mode[0] == "a" else bytearray()
    disk.files[path] = content
    return OpenFile(file, content, binary=binary_)


# What an open file takes of the memory, so that a program can't open any number.
_FILE = 1024


def _len(machine: Machine, value: Any) -> int:
    if not isinstance(value, (str, bytes, list, tuple, dict, range, Set, View)):
        machine.fail(TypeError(f"object of type {type_name(value)!r} has no len()"))
    return machine.attempt(len, value)


def _abs(machine: Machine, value: Any) -> Any:
    _numeric(machine, value, "abs()")
    return machine.made(abs(value))


def _round(machine: Machine, value: Any, ndigits: Any = None) -> Any:
    _numeric(machine, value, "round()")
    if isinstance(ndigits, int) and abs(ndigits) > _MODULAR_BITS:
        machine.unknown("round() to so many digits")
    return machine.attempt(round, value, ndigits)


def _numeric(machine: Machine, value: Any, what: str) -> None:
    if not isinstance(value, (int, float)):
        machine.fail(TypeError(f"bad operand type for {what}: {type_name(value)!r}"))


def _sum(machine: Machine, values: Any, start: Any = 0) -> Any:
    total = start
    for item in items(machine, values):
        total = binary(machine, ast.Add, total, item)
    return total


def _least(machine: Machine, *values: Any, key: Any = None, default: Any = _MISSING) -> Any:
    return _extreme(machine, "<", values, key, default)


def _most(machine: Machine, *values: Any, key: Any = None, default: Any = _MISSING) -> Any:
    return _extreme(machine, ">", values, key, default)


def _extreme(machine: Machine, sign: str, values: tuple[Any, ...], key: Any, default: Any) -> Any:
    given = listed(machine, values[0]) if len(values) == 1 else list(values)
    if not given:
        name = "min" if sign == "<" else "max"
        if default is not _MISSING:
            return default
        machine.fail(ValueError(f"{name}() arg is an empty sequence"))
    keys = given if key is None else [machine.call(key, [each]) for each in given]
    best = 0
    for place in range(1, len(given)):
        if ordered(machine, sign, keys[place], keys[best]):
            best = place
    return given[best]


def _sorted(machine: Machine, values: Any, *, key: Any = None, reverse: Any = False) -> list[Any]:
    return in_order(machine, listed(machine, values), key, reverse)


def _any(machine: Machine, values: Any) -> bool:
    return any(machine.true(each) for each in items(machine, values))


def _all(machine: Machine, values: Any) -> bool:
    return all(machine.true(each) for each in items(machine, values))


def _pow(machine: Machine, base: Any, exp: Any, mod: Any = None) -> Any:
    if mod is None:
        return binary(machine, ast.Pow, base, exp)
    given = [each for each in (base, exp, mod) if isinstance(each, int)]
    if any(each.bit_length() > _MODULAR_BITS for each in given):
        machine.unknown(f"pow() with a modulus and more than {_MODULAR_BITS} bits")
    machine.step(_MODULAR_BITS)
    return machine.attempt(pow, base, exp, mod)


def _divmod(machine: Machine, left: Any, right: Any) -> tuple[Any, Any]:
    return binary(machine, ast.FloorDiv, left, right), binary(machine, ast.Mod, left, right)


def _plain(name: str) -> Any:
    host = getattr(builtins, name)

    def run(machine: Machine, value: Any) -> Any:
        if not isinstance(value, SCALARS):
            machine.fail(TypeError(f"{name}() got {type_name(value)!r}"))
        return machine.made(machine.attempt(host, value))

    return run


def _format(machine: Machine, value: Any, spec: Any = "") -> str:
    return formatted(machine, value, text(machine, spec))


def _isinstance(machine: Machine, value: Any, kinds: Any) -> bool:
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    return any(_is_a(machine, value, each) for each in wanted)


def _is_a(machine: Machine, value: Any, kind: Any) -> bool:
    if isinstance(kind, Kind):
        return isinstance(value, kind.hosts)
    if isinstance(kind, type):  # an exception
        return isinstance(value, kind)
    if isinstance(kind, Builtin):  # one of those that are types in Python, as `zip`
        machine.unknown(f"isinstance() with {kind.name}")
    return machine.fail(TypeError("isinstance() arg 2 must be a type or a tuple of types"))


def _type(machine: Machine, value: Any) -> Any:
    if isinstance(value, BaseException):
        return type(value)
    for kind in (KINDS["bool"], *KINDS.values()):
        if isinstance(value, kind.hosts):
            return kind
    return machine.unknown(f"the type of a {type_name(value)}")


def _callable(machine: Machine, value: Any) -> bool:
    return isinstance(value, (Function, Builtin, Kind, type))


def _exit(machine: Machine, code: Any = None) -> None:
    machine.fail(SystemExit(code))


_FUNCTIONS = {
    "print": _print,
    "input": _input,
    "open": _open,
    "len": _len,
    "abs": _abs,
    "round": _round,
    "sum": _sum,
    "min": _least,
    "max": _most,
    "sorted": _sorted,
    "any": _any,
    "all": _all,
    "pow": _pow,
    "divmod": _divmod,
    "format": _format,
    "repr": shown,
    "isinstance": _isinstance,
    "type": _type,
    "callable": _callable,
    "exit": _exit,
    "quit": _exit,
    **ITERATORS,
    **{name: _plain(name) for name in ("ord", "chr", "hex", "bin", "oct", "ascii")},
}
BUILTINS: dict[str, Any] = {
    **{name: Builtin.of(name, run) for name, run in _FUNCTIONS.items()},
    **{name: kind for name, kind in KINDS.items() if name not in ("NoneType", "module")},
    **_EXCEPTIONS,
}
"""By name: what a program finds where it defined nothing."""
HOST_NAMES = frozenset(vars(builtins))
"""What a real Python has besides: not understood rather than not defined."""
