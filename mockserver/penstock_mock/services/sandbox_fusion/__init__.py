"""SandboxFusion in the mock: it answers as the server does, and executes nothing it is sent.

`SandboxFusion` is the service; `SandboxFusionState` (one per session) has the scripts of programs;
the functions are the results to script. A program without a script is interpreted, as far as
`interpreter` goes.
"""

from .behaviours import (
    SCENARIOS as SCENARIOS,
    Cell as Cell,
    Notebook as Notebook,
    Result as Result,
    Step as Step,
    cell as cell,
    cell_error as cell_error,
    compile_error as compile_error,
    compile_timed_out as compile_timed_out,
    kernel_died as kernel_died,
    killed as killed,
    notebook as notebook,
    notebook_sandbox_error as notebook_sandbox_error,
    notebook_timed_out as notebook_timed_out,
    out_of_memory as out_of_memory,
    result as result,
    sandbox_error as sandbox_error,
    scenario as scenario,
    spawn_failed as spawn_failed,
    timed_out as timed_out,
    toolchain_missing as toolchain_missing,
    undecodable as undecodable,
)
from .service import SandboxFusion as SandboxFusion
from .state import (
    NotebookSource as NotebookSource,
    Options as Options,
    Program as Program,
    SandboxFusionState as SandboxFusionState,
)
