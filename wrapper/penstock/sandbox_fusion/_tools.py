"""The tool each language needs, and how the server's shell reports that one isn't installed.

The server starts every language with one command of bash's; where the command isn't found, nothing
of the program has run and bash writes exactly one line, which names that command. In the step that
compiles, the line is a proof. In a step that runs the program it is none: a program writes its own
exit status, stdout and stderr, this line included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# Commands as of bytedance/SandboxFusion 469de08, sandbox/runners. A compiler's exit status and
# messages are its own: no program forges its absence.
COMPILERS: Final[Mapping[str, str]] = {
    "cpp": "g++",
    "cuda": "cmake",
    "D_ut": "dmd",
    "go": "go",
    "java": "javac",
    "junit": "javac",
    "rust": "rustc",
    "scala": "scalac",
    "swift": "swiftc",
    "verilog": "iverilog",
}

# These run the program at once. python, python_gpu and bash are absent on purpose: the server looks
# for its Python before each run and fails with SandboxError without one, and bash is the shell.
INTERPRETERS: Final[Mapping[str, str]] = {
    "csharp": "dotnet",
    "go_test": "go",
    "jest": "npm",
    "julia": "julia",
    "kotlin_script": "kotlin",
    "lean": "lake",
    "lua": "lua",
    "nodejs": "node",
    "perl": "perl",
    "php": "php",
    "pytest": "pytest",
    "R": "Rscript",
    "racket": "racket",
    "ruby": "ruby",
    "typescript": "tsx",
}

# npm starts jest by a shell of its own, and may add lines of its own.
_BY_NPM: Final = r"sh: (?:line )?1: jest: (?:command )?not found\n(?:npm [^\n]*\n)*"

# bash before 5.1 names no line; runs that are isolated start it without its path.
_BY_BASH: Final = r"(?:/bin/)?bash: (?:line 1: )?(\S+): command not found\n?"


def compiler_missing(language: str | None, stderr: str) -> bool:
    """Return whether a first step that compiles failed for want of its compiler.

    `language` is None where it isn't known; then any compiler may be the missing one.
    """
    wanted = set(COMPILERS.values()) if language is None else {COMPILERS.get(language)}
    found = re.fullmatch(_BY_BASH, stderr)
    return found is not None and found[1] in wanted


def interpreter_missing(language: str | None, stderr: str) -> bool:
    """Return whether a run without a step before it reads as if there were no interpreter."""
    if language == "jest" and re.fullmatch(_BY_NPM, stderr):
        return True
    found = re.fullmatch(_BY_BASH, stderr)
    return found is not None and found[1] == INTERPRETERS.get(language or "")
