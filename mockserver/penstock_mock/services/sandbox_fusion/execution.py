"""Running programs and notebooks: results of scripts, of comments in them, or the interpreter's.

Nothing of a program is executed here, whatever it is written in.
"""

from __future__ import annotations

import base64
import errno
import json
import math
import posixpath
import random
import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from ...document.values import frozen
from . import behaviours, interpreter
from .behaviours import Cell, Notebook, Result, Step, from_comment
from .errors import timing
from .languages import COMPILED, FILES_ONLY, printed, suffix, tool
from .state import CellSource, NotebookSource, Options, Program, SandboxFusionState

# A temporary name has eight of these.
_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789_"
# A time limit is noticed a moment late.
_LATE = 0.0001
_LONGEST_NAME = 255
_LONGEST_PATH = 4095
# With less than this, in MiB, the libraries of a language's tool can't be loaded.
_LEAST_MEMORY = 10
# Mebibytes that are more bytes than a limit can be.
_NO_LIMIT = 2**43
_SKIPPED = "IGNORE_THIS_FILE"
_PYTHONS = ("python", "pytest")
# Without one, the server has no name by which to start a Scala program.
_OBJECT = re.compile(r"object\s+\w+")
# Those whose Python the server looks for before each run.
_LOOKED_UP = ("python", "python_gpu")
REMEDY = (
    "Give its result: mock.sandbox_fusion.script(code, result(stdout=...)), or on a port the "
    'scenario of that name, or a comment in it such as  mock: {"stdout": "..."}; or send it to a '
    "real server: base_url"
)


@frozen
class Ran:
    """A program's answer, and how long it took."""

    status: str
    message: str
    compiled: Mapping[str, Any] | None
    run: Mapping[str, Any] | None
    files: Mapping[str, str]
    seconds: float

    def body(self, pod: str | None) -> dict[str, Any]:
        """As it is sent: every key, nulls included."""
        return {
            "status": self.status,
            "message": self.message,
            "compile_result": self.compiled,
            "run_result": self.run,
            "executor_pod_name": pod,
            "files": dict(self.files),
        }


def decoded(files: Mapping[str, str | None]) -> dict[str, bytes]:
    """The files of a request. Raises ValueError for invalid base64, as the server does."""
    return {
        name: base64.b64decode(text)
        for name, text in files.items()
        if text is not None and _SKIPPED not in name
    }


def fetched(disk: interpreter.Disk, names: tuple[str, ...] | list[str]) -> dict[str, str]:
    """The requested files that exist, by the names of the request."""
    return {
        name: base64.b64encode(data).decode()
        for name in names
        if (data := disk.get(name)) is not None
    }


def new_disk(source: random.Random, files: Mapping[str, bytes]) -> interpreter.Disk:
    """A temporary folder with files in it. Raises ValueError and OSError as the server does."""
    disk = interpreter.Disk(f"/tmp/{_temporary(source)}")  # noqa: S108 - a name, no folder
    for name, content in files.items():
        check_place(disk, name)
        disk.put(name, content)
    return disk


def check_place(disk: interpreter.Disk, name: str) -> None:
    """Raise ValueError or OSError for a name under which no file can be stored there."""
    path = posixpath.join(disk.cwd, name)
    if "\0" in path:
        raise ValueError("embedded null byte")
    sizes = [len(part.encode("utf-8", "surrogatepass")) for part in (path, *path.split("/"))]
    if sizes[0] > _LONGEST_PATH or max(sizes[1:]) > _LONGEST_NAME:
        raise OSError(errno.ENAMETOOLONG, "File name too long", path)
    folder = posixpath.dirname(disk.path(name))
    if folder in disk.files:
        raise FileExistsError(errno.EEXIST, "File exists", folder)
    if any(folder.startswith(f"{file}/") for file in disk.files):
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", folder)
    if posixpath.basename(path) in ("", ".", "..") or disk.has_folder(disk.path(name)):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", path)


