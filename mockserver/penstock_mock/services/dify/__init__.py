"""Dify in the mock: workflow apps, in two dialects, as they go over the wire.

`Dify` is the service; `DifyState` (one per session) holds what the apps are and do; the functions
are the behaviours, and the steps on the way, to say it with.
"""

from ..behaviours import ECHO as ECHO
from .behaviours import (
    SCENARIOS as SCENARIOS,
    Behaviour as Behaviour,
    Form as Form,
    StreamPlan as StreamPlan,
    audio as audio,
    branches as branches,
    breaks as breaks,
    concurrency as concurrency,
    edge_limited as edge_limited,
    event as event,
    fail as fail,
    gateway_timeout as gateway_timeout,
    handed_over as handed_over,
    html_502 as html_502,
    internal_error as internal_error,
    iteration as iteration,
    log as log,
    loop as loop,
    make_form as make_form,
    model_not_supported as model_not_supported,
    node as node,
    partly as partly,
    pause as pause,
    provider_not_initialize as provider_not_initialize,
    provider_quota_exceeded as provider_quota_exceeded,
    quota as quota,
    raw as raw,
    refuse as refuse,
    retry as retry,
    say as say,
    scenario as scenario,
    stick as stick,
    stop as stop,
    stream as stream,
    succeed as succeed,
    think as think,
    unpublished as unpublished,
    wait as wait,
)
from .errors import ERRORS
from .state import Options as Options
from .service import Dify as Dify
from .state import App as App, DifyState as DifyState, Run as Run, Upload as Upload

REFUSALS = ERRORS
