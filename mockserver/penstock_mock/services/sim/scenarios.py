"""Behaviours from plain JSON, as the admin interface takes them.

"not_found"
{"name": "fail", "error": "boom", "seconds": 2}
{"name": "succeed", "job": {"states": ["queued", ["processing", 30]], "end": "cancelled"}}
{"name": "succeed", "stream": {"steps": [{"say": ["agent1", "One"]}, {"wait": 5}]}}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..scenarios import ScenarioSpec, read_scenario
from . import behaviours, plans
from .behaviours import Behaviour
from .plans import Block, Step, job, stream

_NAMES = (
    *("succeed", "fail", "setup_error", "response_block", "timeout_408", "cancelled"),
    *("not_found", "not_deployed", "usage_exceeded", "rate_limited", "capacity", "concurrency"),
    *("ambiguous_503", "queue_failed", "overloaded", "bad_key", "internal_error", "html_502"),
    *("empty_403", "refuse"),
)


def _paused(then: ScenarioSpec = "succeed", **given: Any) -> Behaviour:
    return behaviours.paused(scenario(then), **given)


SCENARIOS: Mapping[str, Callable[..., Behaviour]] = {
    **{name: getattr(behaviours, name) for name in _NAMES},
    "paused": _paused,
}
"""Every behaviour by name."""


def scenario(given: ScenarioSpec) -> Behaviour:
    """A behaviour from its name, or from an object of `name` and what that takes.

    Any object may have `seconds`, `job`, `stream`, `blocks`, `cancelling`, `public` and `outdated`
    as well. Raises ValueError for a name there is not, and for fields that make no sense.
    """
    return read_scenario(given, "succeed", SCENARIOS, _REFINE)


def _job(behaviour: Behaviour, given: Mapping[str, Any]) -> Behaviour:
    fields = dict(given)
    states = [s if isinstance(s, str) else (s[0], float(s[1])) for s in fields.pop("states", ())]
    return behaviour.with_job(job(*states, **fields))


def _stream(behaviour: Behaviour, given: Mapping[str, Any]) -> Behaviour:
    fields = dict(given)
    steps = [_step(each) for each in fields.pop("steps", ())]
    return behaviour.with_stream(stream(*steps, **fields))


def _blocks(behaviour: Behaviour, given: list[Mapping[str, Any]]) -> Behaviour:
    return behaviour.with_blocks(*(Block(**each) for each in given))


_REFINE: Mapping[str, Callable[[Behaviour, Any], Behaviour]] = {
    "seconds": Behaviour.lasting,
    "job": _job,
    "stream": _stream,
    "blocks": _blocks,
    "cancelling": Behaviour.cancelling,
    "public": lambda behaviour, given: behaviour.for_everybody() if given else behaviour,
    "outdated": lambda behaviour, given: behaviour.outdated() if given else behaviour,
}

_STEPS: Mapping[str, Callable[..., Step]] = {
    "say": plans.Say,
    "frame": plans.Frame,
    "raw": lambda text: plans.Raw(text.encode()),
    "wait": plans.Wait,
    "block_error": plans.BlockError,
    "thinking": plans.thinking,
    "tool": plans.tool,
    "chunk_reset": plans.chunk_reset,
}
# Steps of one value, which may itself be a list.
_SINGLE = frozenset({"frame", "raw", "wait"})


def _step(given: Mapping[str, Any]) -> Step:
    """A step from an object of one key: {"say": ["agent1", "One"]}."""
    if len(given) != 1 or not set(given) <= set(_STEPS):
        raise ValueError(f"a step is an object of one of {sorted(_STEPS)}, not {dict(given)!r}")
    ((kind, value),) = given.items()
    make = _STEPS[kind]
    if isinstance(value, list) and kind not in _SINGLE:
        return make(*value)
    return make(value)
