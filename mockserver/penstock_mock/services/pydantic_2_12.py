"""Breaches of the document's schemas as pydantic 2.12 words them, in the text of its error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document.parameters import Parameter
from ..document.validation import Breach
from ..document.values import frozen
from ..engine.service import Call
from .base import documented_body, documented_choices
from .pydantic_2_6 import MESSAGES, one_of_words

# The documentation each text ends with a link to.
_LINK = "https://errors.pydantic.dev/2.12/v/"
# pydantic cuts the middle out of a longer value.
_SHOWN = 50
_TYPES = {"object": "dict_type", "array": "list_type", "string": "string_type"}


@frozen
class Issue:
    """One thing that is wrong."""

    path: str
    message: str
    kind: str
    value: Any


def body_issues(call: Call, body: Mapping[str, Any], fields: Iterable[str]) -> list[Issue]:
    """The issues of a body, of these fields, in the order of the model that has them.

    Only their types are checked: their content is left to the code behind the model.
    """
    breaches = documented_body(call.operation.id).breaches(body)
    found = []
    for name in fields:
        if name not in body:
            found += [b for b in breaches if (b.keyword, b.limit) == ("required", name)]
        else:
            found += [b for b in breaches if b.path[:1] == (name,) and len(b.path) < 3]
    return [issue for each in found if (issue := _issue_of(call, each)) is not None]


def query_issue(parameter: Parameter, text: str) -> Issue | None:
    """The issue of a query parameter that was sent as `text`."""
    value: Any = text
    if "integer" in parameter.shape.types:
        try:
            value = int(text)
        except ValueError:
            return _issue("int_parsing", parameter.name, text)
    for breach in parameter.breaches(value):
        if breach.keyword == "enum":
            return Issue(parameter.name, one_of_words(breach.limit), "literal_error", text)
        low = breach.keyword == "minimum"
        why = f"Input should be {'greater' if low else 'less'} than or equal to {breach.limit}"
        kind = "greater_than_equal" if low else "less_than_equal"
        return Issue(parameter.name, why, kind, text)
    return None


def missing(path: str, body: Any) -> Issue:
    """The issue of a field that isn't there."""
    return _issue("missing", path, body)


def text_of(model: str, issues: list[Issue]) -> str:
    """The whole text."""
    lines = [f"{len(issues)} validation error{'s' if len(issues) > 1 else ''} for {model}"]
    for issue in issues:
        shown, half = repr(issue.value), _SHOWN // 2
        if len(shown) > _SHOWN:
            shown = f"{shown[:half]}...{shown[1 - half :]}"
        about = f"input_value={shown}, input_type={type(issue.value).__name__}"
        lines.append(f"{issue.path}\n  {issue.message} [type={issue.kind}, {about}]")
        lines.append(f"    For further information visit {_LINK}{issue.kind}")
    return "\n".join(lines)


def _issue(kind: str, path: str, value: Any) -> Issue:
    return Issue(path, MESSAGES[kind], kind, value)


def _issue_of(call: Call, breach: Breach) -> Issue | None:
    path = ".".join(map(str, breach.path))
    if breach.keyword == "required":
        return missing(breach.limit, breach.value)
    if breach.keyword == "anyOf":  # a literal or nothing
        branches = documented_choices(call.operation.id, str(breach.path[0]))
        words = next(branch.get("enum") for branch in branches if branch.get("enum"))
        return Issue(path, one_of_words(words), "literal_error", breach.value)
    if breach.keyword == "oneOf" and not isinstance(breach.value, dict):  # a form of file
        return _issue("dict_type", path, breach.value)
    if breach.keyword == "type":
        kind = _TYPES[next(each for each in breach.limit if each != "null")]
        return _issue(kind, path, breach.value)
    return None
