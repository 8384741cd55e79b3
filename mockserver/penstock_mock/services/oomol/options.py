"""Options of the Oomol Connect server that a session plays, and the plans of its tasks."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

from attrs import field
from attrs.validators import in_, instance_of

from ...document.values import frozen
from ...engine import checks
from ..base import dialects

Token: TypeAlias = Literal["any", "raw", "none"]
Order: TypeAlias = Literal["ascending", "descending"]
LogIds: TypeAlias = Literal["task", "server"]
Envelope: TypeAlias = Literal["wrapped", "bare"]
Refusals: TypeAlias = Literal["status", "quiet"]

# Of all the files of one request together. The server's own limit is not known; this is far above
# a test's files and below the server's limit on bodies (`asgi.MAX_BODY`).
UPLOAD_LIMIT = 100 * 1024 * 1024

# A whole number, which isn't None.
_AMOUNT = (instance_of(int), checks.at_least(0))

# A second at work: long enough that a poll can see it, short enough for a test on a real port.
SECONDS = 1.0


@frozen
class Options:
    """Options of the service "oomol" in one session.

    dialect: "2025-12", the only one. What changed since the documented page is in the clients
        (which of `manifest` and `blockId` they send); the server takes both.
    token: "any" takes the token as it is and after `Bearer `; "raw" only as it is; "none" is a
        server that asks for no token. `mock.keys` has the valid tokens.
    polls: of a task, or an installation, that find it at work before it ends; None: the clock
        alone ends it.
    seconds: at work; None: polls alone end it. With both, whichever comes first.
    pending: whether tasks wait in `pending` between `created` and `running`.
    logs: the order of a task's logs.
    log_ids: whether log ids start at 1 in each task, or count on through all of a server's tasks.
    log_lag: readings of a task's logs after its end that still miss the last of them.
    stop_lag: polls that still find a task at work after a stop request.
    envelope: "bare" answers with tasks as they are instead of {"task": ..., "success": true}.
    refusals: "quiet" answers errors with 200 and {"success": false}, but for a missing token.
    upload_limit: bytes of all files of one request.
    """

    dialect: str = field(**dialects("2025-12"))
    token: Token = field(default="any", validator=in_(("any", "raw", "none")))
    polls: int | None = field(default=1, validator=checks.at_least(1))
    seconds: float | None = field(default=SECONDS, validator=checks.span)
    pending: bool = field(default=False, validator=instance_of(bool))
    logs: Order = field(default="ascending", validator=in_(("ascending", "descending")))
    log_ids: LogIds = field(default="task", validator=in_(("task", "server")))
    log_lag: int = field(default=0, validator=_AMOUNT)
    stop_lag: int = field(default=0, validator=_AMOUNT)
    envelope: Envelope = field(default="wrapped", validator=in_(("wrapped", "bare")))
    refusals: Refusals = field(default="status", validator=in_(("status", "quiet")))
    upload_limit: int = field(default=UPLOAD_LIMIT, validator=_AMOUNT)

    def __attrs_post_init__(self) -> None:
        if self.polls is None and self.seconds is None:
            raise ValueError("with neither polls nor seconds no task would ever end; give one")


End: TypeAlias = Literal["completed", "failed", "stopped"]
InstallEnd: TypeAlias = Literal["success", "failed"]

# In the queue; a client that looks at once after creating a task still sees it there when only the
# clock moves it.
QUEUED_SECONDS = 0.5

# Steps of a task that only the clock moves, in which its logs grow.
_STEPS = 10


@frozen
class Pace:
    """The pace of a task: polls that find it at work, seconds at work, or the first of both.

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
    """An unknown status, and the number of polls that see it; None: it stays for ever."""

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
