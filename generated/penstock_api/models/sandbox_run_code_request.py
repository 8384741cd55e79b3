# Made by `python codegen/generate.py` (`make generate`): edit openapi.yaml instead.
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from .. import models
from ..runtime import INTEGER, NUMBER, STRING, Array, Body, Map, given, wire


@attrs.define(kw_only=True, on_setattr=attrs.setters.NO_OP)
class SandboxRunCodeRequest(Body):
    """A program to run."""

    code: str = attrs.field(metadata=wire("code", STRING, required=True))
    """The program; may be empty. Text that is no Unicode (half a surrogate pair) crashes the
    server.
    """
    language: models.SandboxLanguage = attrs.field(metadata=wire("language", STRING, required=True))
    compile_timeout: float = attrs.field(default=10, metadata=wire("compile_timeout", NUMBER))
    """Seconds for compiling."""
    run_timeout: float = attrs.field(default=10, metadata=wire("run_timeout", NUMBER))
    """Seconds for running. 0 or less is over at once."""
    memory_limit_MB: int = attrs.field(default=-1, metadata=wire("memory_limit_MB", INTEGER))
    """Mebibytes for each step; -1 is no limit. Only where runs are not isolated. A program beyond
    it fails like any other, mostly by an exception of its language; one too low for the
    interpreter ends with 127.
    """
    stdin: str | None = attrs.field(default=None, metadata=wire("stdin", STRING))
    """What the program reads; null means nothing."""
    files: Mapping[str, Any] = attrs.field(
        factory=dict[str, Any], converter=given, metadata=wire("files", Map(STRING))
    )
    fetch_files: Sequence[str] = attrs.field(
        factory=list[Any], metadata=wire("fetch_files", Array(STRING))
    )
    """Paths of files to give back, also when the run failed. Those that are not there are left out.
    """
