# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Sequence

import attrs

from .. import models
from ..runtime import INTEGER, NUMBER, STRING, UNSET, Array, Map, Model, Unset, wire


@attrs.frozen(kw_only=True, repr=False)
class SandboxRunCodeRequest(Model):
    """A program to run."""

    compile_timeout: float | Unset = attrs.field(
        default=UNSET, metadata=wire("compile_timeout", NUMBER)
    )
    """Seconds for compiling; the server's default is 10."""
    run_timeout: float | Unset = attrs.field(default=UNSET, metadata=wire("run_timeout", NUMBER))
    """Seconds for running; the server's default is 10. 0 or less is over at once."""
    memory_limit_MB: int | Unset = attrs.field(
        default=UNSET, metadata=wire("memory_limit_MB", INTEGER)
    )
    """Mebibytes for each step; the server's default is -1, none. Only where runs are not isolated.
    A program beyond it fails like any other, mostly by an exception of its language; one too low
    for the interpreter ends with 127.
    """
    code: str = attrs.field(metadata=wire("code", STRING, required=True))
    """The program; may be empty. Text that is no Unicode (half a surrogate pair) crashes the
    server.
    """
    stdin: str | Unset | None = attrs.field(default=UNSET, metadata=wire("stdin", STRING))
    """What the program reads; null means nothing."""
    language: models.SandboxLanguage = attrs.field(metadata=wire("language", STRING, required=True))
    files: models.SandboxInputFiles | Unset = attrs.field(
        default=UNSET, metadata=wire("files", Map(STRING))
    )
    fetch_files: Sequence[str] | Unset = attrs.field(
        default=UNSET, metadata=wire("fetch_files", Array(STRING))
    )
    """Paths of files to give back, also when the run failed. Those that are not there are left out.
    """
