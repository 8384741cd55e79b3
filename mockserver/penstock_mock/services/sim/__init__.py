"""Sim in the mock: every dialect of its API, as it really goes over the wire.

`Sim` is the service; `SimState` (one per session) says what workflows do; the functions are the
behaviours to say it with.
"""

from .behaviours import (
    Behaviour,
    ambiguous_503,
    bad_key,
    cancelled,
    capacity,
    concurrency,
    empty_403,
    fail,
    html_502,
    internal_error,
    not_deployed,
    not_found,
    overloaded,
    paused,
    queue_failed,
    rate_limited,
    refuse,
    response_block,
    setup_error,
    succeed,
    timeout_408,
    usage_exceeded,
)
from .jobs import JobPlan, job, stuck
from .options import Options
from .outcomes import ECHO, FailedBlock
from .plans import (
    AgentEvent,
    Block,
    BlockError,
    Frame,
    Raw,
    Say,
    StreamPlan,
    Wait,
    chunk_reset,
    stream,
    thinking,
    tool,
)
from .runs import Run
from .scenarios import SCENARIOS, scenario
from .service import Sim
from .state import SimState

__all__ = [
    "ECHO",
    "SCENARIOS",
    "AgentEvent",
    "Behaviour",
    "Block",
    "BlockError",
    "FailedBlock",
    "Frame",
    "JobPlan",
    "Options",
    "Raw",
    "Run",
    "Say",
    "Sim",
    "SimState",
    "StreamPlan",
    "Wait",
    "ambiguous_503",
    "bad_key",
    "cancelled",
    "capacity",
    "chunk_reset",
    "concurrency",
    "empty_403",
    "fail",
    "html_502",
    "internal_error",
    "job",
    "not_deployed",
    "not_found",
    "overloaded",
    "paused",
    "queue_failed",
    "rate_limited",
    "refuse",
    "response_block",
    "scenario",
    "setup_error",
    "stream",
    "stuck",
    "succeed",
    "thinking",
    "timeout_408",
    "tool",
    "usage_exceeded",
]
