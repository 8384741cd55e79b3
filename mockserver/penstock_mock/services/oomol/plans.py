"""The states a task goes through, and how fast. Pure; `Progress` goes through them."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

from attrs import field, frozen
from attrs.validators import instance_of

from ...engine import checks
from .options import Options

End: TypeAlias = Literal["completed", "failed", "stopped"]
InstallEnd: TypeAlias = Literal["success", "failed"]

# In the queue; a client that looks at once after creating a task still sees it there when only the
# clock moves it.
QUEUED_SECONDS = 0.5

# In how many steps a task goes on that only the clock moves: its logs grow by as many.
_STEPS = 10


@frozen
class Pace:
    """How fast something moves: polls that find it at work, seconds at work, or the first of both.

    Raises ValueError when both are None.
    """

    polls: int | None = field(default=None, validator=checks.at_least(1))
    seconds: float | None = field(default=None, validator=checks.span)

    def __attrs_post_init__(self) -> None:
        if self.polls is None and self.seconds is None:
            raise ValueError("a pace needs polls, or seconds, or both")

    @classmethod
    def of(cls, options: Options) -> Pace:
        """The session's own."""
        return cls(options.polls, options.seconds)

    def steps(self, name: str, times: int | None = None) -> tuple[tuple[str, float], ...]:
        """The state `name` as so many steps that are left one by one."""
        count = times or self.polls or _STEPS
        return ((name, self._share(self.seconds, count)),) * count

    def waiting(self, name: str) -> tuple[tuple[str, float], ...]:
        """A state in the queue."""
        return ((name, self._share(self.seconds and QUEUED_SECONDS, 1)),)

    @staticmethod
    def _share(seconds: float | None, count: int) -> float:
        return math.inf if seconds is None else seconds / count


@frozen
class Plan:
    """States with their seconds; one look at each is enough, unless only the clock moves it."""

    states: tuple[tuple[str, float], ...]
    polls: int | None = 1
    end: End | InstallEnd | None = "completed"
    """None: it stays in its last state."""


@frozen
class Oddity:
    """A status nobody knows, and how often it is seen; None: it stays for ever."""

    status: str = field(validator=instance_of(str))
    times: int | None = field(default=1, validator=checks.at_least(1))


def task_plan(
    pace: Pace, end: End | None, *, pending: bool = False, odd: Oddity | None = None
) -> Plan:
    """created, perhaps pending, running, perhaps something odd, and then its end."""
    waiting = pace.waiting("created") + (pace.waiting("pending") if pending else ())
    strange = pace.steps(odd.status, odd.times or 1) if odd else ()
    stays = odd is not None and odd.times is None
    states = waiting + pace.steps("running") + strange
    return Plan(states, pace.polls and 1, None if stays else end)


def install_plan(pace: Pace, end: InstallEnd) -> Plan:
    """pending, running, and then its end."""
    return Plan(pace.waiting("pending") + pace.steps("running"), pace.polls and 1, end)