def run(state: SandboxFusionState, fields: Mapping[str, Any]) -> Ran:
    """Answer a request to run code."""
    try:
        fields["code"].encode()  # the server can't write half a surrogate pair to a file
        program = Program(
            code=fields["code"],
            language=fields["language"],
            stdin=fields["stdin"],
            compile_timeout=fields["compile_timeout"],
            run_timeout=fields["run_timeout"],
            memory_limit_mb=fields["memory_limit_MB"],
            files=decoded(fields["files"]),
            fetch_files=tuple(fields["fetch_files"]),
        )
        running = Run(state, program)
    except (ValueError, OSError) as error:
        return failed(f"exception on running code {fields['code']}: {error} None")
    return running.ran()


def failed(message: str) -> Ran:
    """The answer of a server that could not even begin."""
    return Ran("SandboxError", message, None, None, {}, 0.0)


class Run:
    """One program being answered. Raises ValueError and OSError for files it can't have."""

    def __init__(self, state: SandboxFusionState, program: Program) -> None:
        self.state, self.program = state, program
        self.options: Options = state.options
        self.disk = new_disk(state.session.random, program.files)
        self.name = f"{_temporary(state.session.random)}.{suffix(program.language)}"

    def ran(self) -> Ran:
        """The answer."""
        program, options = self.program, self.options
        result = self.result()
        if result.message is not None:
            return failed(result.message)
        if result.at_first and program.language in COMPILED:
            result = evolve(result, compiled=result.run, run=None)
        for name, content in result.files.items():
            self.disk.put(name, content)
        compiled = run = None
        if program.language in COMPILED or result.compiled is not None:
            compiled = self.timed(
                result.compiled or Step(), options.compile_seconds, program.compile_timeout
            )
        if result.run is not None and (compiled is None or compiled.ended_well):
            timed = self.timed(result.run, options.run_seconds, program.run_timeout)
            run = _cut(timed, options, program.run_timeout)
        steps = [each for each in (compiled, run) if each is not None]
        status, message = judged(steps)
        names = () if program.language in FILES_ONLY else program.fetch_files
        return Ran(
            status,
            message,
            None if compiled is None else step_body(compiled),
            None if run is None else step_body(run),
            fetched(self.disk, names),
            sum([each.seconds or 0.0 for each in steps]),
        )

    # -- the result -----------------------------------------------------------------------------

    def result(self) -> Result:
        """The result of the program's script, of a comment in it, or of interpreting it."""
        program = self.program
        if program.language in self.options.missing:
            return self.missing()
        scripted = self.state.programs.result(program)
        if scripted is not None:
            return scripted
        try:
            return from_comment(program.code) or self.unscripted()
        except ValueError as error:
            return self.unsupported(f"its comment: {error}")

    def missing(self) -> Result:
        """The result on a server on which the language's tools are missing."""
        program = self.program
        if program.language in _LOOKED_UP:
            command = 'bash -c "source activate sandbox-runtime && which python"'
            why = f"Command {command!r} returned non-zero exit status 1."
            return behaviours.sandbox_error(f"exception on running code {program.code}: {why} None")
        if program.language == "bash":
            why = f"{self.command}: [Errno 2] No such file or directory: '/bin/bash' | None"
            return behaviours.spawn_failed(f"exception on running command {why}")
        return behaviours.toolchain_missing(tool(program.language))

    @property
    def command(self) -> str:
        """The command of the first step, as the server's errors have it."""
        return f"{tool(self.program.language)} {self.disk.path(self.name)}"

    def unscripted(self) -> Result:
        """The result of a program without a script."""
        program, language = self.program, self.program.language
        if language == "sql":
            return behaviours.sandbox_error(f"exception on running code {program.code}: 'sql' None")
        if language == "scala" and not _OBJECT.search(program.code):
            return Result(None, Step("Error", 1, None, "Object name not found."))
        if 0 < program.memory_limit_mb < _LEAST_MEMORY and language not in FILES_ONLY:
            library = "libm.so.6: failed to map segment from shared object"
            text = f"{tool(language)}: error while loading shared libraries: {library}\n"
            return evolve(behaviours.result("", text, 127), at_first=True)
        if language in _PYTHONS:
            return self.interpreted()
        output = printed(language, program.code)
        return self.unsupported(f"this {language}") if output is None else behaviours.result(output)

    def unsupported(self, feature: str) -> Result:
        """The result of a program that the mock does not know."""
        text = (
            f"penstock-mock: it executes nothing it is sent, and does not know {feature}. {REMEDY}"
        )
        self.state.not_understood.append(text)
        return behaviours.result("", f"{text}\n", 1)

    def interpreted(self) -> Result:
        """The result of a program in Python."""
        program, options = self.program, self.options
        machine = interpreter.Machine(
            self.disk,
            self.name,
            input=readable(program.stdin),
            now=self.state.session.clock.time(),
            timeout=program.run_timeout,
            steps=options.steps,
            remedy=REMEDY,
        )
        limit = program.memory_limit_mb * 1024 * 1024
        if 0 < limit < machine.memory:
            machine.memory, machine.limited = limit, True
        outcome = interpreter.run(machine, program.code, tests=program.language == "pytest")
        if outcome.unsupported is not None:
            self.state.not_understood.append(outcome.unsupported)
        if outcome.return_code is None:
            output = (_decoded(outcome.stdout) or "", _decoded(outcome.stderr) or "")
            return behaviours.timed_out(*output)
        seconds = options.run_seconds + outcome.seconds
        return Result(
            Step("Finished", outcome.return_code, outcome.stdout, outcome.stderr, seconds)
        )

    def timed(self, step: Step, default: float, limit: float) -> Step:
        """The step as its limits leave it. default: its seconds, unless it has some."""
        program, why = self.program, ""
        if program.memory_limit_mb >= _NO_LIMIT and program.language not in FILES_ONLY:
            why = "Exception occurred in preexec_fn."
        elif math.isnan(limit):
            why = "cannot convert float NaN to integer"
        if why:
            text = f"exception on running command {self.command}: {why} | None"
            return Step("Error", None, None, text)
        if step.status == "Error":
            return step
        seconds = default if step.seconds is None else step.seconds
        if seconds < limit and limit > 0:
            return step if seconds == step.seconds else evolve(step, seconds=seconds)
        return _expired(step, limit)


