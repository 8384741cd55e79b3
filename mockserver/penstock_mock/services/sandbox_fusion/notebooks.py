"""The result of a notebook: its script's, or of each cell its script's or the interpreter's."""

from __future__ import annotations

import errno
import json
import math
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from . import interpreter
from .results import Cell, Notebook, Step
from .runner import REMEDY, check_place, decoded, fetched, new_disk, spelt
from .scripts import CellSource, Sheet
from .state import SandboxFusionState

# The server ends a notebook so much later than it was told to.
GRACE = 10.0
# The server makes this folder itself, and fails if it is there.
_CONFIGS = "tmp/sandbox/configs"
# The error of a request's files tells the beginning of the code, and no more.
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
        "\n".join(fields["cells"]).encode()
        sheet = Sheet(
            cells=tuple(fields["cells"]),
            total_timeout=fields["total_timeout"],
            files=decoded(fields["files"]),
            fetch_files=tuple(fields["fetch_files"]),
            asked={name: fields[name] for name in ("kernel", "cells", "cell_timeout")},
        )
        disk = new_disk(state.session.random, sheet.files)
        _make_room(disk)
    except (ValueError, OSError) as error:
        code = "\n".join(fields["cells"])[:_SHOWN]
        return RanNotebook("SandboxError", f"exception on running jupyter {code}: {error} None")
    return _answer(state, sheet, disk)


def _make_room(disk: interpreter.Disk) -> None:
    """Raise OSError where the server can't make the folder of the notebook's configuration."""
    check_place(disk, f"{_CONFIGS}/input.json")
    if disk.has_folder(disk.path(_CONFIGS)):
        raise FileExistsError(errno.EEXIST, "File exists", disk.path(_CONFIGS))


def _answer(state: SandboxFusionState, sheet: Sheet, disk: interpreter.Disk) -> RanNotebook:
    made = state.notebooks.answer(sheet) or _interpreted(state, sheet, disk)
    if made.message is not None or made.driver is None:
        return RanNotebook("SandboxError", made.message or "")
    for name, content in made.files.items():
        disk.put(name, content)
    driver = _timed(state, sheet, made)
    told = spelt(driver)
    seconds = driver.seconds or 0.0
    if driver.status == "Error":
        return RanNotebook("Failed", driver=told)
    if driver.status != "Finished" or not made.completed:
        return RanNotebook("Failed", driver=told, seconds=seconds)
    files = fetched(disk, sheet.fetch_files)
    return RanNotebook("Success", "", told, made.cells, files, seconds)


def _timed(state: SandboxFusionState, sheet: Sheet, made: Notebook) -> Step:
    """The driver as the notebook's time leaves it."""
    driver, limit = made.driver or Step(), sheet.total_timeout + GRACE
    if math.isnan(limit):
        why = "exception on running command python main.py: cannot convert float NaN to integer"
        return Step("Error", None, None, f"{why} | None")
    if driver.seconds is None:
        worked = sum(cell.seconds for cell in made.cells)
        driver = evolve(driver, seconds=state.options.kernel_seconds + worked)
    if driver.seconds is None or driver.seconds >= limit:
        # Killed, and what it had printed with it.
        return evolve(driver, status="TimeLimitExceeded", return_code=None, seconds=max(0.0, limit))
    return evolve(driver, stdout=driver.stdout or _config(sheet))


def _config(sheet: Sheet) -> str:
    asked = {**sheet.asked, "total_timeout": sheet.total_timeout}
    return f"config: \n{json.dumps(asked, indent=2)}\n"


def _interpreted(state: SandboxFusionState, sheet: Sheet, disk: interpreter.Disk) -> Notebook:
    process = interpreter.Process(
        disk,
        "main.py",
        now=state.session.clock.time(),
        timeout=sheet.total_timeout + GRACE,
        steps=state.options.steps,
        remedy=REMEDY.replace("script(code, result(", "script_cell(code, cell("),
    )
    machine = interpreter.Machine(process)
    try:
        numbered = enumerate(sheet.cells, 1)
        return Notebook(tuple(_cell(state, machine, code, n) for n, code in numbered))
    except interpreter.OutOfTime:
        return Notebook(driver=Step(seconds=math.inf), completed=False)


def _cell(state: SandboxFusionState, machine: interpreter.Machine, code: str, number: int) -> Cell:
    scripted = state.cells.answer(CellSource(code))
    if scripted is not None:
        return scripted
    before = machine.elapsed
    outcome = interpreter.run_cell(machine, code, number)
    if outcome.unsupported is not None:
        state.not_understood.append(outcome.unsupported)
    return Cell(
        outcome.stdout.decode("utf-8", "replace"),
        outcome.stderr.decode("utf-8", "replace"),
        outcome.displays,
        _error(outcome),
        machine.elapsed - before,
    )


def _error(outcome: interpreter.Outcome) -> tuple[Mapping[str, Any], ...]:
    if outcome.error is None:
        return ()
    name, said, trace = outcome.error
    return ({"ename": name, "evalue": said, "traceback": list(trace)},)
