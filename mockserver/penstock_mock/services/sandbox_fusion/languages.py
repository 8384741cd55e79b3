"""The server's languages: their tools and files, and programs that print literals.

A program in a language that the mock does not walk is understood where it prints literals and does
nothing else: `std::cout << 123 << std::endl`, `console.log("hi")`, `echo hi`,
`System.out.println("hi")`. They are printed in the order of the text, and only where nothing
decides or repeats: such a program needs a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

LANGUAGES = (
    *("python", "cpp", "nodejs", "go", "go_test", "java", "php", "csharp", "bash", "typescript"),
    *("sql", "rust", "cuda", "lua", "R", "perl", "D_ut", "ruby", "scala", "julia", "pytest"),
    *("junit", "kotlin_script", "jest", "verilog", "python_gpu", "lean", "swift", "racket"),
)
"""In the order in which the server lists them when it is sent another."""

COMPILED = frozenset(
    (
        *("cpp", "go", "java", "junit", "rust", "D_ut", "scala", "verilog", "swift", "cuda"),
        "python_gpu",
    )
)
"""The languages with a step before the run; the others have no compile_result."""

FILES_ONLY = frozenset(("cuda", "python_gpu"))
"""The languages that ignore `code`, and give no files back."""

# The command of each language's first step, where it is not called like the language.
_TOOLS: Mapping[str, str] = {
    "cpp": "g++",
    "nodejs": "node",
    "go_test": "go",
    "java": "javac",
    "csharp": "dotnet",
    "typescript": "tsx",
    "rust": "rustc",
    "cuda": "cmake",
    "R": "Rscript",
    "D_ut": "dmd",
    "scala": "scalac",
    "junit": "javac",
    "kotlin_script": "kotlin",
    "verilog": "iverilog",
    "python_gpu": "python",
    "lean": "lake",
    "swift": "swiftc",
}
_SUFFIXES: Mapping[str, str] = {
    "python": "py",
    "pytest": "py",
    "cpp": "cpp",
    "nodejs": "js",
    "go": "go",
    "bash": "sh",
    "typescript": "ts",
    "rust": "rs",
    "ruby": "rb",
    "perl": "pl",
    "julia": "jl",
    "R": "R",
}


def tool(language: str) -> str:
    """The command a language needs."""
    return _TOOLS.get(language, language)


def suffix(language: str) -> str:
    """The suffix of a program's file."""
    return _SUFFIXES.get(language, language)


# -- programs that print literals ------------------------------------------------------------------

# Longer programs do more than print; and a text full of quotes would be looked at over and over.
MAX_CODE = 8 * 1024
_LITERAL = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|-?\d+(?:\.\d+)?"
_DECIDES = re.compile(r"\b(?:if|else|for|while|do|loop|switch|case|match|throw|goto|until|read)\b")
_COUT = re.compile(rf"cout((?:\s*<<\s*(?:{_LITERAL}|(?:std::)?endl))+)\s*;")
_PIECE = re.compile(rf"{_LITERAL}|endl")
_ECHO = re.compile(r"^\s*echo[ \t]+([^$`|&;<>()*?\\\n]*)$", re.MULTILINE)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}

# The call before the literal, and whether it prints a line break after it.
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
    """The output of a program of printed literals; None for any other program."""
    if language in _SCRIPTS and not code.strip():
        return ""
    if len(code) > MAX_CODE or _DECIDES.search(re.sub(_LITERAL, "0", code)):
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


def _value(literal: str) -> str:
    if literal == "endl":
        return "\n"
    if literal[:1] not in "\"'":
        return literal
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), literal[1:-1])
