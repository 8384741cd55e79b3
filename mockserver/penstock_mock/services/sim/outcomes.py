"""What a run comes to, as a test writes it down. Values only."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen

import penstock_mock.services.sim.outcomes  # an annotation names what comes later

# How long a run takes when nobody says: too short to wait for, and no whole number of milliseconds,
# because today's server gives fractions of them and clients must take those.
RUN_SECONDS = 0.0124

# The server's limit for a run somebody waits for, on the free plan.
TIMEOUT_MINUTES = 5


class Echo(enum.Enum):
    """The type of `ECHO`."""

    ECHO = "echo"


ECHO: Final = Echo.ECHO
"""The output of a workflow that gives back its input."""


@frozen
class FailedBlock:
    """The block a failure is attributed to (v2 only)."""

    id: str
    name: str
    type: str

    def bare(self, error: str) -> str:
        """Return the error without the name before it."""
        return error.removeprefix(f"{self.name}: ")


@frozen
class Completes:
    """The run succeeds with this output."""

    output: Any = ECHO


@frozen
class Responds:
    """The run ends in a Response block: the author's own body, status and headers."""

    data: Any
    status: int = 200
    headers: Mapping[str, str] = field(factory=dict)


@frozen
class Fails:
    """The run fails. `setup`: before its first block ran, so that there is no result at all."""

    error: str
    output: Any = field(factory=dict)
    status: int = 500
    code: str = "BLOCK_EXECUTION_FAILED"
    block: FailedBlock | None = None
    setup: bool = False


@frozen
class TimesOut:
    """The run takes longer than the server allows."""

    minutes: float = TIMEOUT_MINUTES

    @property
    def error(self) -> str:
        """The server's message; below a minute it counts seconds."""
        short = self.minutes < 1
        time = f"{self.minutes * 60:g} seconds" if short else f"{self.minutes:g} minutes"
        return f"Execution timed out after {time}"


@frozen
class Cancelled:
    """Somebody else cancels the run."""


@frozen
class Pauses:
    """The run waits for a person (or for a time), then ends as `then` says."""

    then: penstock_mock.services.sim.outcomes.Outcome = field(factory=Completes)
    context_id: str = "ctx-1"
    kind: str = "human"
    block_id: str | None = None
    resume_at: float | None = None
    """Epoch seconds, for a run that waits for a time."""
    seconds: float = RUN_SECONDS
    """How long the rest of the run takes."""


Outcome: TypeAlias = Completes | Responds | Fails | TimesOut | Cancelled | Pauses
