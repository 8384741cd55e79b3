"""Oomol Connect in the mock: tasks that move and leave logs, uploads, and packages.

`Oomol` is the service; `OomolState` (one per session, `mock.oomol`) has the behaviours of blocks
and packages; the functions make behaviours.

    mock.oomol.block("image-kit::resize", succeed({"image": "/small.png"}))
    mock.oomol.block("image-kit::resize", slow(polls=3), fail("no such file"))
    mock.oomol.flow("poster", flow(Node("title#1", {"text": "Hi"}), Node("print#1", error="jam")))
    mock.oomol.package("image-kit", install_fails("no space left"))
"""

from ..behaviours import ECHO as ECHO
from .behaviours import (
    BUILT_IN as BUILT_IN,
    FORMS as FORMS,
    INSTALL_SCENARIOS as INSTALL_SCENARIOS,
    SCENARIOS as SCENARIOS,
    Behaviour as Behaviour,
    Form as Form,
    Installing as Installing,
    Refusal as Refusal,
    crash as crash,
    fail as fail,
    flow as flow,
    html_502 as html_502,
    install_fails as install_fails,
    install_refused as install_refused,
    install_scenario as install_scenario,
    installs as installs,
    lag as lag,
    pending as pending,
    refuse as refuse,
    scenario as scenario,
    slow as slow,
    stop_itself as stop_itself,
    stream_outputs as stream_outputs,
    stuck as stuck,
    subflow as subflow,
    succeed as succeed,
    unsuccessful as unsuccessful,
    weird as weird,
)
from .catalogue import (
    Applet as Applet,
    Block as Block,
    Flow as Flow,
    Handle as Handle,
    Package as Package,
)
from .plans import (
    Node as Node,
    Pace as Pace,
    Step as Step,
    error as error,
    log as log,
    log_json as log_json,
    message as message,
    output as output,
    outputs as outputs,
    preview as preview,
    progress as progress,
    warning as warning,
)
from .service import Oomol as Oomol
from .state import (
    Installation as Installation,
    OomolState as OomolState,
    Options as Options,
    Task as Task,
    Upload as Upload,
)
