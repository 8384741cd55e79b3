"""Validation as the server words it: issues in the manner of its schema library (Zod 4). Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

Issue: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]
Check: TypeAlias = Callable[[Any, Path], list[Issue]]

# Ids a caller may choose for a run, and their length.
RUN_ID = re.compile(r"[A-Za-z0-9._:-]+")
RUN_ID_LENGTH = 128
RUN_ID_TEXT = "Run ID can only contain letters, numbers, dots, underscores, colons, and hyphens"


def kind(value: Any) -> str:
    """A JSON value's type, in the library's words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names = {dict: "object", list: "array", str: "string", int: "number", float: "number"}
    return names.get(type(value), "unknown")


def wrong_type(expected: str, value: Any, path: Path = ()) -> Issue:
    """A value of another type."""
    message = f"Invalid input: expected {expected}, received {kind(value)}"
    return {"expected": expected, "code": "invalid_type", "path": list(path), "message": message}


def is_a(expected: str) -> Check:
    """A check for one type; a record is an object with any keys."""
    wanted = "object" if expected == "record" else expected
    return lambda value, path: [] if kind(value) == wanted else [wrong_type(expected, value, path)]


def one_of(*options: str) -> Check:
    """A check for one of a few strings."""
    message = "Invalid option: expected one of " + "|".join(f'"{each}"' for each in options)

    def check(value: Any, path: Path) -> list[Issue]:
        if value in options:
            return []
        issue = {"code": "invalid_value", "values": list(options)}
        return [issue | {"path": list(path), "message": message}]

    return check


def whole(low: int, high: int | None = None) -> Check:
    """A check for a whole number from `low` to `high`."""

    def check(value: Any, path: Path) -> list[Issue]:
        if kind(value) != "number":
            return [wrong_type("number", value, path)]
        if not math.isfinite(value) or value != int(value):
            return [wrong_type("int", value, path) | {"format": "safeint"}]
        if value < low:
            return [_bound("too_small", "number", "number to be", ">=", low, path)]
        if high is not None and value > high:
            return [_bound("too_big", "number", "number to be", "<=", high, path)]
        return []

    return check


def strings(at_most: int | None = None, nonempty: bool = False) -> Check:
    """A check for a list of strings."""

    def check(value: Any, path: Path) -> list[Issue]:
        if not isinstance(value, list):
            return [wrong_type("array", value, path)]
        issues: list[Issue] = []
        for index, item in enumerate(value):
            if not isinstance(item, str):
                issues.append(wrong_type("string", item, (*path, index)))
            elif nonempty and not item:
                issues.append(_length("too_small", "string", ">=", 1, (*path, index)))
        if at_most is not None and len(value) > at_most:
            issues.append(_length("too_big", "array", "<=", at_most, path))
        return issues

    return check


def text(value: Any, path: Path) -> list[Issue]:
    """A check for a string that isn't empty."""
    if not isinstance(value, str):
        return [wrong_type("string", value, path)]
    return [] if value else [_length("too_small", "string", ">=", 1, path)]


def run_id(value: Any, path: Path) -> list[Issue]:
    """A check for an id a caller chose for a run."""
    if not isinstance(value, str):
        return [wrong_type("string", value, path)]
    if not value:
        return [_length("too_small", "string", ">=", 1, path)]
    if len(value) > RUN_ID_LENGTH:
        return [_length("too_big", "string", "<=", RUN_ID_LENGTH, path)]
    if not RUN_ID.fullmatch(value):
        issue = {"origin": "string", "code": "invalid_format", "format": "regex"}
        pattern = {"pattern": f"/^{RUN_ID.pattern}$/"}
        return [issue | pattern | {"path": list(path), "message": RUN_ID_TEXT}]
    return []


def moment(value: Any, path: Path) -> list[Issue]:
    """A check for an ISO date and time, whose message names its field."""
    if instant(value) is not None:
        return []
    issue = {"origin": "string", "code": "invalid_format", "format": "datetime"}
    text = f"{path[-1]} must be a UTC ISO 8601 timestamp, e.g. 2026-08-06T00:00:00Z"
    return [issue | {"path": list(path), "message": text}]


def instant(value: Any) -> float | None:
    """Epoch seconds of an ISO date and time in UTC (it ends in Z); None when it is none."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", value):
        return None
    try:
        return datetime.fromisoformat(value).timestamp()
    except ValueError:
        return None


def shape(
    value: Any, checks: Mapping[str, Check], *, required: Iterable[str] = (), strict: bool = False
) -> list[Issue]:
    """The issues of an object: each field's, those missing, and (when strict) the unknown ones."""
    if not isinstance(value, dict):
        return [wrong_type("object", value)]
    issues: list[Issue] = []
    for name, check in checks.items():
        if name in value:
            issues += check(value[name], (name,))
        elif name in required:
            message = "Invalid input: expected string, received undefined"
            issues.append(wrong_type("string", None, (name,)) | {"message": message})
    unknown = [name for name in value if name not in checks] if strict else []
    return issues + ([unrecognized(unknown)] if unknown else [])


def unrecognized(names: list[str]) -> Issue:
    """Keys nobody knows."""
    listed = ", ".join(f'"{name}"' for name in names)
    message = f"Unrecognized key{'s' if len(names) > 1 else ''}: {listed}"
    return {"code": "unrecognized_keys", "keys": names, "path": [], "message": message}


def _bound(code: str, origin: str, what: str, sign: str, limit: int, path: Path) -> Issue:
    name = "minimum" if code == "too_small" else "maximum"
    side = "small" if code == "too_small" else "big"
    return {
        "origin": origin,
        "code": code,
        name: limit,
        "inclusive": True,
        "path": list(path),
        "message": f"Too {side}: expected {what} {sign}{limit}",
    }


def _length(code: str, origin: str, sign: str, limit: int, path: Path) -> Issue:
    unit = "items" if origin == "array" else "characters"
    issue = _bound(code, origin, f"{origin} to have", sign, limit, path)
    return issue | {"message": f"{issue['message']} {unit}"}
