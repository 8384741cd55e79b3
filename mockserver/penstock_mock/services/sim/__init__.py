"""Sim in the mock: every dialect of its API, as it really goes over the wire.

`Sim` is the service; `SimState` (one per session) holds what workflows do; the functions make
behaviours for it.
"""

from ..behaviours import ECHO as ECHO
from .behaviours import (
    SCENARIOS as SCENARIOS,
    Behaviour as Behaviour,
    ambiguous_503 as ambiguous_503,
    bad_key as bad_key,
    cancelled as cancelled,
    capacity as capacity,
    concurrency as concurrency,
    empty_403 as empty_403,
    fail as fail,
    html_502 as html_502,
    internal_error as internal_error,
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
    succeed as succeed,
    timeout_408 as timeout_408,
    usage_exceeded as usage_exceeded,
)
from .state import Options as Options
from .plans import FailedBlock as FailedBlock
from .plans import (
    AgentEvent as AgentEvent,
    Block as Block,
    BlockError as BlockError,
    Frame as Frame,
    JobPlan as JobPlan,
    Raw as Raw,
    Say as Say,
    StreamPlan as StreamPlan,
    Wait as Wait,
    chunk_reset as chunk_reset,
    job as job,
    stream as stream,
    stuck as stuck,
    thinking as thinking,
    tool as tool,
)
from .service import Sim as Sim
from .state import Run as Run, SimState as SimState
