"""f-strings, `format` and `%`: Python's own rules for plain values, with bounds on widths."""

from __future__ import annotations

import re
import string
from typing import Any

from .machine import Machine
from .rendering import shown, text
from .values import SCALARS, type_name

# The widest field, and the most digits after a point.
MAX_WIDTH = 10_000
_NUMBER = re.compile(r"\d+")
_FIELD = re.compile(r"[A-Za-z_]\w*|\d*", re.ASCII)


class _Shown:
    """A value that is no plain one, for `%`: it knows both of its texts already."""

    def __init__(self, machine: Machine, value: Any) -> None:
        self._text, self._repr = text(machine, value), shown(machine, value)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return self._repr


def formatted(machine: Machine, value: Any, spec: str) -> str:
    """What `format(value, spec)` is."""
    if not spec:
        return text(machine, value)
    if not isinstance(value, SCALARS) or value is None:
        kind = type_name(value)
        machine.fail(TypeError(f"unsupported format string passed to {kind}.__format__"))
    _bounded(machine, spec)
    return machine.made(str(machine.attempt(format, value, spec)))


def converted(machine: Machine, value: Any, conversion: str | None) -> Any:
    """The value after `!r`, `!s` or `!a`; itself after none."""
    if conversion == "a":
        return shown(machine, value).encode("ascii", "backslashreplace").decode()
    if conversion == "r":
        return shown(machine, value)
    return text(machine, value) if conversion == "s" else value


def percent(machine: Machine, template: str, given: Any) -> str:
    """What `template % given` is."""
    _bounded(machine, template)
    if "*" in template:
        machine.unknown("a width taken from the values of %")
    if isinstance(given, dict):
        values: Any = {k: _plain(machine, v) for k, v in given.items() if isinstance(k, str)}
        longest = max((_length(value) for value in values.values()), default=1)
    elif isinstance(given, (list, bytes, range)) and "%" not in template.replace("%%", ""):
        values, longest = {}, 1  # Python takes what has items for a mapping, none of which is used
    else:
        values = (
            tuple(_plain(machine, v) for v in given)
            if isinstance(given, tuple)
            else (_plain(machine, given),)
        )
        longest = max((_length(value) for value in values), default=1)
    machine.fits(len(template) + template.count("%") * longest)
    return machine.made(str(machine.attempt(template.__mod__, values)))


def filled(machine: Machine, template: str, places: tuple[Any, ...], names: dict[str, Any]) -> str:
    """What `template.format(*places, **names)` is; fields are names and numbers, nothing more."""
    pieces: list[str] = []
    counted = 0
    for literal, name, spec, conversion in machine.attempt(
        lambda: list(string.Formatter().parse(template))
    ):
        pieces.append(literal)
        if name is None:
            continue
        if not _FIELD.fullmatch(name) or "{" in (spec or ""):
            machine.unknown("fields of format() other than {}, {0} and {name}")
        value = _chosen(machine, name or str(counted), places, names)
        counted += not name
        pieces.append(formatted(machine, converted(machine, value, conversion), spec or ""))
        machine.hold(len(pieces[-1]))
    return machine.made("".join(pieces))


def _chosen(machine: Machine, name: str, places: tuple[Any, ...], names: dict[str, Any]) -> Any:
    if not name.isdecimal():
        return machine.attempt(names.__getitem__, name)
    if len(name) > 4 or int(name) >= len(places):
        machine.fail(IndexError(f"Replacement index {name} out of range for positional args tuple"))
    return places[int(name)]


def _bounded(machine: Machine, spec: str) -> None:
    if any(len(found) > 5 or int(found) > MAX_WIDTH for found in _NUMBER.findall(spec)):
        machine.unknown(f"widths of more than {MAX_WIDTH}")


def _plain(machine: Machine, value: Any) -> Any:
    return value if isinstance(value, SCALARS) else _Shown(machine, value)


def _length(value: Any) -> int:
    if isinstance(value, (str, bytes)):
        return 4 * len(value)  # as bytes are shown
    if isinstance(value, int):
        return value.bit_length() + 1
    return len(repr(value)) if isinstance(value, _Shown) else MAX_WIDTH
