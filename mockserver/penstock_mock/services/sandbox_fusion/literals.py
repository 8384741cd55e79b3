"""The simple rule for languages the mock does not walk: what prints a literal, prints it.

`std::cout << 123 << std::endl`, `console.log("hi")`, `echo hi`, `System.out.println("hi")`. In the
order of the text, and only where nothing decides or repeats: such a program needs a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# Longer programs do more than print; and a text full of quotes would be looked at over and over.
MAX_CODE = 8 * 1024
_LITERAL = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|-?\d+(?:\.\d+)?"
_DECIDES = re.compile(r"\b(?:if|else|for|while|do|loop|switch|case|match|throw|goto|until|read)\b")
_COUT = re.compile(rf"cout((?:\s*<<\s*(?:{_LITERAL}|(?:std::)?endl))+)\s*;")
_PIECE = re.compile(rf"{_LITERAL}|endl")
_ECHO = re.compile(r"^\s*echo[ \t]+([^$`|&;<>()*?\\\n]*)$", re.MULTILINE)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}

# The call before the literal, and whether a line break follows what it prints.
_CALLS: Mapping[str, tuple[str, bool]] = {
    "nodejs": (r"console\.log\(", True),
    "typescript": (r"console\.log\(", True),
    "java": (r"System\.out\.println\(", True),
    "go": (r"fmt\.Println\(", True),
    "rust": (r"println!\(", True),
    "csharp": (r"Console\.WriteLine\(", True),
    "scala": (r"println\(", True),
    "kotlin_script": (r"println\(", True),
    "julia": (r"println\(", True),
    "swift": (r"print\(", True),
    "lua": (r"print\(", True),
    "ruby": (r"puts[ (]\s*", True),
    "perl": (r"print[ (]\s*", False),
    "php": (r"echo[ (]\s*", False),
    "R": (r"cat\(", False),
}

# An empty file is a program in these, and prints nothing.
_SCRIPTS = frozenset(
    ("bash", "nodejs", "typescript", "lua", "ruby", "perl", "php", "R", "julia", "kotlin_script")
)


def printed(language: str, code: str) -> str | None:
    """What a program of printed literals prints; None when it is no such program."""
    if language in _SCRIPTS and not code.strip():
        return ""
    if len(code) > MAX_CODE or _DECIDES.search(_without_texts(code)):
        return None
    pieces = list(_pieces(language, code))
    return "".join(pieces) if pieces else None


def _pieces(language: str, code: str) -> Iterator[str]:
    if language == "cpp":
        for found in _COUT.finditer(code):
            yield from map(_value, _PIECE.findall(found[1]))
    elif language == "bash":
        for found in _ECHO.finditer(code):
            yield re.sub("[\"']", "", found[1]) + "\n"
    elif language in _CALLS:
        call, breaks = _CALLS[language]
        for found in re.finditer(rf"\b{call}\s*({_LITERAL})\s*(?:\)|;|$)", code, re.MULTILINE):
            yield _value(found[1]) + ("\n" if breaks else "")


def _without_texts(code: str) -> str:
    return re.sub(_LITERAL, "0", code)


def _value(literal: str) -> str:
    if literal == "endl":
        return "\n"
    if literal[:1] not in "\"'":
        return literal
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), literal[1:-1])
