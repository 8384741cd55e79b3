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

from ..behaviours import ScenarioSpec, read_scenario, read_step
from . import behaviours, events
from .behaviours import Behaviour, Installing
from .events import Node, Step

T = TypeVar("T", Behaviour, Installing)

_NAMES = (
    *("succeed", "fail", "crash", "stop_itself", "stream_outputs", "stuck", "refuse"),
    *("unsuccessful", "html_502"),
)
SCENARIOS: Mapping[str, Callable[..., Behaviour]] = {
    **{name: getattr(behaviours, name) for name in _NAMES},
    "flow": lambda nodes=(): behaviours.flow(*map(_node, nodes)),
    "subflow": lambda values=None, nodes=(): behaviours.subflow(values, *map(_node, nodes)),
    "lag": lambda readings=1, then="succeed": behaviours.lag(readings, scenario(then)),
    "pending": lambda then="succeed": behaviours.pending(scenario(then)),
    "slow": lambda polls=None, seconds=None, then=None: behaviours.slow(
        polls, seconds, None if then is None else scenario(then)
    ),
    "weird": lambda status="archiving", times=1, then="succeed": behaviours.weird(
        status, times=times, then=scenario(then)
    ),
}
"""Every behaviour by name."""

INSTALL_SCENARIOS: Mapping[str, Callable[..., Installing]] = {
    "installs": lambda dependencies=(): behaviours.installs(*map(tuple, dependencies)),
    "install_fails": behaviours.install_fails,
    "install_refused": behaviours.install_refused,
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
    if isinstance(given, Mapping) and given.get("name") != "slow":  # it takes them itself
        pace = {name: given[name] for name in ("polls", "seconds") if name in given}
        given = {name: value for name, value in given.items() if name not in pace}
        given |= {"pace": pace} if pace else {}
    return read_scenario(given, default, known, {**paces, **refine})


def _node(given: Mapping[str, Any]) -> Node:
    return Node(**{**given, "steps": _steps(given.get("steps", ()))})


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


def _steps(given: Iterable[Any]) -> tuple[Step, ...]:
    return tuple(read_step(each, _STEPS, _SEVERAL) for each in given)


_REFINE: Mapping[str, Callable[[Behaviour, Any], Behaviour]] = {
    "steps": lambda made, given: made.saying(*_steps(given)),
    "lagging": Behaviour.lagging,
    "stopping": Behaviour.stopping,
    "ignoring_stop": lambda made, given: made.ignoring_stop() if given else made,
    "oddly": Behaviour.oddly,
    "after_pending": lambda made, given: made.after_pending() if given else made,
}
