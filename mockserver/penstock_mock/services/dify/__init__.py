"""Dify in the mock: workflow apps, in two generations of the server, as they go over the wire.

`Dify` is the service; `DifyState` (one per session) says what the apps are and do; the functions
are the behaviours, and the steps on the way, to say it with.
"""

from .behaviours import (
    ECHO,
    Behaviour,
    Form,
    StreamPlan,
    breaks,
    concurrency,
    edge_limited,
    fail,
    gateway_timeout,
    handed_over,
    html_502,
    internal_error,
    make_form,
    model_not_supported,
    partly,
    pause,
    provider_not_initialize,
    provider_quota_exceeded,
    quota,
    refuse,
    stick,
    stop,
    stream,
    succeed,
    unpublished,
)
from .errors import ERRORS as REFUSALS
from .inputs import Upload
from .options import Options
from .plans import (
    audio,
    branches,
    event,
    iteration,
    log,
    loop,
    node,
    raw,
    retry,
    say,
    think,
    wait,
)
from .runs import Run
from .scenarios import SCENARIOS, scenario
from .service import Dify
from .state import App, DifyState

__all__ = [
    "ECHO",
    "REFUSALS",
    "SCENARIOS",
    "App",
    "Behaviour",
    "Dify",
    "DifyState",
    "Form",
    "Options",
    "Run",
    "StreamPlan",
    "Upload",
    "audio",
    "branches",
    "breaks",
    "concurrency",
    "edge_limited",
    "event",
    "fail",
    "gateway_timeout",
    "handed_over",
    "html_502",
    "internal_error",
    "iteration",
    "log",
    "loop",
    "make_form",
    "model_not_supported",
    "node",
    "partly",
    "pause",
    "provider_not_initialize",
    "provider_quota_exceeded",
    "quota",
    "raw",
    "refuse",
    "retry",
    "say",
    "scenario",
    "stick",
    "stop",
    "stream",
    "succeed",
    "think",
    "unpublished",
    "wait",
]
