"""The outcome of a run in a sandbox, in the words of all services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from penstock._core.results import check_success
from penstock.sandbox_fusion._verdict import Verdict

if TYPE_CHECKING:
    from penstock.sandbox_fusion._results import CommandRunResult

# Servers may repeat the whole code in a message.
LONGEST_REASON: Final = 500


class Outcome:
    """The outcome of a run or a judgement: it is over, and has no id. See `penstock.RunOutcome`."""

    if TYPE_CHECKING:  # each has its own

        @property
        def verdict(self) -> Verdict: ...
        @property
        def _reason(self) -> str | None: ...

    @property
    def run_id(self) -> str | None:
        """None: a sandbox has no ids of runs."""
        return None

    @property
    def rate_limit(self) -> None:
        """None: a sandbox has no rate limits."""
        return None

    @property
    def succeeded(self) -> bool:
        """True if the verdict is success or accepted."""
        return self.verdict in (Verdict.SUCCESS, Verdict.ACCEPTED)

    @property
    def is_finished(self) -> bool:
        """True: a response comes once the run is over."""
        return True

    @property
    def is_paused(self) -> bool:
        """False: no run waits for anybody."""
        return False

    @property
    def error(self) -> str | None:
        """The verdict in words and the reason, where there is one; None if it succeeded."""
        if self.succeeded:
            return None
        word = self.verdict.replace("_", " ")
        return f"{word}: {self._reason}" if self._reason else word

    def raise_for_failure(self) -> Self:
        """Return this if it succeeded; raise ExecutionError, its code the verdict, if not."""
        check_success(self, "sandbox_fusion", self.verdict.upper())
        return self


def last_line(step: CommandRunResult | None) -> str | None:
    """Return the last line that a step wrote to stderr: mostly the error itself."""
    written = getattr(step, "stderr", None)
    lines = written.strip().splitlines() if isinstance(written, str) else []
    return lines[-1][:LONGEST_REASON] if lines else None
