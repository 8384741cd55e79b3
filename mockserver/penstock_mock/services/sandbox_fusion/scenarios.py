"""Results from plain JSON: for whoever steers a mock over a port, and for remarks in a program.

"compile_error"
{"name": "result", "stdout": "1\n", "return_code": 3, "seconds": 0.5}
{"stdout": "1\n"}                                     the name `result` may be left out
{"name": "notebook", "cells": [{"stdout": "1\n"}, {"error": {"ename": "E", "evalue": "x"}}]}

A remark is a line of a program, in any language's way of writing one:

    // mock: compile_error
    # mock: {"stdout": "1\n"}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from ..scenarios import ScenarioSpec, read_scenario
from . import results
from .results import Cell, Notebook, Result

_REMARK = re.compile(r"^[^\w\n]{1,8}[ \t]*mock:[ \t]*(\S[^\n]*)$", re.MULTILINE)

_END_OF_COMMENT = re.compile(r"\s*(?:\*/|\*\)|-->)?\s*$")

SCENARIOS: Mapping[str, Callable[..., Result]] = {
    "result": results.result,
    "killed": results.killed,
    "out_of_memory": results.out_of_memory,
    "timed_out": results.timed_out,
    "compile_error": results.compile_error,
    "compile_timed_out": results.compile_timed_out,
    "toolchain_missing": results.toolchain_missing,
    "sandbox_error": results.sandbox_error,
    "spawn_failed": results.spawn_failed,
    "undecodable": results.undecodable,
}
"""What becomes of a program, by name."""

CELLS: Mapping[str, Callable[..., Cell]] = {"cell": results.cell, "cell_error": results.cell_error}
"""What becomes of a cell, by name."""


def _notebook(cells: list[ScenarioSpec], **given: Any) -> Notebook:
    return results.notebook(*(cell(each) for each in cells), **given)


NOTEBOOKS: Mapping[str, Callable[..., Notebook]] = {
    "notebook": _notebook,
    "notebook_timed_out": results.notebook_timed_out,
    "kernel_died": results.kernel_died,
    "notebook_sandbox_error": results.notebook_sandbox_error,
}
"""What becomes of a notebook, by name."""


def scenario(given: ScenarioSpec) -> Result:
    """A program's result from its name, or from an object of `name` and what that takes.

    Raises ValueError for a name there is not, and for fields that make no sense.
    """
    return read_scenario(given, "result", SCENARIOS)


def cell(given: ScenarioSpec) -> Cell:
    """A cell's result, likewise."""
    return read_scenario(given, "cell", CELLS)


def notebook(given: ScenarioSpec) -> Notebook:
    """A notebook's result, likewise."""
    return read_scenario(given, "notebook", NOTEBOOKS)


def remarked(code: str) -> Result | None:
    """What a remark in a program says of it; None without one. Raises ValueError for nonsense."""
    found = _REMARK.search(code)
    if found is None:
        return None
    said = _END_OF_COMMENT.sub("", found[1])
    if not said.startswith("{"):
        return scenario(said)
    try:
        given = json.loads(said)
    except ValueError as error:
        raise ValueError(f"{said!r} is no JSON: {error}") from None
    return scenario(given)
