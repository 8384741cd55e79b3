"""Behaviours from plain JSON, as the admin interface takes them.

"fail"
{"name": "fail", "reason": "no such file", "polls": 3}
{"name": "stream_outputs", "values": {"text": "hi"}, "steps": [{"log": "so far"}], "lag": 1}
{"name": "flow", "nodes": [{"id": "a#1", "result": {"n": 1}}, {"id": "b#1", "error": "boom"}]}

Of an installation: "installs", {"name": "install_fails", "error": "no space left"}.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ..scenarios import ScenarioSpec, read_scenario
from . import behaviours, events, installing
from .behaviours import Behaviour
from .events import Node, Step
from .installing import Installing

T = TypeVar("T", Behaviour, Installing)

_NAMES = (
    *("succeed", "fail", "crash", "stop_itself", "stream_outputs", "stuck", "refuse"),
    *("unsuccessful", "html_502"),
)


def _flow(nodes: Iterable[Mapping[str, Any]] = ()) -> Behaviour:
    return behaviours.flow(*map(_node, nodes))


def _subflow(
    values: Mapping[str, Any] | None = None, nodes: Iterable[Mapping[str, Any]] = ()
) -> Behaviour:
    return behaviours.subflow(values, *map(_node, nodes))


def _lag(readings: int = 1, then: ScenarioSpec = "succeed") -> Behaviour:
    return behaviours.lag(readings, scenario(then))


def _weird(
    status: str = "archiving", times: int | None = 1, then: ScenarioSpec = "succeed"
) -> Behaviour:
    return behaviours.weird(status, times=times, then=scenario(then))


def _slow(
    polls: int | None = None, seconds: float | None = None, then: ScenarioSpec | None = None
) -> Behaviour:
    return behaviours.slow(polls, seconds, None if then is None else scenario(then))


def _pending(then: ScenarioSpec = "succeed") -> Behaviour:
    return behaviours.pending(scenario(then))


SCENARIOS: Mapping[str, Callable[..., Behaviour]] = {
    **{name: getattr(behaviours, name) for name in _NAMES},
    "flow": _flow,
    "subflow": _subflow,
    "lag": _lag,
    "pending": _pending,
    "slow": _slow,
    "weird": _weird,
}
"""Every behaviour by name."""

INSTALL_SCENARIOS: Mapping[str, Callable[..., Installing]] = {
    "installs": lambda dependencies=(): installing.installs(*map(tuple, dependencies)),
    "install_fails": installing.install_fails,
    "install_refused": installing.install_refused,
}
"""The results of installing a package, by name."""


def scenario(given: ScenarioSpec) -> Behaviour:
    """A behaviour from its name, or from an object of `name` and what that takes.

    Any object may have `polls` and `seconds`, `steps`, `lagging`, `stopping`, `ignoring_stop`,
    `oddly` and `after_pending` as well. Raises ValueError for a name there is not, and for fields
    that make no sense.
    """
    return _read(given, "succeed", SCENARIOS, _REFINE)


def install_scenario(given: ScenarioSpec) -> Installing:
    """The same of an installation; any object may have `polls` and `seconds`."""
    return _read(given, "installs", INSTALL_SCENARIOS, {})


def _read(
    given: ScenarioSpec,
    default: str,
    known: Mapping[str, Callable[..., T]],
    refine: Mapping[str, Callable[[T, Any], T]],
) -> T:
    paces: Mapping[str, Callable[[T, Any], T]] = {"pace": lambda made, pace: made.paced(**pace)}
    return read_scenario(_with_pace(given), default, known, {**paces, **refine})


def _with_pace(given: ScenarioSpec) -> ScenarioSpec:
    """Polls and seconds, which set the pace together, as one field; "slow" takes them itself."""
    if not isinstance(given, Mapping) or given.get("name") == "slow":
        return given
    fields = dict(given)
    pace = _taken(fields, ("polls", "seconds"))
    return {**fields, "pace": pace} if pace else fields


def _taken(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: fields.pop(name) for name in names if name in fields}


def _node(given: Mapping[str, Any]) -> Node:
    fields = dict(given)
    steps = tuple(map(_step, fields.pop("steps", ())))
    return Node(**fields, steps=steps)


_STEPS: Mapping[str, Callable[..., Step]] = {
    "log": events.log,
    "log_json": events.log_json,
    "output": events.output,
    "outputs": events.outputs,
    "progress": events.progress,
    "warning": events.warning,
    "error": events.error,
    "message": events.message,
    "preview": events.preview,
    "event": Step,
}
# Steps of several values, which are then written as a list.
_SEVERAL = frozenset({"log", "output", "preview", "event"})


def _step(given: Mapping[str, Any]) -> Step:
    """A step from an object of one key: {"log": "so far"}, {"output": ["text", "hi"]}."""
    if len(given) != 1 or not set(given) <= set(_STEPS):
        raise ValueError(f"a step is an object of one of {sorted(_STEPS)}, not {dict(given)!r}")
    ((kind, value),) = given.items()
    several = isinstance(value, list) and kind in _SEVERAL
    return _STEPS[kind](*value) if several else _STEPS[kind](value)


_REFINE: Mapping[str, Callable[[Behaviour, Any], Behaviour]] = {
    "steps": lambda made, given: made.saying(*map(_step, given)),
    "lagging": Behaviour.lagging,
    "stopping": Behaviour.stopping,
    "ignoring_stop": lambda made, given: made.ignoring_stop() if given else made,
    "oddly": Behaviour.oddly,
    "after_pending": lambda made, given: made.after_pending() if given else made,
}
