"""Check a run's inputs against its app's form. Pure; every text is the server's."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from .uploads import BadFileError, Desk

_TRUE = frozenset({"true", "1", "yes", "on"})
_FALSE = frozenset({"false", "0", "no", "off"})


class BadInputError(ValueError):
    """An input the app can't take; the text is the server's."""


class BrokenInputError(ValueError):
    """An input that the server fails over, instead of refusing it."""


def inputs_of(
    given: Mapping[str, Any], form: Mapping[str, Mapping[str, Any]] | None, desk: Desk
) -> dict[str, Any]:
    """The inputs as the workflow sees them: files looked up, numbers read, unknown names dropped.

    Without a form everything is taken as it is, but for what has the shape of a file. Raises
    BadInputError, BrokenInputError and BadFileError.
    """
    if form is None:
        return {name: _loose(value, desk) for name, value in given.items()}
    return {name: _checked(name, said, given.get(name), desk) for name, said in form.items()}


def _loose(value: Any, desk: Desk) -> Any:
    if isinstance(value, list):
        return [_loose(each, desk) for each in value]
    if isinstance(value, Mapping) and "transfer_method" in value:
        return desk.take(value)
    return value


def _checked(name: str, said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if value is None:
        if said.get("required"):
            raise BadInputError(f"{name} is required in input form")
        return said.get("default")
    check = _CHECKS.get(str(said["type"]))
    return value if check is None else check(name, said, value, desk)


def _text(name: str, said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if not isinstance(value, str):
        told = f"(type '{said['type']}') " if desk.strict else ""
        raise BadInputError(f"{told}{name} in input form must be a string")
    options = said.get("options")
    if said["type"] == "select" and isinstance(options, list) and value not in options:
        raise BadInputError(f"{name} in input form must be one of the following: {options}")
    longest = said.get("max_length")
    if isinstance(longest, int) and longest and len(value) > longest:
        raise BadInputError(f"{name} in input form must be less than {longest} characters")
    return value


def _number(name: str, _said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if isinstance(value, (int, float)):
        return value
    if not isinstance(value, str):
        if desk.strict:
            raise BrokenInputError
        return value
    if value == "":
        return None
    read = _spelt(value)
    if read is None:
        raise BadInputError(f"{name} in input form must be a valid number")
    return read


def _spelt(text: str) -> float | None:
    """The number a text spells; whole where it is spelt so."""
    try:
        read = float(text)
        whole = "." not in text and "e" not in text.lower()
        return int(text) if whole else read if math.isfinite(read) else None
    except ValueError:
        return None


def _checkbox(_name: str, _said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    """A boolean where the value is a known spelling of one; any other is passed on as it is."""
    text = str(value).lower()
    return text in _TRUE if desk.strict and text in _TRUE | _FALSE else value


def _object(name: str, _said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if desk.strict and not isinstance(value, Mapping):
        raise BadInputError(f"{name} in input form must be a dict")
    return value


def _file(name: str, said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if not isinstance(value, Mapping):
        raise BadInputError(f"{name} in input form must be a file")
    return desk.take(value, said)


def _files(name: str, said: Mapping[str, Any], value: Any, desk: Desk) -> Any:
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise BadInputError(f"{name} in input form must be a list of files")
    most = said.get("max_length")
    if isinstance(most, int) and most and len(value) > most:
        raise BadInputError(f"{name} in input form must be less than {most} files")
    return [desk.take(each, said) for each in value]


def files_of(given: Any, config: Mapping[str, Any] | None, limit: int, desk: Desk) -> list[Any]:
    """The files beside the inputs, without those that today's server drops. Raises BadFileError."""
    files = [each for each in given or () if each.get("transfer_method") or not desk.strict]
    if len(files) > limit:
        raise BadFileError(f"Number of files exceeds the maximum limit {limit}")
    return [desk.take(each, config) for each in files]


_CHECKS: Mapping[str, Callable[[str, Mapping[str, Any], Any, Desk], Any]] = {
    "text-input": _text,
    "paragraph": _text,
    "select": _text,
    "number": _number,
    "checkbox": _checkbox,
    "json_object": _object,
    "file": _file,
    "file-list": _files,
}
