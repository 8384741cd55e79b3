"""Query parameters of v2: strict, each at most once and never blank. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import zod
from .zod import Issue


def query_issues(
    pairs: Iterable[tuple[str, str]], checks: Mapping[str, zod.Check]
) -> tuple[dict[str, str], list[Issue]]:
    """The parameters by name, and what is wrong with them."""
    found: dict[str, str] = {}
    issues: list[Issue] = []
    for name, value in pairs:
        if name in found:
            issues.append(_issue(name, f'Query parameter "{name}" must not be repeated'))
        elif not value.strip():
            issues.append(_issue(name, f'Query parameter "{name}" must not be blank'))
        found.setdefault(name, value)
    issues = issues or zod.shape(found, checks, strict=True)
    return found, issues


def count(low: int, high: int) -> zod.Check:
    """A check for a whole number in text."""
    inner = zod.whole(low, high)

    def check(value: object, path: zod.Path) -> list[Issue]:
        text = str(value)
        number = int(text) if text.lstrip("-").isdecimal() else None
        return [zod.wrong_type("number", value, path)] if number is None else inner(number, path)

    return check


def _issue(name: str, message: str) -> Issue:
    return {"code": "custom", "path": [name], "message": message}
