"""Behaviours from plain JSON, as the admin interface takes them.

"concurrency"
{"name": "fail", "error": "boom", "seconds": 2}
{"name": "succeed", "outputs": {"text": "Hello"}, "stream": {"ending": "reset", "after": 3}}
{"name": "pause", "form": {"actions": ["ok", "no"]}, "then": "fail"}
{"name": "succeed", "steps": [{"node": {"title": "LLM", "steps": [{"say": "One"}, {"wait": 5}]}}]}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..scenarios import ScenarioSpec, read_scenario
from . import behaviours, plans
from .behaviours import Behaviour, StreamPlan, make_form
from .plans import Step

_NAMES = (
    *("succeed", "fail", "partly", "breaks", "stop", "stick", "refuse", "concurrency", "quota"),
    *("unpublished", "internal_error", "gateway_timeout", "edge_limited", "html_502"),
    "handed_over",
    *("provider_not_initialize", "provider_quota_exceeded", "model_not_supported"),
)


def _pause(form: Mapping[str, Any] | None = None, then: ScenarioSpec = "succeed") -> Behaviour:
    return behaviours.pause(None if form is None else make_form(**form), scenario(then))


SCENARIOS: Mapping[str, Callable[..., Behaviour]] = {
    **{name: getattr(behaviours, name) for name in _NAMES},
    "pause": _pause,
}
"""Every behaviour by name."""


def scenario(given: ScenarioSpec) -> Behaviour:
    """A behaviour from its name, or from an object of `name` and what that takes.

    Any object may have `seconds`, `gap`, `stream` and `steps` as well. Raises ValueError for a name
    there is not, and for fields that make no sense.
    """
    return read_scenario(given, "succeed", SCENARIOS, _REFINE)


_REFINE: Mapping[str, Callable[[Behaviour, Any], Behaviour]] = {
    "seconds": Behaviour.lasting,
    "gap": Behaviour.paced,
    "stream": lambda behaviour, given: behaviour.with_stream(StreamPlan(**given)),
    "steps": lambda behaviour, given: behaviour.of(*_steps(given)),
}


def _node(given: Mapping[str, Any]) -> Step:
    fields = dict(given)
    return plans.node(fields.pop("title"), *_steps(fields.pop("steps", ())), **fields)


def _rounds(make: Callable[..., Step]) -> Callable[[Mapping[str, Any]], Step]:
    def read(given: Mapping[str, Any]) -> Step:
        fields = dict(given)
        rounds = [_steps(each) for each in fields.pop("rounds", ())]
        return make(fields.pop("title"), *rounds, **fields)

    return read


def _either(make: Callable[..., Step]) -> Callable[[Any], Step]:
    """A step from its main value, or from an object of its fields."""
    return lambda given: make(**given) if isinstance(given, Mapping) else make(given)


_STEPS: Mapping[str, Callable[[Any], Step]] = {
    "node": _node,
    "iteration": _rounds(plans.iteration),
    "loop": _rounds(plans.loop),
    "branches": lambda given: plans.branches(*(_steps(each) for each in given)),
    "say": plans.say,
    "think": _either(plans.think),
    "log": _either(plans.log),
    "retry": plans.retry,
    "audio": _either(plans.audio),
    "wait": plans.wait,
    "event": plans.event,
    "raw": plans.raw,
}


def _steps(given: Sequence[Any]) -> list[Step]:
    return [_step(each) for each in given]


def _step(given: Any) -> Step:
    """A step from an object of one key: {"say": "One"}."""
    if not isinstance(given, Mapping) or len(given) != 1 or not set(given) <= set(_STEPS):
        raise ValueError(f"a step is an object of one of {sorted(_STEPS)}, not {given!r}")
    ((kind, value),) = given.items()
    try:
        return _STEPS[kind](value)
    except KeyError as missing:
        raise ValueError(f"a {kind} step needs {missing}") from None
