"""Plans of tasks, for tests to choose: their blocks, the steps of each, and their pace."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from attrs import field
from attrs.validators import instance_of, optional

from ...document.values import frozen
from ...engine import checks
from ...engine.checks import check_arguments
from ..behaviours import ECHO, Echo, Plan
from .catalogue import NO_NODE

Result: TypeAlias = Mapping[str, Any] | Echo | None


def an_object(_: Any, attribute: Any, value: Any) -> None:
    """An attrs validator: a mapping, which JSON has as an object."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{attribute.name} must be an object, not {value!r}")


def _object_or_echo(_: Any, attribute: Any, value: Any) -> None:
    if value is not None and not isinstance(value, Echo):
        an_object(_, attribute, value)


@frozen
class Step:
    """One event while a block runs: its type, and its fields besides those every event has."""

    type: str = field(validator=instance_of(str))
    fields: Mapping[str, Any] = field(factory=dict, validator=an_object)


@check_arguments
def log(text: str, stdio: str = "stdout") -> Step:
    """A line the block prints."""
    return Step("BlockLog", {"log": text, "stdio": stdio})


@check_arguments
def log_json(value: Any) -> Step:
    """A value the block logs."""
    return Step("BlockLogJSON", {"json": value})


@check_arguments
def output(handle: str, value: Any) -> Step:
    """One output, as it comes."""
    return Step("BlockOutput", {"handle": handle, "output": value})


@check_arguments
def outputs(values: Mapping[str, Any]) -> Step:
    """Several outputs at once."""
    return Step("BlockOutputs", {"outputs": dict(values)})


@check_arguments
def progress(percent: float) -> Step:
    """The block's progress, 0 to 100."""
    return Step("BlockProgress", {"progress": percent, "rate": percent})


@check_arguments
def warning(text: str) -> Step:
    """A warning."""
    return Step("BlockWarning", {"warning": text})


@check_arguments
def error(text: str) -> Step:
    """An error that the block survives."""
    return Step("BlockError", {"error": text})


@check_arguments
def message(payload: Any) -> Step:
    """A message to listeners."""
    return Step("BlockMessage", {"payload": payload})


@check_arguments
def preview(kind: str, data: Any) -> Step:
    """Something to look at: ("text", "..."), ("image", "https://...")."""
    return Step("BlockPreview", {"payload": {"type": kind, "data": data}})


@frozen
class Node:
    """A block at work. With an `error` it fails, and has no result.

    result: None is a block that finishes without one, as those do that only stream outputs.
    """

    id: str = field(default=NO_NODE, validator=instance_of(str))
    result: Result = field(default=ECHO, validator=_object_or_echo)
    steps: tuple[Step, ...] = ()
    error: str | None = field(default=None, validator=optional(instance_of(str)))


End: TypeAlias = Literal["completed", "failed", "stopped"]
InstallEnd: TypeAlias = Literal["success", "failed"]

# In the queue; a client that looks at once after creating a task still sees it there when only the
# clock moves it.
QUEUED_SECONDS = 0.5

# Steps of a task that only the clock moves, in which its logs grow.
_STEPS = 10


@frozen
class Oddity:
    """An unknown status, and the number of polls that see it; None: it stays for ever."""

    status: str = field(validator=instance_of(str))
    times: int | None = field(default=1, validator=checks.at_least(1, or_none=True))


@frozen
class Pace:
    """The pace of a task: polls that find it at work, seconds at work, or the first of both.

    Raises ValueError when both are None.
    """

    polls: int | None = field(default=None, validator=checks.at_least(1, or_none=True))
    seconds: float | None = field(default=None, validator=checks.span)

    def __attrs_post_init__(self) -> None:
        if self.polls is None and self.seconds is None:
            raise ValueError("a pace needs polls, or seconds, or both")

    def plan(self, queue: Sequence[str], end: str | None, odd: Oddity | None = None) -> Plan:
        """The states of the queue, `running` in steps that are left one by one, perhaps something
        odd, and then the end.
        """
        seconds = math.inf if self.seconds is None else self.seconds
        queued = seconds if seconds in (0, math.inf) else QUEUED_SECONDS
        steps = self.polls or _STEPS
        states = [(name, queued) for name in queue] + [("running", seconds / steps)] * steps
        if odd is not None:
            times = odd.times or 1
            states += [(odd.status, seconds / times)] * times
            end = None if odd.times is None else end
        return Plan(tuple(states), end, self.polls and 1)
