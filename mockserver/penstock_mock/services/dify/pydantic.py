"""What pydantic says of bad arguments, which today's server hands on word for word. Pure."""

from __future__ import annotations

from typing import Any

from attrs import frozen

# The documentation each text ends with a link to.
_LINK = "https://errors.pydantic.dev/2.12/v/"
# pydantic cuts the middle out of a longer value.
_SHOWN = 50


@frozen
class Issue:
    """One thing that is wrong."""

    path: str
    message: str
    kind: str
    value: Any


def missing(path: str, body: Any) -> Issue:
    """A field that isn't there."""
    return Issue(path, "Field required", "missing", body)


def text_of(model: str, issues: list[Issue]) -> str:
    """The whole text."""
    count = f"{len(issues)} validation error{'s' if len(issues) > 1 else ''} for {model}"
    return "\n".join((count, *map(_lines, issues)))


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
