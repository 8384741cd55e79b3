"""The result of a notebook: its script's, or of each cell its script's or the interpreter's."""

from __future__ import annotations

import errno
import json
import math
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from ...document.values import frozen
from . import interpreter
from .results import Cell, Notebook, Step
from .runner import REMEDY, check_place, decoded, fetched, new_disk, step_body
from .state import CellSource, NotebookSource, SandboxFusionState

# The server ends a notebook so many seconds after its time limit.
GRACE = 10.0
# The server makes this folder itself, and fails if it is there.
_CONFIGS = "tmp/sandbox/configs"
# The error of a request's files has so many characters of the code.
_SHOWN = 100


@frozen
class RanNotebook:
    """A notebook's answer, and how long it took."""

    status: str
    message: str = ""
    driver: Mapping[str, Any] | None = None
    cells: tuple[Cell, ...] = ()
    files: Mapping[str, str] | None = None
    seconds: float = 0.0

    def body(self, pod: str | None) -> dict[str, Any]:
        """As it is sent: every key, nulls included."""
        return {
            "status": self.status,
            "message": self.message,
            "driver": self.driver,
            "cells": [cell.body() for cell in self.cells],
            "executor_pod_name": pod,
            "files": dict(self.files or {}),
        }


def run(state: SandboxFusionState, fields: Mapping[str, Any]) -> RanNotebook:
    """Answer a request to run a notebook."""
    try:
        "\n".join(fields["cells"]).encode()  # the server can't write half a surrogate pair
        source = NotebookSource(
            cells=tuple(fields["cells"]),
            total_timeout=fields["total_timeout"],
            files=decoded(fields["files"]),
            fetch_files=tuple(fields["fetch_files"]),
            config={
                name: fields[name] for name in ("kernel", "cells", "cell_timeout", "total_timeout")
            },
        )
        disk = new_disk(state.session.random, source.files)
        check_place(disk, f"{_CONFIGS}/input.json")
        if disk.has_folder(disk.path(_CONFIGS)):
            raise FileExistsError(errno.EEXIST, "File exists", disk.path(_CONFIGS))
    except (ValueError, OSError) as error:
        code = "\n".join(fields["cells"])[:_SHOWN]
        return RanNotebook("SandboxError", f"exception on running jupyter {code}: {error} None")
    notebook = state.notebooks.result(source) or _interpreted(state, source, disk)
    if notebook.message is not None or notebook.driver is None:
        return RanNotebook("SandboxError", notebook.message or "")
    for name, content in notebook.files.items():
        disk.put(name, content)
    driver = _timed(state, source, notebook)
    body, seconds = step_body(driver), driver.seconds or 0.0
    if driver.status != "Finished" or not notebook.completed:
        return RanNotebook("Failed", driver=body, seconds=seconds)
    files = fetched(disk, source.fetch_files)
    return RanNotebook("Success", "", body, notebook.cells, files, seconds)


def _timed(state: SandboxFusionState, source: NotebookSource, notebook: Notebook) -> Step:
    """The driver as the notebook's time leaves it."""
    driver, limit = notebook.driver or Step(), source.total_timeout + GRACE
    if math.isnan(limit):
        why = "exception on running command python main.py: cannot convert float NaN to integer"
        return Step("Error", None, None, f"{why} | None")
    seconds = driver.seconds
    if seconds is None:
        seconds = state.options.kernel_seconds + sum(cell.seconds for cell in notebook.cells)
    if seconds >= limit:  # killed, and its output lost
        return evolve(driver, status="TimeLimitExceeded", return_code=None, seconds=max(0.0, limit))
    config = f"config: \n{json.dumps(source.config, indent=2)}\n"
    return evolve(driver, seconds=seconds, stdout=driver.stdout or config)


def _interpreted(
    state: SandboxFusionState, source: NotebookSource, disk: interpreter.Disk
) -> Notebook:
    machine = interpreter.Machine(
        disk,
        "main.py",
        now=state.session.clock.time(),
        timeout=source.total_timeout + GRACE,
        steps=state.options.steps,
        remedy=REMEDY.replace("script(code, result(", "script_cell(code, cell("),
    )
    try:
        numbered = enumerate(source.cells, 1)
        return Notebook(tuple(_cell(state, machine, code, n) for n, code in numbered))
    except interpreter.OutOfTime:
        return Notebook(driver=Step(seconds=math.inf), completed=False)


def _cell(state: SandboxFusionState, machine: interpreter.Machine, code: str, number: int) -> Cell:
    scripted = state.cells.result(CellSource(code))
    if scripted is not None:
        return scripted
    before = machine.elapsed
    outcome = interpreter.run_cell(machine, code, number)
    if outcome.unsupported is not None:
        state.not_understood.append(outcome.unsupported)
    errors: tuple[Mapping[str, Any], ...] = ()
    if outcome.error is not None:
        name, message, trace = outcome.error
        errors = ({"ename": name, "evalue": message, "traceback": list(trace)},)
    return Cell(
        outcome.stdout.decode("utf-8", "replace"),
        outcome.stderr.decode("utf-8", "replace"),
        outcome.displays,
        errors,
        machine.elapsed - before,
    )
