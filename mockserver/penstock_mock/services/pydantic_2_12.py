"""Breaches of the document's schemas as pydantic 2.12 words them, in the text of its error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from ..document.parameters import Parameter
from ..document.schemas import raw_child
from ..document.validation import Breach
from ..engine.service import Call
from .base import documented

# The documentation each text ends with a link to.
_LINK = "https://errors.pydantic.dev/2.12/v/"
# pydantic cuts the middle out of a longer value.
_SHOWN = 50
_TYPES = {"object": ("dictionary", "dict"), "array": ("list", "list"), "string": ("string",) * 2}


@frozen
class Issue:
    """One thing that is wrong."""

    path: str
    message: str
    kind: str
    value: Any


def body_issues(call: Call, body: Mapping[str, Any], fields: Iterable[str]) -> list[Issue]:
    """The issues of a body, of these fields, in the order of the model that has them.

    Their types alone are looked at: what is inside is left to the code behind the model.
    """
    operation = documented(call.operation.id)
    assert operation.body is not None
    media = operation.body.content["application/json"]
    breaches = media.breaches(body)
    found = []
    for name in fields:
        if name not in body:
            found += [b for b in breaches if (b.keyword, b.limit) == ("required", name)]
        else:
            found += [b for b in breaches if b.path[:1] == (name,) and len(b.path) < 3]
    return [issue for each in found if (issue := _issue(call, each)) is not None]


def query_issue(parameter: Parameter, text: str) -> Issue | None:
    """The issue of a query parameter that was sent as `text`."""
    value: Any = text
    if "integer" in parameter.shape.types:
        try:
            value = int(text)
        except ValueError:
            why = "Input should be a valid integer, unable to parse string as an integer"
            return Issue(parameter.name, why, "int_parsing", text)
    for breach in parameter.breaches(value):
        if breach.keyword == "enum":
            return Issue(parameter.name, _literal(breach.limit), "literal_error", text)
        low = breach.keyword == "minimum"
        why = f"Input should be {'greater' if low else 'less'} than or equal to {breach.limit}"
        kind = "greater_than_equal" if low else "less_than_equal"
        return Issue(parameter.name, why, kind, text)
    return None


def missing(path: str, body: Any) -> Issue:
    """The issue of a field that isn't there."""
    return Issue(path, "Field required", "missing", body)


def text_of(model: str, issues: list[Issue]) -> str:
    """The whole text."""
    count = f"{len(issues)} validation error{'s' if len(issues) > 1 else ''} for {model}"
    return "\n".join((count, *map(_lines, issues)))


def _issue(call: Call, breach: Breach) -> Issue | None:
    path = ".".join(map(str, breach.path))
    if breach.keyword == "required":
        return missing(breach.limit, breach.value)
    if breach.keyword == "anyOf":  # a literal or nothing
        return Issue(path, _literal(_options(call, breach.path[0])), "literal_error", breach.value)
    if breach.keyword == "oneOf" and not isinstance(breach.value, dict):  # a form of file
        return Issue(path, "Input should be a valid dictionary", "dict_type", breach.value)
    if breach.keyword == "type":
        noun, kind = _TYPES[next(each for each in breach.limit if each != "null")]
        return Issue(path, f"Input should be a valid {noun}", f"{kind}_type", breach.value)
    return None


def _options(call: Call, name: str | int) -> list[str]:
    operation = documented(call.operation.id)
    assert operation.body is not None
    media = operation.body.content["application/json"]
    document = media.schemas.document
    properties = raw_child(document.resolve(media.schema), "properties")
    branches = document.children(raw_child(raw_child(properties, str(name)), "anyOf"))
    return next(list(branch.get("enum")) for _, branch in branches if branch.get("enum"))


def _literal(options: list[str]) -> str:
    *first, last = (f"'{each}'" for each in options)
    return f"Input should be {', '.join(first)} or {last}"


def _lines(issue: Issue) -> str:
    said = f"type={issue.kind}, input_value={_shown(issue.value)}"
    kind = type(issue.value).__name__
    return (
        f"{issue.path}\n  {issue.message} [{said}, input_type={kind}]\n"
        f"    For further information visit {_LINK}{issue.kind}"
    )


def _shown(value: Any) -> str:
    text = repr(value)
    half = _SHOWN // 2
    return text if len(text) <= _SHOWN else f"{text[:half]}...{text[1 - half :]}"
