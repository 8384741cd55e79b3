"""The modules a program may import: `sys`, `time` and `math`, as far as small programs use them."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import Any

from .machine import Machine
from .streams import stream
from .values import Builtin, Module, type_name

# Whose arguments and results are single numbers, so that none can be large work.
_MATH = (
    *("sqrt", "floor", "ceil", "fabs", "exp", "log", "log2", "log10", "sin", "cos", "tan", "atan"),
    *("atan2", "hypot", "degrees", "radians", "isnan", "isinf", "isfinite", "trunc", "copysign"),
    *("fmod", "gcd", "isqrt", "pow"),
)
_CONSTANTS = ("pi", "e", "inf", "nan", "tau")
# math.factorial of this has some 2500 bits.
_LARGEST_FACTORIAL = 300


def imported(machine: Machine, name: str) -> Module:
    """A module. Raises ModuleNotFoundError in the program for one that no Python brings along."""
    if name in _MODULES:
        return _MODULES[name](machine)
    if name.partition(".")[0] in sys.stdlib_module_names:
        machine.unknown(f"the module {name}")
    return machine.fail(ModuleNotFoundError(f"No module named {name!r}"))


def _sys(machine: Machine) -> Module:
    members = {
        "stdin": machine.stdin,
        "stdout": stream(machine, "stdout"),
        "stderr": stream(machine, "stderr"),
        "argv": [machine.process.path],
        "maxsize": sys.maxsize,
        "exit": Builtin.of("exit", _exit),
        "setrecursionlimit": Builtin.of("setrecursionlimit", _ignore),
    }
    return Module("sys", members)


def _exit(machine: Machine, code: Any = None) -> None:
    machine.fail(SystemExit(code))


def _ignore(machine: Machine, limit: Any) -> None:
    """The machine's own limit stays."""


def _time(machine: Machine) -> Module:
    clocks = ("time", "monotonic", "perf_counter")
    members = {name: Builtin.of(name, _now) for name in clocks}
    return Module("time", {"sleep": Builtin.of("sleep", _sleep), **members})


def _now(machine: Machine) -> float:
    return machine.process.now + machine.elapsed


def _sleep(machine: Machine, seconds: Any) -> None:
    if not isinstance(seconds, (int, float)):
        kind = type_name(seconds)
        machine.fail(TypeError(f"{kind!r} object cannot be interpreted as an integer"))
    if seconds != seconds:
        machine.fail(ValueError("Invalid value NaN (not a number)"))
    if seconds < 0:
        machine.fail(ValueError("sleep length must be non-negative"))
    machine.sleep(machine.attempt(float, seconds))


def _math(machine: Machine) -> Module:
    members: dict[str, Any] = {name: getattr(math, name) for name in _CONSTANTS}
    members |= {name: Builtin(name, _numbers(name), 1, 2, frozenset()) for name in _MATH}
    return Module("math", {**members, "factorial": Builtin.of("factorial", _factorial)})


def _numbers(name: str) -> Callable[..., Any]:
    host = getattr(math, name)

    def run(machine: Machine, *values: Any) -> Any:
        wrong = next((each for each in values if not isinstance(each, (int, float))), None)
        if wrong is not None:
            machine.fail(TypeError(f"must be real number, not {type_name(wrong)}"))
        bits = sum(each.bit_length() for each in values if isinstance(each, int))
        machine.wide(bits)
        return machine.made(machine.attempt(host, *values))

    return run


def _factorial(machine: Machine, number: Any) -> int:
    if isinstance(number, int) and number > _LARGEST_FACTORIAL:
        machine.unknown(f"the factorial of more than {_LARGEST_FACTORIAL}")
    return machine.made(machine.attempt(math.factorial, number))


_MODULES: dict[str, Callable[[Machine], Module]] = {"sys": _sys, "time": _time, "math": _math}
