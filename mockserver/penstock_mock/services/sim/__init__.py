"""Sim in the mock: every dialect of its API, as it really goes over the wire.

`Sim` is the service; `SimState` (one per session) holds what workflows do; the functions make
behaviours for it.
"""

from ..behaviours import ECHO as ECHO
from .behaviours import (
    SCENARIOS as SCENARIOS,
    AgentEvent as AgentEvent,
    Behaviour as Behaviour,
    Block as Block,
    BlockError as BlockError,
    FailedBlock as FailedBlock,
    Frame as Frame,
    JobPlan as JobPlan,
    Raw as Raw,
    Say as Say,
    StreamPlan as StreamPlan,
    Wait as Wait,
    ambiguous_503 as ambiguous_503,
    bad_key as bad_key,
    cancelled as cancelled,
    capacity as capacity,
    chunk_reset as chunk_reset,
    concurrency as concurrency,
    empty_403 as empty_403,
    fail as fail,
    html_502 as html_502,
    internal_error as internal_error,
    job as job,
    not_deployed as not_deployed,
    not_found as not_found,
    overloaded as overloaded,
    paused as paused,
    queue_failed as queue_failed,
    rate_limited as rate_limited,
    refuse as refuse,
    response_block as response_block,
    scenario as scenario,
    setup_error as setup_error,
    stream as stream,
    stuck as stuck,
    succeed as succeed,
    thinking as thinking,
    timeout_408 as timeout_408,
    tool as tool,
    usage_exceeded as usage_exceeded,
)
from .service import Sim as Sim
from .state import Options as Options, Run as Run, SimState as SimState
