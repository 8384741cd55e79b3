"""The server's languages: which are compiled, with what, and what their files are called."""

from __future__ import annotations

from collections.abc import Mapping

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
"""Those with a step before the run; the others have no compile_result."""

FILES_ONLY = frozenset(("cuda", "python_gpu"))
"""Those that ignore `code`, and give no files back."""

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
    """What a program's file name ends with."""
    return _SUFFIXES.get(language, language)
