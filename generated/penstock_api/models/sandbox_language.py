# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from typing import Final, Literal, TypeAlias

from ..runtime import literals

KnownSandboxLanguage: TypeAlias = Literal[
    "python",
    "cpp",
    "nodejs",
    "go",
    "go_test",
    "java",
    "php",
    "csharp",
    "bash",
    "typescript",
    "sql",
    "rust",
    "cuda",
    "lua",
    "R",
    "perl",
    "D_ut",
    "ruby",
    "scala",
    "julia",
    "pytest",
    "junit",
    "kotlin_script",
    "jest",
    "verilog",
    "python_gpu",
    "lean",
    "swift",
    "racket",
]
"""The values of SandboxLanguage that the document has."""
SandboxLanguage: TypeAlias = KnownSandboxLanguage | str
"""What to run the code with. Compiled first: cpp, go, java (the class must be `Main`), junit, rust,
D_ut, scala, verilog, swift, cuda and python_gpu. `cuda` and `python_gpu` run `files` only and
give no files back. `sql` is accepted and has no runner. Which tools are installed is up to the
server.
"""
SANDBOX_LANGUAGE_VALUES: Final = literals(SandboxLanguage)
