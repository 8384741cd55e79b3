"""SandboxFusion in the mock: it answers as the server does, and executes nothing it is sent.

`SandboxFusion` is the service; `SandboxFusionState` (one per session) has the scripts of programs;
the functions are the results to script. A program without a script is interpreted, as far as
`interpreter` goes.
"""

from .results import (
    SCENARIOS,
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
    scenario,
    spawn_failed,
    timed_out,
    toolchain_missing,
    undecodable,
)
from .service import SandboxFusion
from .state import NotebookSource, Options, Program, SandboxFusionState

__all__ = [
    "SCENARIOS",
    "Cell",
    "Notebook",
    "NotebookSource",
    "Options",
    "Program",
    "Result",
    "SandboxFusion",
    "SandboxFusionState",
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
