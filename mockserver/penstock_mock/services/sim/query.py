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
        if number is None:
            return [zod.wrong_type("number", value, path)]
        name = path[-1]
        issues = inner(number, path)
        bound = f"be at least {low}" if number < low else f"exceed {high}"
        verb = "must" if number < low else "cannot"
        return [issue | {"message": f"{name} {verb} {bound}"} for issue in issues]

    return check


def flag(value: object, path: zod.Path) -> list[Issue]:
    """A check for a boolean in text."""
    issue = {"code": "custom", "path": list(path), "message": "must be a boolean (true/false)"}
    return [] if value in ("true", "false") else [issue]


def _issue(name: str, message: str) -> Issue:
    return {"code": "custom", "path": [name], "message": message}
