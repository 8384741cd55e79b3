"""Breaches of the document's schemas as Zod 4 words them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from ..document.parameters import Parameter
from ..document.request import MISSING
from ..document.validation import Breach
from ..engine.service import Call
from .base import documented, documented_body

Issue: TypeAlias = dict[str, Any]

_KINDS = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
# Of one value Zod's checks stop at the first that fails.
_ORDER = ("type", "required", "enum", "minimum", "minLength", "maximum", "maxLength", "pattern")
_BOUNDS = {
    "minimum": ("too_small", "number", "number to be >=", ""),
    "maximum": ("too_big", "number", "number to be <=", ""),
    "minLength": ("too_small", "string", "string to have >=", " characters"),
    "maxLength": ("too_big", "string", "string to have <=", " characters"),
    "minItems": ("too_small", "array", "array to have >=", " items"),
    "maxItems": ("too_big", "array", "array to have <=", " items"),
}
# Patterns that the server has a message of its own for: of ids, and of moments.
_RUN_ID = "^[A-Za-z0-9._:-]+$"
_RUN_ID_TEXT = "Run ID can only contain letters, numbers, dots, underscores, colons, and hyphens"
_MOMENT_TEXT = "{name} must be a UTC ISO 8601 timestamp, e.g. 2026-08-06T00:00:00Z"


def request_issues(call: Call, body: Any) -> list[Issue]:
    """The issues of a JSON body, in the order of the schema's properties, unknown keys last.

    Properties that only the server of 2025-10 has are not checked.
    """
    media = documented_body(call.operation.id)
    found = media.breaches(body)
    if not found:
        return []
    properties = media.schemas.document.resolve(media.schema).get("properties", {})
    names = list(properties)
    issues: dict[tuple[Any, ...], tuple[tuple[Any, ...], Issue]] = {}
    for breach in sorted(found, key=_precedence):
        path = breach.path or ((breach.limit,) if breach.keyword == "required" else ())
        declared = properties.get(path[0], {}) if path else {}
        if declared.get("x-dialect", "2026-08") == "2026-08" and path not in issues:
            place = (names.index(path[0]), len(path) == 1) if path else (len(names), False)
            issues[path] = (*place, path), _issue(breach, path, declared.get("type"))
    return [issue for _, issue in sorted(issues.values(), key=lambda each: each[0])]


def parameter_issues(call: Call, name: str, value: Any = MISSING) -> list[Issue]:
    """The issue of a header or a path parameter. value: checked in place of the one sent."""
    parameters = documented(call.operation.id).parameters
    parameter = next(p for p in (*parameters.header, *parameters.path) if p.key == name)
    if value is MISSING:
        value = call.path_params.get(name, MISSING)
    if value is MISSING and name in call.request.header_map:
        value = parameter.decode([call.request.header_map[name]])
    found = [] if value is MISSING else sorted(parameter.breaches(value), key=_precedence)
    return [_issue(breach, (name,)) for breach in found[:1]]


def query_issues(call: Call) -> list[Issue]:
    """The issues of a query in which each parameter is at most once, never blank, and known."""
    found: dict[str, str] = {}
    issues: list[Issue] = []
    for name, value in call.request.query:
        if name in found:
            issues.append(_custom(name, f'Query parameter "{name}" must not be repeated'))
        elif not value.strip():
            issues.append(_custom(name, f'Query parameter "{name}" must not be blank'))
        found.setdefault(name, value)
    if issues:
        return issues
    for parameter in documented(call.operation.id).parameters.query:
        if (text := found.pop(parameter.name, None)) is not None:
            issues += _of_query(parameter, text)
    return [*issues, _unrecognized([*found])] if found else issues


def instant(text: str | None) -> float | None:
    """Epoch seconds of an ISO date and time; None when it is none."""
    try:
        return None if text is None else datetime.fromisoformat(text).timestamp()
    except ValueError:
        return None


def _of_query(parameter: Parameter, text: str) -> list[Issue]:
    value, name = parameter.decode([text]), parameter.name
    if "integer" in parameter.shape.types and text.lstrip("-").isdecimal():
        value = int(text)  # zeros in front make no difference
    for breach in sorted(parameter.breaches(value), key=_precedence):
        issue = _issue(breach, (name,))
        if breach.keyword == "type" and breach.limit == ["boolean"]:
            return [_custom(name, "must be a boolean (true/false)")]
        if breach.keyword in ("minimum", "maximum"):
            bound = "must be at least" if breach.keyword == "minimum" else "cannot exceed"
            issue["message"] = f"{name} {bound} {breach.limit}"
        return [issue]
    if name.endswith("Date") and instant(text) is None:
        return [_format((name,), "datetime", _MOMENT_TEXT.format(name=name))]
    return []


def _precedence(breach: Breach) -> int:
    return _ORDER.index(breach.keyword) if breach.keyword in _ORDER else len(_ORDER)


def _issue(breach: Breach, path: tuple[Any, ...], declared: Any = None) -> Issue:
    keyword, limit = breach.keyword, breach.limit
    if keyword in ("type", "required"):
        expected, received, more = str(declared), "undefined", {}
        if keyword == "type":
            (expected,), received = limit, _KINDS.get(type(breach.value), "number")
            if (expected, received) == ("integer", "number"):
                expected, more = "int", {"format": "safeint"}
            # An object of any keys is a record; the body itself is an object of its properties.
            names = {"integer": "number", "object": "record" if path else "object"}
            expected = names.get(expected, expected)
        message = f"Invalid input: expected {expected}, received {received}"
        issue = {"expected": expected, "code": "invalid_type", "path": list(path)}
        return issue | {"message": message, **more}
    if keyword == "additionalProperties":
        return _unrecognized([name for name in breach.value if name in limit])
    if keyword == "enum":
        options = "|".join(f'"{each}"' for each in limit)
        issue = {"code": "invalid_value", "values": list(limit), "path": list(path)}
        return issue | {"message": f"Invalid option: expected one of {options}"}
    if keyword == "pattern":
        if limit == _RUN_ID:
            return _format(path, "regex", _RUN_ID_TEXT) | {"pattern": f"/{limit}/"}
        return _format(path, "datetime", _MOMENT_TEXT.format(name=path[-1]))
    code, origin, what, unit = _BOUNDS[keyword]
    return {
        "origin": origin,
        "code": code,
        "minimum" if code == "too_small" else "maximum": limit,
        "inclusive": True,
        "path": list(path),
        "message": f"{code.replace('_', ' ').capitalize()}: expected {what}{limit}{unit}",
    }


def _unrecognized(names: list[str]) -> Issue:
    listed = ", ".join(f'"{name}"' for name in names)
    message = f"Unrecognized key{'s' if len(names) > 1 else ''}: {listed}"
    return {"code": "unrecognized_keys", "keys": names, "path": [], "message": message}


def _format(path: tuple[Any, ...], kind: str, message: str) -> Issue:
    issue = {"origin": "string", "code": "invalid_format", "format": kind}
    return issue | {"path": list(path), "message": message}


def _custom(name: str, message: str) -> Issue:
    return {"code": "custom", "path": [name], "message": message}
