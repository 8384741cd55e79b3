"""Oomol Connect in the mock: tasks that move and leave logs, uploads, and packages.

`Oomol` is the service; `OomolState` (one per session, `mock.oomol`) has the behaviours of blocks
and packages; the functions make behaviours.

    mock.oomol.block("image-kit::resize", succeed({"image": "/small.png"}))
    mock.oomol.block("image-kit::resize", slow(polls=3), fail("no such file"))
    mock.oomol.flow("poster", flow(Node("title#1", {"text": "Hi"}), Node("print#1", error="jam")))
    mock.oomol.package("image-kit", install_fails("no space left"))
"""

from .behaviours import (
    BUILT_IN,
    FORMS,
    Behaviour,
    Form,
    Installing,
    Refusal,
    crash,
    fail,
    flow,
    html_502,
    install_fails,
    install_refused,
    installs,
    lag,
    pending,
    refuse,
    slow,
    stop_itself,
    stream_outputs,
    stuck,
    subflow,
    succeed,
    unsuccessful,
    weird,
)
from .catalogue import Applet, Block, Flow, Handle, Package
from .events import (
    ECHO,
    Node,
    Step,
    error,
    log,
    log_json,
    message,
    output,
    outputs,
    preview,
    progress,
    warning,
)
from .options import Options, Pace
from .scenarios import INSTALL_SCENARIOS, SCENARIOS, install_scenario, scenario
from .service import Oomol
from .state import Installation, OomolState, Task, Upload

__all__ = [
    "BUILT_IN",
    "ECHO",
    "FORMS",
    "INSTALL_SCENARIOS",
    "SCENARIOS",
    "Applet",
    "Behaviour",
    "Block",
    "Flow",
    "Form",
    "Handle",
    "Installation",
    "Installing",
    "Node",
    "Oomol",
    "OomolState",
    "Options",
    "Pace",
    "Package",
    "Refusal",
    "Step",
    "Task",
    "Upload",
    "crash",
    "error",
    "fail",
    "flow",
    "html_502",
    "install_fails",
    "install_refused",
    "install_scenario",
    "installs",
    "lag",
    "log",
    "log_json",
    "message",
    "output",
    "outputs",
    "pending",
    "preview",
    "progress",
    "refuse",
    "scenario",
    "slow",
    "stop_itself",
    "stream_outputs",
    "stuck",
    "subflow",
    "succeed",
    "unsuccessful",
    "warning",
    "weird",
]
