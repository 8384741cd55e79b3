"""Results of programs and notebooks, for tests to write down.

state.script("print(1)", result("1\n"))
state.script(re.compile("flaky"), sandbox_error("no pods"), result("ok\n"))
state.script_cell("plot()", cell(display=[{"image/png": "iVBORw0KGgo="}]))

From plain JSON, as the admin interface takes them:

"compile_error"
{"name": "result", "stdout": "1\\n", "return_code": 3, "seconds": 0.5}
{"stdout": "1\\n"}                                     the name `result` may be left out
{"name": "notebook", "cells": [{"stdout": "1\\n"}, {"error": {"ename": "E", "evalue": "x"}}]}

From a comment, a line of a program in any language's form:

    // mock: compile_error
    # mock: {"stdout": "1\\n"}
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import evolve, field

from ...document.values import frozen
from ...engine.checks import check_arguments
from ..behaviours import ScenarioSpec, by_name, read_scenario

Status: TypeAlias = Literal["Finished", "Error", "TimeLimitExceeded"]

# A step whose seconds are those of its time limit.
_LIMIT = float("inf")


@frozen
class Step:
    """Compiling, or running."""

    status: Status = "Finished"
    return_code: int | None = 0
    stdout: str | bytes | None = ""
    """Bytes that are no UTF-8 make all of it one line `[DecodeError] ...`."""
    stderr: str | bytes | None = ""
    seconds: float | None = None
    """None: as long as such a step usually takes. More than its time limit: it is ended there."""

    @property
    def ended_well(self) -> bool:
        """True if the next step follows."""
        return self.status == "Finished" and self.return_code == 0


@frozen
class Result:
    """The result of one program."""

    run: Step | None = field(factory=Step)
    compiled: Step | None = None
    """None: a language that is compiled compiles well."""
    message: str | None = None
    """The error of a server that failed itself; there are no steps."""
    files: Mapping[str, bytes] = field(factory=dict)
    """Files it writes, by path; they can be fetched."""
    at_first: bool = False
    """`run` is the first step: that of compiling, where the language has one."""

    def lasting(self, seconds: float) -> Result:
        """The same, running so long. Longer than its time limit makes it a timeout."""
        if not seconds >= 0:
            raise ValueError(f"seconds must be 0 or more, not {seconds!r}")
        return self if self.run is None else evolve(self, run=evolve(self.run, seconds=seconds))

    @check_arguments
    def writing(self, files: Mapping[str, bytes | str]) -> Result:
        """The same, leaving these files behind."""
        content = {n: c.encode() if isinstance(c, str) else c for n, c in files.items()}
        return evolve(self, files={**self.files, **content})


@check_arguments
def result(
    stdout: str | bytes = "",
    stderr: str | bytes = "",
    return_code: int = 0,
    *,
    seconds: float | None = None,
    files: Mapping[str, bytes | str] | None = None,
) -> Result:
    """The program ran to its end; another code than 0 is a failure."""
    made = Result(Step("Finished", return_code, stdout, stderr)).writing(files or {})
    return made if seconds is None else made.lasting(seconds)


@check_arguments
def killed(signal: int = 9, stdout: str = "", stderr: str = "") -> Result:
    """A signal ended the program: 9 for want of memory, 11 for a bad pointer."""
    return result(stdout, stderr, -signal)


@check_arguments
def out_of_memory(stdout: str = "") -> Result:
    """The program met its memory limit, which looks like any other exception."""
    return result(stdout, "Traceback (most recent call last):\nMemoryError\n", 1)


@check_arguments
def timed_out(stdout: str = "", stderr: str = "") -> Result:
    """The program ran out of time; its flushed output is kept."""
    return result(stdout, stderr, seconds=_LIMIT)


@check_arguments
def compile_error(
    stderr: str = "main: error: expected ';'\n", return_code: int = 1, *, stdout: str = ""
) -> Result:
    """The code could not be compiled, and was not run."""
    return Result(None, Step("Finished", return_code, stdout, stderr))


@check_arguments
def compile_timed_out(stderr: str = "") -> Result:
    """Compiling took too long."""
    return Result(None, Step(stderr=stderr, seconds=_LIMIT))


@check_arguments
def toolchain_missing(tool: str) -> Result:
    """The language's tools are not installed, as bash reports it. The status is Failed.

    tool: the command of the language's first step, such as "go"; "jest" is looked for by npm. A
    program in an interpreted language can write the same, and a client may ask with another: the
    option `missing` is for a server that lacks the tool for all programs.
    """
    if tool == "jest":
        banner = "\n> coderunner@1.0.0 test\n> FORCE_COLOR=0 jest\n\n"
        return result(banner, "sh: 1: jest: not found\n", 127)
    message = f"/bin/bash: line 1: {tool}: command not found\n"
    return evolve(result("", message, 127), at_first=True)


@check_arguments
def sandbox_error(message: str = "the sandbox failed") -> Result:
    """The server could not run the program; 200 all the same."""
    return Result(None, None, message)


@check_arguments
def spawn_failed(message: str = "Resource temporarily unavailable") -> Result:
    """The process could not be started: a SandboxError with a step that has the reason."""
    return Result(Step("Error", None, None, message))


def undecodable() -> Result:
    """The program wrote bytes that are no UTF-8, and all of its output is lost."""
    return result(b"\xff")


# -- notebooks ------------------------------------------------------------------------------------


@frozen
class Cell:
    """The result of one cell."""

    stdout: str = ""
    stderr: str = ""
    display: tuple[Mapping[str, Any], ...] = ()
    error: tuple[Mapping[str, Any], ...] = ()
    seconds: float = 0.0

    def body(self) -> dict[str, Any]:
        shown, raised = [dict(d) for d in self.display], [dict(e) for e in self.error]
        return {"stdout": self.stdout, "stderr": self.stderr, "display": shown, "error": raised}


@frozen
class Notebook:
    """The result of a notebook."""

    cells: tuple[Cell, ...] = ()
    driver: Step | None = field(factory=Step)
    message: str | None = None
    """The error of a server that failed itself."""
    completed: bool = True
    """The driver wrote its results."""
    files: Mapping[str, bytes] = field(factory=dict)


@check_arguments
def cell(
    stdout: str = "",
    stderr: str = "",
    *,
    display: Sequence[Mapping[str, Any]] = (),
    error: Mapping[str, Any] | None = None,
    seconds: float = 0.0,
) -> Cell:
    """A cell that prints, shows (data by media type), raises, or takes its time."""
    return Cell(stdout, stderr, tuple(display), () if error is None else (error,), seconds)


@check_arguments
def cell_error(ename: str = "RuntimeError", evalue: str = "boom", stdout: str = "") -> Cell:
    """A cell that raises; those after it are run all the same."""
    trace = [f"{ename}: {evalue}"]
    return cell(stdout, error={"ename": ename, "evalue": evalue, "traceback": trace})


@check_arguments
def notebook(*cells: Cell, files: Mapping[str, bytes] | None = None) -> Notebook:
    """A notebook that came to its end with these cells, in place of the ones sent."""
    return Notebook(cells, files=dict(files or {}))


def notebook_timed_out() -> Notebook:
    """The notebook ran out of its total time: no cells, no files."""
    return Notebook(driver=Step(seconds=_LIMIT), completed=False)


@check_arguments
def kernel_died(stderr: str = "") -> Notebook:
    """The kernel went away, and the driver waits for it as long as it may: no cells, no files."""
    return Notebook(driver=Step(stderr=stderr, seconds=_LIMIT), completed=False)


@check_arguments
def notebook_sandbox_error(message: str = "the sandbox failed") -> Notebook:
    """The server could not run the notebook."""
    return Notebook(driver=None, message=message, completed=False)


# -- from plain JSON, and from a comment in a program ----------------------------------------------

_COMMENT = re.compile(r"^[^\w\n]{1,8}[ \t]*mock:[ \t]*(\S[^\n]*)$", re.MULTILINE)
_END_OF_COMMENT = re.compile(r"\s*(?:\*/|\*\)|-->)?\s*$")

SCENARIOS: Mapping[str, Callable[..., Result]] = by_name(
    *(result, killed, out_of_memory, timed_out, compile_error, compile_timed_out),
    *(toolchain_missing, sandbox_error, spawn_failed, undecodable),
)
"""The results of a program, by name."""

CELLS: Mapping[str, Callable[..., Cell]] = by_name(cell, cell_error)
"""The results of a cell, by name."""

NOTEBOOKS: Mapping[str, Callable[..., Notebook]] = by_name(
    *(notebook_timed_out, kernel_died, notebook_sandbox_error),
    notebook=lambda cells, **given: notebook(*map(cell_scenario, cells), **given),
)
"""The results of a notebook, by name."""


def scenario(given: ScenarioSpec) -> Result:
    """A program's result from its name, or from an object of `name` and its parameters.

    Raises ValueError for an unknown name, and for fields that make no sense.
    """
    return read_scenario(given, "result", SCENARIOS)


def cell_scenario(given: ScenarioSpec) -> Cell:
    """A cell's result, likewise."""
    return read_scenario(given, "cell", CELLS)


def notebook_scenario(given: ScenarioSpec) -> Notebook:
    """A notebook's result, likewise."""
    return read_scenario(given, "notebook", NOTEBOOKS)


def from_comment(code: str) -> Result | None:
    """The result that a comment in a program gives; None without one. Raises ValueError for an
    unknown one.
    """
    found = _COMMENT.search(code)
    if found is None:
        return None
    text = _END_OF_COMMENT.sub("", found[1])
    try:
        return scenario(json.loads(text) if text.startswith("{") else text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{text!r} is no JSON: {error}") from None
