"""The code in what a model wrote: fenced, half fenced, or what looks like Python functions."""

from __future__ import annotations

import re
from collections.abc import Mapping

# How a fence may name a language besides its own name, in lower case.
_ALIASES: Mapping[str, frozenset[str]] = {
    "python": frozenset({"py", "python3"}),
    "cpp": frozenset({"c++"}),
    "nodejs": frozenset({"javascript", "js"}),
    "csharp": frozenset({"c#"}),
    "bash": frozenset({"sh", "shell"}),
    "rust": frozenset({"rs"}),
    "julia": frozenset({"jl"}),
    "typescript": frozenset({"ts"}),
}
_FENCE = "```"
_DEFINITION = re.compile(r"(?:def|class) ")
_HEADING = re.compile(r"(?:import|from|#)")


def extracted(completion: str, language: str) -> str:
    """The first fenced block of the language, else the first of any; else what is half fenced, else
    functions in plain text. Empty when there is no code.
    """
    blocks, rest = _fenced(completion)
    if blocks:
        return _chosen(blocks, language)
    if rest is not None:
        return rest
    return _functions(completion) if language == "python" else ""


def _chosen(blocks: list[tuple[str, str]], language: str) -> str:
    return next((code for named, code in blocks if _is(named, language)), blocks[0][1])


def _is(named: str, language: str) -> bool:
    name = named.strip().lower()
    return name == language.lower() or name in _ALIASES.get(language, ())


def _fenced(text: str) -> tuple[list[tuple[str, str]], str | None]:
    """Blocks with their languages, and what follows a fence that is never closed."""
    blocks: list[tuple[str, str]] = []
    language, lines = "", None
    for line in text.split("\n"):
        mark = line.lstrip()
        if lines is None and _FENCE in line:
            language, lines = line.rpartition(_FENCE)[2], list[str]()
        elif lines is not None and mark.startswith(_FENCE):
            blocks.append((language, "\n".join(lines)))
            lines = None
        elif lines is not None:
            lines.append(line)
    return blocks, None if lines is None else "\n".join(lines)


def _functions(text: str) -> str:
    """The first function or class in plain text, with the imports and remarks just before it."""
    kept: list[str] = []
    inside = False
    for line in filter(str.strip, text.split("\n")):
        if _DEFINITION.match(line) and not inside:
            kept.append(line)
            inside = True
        elif inside and line[:1].isspace():
            kept.append(line)
        elif inside:
            break
        else:
            kept = [*kept, line] if _HEADING.match(line) else []
    return "".join(f"{line}\n" for line in kept) if inside else ""
