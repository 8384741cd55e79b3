"""SandboxFusion in the mock: it answers as the server does, and executes nothing it is sent.

`SandboxFusion` is the service; `SandboxFusionState` (one per session) says what programs do; the
functions are the results to say it with. A program without a script is interpreted,
as far as `interpreter` goes.
"""

from .options import Options
from .results import (
    Cell,
    Notebook,
    Result,
    Step,
    cell,
    cell_error,
    compile_error,
    compile_timed_out,
    kernel_died,
    killed,
    notebook,
    notebook_sandbox_error,
    notebook_timed_out,
    out_of_memory,
    result,
    sandbox_error,
    spawn_failed,
    timed_out,
    toolchain_missing,
    undecodable,
)
from .scenarios import SCENARIOS, scenario
from .scripts import Program, Sheet
from .service import SandboxFusion
from .state import SandboxFusionState

__all__ = [
    "SCENARIOS",
    "Cell",
    "Notebook",
    "Options",
    "Program",
    "Result",
    "SandboxFusion",
    "SandboxFusionState",
    "Sheet",
    "Step",
    "cell",
    "cell_error",
    "compile_error",
    "compile_timed_out",
    "kernel_died",
    "killed",
    "notebook",
    "notebook_sandbox_error",
    "notebook_timed_out",
    "out_of_memory",
    "result",
    "sandbox_error",
    "scenario",
    "spawn_failed",
    "timed_out",
    "toolchain_missing",
    "undecodable",
]