def judged(steps: list[Step]) -> tuple[str, str]:
    """The status of a program and its message, by its steps."""
    status = "Success"
    for step in steps:
        if step.status == "Error":
            return "SandboxError", _decoded(step.stderr) or ""
        if step.status == "TimeLimitExceeded" or step.return_code:
            status = "Failed"
    return status, ""


def step_body(step: Step) -> dict[str, Any]:
    """A step as it is sent: every key, nulls included."""
    return {
        "status": step.status,
        "execution_time": None if step.seconds is None else timing(step.seconds),
        "return_code": step.return_code,
        "stdout": _decoded(step.stdout),
        "stderr": _decoded(step.stderr),
    }


def readable(stdin: str | None) -> str:
    """The program's input; empty where it has half a surrogate pair, as the server ignores it."""
    try:
        return (stdin or "").encode().decode()
    except ValueError:
        return ""


def _decoded(output: str | bytes | None) -> str | None:
    if not isinstance(output, bytes):
        return output
    try:
        return output.decode()
    except UnicodeDecodeError as error:
        return f"[DecodeError] {error}"


def _expired(step: Step, limit: float) -> Step:
    return evolve(
        step,
        status="TimeLimitExceeded",
        return_code=None,
        stdout=step.stdout if limit > 0 else "",
        stderr=step.stderr if limit > 0 else "",
        seconds=max(0.0, limit) + _LATE,
    )


def _cut(step: Step, options: Options, limit: float) -> Step:
    """The step with its output cut, on a server that does not drain its pipes."""
    most = options.output_limit
    outputs = (step.stdout, step.stderr)
    longest = max([len(o.encode() if isinstance(o, str) else o or b"") for o in outputs])
    if most is None or longest <= most:
        return step
    cut = evolve(step, stdout=_shortened(step.stdout, most), stderr=_shortened(step.stderr, most))
    hangs = options.output_hang is not None and longest >= options.output_hang
    return _expired(cut, limit) if hangs and step.status == "Finished" else cut


def _shortened(output: str | bytes | None, most: int) -> str | bytes | None:
    if isinstance(output, str):
        return output.encode()[:most].decode("utf-8", "ignore")
    return output and output[:most]


def _temporary(source: random.Random) -> str:
    return "tmp" + "".join([_SIGNS[byte % len(_SIGNS)] for byte in source.randbytes(8)])


# -- notebooks ------------------------------------------------------------------------------------

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


def run_notebook(state: SandboxFusionState, fields: Mapping[str, Any]) -> RanNotebook:
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
